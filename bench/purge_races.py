"""Whether a purge ever takes what was restored, or leaves what was deleted, under many races.

    python bench/purge_races.py                5000 races
    python bench/purge_races.py --races 200    a few

Starts a PostgreSQL and a Valkey in a temporary folder. In each race two purges, restores, undos,
bulk changes by ids and by filter, and generations go at the same images over twelve connections,
through the handlers and resolvers themselves. Prints what came of it; fails unless the judge
(tests/faults/races.py) finds no fault.
"""

import argparse
import asyncio
import sys
import time

from bench.running import installation
from gallery.settings import Settings, load
from gallery.wiring import parts
from resolvers import people
from resolvers.context import Context
from tests.faults.races import Arena, Findings


async def run(settings: Settings, races: int) -> Findings:
    async with parts(settings, application="bench", pool_size=12, listen=False) as opened:
        viewer = await people.viewer_named(opened.database, "ann")
        return await Arena(opened, Context(opened.backend, viewer), tell=print).run(races)


def main() -> None:
    parser = argparse.ArgumentParser(description="Race purges with all that changes images.")
    parser.add_argument("--races", type=int, default=5000)
    options = parser.parse_args()
    with installation() as own:
        begun = time.perf_counter()
        findings = asyncio.run(run(load(own), options.races))
    print(f"{findings}\nin {time.perf_counter() - begun:.0f} s")
    sys.exit(1 if findings.faults else 0)


if __name__ == "__main__":
    main()
