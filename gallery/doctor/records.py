"""What only the database and the spool tell: counts, tombstones, generations, answers."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from db import counters, inspection, users
from db.engine import Database, ReadSession
from db.users import UserRow
from gallery.doctor.findings import Finding, Kind
from jobs.spool import Spool

_MOST: Final = 10_000
# A worker takes what is left within seconds.
_LEFT_SECONDS: Final = 600
_JOBS: Final = {
    "lease": Kind.LEASE,
    "queue": Kind.QUEUE,
    "slots": Kind.SLOTS,
    "attempt": Kind.ATTEMPT,
}

RECORDS: Final = frozenset({Kind.COUNTS, Kind.TOMBSTONE, Kind.SPOOL, *_JOBS.values()})


async def wrong_counts(database: Database, user_id: int | None) -> AsyncIterator[Finding]:
    for user in await _users(database, user_id):
        async with database.read() as session:
            drifts = await count_drift(session, user.id)
        if not drifts:
            continue
        # Rows and counts were read one after the other: only with writers kept out is it sure.
        async with database.write() as tx:
            await counters.lock(tx, user.id)
            drifts = await count_drift(tx, user.id)
        if drifts:
            yield Finding(Kind.COUNTS, user_id=user.id, detail=f"{user.name}: {drifts}")


async def count_drift(session: ReadSession, user_id: int) -> str:
    """What is wrong with the kept counts of a user; nothing where they are right."""
    if drift := await counters.drift(session, user_id):
        return f"{len(drift)} quarter hour(s), the first {min(drift):%Y-%m-%d %H:%M}"
    totals = await counters.totals(session, user_id)
    summed = await counters.sum_of_quarters(session, user_id)
    return "" if totals == summed else f"{[*totals]} in all, not {[*summed]}"


async def _users(database: Database, user_id: int | None) -> list[UserRow]:
    async with database.read() as session:
        if user_id is None:
            return await users.everyone(session)
        user = await users.by_id(session, user_id)
    return [user] if user else []


async def stuck_rows(session: ReadSession, user_id: int | None) -> list[Finding]:
    """Tombstones and generations that the workers should have dealt with."""
    found = [
        Finding(Kind.TOMBSTONE, stone.key, stone.user_id, stone.image_id, f"{stone.tries} tries")
        for stone in await inspection.stuck_tombstones(session, limit=_MOST)
    ]
    found += [
        Finding(_JOBS[job.symptom], "", job.user_id, job.id, job.detail)
        for job in await inspection.stuck_jobs(session, limit=_MOST)
    ]
    return [each for each in found if user_id in (None, each.user_id)]


def left_on_spool(spool: Spool) -> Iterator[Finding]:
    """What a dead process left, and what was put aside."""
    for folder in spool.left():
        # A worker may deliver it and take it away at any time.
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > _LEFT_SECONDS:
                yield _left(folder)
    for path in spool.put_aside():
        with suppress(FileNotFoundError):
            yield Finding(Kind.PUT_ASIDE, path.name, detail=f"{path.stat().st_size} bytes")


def _left(folder: Path) -> Finding:
    names = [path.name for path in folder.iterdir()]
    answers = sum(name.endswith(".picture") for name in names)
    return Finding(Kind.SPOOL, folder.name, detail=f"{answers} answer(s) in {len(names)} file(s)")
