"""The purge: trash past its retention goes, rows first, objects from the tombstones."""

import logging
from datetime import UTC, datetime

from db import downloads, events, links, maintenance, tombstones
from jobs.services import Services
from storage import keys
from storage.base import StorageError

logger = logging.getLogger(__name__)

TASK = "purge"
_BATCH = 500


async def purge(services: Services) -> None:
    """Purge everything that is due, and tidy what else is kept for a time only."""
    while await _bury_batch(services):
        pass
    await delete_objects(services)
    async with services.database.write() as tx:
        await events.roll_partitions(tx, datetime.now(UTC).date())
        await links.forget_expired(tx)
        await downloads.forget_expired(tx)
        await maintenance.record(tx, TASK)


async def purge_if_overdue(services: Services) -> None:
    """Make up for a purge that was missed while nothing ran."""
    async with services.database.read() as session:
        overdue = await maintenance.overdue(session, TASK)
    if overdue:
        await purge(services)


async def _bury_batch(services: Services) -> bool:
    async with services.database.read() as session:
        user_id = await tombstones.overdue_user(session, services.trash_retention)
    if user_id is None:
        return False
    async with services.database.write() as tx:
        gone = await tombstones.bury(tx, user_id, services.trash_retention, limit=_BATCH)
    return bool(gone)


async def delete_objects(services: Services) -> None:
    """Delete the objects of tombstones that are due; what fails is tried again later."""
    while True:
        async with services.database.write() as tx:
            due = await tombstones.take_due(tx, limit=_BATCH)
        if not due:
            return
        doomed = [key for stone in due if not stone.shared for key in keys.all_of(stone.key)]
        try:
            await services.pipeline.storage.delete(doomed)
        except StorageError as error:
            logger.warning("objects of %d purged images not deleted yet: %s", len(due), error)
            return
        async with services.database.write() as tx:
            await tombstones.lay(tx, due)
