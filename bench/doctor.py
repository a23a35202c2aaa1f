"""Whether `gallery doctor` finds 200 faults in one run, and loses nothing when it repairs them.

    python bench/doctor.py [--each N]

Plants N faults of each kind that it knows in a gallery with some 300 images, runs it, runs it
with --repair, and once more. Each planted fault is to be found and named, and nothing else; a judge
(tests/gallery/ward.py) holds rows and bytes against those from before the repair; the last run is
to tell only what cannot be repaired. Fails otherwise.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bench.running import installation
from gallery.settings import load
from tests.gallery import ward


def main() -> None:
    parser = argparse.ArgumentParser(description="Plant faults, and have them found and repaired.")
    parser.add_argument("--each", type=int, default=14, help="faults of each kind")
    options = parser.parse_args()
    with installation() as own, tempfile.TemporaryDirectory() as scratch:
        begun = time.perf_counter()
        outcome = asyncio.run(ward.run(load(own), Path(scratch), options.each))
    print(
        f"{outcome.planted} faults planted, {len(outcome.missed)} missed,"
        f" {len(outcome.made_up)} made up; the repair lost {len(outcome.lost)} things and left"
        f" {len(outcome.left)} that it should not ({time.perf_counter() - begun:.0f} s)"
    )
    for fault in (*outcome.missed, *outcome.made_up, *outcome.lost, *outcome.left):
        print(fault)
    sys.exit(0 if outcome.clean else 1)


if __name__ == "__main__":
    main()
