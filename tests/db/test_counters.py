"""Kept counts stay the counts of the rows, after any mix of changes."""

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from db import changes, counters, operations, selections, tombstones, undo
from db.counters import Sums
from db.engine import Database
from db.keyset import Cut
from db.kinds import ImageAction, OperationStatus
from tests.db.world import add_image, add_user


async def _act(database: Database, user_id: int, action: ImageAction, ids: list[UUID]) -> None:
    async with database.write() as tx:
        locked = await selections.lock_ids(tx, user_id, ids)
        plan = changes.plan(action, ids, locked)
        operation = await operations.start(tx, user_id, action, matched=len(ids))
        await changes.apply(tx, user_id, operation.id, action, plan.changing)
        await operations.advance(
            tx, user_id, operation, changed=len(plan.changing), skipped=plan.skipped
        )
        await operations.finish(tx, user_id, operation.id, OperationStatus.DONE)


async def _undo(database: Database, user_id: int) -> None:
    async with database.write() as tx:
        for operation in (await operations.page(tx, user_id, Cut(1))).rows:
            if operation.status is OperationStatus.DONE:
                await undo.revert_batch(tx, user_id, operation, 0)
                await operations.finish(tx, user_id, operation.id, OperationStatus.UNDONE)


async def _bury(database: Database, user_id: int) -> None:
    async with database.write() as tx:
        due = await tombstones.lock_overdue(tx, timedelta(0), limit=2)
        await tombstones.bury(tx, user_id, due.ids if due else [])


async def test_counts_are_right_after_any_mix_of_changes(database: Database) -> None:
    chance = random.Random(20261122)
    user_id = await add_user(database, "ann")
    ids = [(await add_image(database, user_id)).id for _ in range(20)]
    steps: list[Callable[[], Awaitable[None]]] = [
        *[
            lambda action=action: _act(database, user_id, action, chance.sample(ids, 4))
            for action in (
                ImageAction.STAR,
                ImageAction.UNSTAR,
                ImageAction.TRASH,
                ImageAction.RESTORE,
                ImageAction.DELETE,
            )
        ],
        lambda: _undo(database, user_id),
        lambda: _bury(database, user_id),
    ]
    for _ in range(80):
        await chance.choice(steps)()
        async with database.read() as session:
            assert await counters.drift(session, user_id) == {}


async def test_totals_follow_each_change(database: Database) -> None:
    user_id = await add_user(database, "ann")
    image = await add_image(database, user_id)
    await add_image(database, user_id)

    async def totals() -> Sums:
        async with database.read() as session:
            return await counters.totals(session, user_id)

    assert await totals() == Sums(live=2, live_bytes=2000)
    await _act(database, user_id, ImageAction.STAR, [image.id])
    assert await totals() == Sums(live=2, starred=1, live_bytes=2000)
    await _act(database, user_id, ImageAction.TRASH, [image.id])
    assert await totals() == Sums(live=1, trashed=1, live_bytes=1000, trashed_bytes=1000)
    await _act(database, user_id, ImageAction.RESTORE, [image.id])
    assert await totals() == Sums(live=2, starred=1, live_bytes=2000)


async def test_a_wrong_count_is_found(database: Database) -> None:
    user_id = await add_user(database, "ann")
    image = await add_image(database, user_id)
    tally = counters.Tally()
    tally.add(image.created_at, Sums(live=1))
    async with database.write() as tx:
        await counters.apply(tx, user_id, tally)
        drift = await counters.drift(tx, user_id)
    quarter = counters.quarter_of(image.created_at)
    assert drift == {quarter: (Sums(live=2, live_bytes=1000), Sums(live=1, live_bytes=1000))}
