"""The purge: rows go in one statement that leaves tombstones, objects go after the commit."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from db import counters, events
from db.engine import ReadSession, WriteSession
from db.kinds import EventKind


class Buried(NamedTuple):
    id: UUID
    created_at: datetime
    byte_size: int


_OVERDUE = text(
    """
    SELECT user_id FROM images WHERE deleted_at <= now() - CAST(:retention AS interval)
    ORDER BY deleted_at LIMIT 1
    """
)


async def overdue_user(session: ReadSession, retention: timedelta) -> int | None:
    """A user whose trash holds images past the retention."""
    user_id: int | None = await session.scalar(_OVERDUE, {"retention": retention})
    return user_id


_BURY = text(
    """
    WITH doomed AS (
      SELECT id FROM images
      WHERE user_id = :user_id AND deleted_at <= now() - CAST(:retention AS interval)
      ORDER BY deleted_at, created_at, id LIMIT :limit FOR UPDATE SKIP LOCKED),
    gone AS (
      DELETE FROM images USING doomed
      WHERE images.user_id = :user_id AND images.id = doomed.id
        AND images.deleted_at <= now() - CAST(:retention AS interval)
      RETURNING images.id, images.key, images.created_at, images.byte_size),
    buried AS (
      INSERT INTO tombstones (user_id, image_id, key)
      SELECT :user_id, id, key FROM gone
      ON CONFLICT (user_id, image_id) DO UPDATE SET key = excluded.key)
    SELECT id, created_at, byte_size FROM gone ORDER BY id
    """
)


async def bury(tx: WriteSession, user_id: int, retention: timedelta, *, limit: int) -> list[Buried]:
    """Delete rows that have been in the trash for the retention, each leaving a tombstone.

    The condition is checked on the locked row, so an image restored meanwhile is left alone.
    """
    parameters = {"user_id": user_id, "retention": retention, "limit": limit}
    gone = [Buried._make(row) for row in await tx.all(_BURY, parameters)]
    if not gone:
        return gone
    tally = counters.Tally()
    for image in gone:
        lost = counters.worth(starred=False, trashed=True, byte_size=image.byte_size)
        tally.add(image.created_at, lost.negative())
    ids = [image.id for image in gone]
    await events.append(tx, user_id, EventKind.IMAGES_DELETED, image_ids=ids, change=tally.total)
    await counters.apply(tx, user_id, tally)
    return gone


class Tombstone(NamedTuple):
    """``shared``: another image names the same objects, which therefore stay."""

    user_id: int
    image_id: UUID
    key: str
    shared: bool


_TAKE = text(
    """
    WITH due AS (
      SELECT user_id, image_id FROM tombstones WHERE try_at <= now()
        AND NOT EXISTS (SELECT 1 FROM sidecars_due WHERE sidecars_due.user_id = tombstones.user_id
          AND sidecars_due.image_id = tombstones.image_id)
      ORDER BY try_at LIMIT :limit FOR UPDATE SKIP LOCKED)
    UPDATE tombstones SET tries = tries + 1,
      try_at = now() + least(interval '1 minute' * power(2, least(tries, 9)), interval '6 hours')
    FROM due WHERE tombstones.user_id = due.user_id AND tombstones.image_id = due.image_id
    RETURNING tombstones.user_id, tombstones.image_id, key,
      EXISTS (SELECT 1 FROM images WHERE images.key = tombstones.key)
    """
)


async def take_due(tx: WriteSession, *, limit: int) -> list[Tombstone]:
    """Tombstones whose objects should be deleted now; each is tried again later until laid.

    One whose sidecar may just be being written waits until it is (``sidecars.settle``).
    """
    return [Tombstone._make(row) for row in await tx.all(_TAKE, {"limit": limit})]


_LAY = text(
    """
    DELETE FROM tombstones USING unnest(CAST(:user_ids AS bigint[]), CAST(:image_ids AS uuid[]))
      AS laid (user_id, image_id)
    WHERE tombstones.user_id = laid.user_id AND tombstones.image_id = laid.image_id
    """
)


async def lay(tx: WriteSession, tombstones: Sequence[Tombstone]) -> None:
    """Remove tombstones whose objects are gone."""
    parameters = {
        "user_ids": [stone.user_id for stone in tombstones],
        "image_ids": [stone.image_id for stone in tombstones],
    }
    await tx.execute(_LAY, parameters)
