"""Kept counts stay the counts of the rows, after any mix of changes."""

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from db import counters, operations, tombstones
from db.counters import Sums
from db.engine import Database
from db.kinds import ImageAction
from tests.db.world import add_image, add_user


async def _act(database: Database, user_id: int, action: ImageAction, ids: list[UUID]) -> None:
    async with database.write() as tx:
        locked = await operations.lock_images(tx, user_id, ids)
        await operations.record(tx, user_id, action, operations.plan(action, ids, locked, set()))


async def _bury(database: Database, user_id: int) -> None:
    async with database.write() as tx:
        await tombstones.bury(tx, user_id, timedelta(0), limit=2)


async def test_counts_are_right_after_any_mix_of_changes(database: Database) -> None:
    chance = random.Random(20261122)
    user_id = await add_user(database, "ann")
    ids = [(await add_image(database, user_id)).id for _ in range(12)]
    steps: list[Callable[[], Awaitable[None]]] = [
        *[
            lambda action=action: _act(database, user_id, action, chance.sample(ids, 4))  # type: ignore[misc]
            for action in (
                ImageAction.STAR,
                ImageAction.UNSTAR,
                ImageAction.TRASH,
                ImageAction.RESTORE,
            )
        ],
        lambda: _bury(database, user_id),
    ]
    for _ in range(60):
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
