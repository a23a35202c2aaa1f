"""The purge: what is due goes with everything of it, what is not stays, and a race has one end."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from db import images, maintenance, sources, tombstones
from db.images import ImageRow
from db.kinds import ImageAction
from jobs.handlers.purge import delete_objects, purge, purge_if_overdue
from resolvers import images as changing
from resolvers.errors import GoneError, NotFoundError
from storage import keys
from storage.base import ObjectNotFound
from tests.jobs.conftest import Workshop
from tests.jobs.fakes import FakeProvider, draws

RETENTION = timedelta(days=30)


async def trash(workshop: Workshop, *rows: ImageRow) -> None:
    for row in rows:
        await changing.change(workshop.context, row.id, ImageAction.TRASH)


async def age(workshop: Workshop, days: float, *rows: ImageRow) -> None:
    """Let these have been in the trash for so long."""
    ids = ", ".join(f"'{row.id}'" for row in rows)
    await workshop.sql(
        f"UPDATE images SET deleted_at = now() - interval '{days} days' WHERE id IN ({ids})"
    )


async def kept(workshop: Workshop, *rows: ImageRow) -> list[bool]:
    async with workshop.database.read() as session:
        found = await images.by_ids(session, workshop.user_id, [row.id for row in rows])
    return [row.id in found for row in rows]


async def stored(workshop: Workshop, row: ImageRow) -> int:
    """How many of the picture's objects are there."""
    count = 0
    for key in keys.all_of(row.key):
        try:
            await workshop.storage.head(key)
        except ObjectNotFound:
            continue
        count += 1
    return count


async def test_what_is_due_goes_and_what_is_not_stays(workshop: Workshop) -> None:
    due, young, live = await workshop.upload("red", "green", "blue")
    await trash(workshop, due, young)
    await age(workshop, 30.0001, due)
    await age(workshop, 29.9999, young)
    await purge(workshop.services)
    assert await kept(workshop, due, young, live) == [False, True, True]
    assert [await stored(workshop, row) for row in (due, young, live)] == [0, 5, 5]
    sums = await changing.totals(workshop.context)
    assert (sums.live, sums.trashed) == (1, 1)
    assert (sums.live_bytes, sums.trashed_bytes) == (live.byte_size, young.byte_size)
    assert await workshop.drift() == {}
    assert await tombstone_tries(workshop) == {}


async def tombstone_tries(workshop: Workshop) -> dict[UUID, int]:
    connection = await asyncpg.connect(workshop.settings.database_url)
    rows = await connection.fetch("SELECT image_id, tries FROM tombstones")
    await connection.close()
    return {row["image_id"]: row["tries"] for row in rows}


async def test_the_boundary_is_the_purge_date_that_was_shown(workshop: Workshop) -> None:
    [row] = await workshop.upload("red")
    await trash(workshop, row)
    await workshop.sql("UPDATE images SET deleted_at = now() - interval '30 days' + interval '1 h'")
    await purge(workshop.services)
    assert await kept(workshop, row) == [True]
    await workshop.sql("UPDATE images SET deleted_at = now() - interval '30 days'")
    await purge(workshop.services)
    assert await kept(workshop, row) == [False]


async def test_objects_that_another_image_names_stay(workshop: Workshop) -> None:
    due, other = await workshop.upload("red", "blue")
    await workshop.sql(f"UPDATE images SET key = '{due.key}' WHERE id = '{other.id}'")
    await trash(workshop, due)
    await age(workshop, 31, due)
    await purge(workshop.services)
    assert await kept(workshop, due, other) == [False, True]
    assert await stored(workshop, due) == 5


async def test_a_purged_source_leaves_its_thumbhash(workshop: Workshop) -> None:
    [source] = await workshop.upload("red")
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(1, source.id)
    await workshop.run()
    [image] = await workshop.images(job_id)
    await trash(workshop, source)
    await age(workshop, 31, source)
    await purge(workshop.services)
    async with workshop.database.read() as session:
        of_image = await sources.of_images(session, workshop.user_id, [image.id])
        of_job = await sources.of_jobs(session, workshop.user_id, [job_id])
    for [row] in (of_image[image.id], of_job[job_id]):
        assert (row.source_id, row.thumbhash) == (None, source.thumbhash)
    assert await kept(workshop, image) == [True]


async def test_a_purged_picture_leaves_its_job(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(2)
    await workshop.run()
    first, second = await workshop.images(job_id)
    await trash(workshop, first)
    await age(workshop, 31, first)
    await purge(workshop.services)
    assert await workshop.images(job_id) == [second]
    assert sum(slot.image_id is None for slot in await workshop.slots(job_id)) == 1


async def test_objects_that_storage_would_not_delete_go_later(workshop: Workshop) -> None:
    [row] = await workshop.upload("red")
    await trash(workshop, row)
    await age(workshop, 31, row)
    workshop.storage.broken = True
    await purge(workshop.services)
    assert await kept(workshop, row) == [False]
    assert await stored(workshop, row) == 5
    assert await tombstone_tries(workshop) == {row.id: 1}
    workshop.storage.broken = False
    await delete_objects(workshop.services)  # not due yet
    assert await stored(workshop, row) == 5
    # However often it has failed, it is tried again.
    await workshop.sql("UPDATE tombstones SET try_at = now(), tries = 5000")
    await delete_objects(workshop.services)
    assert await stored(workshop, row) == 0
    assert await tombstone_tries(workshop) == {}


async def test_nobody_else_is_touched(workshop: Workshop) -> None:
    [mine] = await workshop.upload("red")
    await trash(workshop, mine)
    await age(workshop, 31, mine)
    async with workshop.database.write() as tx:
        assert await tombstones.bury(tx, workshop.user_id + 1, RETENTION, limit=500) == []
    assert await kept(workshop, mine) == [True]


async def test_a_purge_that_was_missed_is_made_up_for_once(workshop: Workshop) -> None:
    first, second = await workshop.upload("red", "blue")
    await trash(workshop, first, second)
    await age(workshop, 31, first)
    await purge_if_overdue(workshop.services)
    assert await kept(workshop, first) == [False]
    await age(workshop, 31, second)
    await purge_if_overdue(workshop.services)
    assert await kept(workshop, second) == [True]
    await workshop.sql("UPDATE maintenance SET ran_at = now() - interval '25 hours'")
    await purge_if_overdue(workshop.services)
    assert await kept(workshop, second) == [False]
    async with workshop.database.read() as session:
        assert not await maintenance.overdue(session, "purge")


async def test_a_restore_that_was_acknowledged_keeps_its_picture_whatever_raced_it(
    workshop: Workshop,
) -> None:
    rows = await workshop.upload(*["red", "green", "blue", "white", "black"] * 20)
    await trash(workshop, *rows)
    await age(workshop, 31, *rows)

    async def restore(row: ImageRow) -> bool:
        try:
            await changing.change(workshop.context, row.id, ImageAction.RESTORE)
        except (GoneError, NotFoundError):
            return False
        return True

    outcomes: list[Any] = []
    for start in range(0, 100, 10):
        some = rows[start : start + 10]
        *restored, _ = await asyncio.gather(
            *(restore(row) for row in some), purge(workshop.services)
        )
        outcomes += restored
    await purge(workshop.services)
    assert await kept(workshop, *rows) == outcomes
    found = [await stored(workshop, row) for row in rows]
    assert found == [5 if restored else 0 for restored in outcomes]
    assert await workshop.drift() == {}
