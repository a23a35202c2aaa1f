"""The outbox of sidecars: a row from the transaction that made the image until the file is there.

A row may outlive its image. The tombstone waits for it (``tombstones.take_due``), so that a sidecar
that is just being written never comes after the purge has deleted the objects.
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from db.engine import WriteSession

_OWE = text(
    """
    INSERT INTO sidecars_due (user_id, image_id)
    SELECT :user_id, unnest(CAST(:ids AS uuid[]))
    ON CONFLICT (user_id, image_id) DO UPDATE SET try_at = excluded.try_at, tries = 0
    """
)


async def owe(tx: WriteSession, user_id: int, ids: Collection[UUID]) -> None:
    """Note that these images need a sidecar: now by whoever does it, after a minute by anyone."""
    await tx.execute(_OWE, {"user_id": user_id, "ids": list(ids)})


class DueSidecar(NamedTuple):
    user_id: int
    image_id: UUID


_TAKE = text(
    """
    WITH due AS (
      SELECT user_id, image_id FROM sidecars_due WHERE try_at <= now()
      ORDER BY try_at LIMIT :limit FOR UPDATE SKIP LOCKED)
    UPDATE sidecars_due SET tries = tries + 1,
      try_at = now() + least(interval '1 minute' * power(2, least(tries, 9)), interval '6 hours')
    FROM due WHERE sidecars_due.user_id = due.user_id AND sidecars_due.image_id = due.image_id
    RETURNING sidecars_due.user_id, sidecars_due.image_id
    """
)


async def take_due(tx: WriteSession, *, limit: int) -> list[DueSidecar]:
    """Images whose sidecar should be written now; each is tried again later until settled."""
    return [DueSidecar._make(row) for row in await tx.all(_TAKE, {"limit": limit})]


_SETTLE = text(
    """
    WITH settled AS (
      DELETE FROM sidecars_due
      WHERE user_id = :user_id AND image_id = ANY(CAST(:ids AS uuid[])) RETURNING image_id)
    SELECT id FROM unnest(CAST(:ids AS uuid[])) AS written (id)
    WHERE NOT EXISTS (SELECT 1 FROM settled WHERE image_id = written.id)
      AND NOT EXISTS (SELECT 1 FROM images WHERE user_id = :user_id AND images.id = written.id)
    """
)


async def settle(tx: WriteSession, user_id: int, ids: Collection[UUID]) -> set[UUID]:
    """These sidecars are there. Those returned were settled by another writer before and their
    images are gone since: no tombstone has waited for this writer, who deletes them."""
    return {row[0] for row in await tx.all(_SETTLE, {"user_id": user_id, "ids": list(ids)})}
