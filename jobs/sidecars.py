"""Sidecars: the recipe beside each original, from which a gallery can be rebuilt.

Whoever commits an image writes its sidecar; what is left undone is in the outbox (``db.sidecars``),
and a worker does it. Seeded images get none: they share the pictures of nobody, and a gallery that
was invented is invented again.
"""

import asyncio
import logging
from collections.abc import Collection
from itertools import groupby
from uuid import UUID

from db import images, sidecars, sources, users
from db.engine import Database
from db.images import ImageRow
from db.sources import SourceRow
from jobs.recipes import recipe
from storage import keys
from storage.base import ObjectConflict, Storage, StorageError

logger = logging.getLogger(__name__)

_BATCH = 500
_AT_ONCE = 8


async def write(
    database: Database, storage: Storage, user_id: int, image_ids: Collection[UUID]
) -> None:
    """Write the sidecars of those images that are still there, and settle them all.

    Raises ``StorageError`` where one could not be written: those that were are settled.
    """
    async with database.read() as session:
        owner = await users.by_id(session, user_id)
        rows = await images.by_ids(session, user_id, image_ids)
        made_from = await sources.of_images(session, user_id, rows)
    turns = asyncio.Semaphore(_AT_ONCE)

    async def put(row: ImageRow) -> StorageError | None:
        assert owner is not None, "an image has its owner"
        async with turns:
            return await _put(storage, owner.name, row, made_from[row.id])

    outcomes = await asyncio.gather(*map(put, rows.values()))
    faults = {row.id: fault for row, fault in zip(rows.values(), outcomes, strict=True) if fault}
    async with database.write() as tx:
        late = await sidecars.settle(tx, user_id, [i for i in image_ids if i not in faults])
    await storage.delete([keys.sidecar(row.key) for row in rows.values() if row.id in late])
    for fault in faults.values():
        raise fault


async def sweep(database: Database, storage: Storage) -> None:
    """Write what is due and whoever should have written it has not."""
    while True:
        async with database.write() as tx:
            due = await sidecars.take_due(tx, limit=_BATCH)
        if not due:
            return
        for user_id, theirs in groupby(sorted(due), key=lambda one: one.user_id):
            try:
                await write(database, storage, user_id, [one.image_id for one in theirs])
            except StorageError as error:
                logger.warning("sidecars not written yet: %s", error)
                return


async def _put(
    storage: Storage, user: str, row: ImageRow, made_from: list[SourceRow]
) -> StorageError | None:
    key, told = keys.sidecar(row.key), recipe(user, row, made_from)
    try:
        try:
            await storage.put(key, told, content_type="application/json")
        except ObjectConflict:
            # From before a source was purged or came in; the row is the truth.
            await storage.delete([key])
            await storage.put(key, told, content_type="application/json")
    except StorageError as error:
        return error
    return None
