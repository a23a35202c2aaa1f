"""The purge: trash past its retention goes, rows first, objects from the tombstones."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from db import downloads, events, links, maintenance, tombstones
from jobs.services import Services
from storage import keys
from storage.base import StorageError

logger = logging.getLogger(__name__)

TASK = "purge"
_BATCH = 500
# Images that somebody else has locked are come back to after these.
_PAUSES_SECONDS = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 9.0)
# A tombstone is nobody else's for a minute: by then its objects are gone, or left alone.
_DELETE_SECONDS = 45.0


class Purged(NamedTuple):
    """How many images went, and of how many the objects; whether all went that were due."""

    images: int
    objects: int
    complete: bool


async def purge(services: Services) -> Purged:
    """Purge everything that is due, and tidy what else is kept for a time only."""
    async with services.database.write() as tx:
        await maintenance.begin(tx, TASK)
    images, complete = await _bury_all(services)
    objects = await delete_objects(services)
    async with services.database.write() as tx:
        await events.roll_partitions(tx, datetime.now(UTC).date())
        await links.forget_expired(tx)
        await downloads.forget_expired(tx)
        if complete:
            await maintenance.record(tx, TASK)
    return Purged(images, objects, complete)


async def purge_if_overdue(services: Services) -> None:
    """Make up for a purge that was missed while nothing ran, or that left something."""
    async with services.database.read() as session:
        overdue = await maintenance.overdue(session, TASK)
    if overdue:
        await purge(services)


async def _bury_all(services: Services) -> tuple[int, bool]:
    """How many images were buried, and whether no more are due."""
    buried = 0
    for pause in _PAUSES_SECONDS:
        with suppress(TimeoutError):
            await asyncio.wait_for(services.stopping.wait(), pause)
        buried += await _bury_unlocked(services)
        if services.stopping.is_set():
            return buried, False
        async with services.database.read() as session:
            if not await tombstones.any_overdue(session, services.trash_retention):
                return buried, True
    logger.warning("some images that are due were in use all the time: the next purge takes them")
    return buried, False


async def _bury_unlocked(services: Services) -> int:
    buried = 0
    while not services.stopping.is_set():
        async with services.database.write() as tx:
            due = await tombstones.lock_overdue(tx, services.trash_retention, limit=_BATCH)
            if due is None:
                break
            buried += len(await tombstones.bury(tx, due.user_id, due.ids))
    return buried


async def delete_objects(services: Services) -> int:
    """Delete the objects of tombstones that are due, of how many; what fails is tried again."""
    deleted = 0
    while True:
        async with services.database.write() as tx:
            due = await tombstones.take_due(tx, limit=_BATCH)
        if not due:
            return deleted
        doomed = [key for stone in due if not stone.shared for key in keys.all_of(stone.key)]
        try:
            async with asyncio.timeout(_DELETE_SECONDS):
                await services.pipeline.storage.delete(doomed)
        except (StorageError, TimeoutError) as error:
            logger.warning("objects of %d purged images not deleted yet: %r", len(due), error)
            return deleted
        async with services.database.write() as tx:
            await tombstones.lay(tx, due)
        deleted += len(due)
