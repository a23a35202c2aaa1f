"""Purges race with everything that changes images: what was acknowledged stays, whole."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from db import counters, events
from db.kinds import EventKind
from gallery.settings import Settings
from gallery.wiring import Parts, parts
from jobs.handlers.purge import delete_objects
from jobs.services import Services
from resolvers import people
from resolvers.context import Context
from tests.faults.races import Arena

RACES = 25


@pytest.fixture
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    async with parts(settings, application="races", pool_size=12, listen=False) as opened:
        yield opened


@pytest.fixture
async def context(opened: Parts) -> Context:
    return Context(opened.backend, await people.viewer_named(opened.database, "ann"))


async def test_every_acknowledged_restore_has_its_row_and_its_objects(
    opened: Parts, context: Context
) -> None:
    findings = await Arena(opened, context).run(RACES)
    assert findings.faults == []
    assert findings.restored > RACES
    assert findings.buried > RACES


_SELECTED = text(
    "SELECT user_id, id, key FROM images WHERE deleted_at <= now() - interval '30 days'"
)
_DELETED = text("DELETE FROM images WHERE id = :id RETURNING created_at, byte_size")
_BURIED = text("INSERT INTO tombstones (user_id, image_id, key) VALUES (:user_id, :id, :key)")


async def naive_purge(services: Services) -> None:
    """Selects what is due, and then deletes it by its id."""
    async with services.database.read() as session:
        due = await session.all(_SELECTED)
    for user_id, image_id, key in due:
        async with services.database.write() as tx:
            gone = await tx.first(_DELETED, {"id": image_id})
            if gone is None:
                continue
            await tx.execute(_BURIED, {"user_id": user_id, "id": image_id, "key": key})
            tally = counters.Tally()
            lost = counters.worth(starred=False, trashed=True, byte_size=gone[1])
            tally.add(gone[0], lost.negative())
            kind = EventKind.IMAGES_DELETED
            await events.append(tx, user_id, kind, image_ids=[image_id], change=tally.total)
            await counters.apply(tx, user_id, tally)
    await delete_objects(services)


async def test_the_judge_notices_a_purge_that_deletes_what_was_restored(
    opened: Parts, context: Context
) -> None:
    arena = Arena(opened, context, naive_purge)
    for _ in range(10 * RACES):
        findings = await arena.run(1)
        if any("was deleted when it was not in the trash" in fault for fault in findings.faults):
            return
    pytest.fail("it did not notice")
