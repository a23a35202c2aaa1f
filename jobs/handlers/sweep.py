"""Repairs of what crashes and lost wake-ups leave behind."""

from db import job_runs
from db.job_runs import Failure
from db.kinds import JobErrorCode
from jobs import sidecars
from jobs.names import JobName
from jobs.services import Services

_MOST_WAKEUPS = 200

OUTCOME_UNKNOWN = Failure(
    JobErrorCode.OUTCOME_UNKNOWN,
    "The worker ended while the provider was drawing. It may have been paid: retry to ask again.",
)


async def sweep_leases(services: Services) -> None:
    """End the leases of workers that are gone."""
    while True:
        async with services.database.write() as tx:
            if not await job_runs.expire_one(tx, services.free_providers, OUTCOME_UNKNOWN):
                return


async def sweep_queue(services: Services) -> None:
    """Send again the wake-ups of jobs that may run; those still on their way are the same ones."""
    async with services.database.read() as session:
        runnable = await job_runs.runnable(session, _MOST_WAKEUPS)
    for job_id, fence in runnable:
        await services.queue.wake(JobName.GENERATE, f"{job_id}:{fence}")


async def sweep_sidecars(services: Services) -> None:
    """Write the sidecars that their pictures' processes have not written."""
    await sidecars.sweep(services.database, services.pipeline.storage)


async def sweep_spool(services: Services) -> None:
    """Deliver what dead processes left on the spool."""
    await services.pipeline.adopt_stranded()
