"""Whether the event log loses, doubles, mixes up or leaks anything, under many writers and readers.

    python bench/events.py                  24 writers, 100 000 events, 50 readers, 20 resumes each
    python bench/events.py --events 2000    a small one

Starts a PostgreSQL and a Valkey in a temporary folder. Writers and readers have an event hub each,
as two processes have, so hints go through Valkey. Readers leave in the middle and come back with
the last number they have. Prints what was missed, doubled, out of order and foreign; fails unless
all are 0.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from bench.running import databases
from db import events, users
from db.engine import Database
from db.kinds import EventKind
from jobs.events import EventHub


@dataclass(frozen=True)
class Load:
    writers: int
    events: int
    readers: int
    resumes: int
    users: int = 5


@dataclass
class Findings:
    missed: int = 0
    doubled: int = 0
    disordered: int = 0
    foreign: int = 0

    @property
    def clean(self) -> bool:
        return not (self.missed or self.doubled or self.disordered or self.foreign)


@dataclass
class Reader:
    """One socket's view: the numbers and the owners' marks that reached it."""

    user_id: int
    seen: list[int] = field(default_factory=list)
    marks: set[UUID | None] = field(default_factory=set)

    async def follow(self, hub: EventHub, last: int, resumes: int) -> None:
        chance = random.Random(self.user_id * 1000 + len(self.marks))
        leaving = sorted(chance.sample(range(1, last + 1), min(resumes, last)))
        while not self.seen or self.seen[-1] < last:
            until = next((seq for seq in leaving if not self.seen or seq > self.seen[-1]), last)
            await self._read(hub, until)

    async def _read(self, hub: EventHub, until: int) -> None:
        after = self.seen[-1] if self.seen else 0
        async with aclosing(hub.follow(self.user_id, after)) as stream:
            async for row in stream:
                self.seen.append(row.seq)
                self.marks.add(row.job_id)
                if row.seq >= until:
                    return


async def run(load: Load, database_url: str, redis_url: str) -> Findings:
    async with (
        _hub(database_url, redis_url, load.writers) as writing,
        _hub(database_url, redis_url, 10) as reading,
    ):
        marks = await _people(writing[0], load.users)
        each = load.events // load.writers
        plans = [random.Random(w).choices(list(marks), k=each) for w in range(load.writers)]
        totals = {user_id: sum(plan.count(user_id) for plan in plans) for user_id in marks}
        readers = [Reader(list(marks)[i % load.users]) for i in range(load.readers)]
        begun = time.perf_counter()
        following = [
            asyncio.create_task(reader.follow(reading[1], totals[reader.user_id], load.resumes))
            for reader in readers
        ]
        await asyncio.gather(*(_write(writing[0], plan, marks) for plan in plans))
        written = time.perf_counter() - begun
        await asyncio.wait_for(asyncio.gather(*following), timeout=60)
        print(
            f"{each * load.writers} events by {load.writers} writers in {written:.1f} s,", end=" "
        )
        print(f"the last reader was done {time.perf_counter() - begun - written:.2f} s later")
        return _judged(readers, totals, marks)


@asynccontextmanager
async def _hub(url: str, redis_url: str, size: int) -> AsyncIterator[tuple[Database, EventHub]]:
    database = Database(url, pool_size=size, application="bench")
    hub = EventHub(database, redis_url)
    database.on_commit = hub.announce
    await hub.start()
    try:
        yield database, hub
    finally:
        await hub.close()
        await database.close()


async def _people(database: Database, count: int) -> dict[int, UUID]:
    """Users, each with a mark that only their events carry."""
    async with database.write() as tx:
        return {(await users.create(tx, f"user{i}")).id: uuid4() for i in range(count)}


async def _write(database: Database, plan: list[int], marks: dict[int, UUID]) -> None:
    for user_id in plan:
        async with database.write() as tx:
            await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=marks[user_id])


def _judged(readers: list[Reader], totals: dict[int, int], marks: dict[int, UUID]) -> Findings:
    findings = Findings()
    for reader in readers:
        wanted = set(range(1, totals[reader.user_id] + 1))
        findings.missed += len(wanted - set(reader.seen))
        findings.doubled += len(reader.seen) - len(set(reader.seen))
        findings.disordered += sum(
            later < earlier for earlier, later in zip(reader.seen, reader.seen[1:], strict=False)
        )
        findings.foreign += len(reader.marks - {marks[reader.user_id]})
    return findings


def main() -> None:
    parser = argparse.ArgumentParser(description="Look for lost events.")
    parser.add_argument("--writers", type=int, default=24)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--resumes", type=int, default=20)
    options = parser.parse_args()
    load = Load(options.writers, options.events, options.readers, options.resumes)
    with databases() as (database_url, redis_url):
        findings = asyncio.run(run(load, database_url, redis_url))
    print(findings)
    sys.exit(0 if findings.clean else 1)


if __name__ == "__main__":
    main()
