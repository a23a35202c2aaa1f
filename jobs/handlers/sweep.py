"""Repairs of what crashes and lost wake-ups leave behind."""

import logging

from db import claims, leases, previews
from db.kinds import JobErrorCode
from db.leases import Rules
from db.settling import Failure
from jobs import sidecars
from jobs.names import JobName
from jobs.services import Services
from storage import keys
from storage.base import StorageError

logger = logging.getLogger(__name__)

_MOST_WAKEUPS = 200
_MOST_LOSSES = 3
_BATCH = 100

OUTCOME_UNKNOWN = Failure(
    JobErrorCode.OUTCOME_UNKNOWN,
    "The worker ended while the provider was drawing. It may have been paid: retry to ask again.",
)
LOST = Failure(
    JobErrorCode.INTERNAL,
    f"The worker ended {_MOST_LOSSES} times while it worked on this. Retry to try again; if it"
    " ends so again, the server's log says more.",
)


async def sweep_leases(services: Services) -> None:
    """End the leases that ran out."""
    rules = _rules(services)
    while True:
        spooled = services.pipeline.spool.jobs()
        async with services.database.write() as tx:
            if not await leases.end_overdue(tx, rules, spooled):
                break
    async with services.database.write() as tx:
        await leases.close_left(tx, services.free_providers)


async def sweep_spool(services: Services) -> None:
    """Deliver what dead processes left on the spool, and then end the leases that they held.

    In this order: an answer that lies there becomes a picture, and its outcome is not unknown.
    """
    with services.pipeline.spool.stranded() as stranded:
        for folder, answers in stranded:
            if await services.pipeline.adopt(answers):
                await _end_held(services, folder)


async def _end_held(services: Services, folder: str) -> None:
    rules = _rules(services)
    while True:
        async with services.database.write() as tx:
            if not await leases.end_held(tx, rules, folder):
                break
    async with services.database.write() as tx:
        await leases.close_left(tx, services.free_providers, folder)


def _rules(services: Services) -> Rules:
    return Rules(services.free_providers, OUTCOME_UNKNOWN, LOST, _MOST_LOSSES)


async def sweep_queue(services: Services) -> None:
    """Send again the wake-ups of jobs that may run; those still on their way are the same ones."""
    async with services.database.read() as session:
        runnable = await claims.runnable(session, _MOST_WAKEUPS)
    for job_id, fence in runnable:
        await services.queue.wake(JobName.GENERATE, f"{job_id}:{fence}")


async def sweep_previews(services: Services) -> None:
    """Delete the partial pictures of jobs that have ended; what fails is tried again later."""
    storage = services.pipeline.storage
    while True:
        async with services.database.write() as tx:
            ended = await previews.take_ended(tx, limit=_BATCH)
        if not ended:
            return
        try:
            for job in ended:
                prefix = keys.preview_prefix(job.user_id, job.id)
                await storage.delete([found.key async for found in storage.list(prefix)])
        except StorageError as error:
            logger.warning("partial pictures of ended jobs not deleted yet: %s", error)
            return
        async with services.database.write() as tx:
            await previews.swept(tx, ended)


async def sweep_sidecars(services: Services) -> None:
    """Write the sidecars that their pictures' processes have not written."""
    await sidecars.sweep(services.database, services.pipeline.storage)
