"""Generations as the worker that holds them sees them: under a lease and a fence."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select, text

from db import events, settling
from db.engine import ReadSession, WriteSession
from db.kinds import EventKind, JobStatus
from db.settling import Failure
from db.tables import jobs


class ClaimedJob(NamedTuple):
    user_id: int
    id: UUID
    provider: str
    model: str
    prompt: str
    params: dict[str, Any]
    fence: int


_CLAIM = text(
    """
    UPDATE jobs SET status = 'running', fence = fence + 1, spool_folder = :spool_folder,
      started_at = coalesce(started_at, now()),
      lease_until = now() + make_interval(secs => :lease)
    WHERE (user_id, id) = (
      SELECT user_id, id FROM jobs WHERE status = 'queued' AND runnable_at <= now()
      ORDER BY runnable_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING user_id, id, provider, model, prompt, params, fence
    """
)


async def claim(tx: WriteSession, *, lease: float, spool_folder: str) -> ClaimedJob | None:
    """Take the job that has waited longest, for ``lease`` seconds.

    ``spool_folder`` is the worker's own: whoever sees that nobody holds it knows that it is gone.
    """
    row = await tx.first(_CLAIM, {"lease": lease, "spool_folder": spool_folder})
    if row is None:
        return None
    job = ClaimedJob._make(row)
    await events.append(tx, job.user_id, EventKind.JOB_CHANGED, job_id=job.id)
    return job


_HEARTBEAT = text(
    """
    UPDATE jobs SET lease_until = now() + make_interval(secs => :lease)
    WHERE user_id = :user_id AND id = :id AND fence = :fence AND status = 'running'
    """
)


async def heartbeat(tx: WriteSession, job: ClaimedJob, *, lease: float) -> bool:
    """Prolong the lease; false once the job was cancelled or taken by another worker."""
    parameters = {"user_id": job.user_id, "id": job.id, "fence": job.fence, "lease": lease}
    return bool(await tx.execute(_HEARTBEAT, parameters))


async def fail(tx: WriteSession, job: ClaimedJob, failure: Failure) -> None:
    """Close every open slot of a job that this worker still holds."""
    if await settling.lock(tx, job.user_id, job.id) != (JobStatus.RUNNING, job.fence):
        return
    await settling.fail_slots(tx, job.user_id, job.id, failure)
    await settling.settle(tx, job.user_id, job.id)


class Queue(NamedTuple):
    """How many jobs wait, counted no further than some number, and the oldest for how long."""

    waiting: int
    oldest_seconds: float


_QUEUE = text(
    """
    SELECT count(*), coalesce(extract(epoch FROM now() - min(runnable_at)), 0) FROM (
      SELECT runnable_at FROM jobs WHERE status = 'queued' AND runnable_at <= now()
      ORDER BY runnable_at, id LIMIT :most) AS waiting
    """
)


async def queue(session: ReadSession, most: int) -> Queue:
    """The jobs of everybody that could run now, and that no worker has taken."""
    row = await session.first(_QUEUE, {"most": most})
    assert row is not None, "a sum always is"
    return Queue(row[0], float(row[1]))


async def runnable(session: ReadSession, limit: int) -> list[tuple[UUID, int]]:
    """Queued jobs that may run now, as (id, fence), for the queue to be told again."""
    c = jobs.c
    statement = (
        select(c.id, c.fence)
        .where(c.status == JobStatus.QUEUED, c.runnable_at <= func.now())
        .order_by(c.runnable_at, c.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await session.all(statement)]
