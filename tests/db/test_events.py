"""The log: numbered without gaps, in the order of commits, whoever writes at once."""

import asyncio

import pytest

from db import events
from db.engine import Database
from db.kinds import EventKind
from tests.db.world import add_user


async def _write(database: Database, user_id: int, count: int) -> None:
    for _ in range(count):
        async with database.write() as tx:
            await events.append(tx, user_id, EventKind.JOB_CHANGED)


async def test_a_reader_by_number_misses_nothing_that_many_writers_commit(
    database: Database,
) -> None:
    user_id, other = await add_user(database, "ann"), await add_user(database, "bob")
    writers = asyncio.gather(
        *[_write(database, user_id, 25) for _ in range(6)], _write(database, other, 25)
    )
    seen: list[int] = []
    while len(seen) < 150:
        async with database.read() as session:
            rows = await events.after(session, user_id, seen[-1] if seen else 0, 40)
        seen += [row.seq for row in rows]
    await writers
    assert seen == list(range(1, 151))


async def _write_and_fail(database: Database, user_id: int) -> None:
    async with database.write() as tx:
        await events.append(tx, user_id, EventKind.JOB_CHANGED)
        raise InterruptedError


async def test_what_a_rolled_back_transaction_wrote_takes_no_number(database: Database) -> None:
    user_id = await add_user(database, "ann")
    announced: list[dict[int, int]] = []
    database.on_commit = lambda announcements: announced.append(dict(announcements))
    with pytest.raises(InterruptedError):
        await _write_and_fail(database, user_id)
    await _write(database, user_id, 1)
    async with database.read() as session:
        assert (await events.head(session, user_id)).seq == 1
    assert announced == [{user_id: 1}]
