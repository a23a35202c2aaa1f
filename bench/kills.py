"""What a worker leaves behind that is killed at each step of a generation.

    python bench/kills.py                10 kills at each step, in two galleries at once
    python bench/kills.py --times 50     more

Starts databases in a temporary folder, and workers as real processes, which are killed with
SIGKILL. Another worker then recovers, and the judge of the tests (tests/faults/judge.py) compares
what the provider has sent with the tables and the files. Fails unless L1, L2, L5 and L8 are all 0.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import reduce
from pathlib import Path
from statistics import median

from bench.running import databases
from tests.databases import cloned
from tests.faults.judge import Findings
from tests.faults.kills import KILLS, Kill, Outcome, kill
from tests.faults.site import Site, site

_HEAD = f"{'killed at':<26}{'kills':>6}{'L1':>5}{'L2':>5}{'L5':>5}{'L8':>5}{'said so':>9}{'s':>7}"
_ABOUT = """
L1 pictures that were paid and are nowhere   L2 pictures that were asked for twice unasked
L5 objects and spool files nobody needs      L8 jobs that never end
said so: pictures sent into the crash, whose slots say OUTCOME_UNKNOWN until somebody asks again
s: from the start of the next worker until everything was good, median"""


async def run(times: int, sites: int, database_url: str, redis_url: str) -> list[Outcome]:
    waiting = [plan for plan in KILLS for _ in range(times)]
    outcomes: dict[Kill, list[Outcome]] = {plan: [] for plan in KILLS}

    async def work(opened: Site) -> None:
        while waiting:
            plan = waiting.pop(0)
            outcomes[plan].append(await kill(opened, plan))
            if len(outcomes[plan]) == times:
                print(_line(plan.name, outcomes[plan]), flush=True)

    print(_HEAD, flush=True)
    async with AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(_site(database_url, redis_url, number))
            for number in range(sites)
        ]
        await asyncio.gather(*map(work, opened))
    return [outcome for plan in KILLS for outcome in outcomes[plan]]


@asynccontextmanager
async def _site(database_url: str, redis_url: str, number: int) -> AsyncIterator[Site]:
    redis = redis_url.replace("db=0", f"db={number}")
    with tempfile.TemporaryDirectory(prefix="gallery-bench-") as folder:
        async with (
            cloned(database_url, "gallery") as own,
            site(own, redis, Path(folder)) as opened,
        ):
            yield opened


def _line(name: str, outcomes: list[Outcome]) -> str:
    lost, doubled, orphans, stuck, unknown = (
        sum(column) for column in zip(*(outcome.findings for outcome in outcomes), strict=True)
    )
    seconds = median(outcome.seconds for outcome in outcomes)
    counts = f"{lost:>5}{doubled:>5}{orphans:>5}{stuck:>5}{unknown:>9}"
    return f"{name:<26}{len(outcomes):>6}{counts}{seconds:>7.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill workers, and look for what is lost.")
    parser.add_argument("--times", type=int, default=10, help="kills at each step")
    parser.add_argument("--sites", type=int, default=2, help="galleries at once")
    options = parser.parse_args()
    with databases() as (database_url, redis_url):
        outcomes = asyncio.run(run(options.times, options.sites, database_url, redis_url))
    print(_line("all", outcomes))
    print(_ABOUT)
    worst = reduce(Findings.worse, (outcome.findings for outcome in outcomes))
    sys.exit(0 if worst.clean else 1)


if __name__ == "__main__":
    main()
