"""The purge: rows go in one statement that leaves tombstones, objects go after the commit."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from db import counters, events
from db.engine import ReadSession, WriteSession
from db.kinds import EventKind

_OVERDUE = text(
    """
    SELECT EXISTS (SELECT FROM images WHERE deleted_at <= now() - make_interval(secs => :seconds))
    """
)


async def any_overdue(session: ReadSession, retention: timedelta) -> bool:
    """Whether somebody's trash holds images past the retention."""
    return bool(await session.scalar(_OVERDUE, _seconds(retention)))


class Overdue(NamedTuple):
    """Images of one user, locked."""

    user_id: int
    ids: list[UUID]


_LOCK_OVERDUE = text(
    """
    WITH oldest AS (
      SELECT user_id FROM images WHERE deleted_at <= now() - make_interval(secs => :seconds)
      ORDER BY deleted_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    SELECT images.user_id, images.id FROM images JOIN oldest ON images.user_id = oldest.user_id
    WHERE images.deleted_at <= now() - make_interval(secs => :seconds)
    ORDER BY images.deleted_at, images.created_at, images.id
    LIMIT :limit FOR UPDATE OF images SKIP LOCKED
    """
)


async def lock_overdue(tx: WriteSession, retention: timedelta, *, limit: int) -> Overdue | None:
    """Lock images past the retention that nobody else has locked, all of one user; null where
    there are none."""
    rows = await tx.all(_LOCK_OVERDUE, {**_seconds(retention), "limit": limit})
    return Overdue(rows[0][0], [row[1] for row in rows]) if rows else None


def _seconds(retention: timedelta) -> dict[str, float]:
    # As days it would be counted on a calendar, whose days have 23 or 25 hours twice a year.
    return {"seconds": retention.total_seconds()}


class _Gone(NamedTuple):
    id: UUID
    created_at: datetime
    byte_size: int


_BURY = text(
    """
    WITH doomed AS (
      SELECT id FROM images
      WHERE user_id = :user_id AND id = ANY(CAST(:ids AS uuid[])) AND deleted_at IS NOT NULL
      ORDER BY id FOR UPDATE),
    gone AS (
      DELETE FROM images USING doomed
      WHERE images.user_id = :user_id AND images.id = doomed.id AND images.deleted_at IS NOT NULL
      RETURNING images.id, images.key, images.created_at, images.byte_size),
    buried AS (
      INSERT INTO tombstones (user_id, image_id, key) SELECT :user_id, id, key FROM gone
      ON CONFLICT (user_id, image_id) DO UPDATE SET key = excluded.key,
        tries = tombstones.tries + 1, try_at = now())
    SELECT id, created_at, byte_size FROM gone ORDER BY id
    """
)


async def bury(
    tx: WriteSession, user_id: int, ids: Collection[UUID], *, operation_id: UUID | None = None
) -> list[UUID]:
    """Delete those of the images that are in the trash, each leaving a tombstone, as one event.

    The only way in which images go. Their rows go before the counter is locked: whoever holds one
    as a source waits for the counter.
    """
    rows = await tx.all(_BURY, {"user_id": user_id, "ids": list(ids)})
    gone = [_Gone._make(row) for row in rows]
    if not gone:
        return []
    tally = counters.Tally()
    for image in gone:
        lost = counters.worth(starred=False, trashed=True, byte_size=image.byte_size)
        tally.add(image.created_at, lost.negative())
    buried = [image.id for image in gone]
    await events.append(
        tx,
        user_id,
        EventKind.IMAGES_DELETED,
        image_ids=buried,
        operation_id=operation_id,
        change=tally.total,
    )
    await counters.apply(tx, user_id, tally)
    return buried


_KEEP_BURIED = text(
    """
    INSERT INTO tombstones (user_id, image_id, key)
    SELECT :user_id, CAST(:image_id AS uuid), CAST(:key AS text)
    WHERE EXISTS (SELECT FROM tombstones WHERE user_id = :user_id AND image_id = :image_id)
      OR EXISTS (SELECT FROM events
        WHERE user_id = :user_id AND seq > :since AND CAST(:image_id AS uuid) = ANY(image_ids))
    ON CONFLICT (user_id, image_id) DO UPDATE SET tries = tombstones.tries + 1, try_at = now()
    """
)


async def keep_buried(
    tx: WriteSession, user_id: int, image_id: UUID, key: str, *, since: int
) -> bool:
    """Whether an image without a row is being purged, or has come and gone after event ``since``.

    Its objects may then have been stored anew behind the purge: they go again. Otherwise nothing
    deletes them from now on, if they were stored after that event.
    """
    parameters = {"user_id": user_id, "image_id": image_id, "key": key, "since": since}
    return await tx.execute(_KEEP_BURIED, parameters) > 0


class Tombstone(NamedTuple):
    """``shared``: another image names the same objects, which therefore stay."""

    user_id: int
    image_id: UUID
    key: str
    tries: int
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
    RETURNING tombstones.user_id, tombstones.image_id, key, tries,
      EXISTS (SELECT 1 FROM images WHERE images.key = tombstones.key)
    """
)


async def take_due(tx: WriteSession, *, limit: int) -> list[Tombstone]:
    """Tombstones whose objects should be deleted now; each is tried again later until laid.

    Nobody else takes them within a minute. No new image comes to name their keys meanwhile
    (``keep_buried``), so that ``shared`` can only become less true. One whose sidecar may just be
    being written waits until it is (``sidecars.settle``).
    """
    return [Tombstone._make(row) for row in await tx.all(_TAKE, {"limit": limit})]


_LAY = text(
    """
    DELETE FROM tombstones
    USING unnest(CAST(:user_ids AS bigint[]), CAST(:image_ids AS uuid[]), CAST(:tries AS integer[]))
      AS laid (user_id, image_id, tries)
    WHERE tombstones.user_id = laid.user_id AND tombstones.image_id = laid.image_id
      AND tombstones.tries = laid.tries
    """
)


async def lay(tx: WriteSession, tombstones: Sequence[Tombstone]) -> None:
    """Remove tombstones whose objects are gone, unless they are to be tried again."""
    parameters = {
        "user_ids": [stone.user_id for stone in tombstones],
        "image_ids": [stone.image_id for stone in tombstones],
        "tries": [stone.tries for stone in tombstones],
    }
    await tx.execute(_LAY, parameters)


_STANDING = text("SELECT count(*) FROM tombstones")


async def standing(session: ReadSession) -> int:
    """How many images have lost their row, their objects not yet gone."""
    return int(await session.scalar(_STANDING))
