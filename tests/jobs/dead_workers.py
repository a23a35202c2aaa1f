"""What workers leave that were killed: rows, leases and answers on a spool."""

from pathlib import Path
from typing import Any
from uuid import UUID

from db import attempts, claims
from db.attempts import Attempt
from db.claims import ClaimedJob
from jobs.providers.base import Usage
from jobs.spool import Spool
from tests.jobs.conftest import Workshop

OVERDUE = "UPDATE jobs SET lease_until = now() - interval '1 second' WHERE status = 'running'"
FACTS: dict[str, Any] = {
    "prompt": "a red fox",
    "model": "fake",
    "params": {"size": "auto"},
    "revised_prompt": None,
    "cost_tokens": 50,
}
# A folder that no process has here: that of a worker on another host.
ELSEWHERE = "a worker's elsewhere"


async def claimed(workshop: Workshop, folder: str = ELSEWHERE) -> ClaimedJob:
    async with workshop.database.write() as tx:
        job = await claims.claim(tx, lease=30, spool_folder=folder)
    assert job is not None
    return job


async def sent(workshop: Workshop, folder: str = ELSEWHERE) -> tuple[ClaimedJob, Attempt]:
    """A job whose worker has written down that it asks now."""
    job = await claimed(workshop, folder)
    async with workshop.database.write() as tx:
        attempt = await attempts.begin(tx, job, folder)
    assert attempt is not None
    return job, attempt


async def begun(workshop: Workshop) -> tuple[ClaimedJob, Attempt]:
    """A job whose worker died after it had sent its request, so long ago that the lease is over."""
    found = await sent(workshop)
    await workshop.sql(OVERDUE)
    return found


def killed(spool: Spool) -> None:
    """What the end of its process does to a spool: the lock is free, the folder stays."""
    spool._lock.close()


async def left_behind(
    workshop: Workshop,
    job_id: UUID,
    slot: int,
    data: bytes,
    attempt: int = 1,
    user_id: int | None = None,
) -> Path:
    """An answer on the spool of a process that died before it delivered it; ann's by default."""
    dead = Spool(workshop.spool.root)
    owner = workshop.user_id if user_id is None else user_id
    answer = await dead.keep_answer(owner, job_id, attempt, slot, data, FACTS, Usage(100, "req_1"))
    killed(dead)
    return answer.path
