"""The purge: what is due goes with everything of it, what is not stays, and a race has one end."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from db import events, images, maintenance, selections, sources, tombstones
from db.engine import Database
from db.events import EventRow
from db.images import ImageRow
from db.kinds import EventKind, ImageAction
from db.outages import DatabaseUnavailable
from jobs.handlers.purge import delete_objects, purge, purge_if_overdue
from jobs.worker import run as run_worker
from resolvers import images as changing
from resolvers import people
from resolvers.errors import GoneError, NotFoundError
from storage import keys
from storage.base import ObjectNotFound
from tests.api.helpers import eventually
from tests.jobs.conftest import Workshop
from tests.jobs.fakes import FakeProvider, draws

pytestmark = pytest.mark.main_path

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


@pytest.mark.parametrize("shift", [-1, 1])
async def test_a_day_of_the_retention_is_24_hours_whatever_the_clocks_do(
    workshop: Workshop, shift: int
) -> None:
    due, young = await workshop.upload("red", "blue")
    await trash(workshop, due, young)
    await workshop.sql(
        f"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L',"
        f" current_database(), '{clocks(shift)}'); END $$"
    )
    month = 30 * 24 * 3600
    for row, seconds in ((due, month), (young, month - 60)):
        await workshop.sql(
            f"UPDATE images SET deleted_at = now() - make_interval(secs => {seconds})"
            f" WHERE id = '{row.id}'"
        )
    database = Database(workshop.settings.database_url, pool_size=2, application="tests")
    await purge(replace(workshop.services, database=database))
    await database.close()
    assert await kept(workshop, due, young) == [False, True]


def clocks(shift: int) -> str:
    """A zone whose clocks have gone so many hours forward a fortnight ago."""
    moved = datetime.now(UTC) - timedelta(days=14)
    back = moved + timedelta(days=120)
    return f"AAA0BBB{-shift},J{min(365, moved.timetuple().tm_yday)},J{back.timetuple().tm_yday}"


async def test_what_is_due_and_not_yet_purged_can_be_restored(workshop: Workshop) -> None:
    [row] = await workshop.upload("red")
    await trash(workshop, row)
    await age(workshop, 31, row)
    await changing.change(workshop.context, row.id, ImageAction.RESTORE)
    await purge(workshop.services)
    assert await kept(workshop, row) == [True]
    assert await stored(workshop, row) == 5


async def test_objects_that_another_image_names_stay(workshop: Workshop) -> None:
    due, other = await workshop.upload("red", "blue")
    await workshop.sql(f"UPDATE images SET key = '{due.key}' WHERE id = '{other.id}'")
    await trash(workshop, due)
    await age(workshop, 31, due)
    await purge(workshop.services)
    assert await kept(workshop, due, other) == [False, True]
    assert await stored(workshop, due) == 5
    # They go with the last one.
    await trash(workshop, other)
    await age(workshop, 31, other)
    await purge(workshop.services)
    assert await stored(workshop, due) == 0


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
    async with workshop.database.write() as tx:
        assert await tombstones.bury(tx, workshop.user_id + 1, [mine.id]) == []
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
    rows = await workshop.upload(*["red", "green", "blue", "white", "black"] * 10)
    await trash(workshop, *rows)
    await age(workshop, 31, *rows)

    async def restore(row: ImageRow) -> bool:
        try:
            await changing.change(workshop.context, row.id, ImageAction.RESTORE)
        except (GoneError, NotFoundError):
            return False
        return True

    outcomes: list[Any] = []
    for start in range(0, len(rows), 10):
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


async def test_images_that_are_in_use_are_come_back_to(workshop: Workshop) -> None:
    [mine] = await workshop.upload("red")
    viewer = await people.viewer_named(workshop.database, "bob")
    bob = replace(workshop.context, viewer=viewer)
    ann, workshop.context = workshop.context, bob
    [his] = await workshop.upload("blue")
    await trash(workshop, his)
    workshop.context = ann
    await trash(workshop, mine)
    await age(workshop, 32, mine)  # the first that the purge comes to
    await age(workshop, 31, his)
    async with workshop.database.write() as tx:
        await selections.lock_ids(tx, workshop.user_id, [mine.id])
        purging = asyncio.create_task(purge(workshop.services))
        await eventually(lambda: changing.by_ids(bob, [his.id]), lambda found: not found)
        assert not purging.done()
    assert (await purging).complete
    assert await kept(workshop, mine) == [False]


async def test_a_purge_that_left_something_is_taken_up_again(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.handlers.purge._PAUSES_SECONDS", (0.0, 0.01))
    first, second = await workshop.upload("red", "blue")
    await trash(workshop, first, second)
    await age(workshop, 31, first, second)
    async with workshop.database.write() as tx:
        await selections.lock_ids(tx, workshop.user_id, [first.id])
        purged = await purge(workshop.services)
    assert purged == (1, 1, False)
    assert await kept(workshop, first, second) == [True, False]
    await purge_if_overdue(workshop.services)
    assert await kept(workshop, first) == [False]


async def test_a_worker_makes_up_for_it_at_its_start(workshop: Workshop) -> None:
    [row] = await workshop.upload("red")
    await trash(workshop, row)
    await age(workshop, 31, row)
    working = asyncio.create_task(
        run_worker(workshop.services, workshop.settings.redis_url, concurrency=1)
    )
    await eventually(lambda: kept(workshop, row), lambda found: found == [False])
    workshop.services.stopping.set()
    await working


async def test_a_purge_that_broke_off_is_taken_up_again(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await purge(workshop.services)
    [row] = await workshop.upload("red")
    await trash(workshop, row)
    await age(workshop, 31, row)

    async def fails(*_arguments: Any, **_named: Any) -> None:
        raise ConnectionResetError("the database is away")

    with monkeypatch.context() as broken:
        broken.setattr("db.tombstones.bury", fails)
        with pytest.raises(DatabaseUnavailable):
            await purge(workshop.services)
    await purge_if_overdue(workshop.services)
    assert await kept(workshop, row) == [False]


async def test_two_purges_share_the_work_in_batches_of_one_event_each(workshop: Workshop) -> None:
    [row] = await workshop.upload("red")
    await trash(workshop, row)
    columns = [name for name in ImageRow._fields if name != "id"] + ["moved_seq", "search"]
    copied = ", ".join(columns)
    await workshop.sql(
        f"INSERT INTO images (id, {copied}) SELECT gen_random_uuid(), {copied}"
        " FROM images, generate_series(1, 1600)"
    )
    await workshop.sql("UPDATE images SET deleted_at = now() - interval '31 days'")
    before = (await log(workshop))[-1].seq
    first, second = await asyncio.gather(purge(workshop.services), purge(workshop.services))
    assert first.images + second.images == 1601
    deletions = [event for event in await log(workshop) if event.seq > before]
    assert {event.kind for event in deletions} == {EventKind.IMAGES_DELETED}
    assert 4 <= len(deletions) <= 6
    assert all(event.truncated or len(event.image_ids) <= 100 for event in deletions)
    assert sum(event.truncated for event in deletions) >= 3
    assert await stored(workshop, row) == 0


async def log(workshop: Workshop) -> list[EventRow]:
    async with workshop.database.read() as session:
        return await events.after(session, workshop.user_id, 0, 1000)


async def test_deleting_what_is_about_to_be_a_source_waits_and_does_not_lock_up(
    workshop: Workshop,
) -> None:
    [row] = await workshop.upload("red")
    await trash(workshop, row)
    async with workshop.database.write() as tx:
        await images.hold_sources(tx, workshop.user_id, [row.id])
        deleting = asyncio.create_task(changing.delete(workshop.context, row.id))
        await eventually(lambda: waiting(workshop), lambda count: count == 1)
        # What every generation does next: it takes the user's counter.
        await events.append(tx, workshop.user_id, EventKind.JOB_CHANGED)
    assert (await deleting).changed == 1
    assert await kept(workshop, row) == [False]


async def waiting(workshop: Workshop) -> int:
    """How many transactions wait for a lock."""
    connection = await asyncpg.connect(workshop.settings.database_url)
    count = await connection.fetchval(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    await connection.close()
    return int(count)
