"""Generations as workers see them: claimed under a lease and a fence, attempted, settled."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, insert, select, text

from db import events
from db.engine import ReadSession, WriteSession
from db.kinds import AttemptOutcome, EventKind, JobErrorCode, JobStatus, SlotStatus
from db.tables import job_attempts, jobs


class ClaimedJob(NamedTuple):
    user_id: int
    id: UUID
    provider: str
    model: str
    prompt: str
    params: dict[str, Any]
    fence: int


class Failure(NamedTuple):
    code: JobErrorCode
    message: str


_CLAIM = text(
    """
    UPDATE jobs SET status = 'running', fence = fence + 1,
      started_at = coalesce(started_at, now()),
      lease_until = now() + make_interval(secs => :lease)
    WHERE (user_id, id) = (
      SELECT user_id, id FROM jobs WHERE status = 'queued' AND runnable_at <= now()
      ORDER BY runnable_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING user_id, id, provider, model, prompt, params, fence
    """
)


async def claim(tx: WriteSession, *, lease: float) -> ClaimedJob | None:
    """Take the job that has waited longest, for ``lease`` seconds."""
    row = await tx.first(_CLAIM, {"lease": lease})
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
    return bool(await tx.execute(_HEARTBEAT, {**_key(job), "fence": job.fence, "lease": lease}))


def _key(job: ClaimedJob) -> dict[str, Any]:
    return {"user_id": job.user_id, "id": job.id}


class UnknownJobError(Exception):
    """A job from before the database was rebuilt; otherwise jobs are never deleted."""


async def lock(tx: WriteSession, user_id: int, job_id: UUID) -> tuple[JobStatus, int]:
    """The status and the newest fence of a job. Raises ``UnknownJobError``."""
    c = jobs.c
    statement = select(c.status, c.fence).where(c.user_id == user_id, c.id == job_id)
    row = await tx.first(statement.with_for_update(key_share=True))
    if row is None:
        raise UnknownJobError
    return JobStatus(row[0]), row[1]


class Attempt(NamedTuple):
    user_id: int
    job_id: UUID
    number: int
    slots: tuple[int, ...]


_OPEN_SLOTS = text(
    """
    UPDATE job_slots SET status = 'running', error_code = NULL, error_message = NULL
    WHERE user_id = :user_id AND job_id = :id AND status = 'waiting' RETURNING slot
    """
)


async def begin_attempt(tx: WriteSession, job: ClaimedJob, spool_folder: str) -> Attempt | None:
    """Write down that the waiting slots are about to be asked for; null once the fence is lost."""
    if await lock(tx, job.user_id, job.id) != (JobStatus.RUNNING, job.fence):
        return None
    slots = tuple(sorted(row[0] for row in await tx.all(_OPEN_SLOTS, _key(job))))
    if not slots:
        return None
    c = job_attempts.c
    last = select(func.coalesce(func.max(c.number), 0)).where(
        c.user_id == job.user_id, c.job_id == job.id
    )
    number = int(await tx.scalar(last)) + 1
    values = {
        "user_id": job.user_id,
        "job_id": job.id,
        "number": number,
        "fence": job.fence,
        "slots": list(slots),
        "spool_folder": spool_folder,
        "outcome": AttemptOutcome.PENDING,
    }
    await tx.execute(insert(job_attempts).values(**values))
    return Attempt(job.user_id, job.id, number, slots)


_END_ATTEMPT = text(
    """
    UPDATE job_attempts SET outcome = :outcome, cost_tokens = :cost_tokens,
      provider_request_id = :provider_request_id
    WHERE user_id = :user_id AND job_id = :job_id AND number = :number
    """
)
_FAIL_SLOTS = text(
    """
    UPDATE job_slots SET status = 'failed', preview_key = NULL,
      error_code = :code, error_message = :message
    WHERE user_id = :user_id AND job_id = :id AND status = 'running'
      AND slot = ANY(CAST(:slots AS smallint[]))
    """
)


async def end_attempt(
    tx: WriteSession,
    attempt: Attempt,
    outcome: AttemptOutcome,
    *,
    failed: Sequence[int] = (),
    failure: Failure | None = None,
    cost_tokens: int | None = None,
    provider_request_id: str | None = None,
) -> None:
    """Record how an attempt ended; the ``failed`` slots close, and the job may be settled."""
    await lock(tx, attempt.user_id, attempt.job_id)
    await tx.execute(
        _END_ATTEMPT,
        {
            "user_id": attempt.user_id,
            "job_id": attempt.job_id,
            "number": attempt.number,
            "outcome": outcome,
            "cost_tokens": cost_tokens,
            "provider_request_id": provider_request_id,
        },
    )
    if failure is not None:
        await _fail_slots(tx, attempt.user_id, attempt.job_id, failed, failure)
    await settle(tx, attempt.user_id, attempt.job_id)


async def _fail_slots(
    tx: WriteSession, user_id: int, job_id: UUID, slots: Sequence[int], failure: Failure
) -> None:
    parameters = {"user_id": user_id, "id": job_id, "slots": list(slots), **failure._asdict()}
    await tx.execute(_FAIL_SLOTS, parameters)


async def fail_slot(
    tx: WriteSession, user_id: int, job_id: UUID, slot: int, failure: Failure
) -> None:
    """Close one running slot without a picture."""
    await lock(tx, user_id, job_id)
    await _fail_slots(tx, user_id, job_id, [slot], failure)
    await settle(tx, user_id, job_id)


_SLOT_STATES = text(
    """
    SELECT status, error_code, error_message FROM job_slots
    WHERE user_id = :user_id AND job_id = :id ORDER BY slot
    """
)
_SETTLE = text(
    """
    UPDATE jobs SET
      status = CASE WHEN status = 'cancelled' THEN status ELSE :status END,
      error_code = :code, error_message = :message, lease_until = NULL,
      finished_at = coalesce(finished_at, now()),
      cost_tokens = (SELECT sum(cost_tokens) FROM job_attempts
        WHERE job_attempts.user_id = :user_id AND job_id = :id)
    WHERE user_id = :user_id AND id = :id
    """
)


_FAIL_OPEN = text(
    """
    UPDATE job_slots SET status = 'failed', preview_key = NULL,
      error_code = :code, error_message = :message
    WHERE user_id = :user_id AND job_id = :id AND status IN ('waiting', 'running')
    """
)


async def fail_open(tx: WriteSession, job: ClaimedJob, failure: Failure) -> None:
    """Close every open slot of a job that this worker still holds."""
    if await lock(tx, job.user_id, job.id) != (JobStatus.RUNNING, job.fence):
        return
    await tx.execute(_FAIL_OPEN, {**_key(job), **failure._asdict()})
    await settle(tx, job.user_id, job.id)


async def settle(tx: WriteSession, user_id: int, job_id: UUID) -> None:
    """Give a locked job the status that its slots add up to, once none of them is open."""
    slots = await tx.all(_SLOT_STATES, {"user_id": user_id, "id": job_id})
    if any(slot[0] in (SlotStatus.WAITING, SlotStatus.RUNNING) for slot in slots):
        return
    done = sum(slot[0] == SlotStatus.DONE for slot in slots)
    failed = next((slot for slot in slots if slot[0] == SlotStatus.FAILED), None)
    status = JobStatus.PARTIAL if done and failed else JobStatus.SUCCEEDED
    parameters = {
        "user_id": user_id,
        "id": job_id,
        "status": status if done else JobStatus.FAILED,
        "code": failed[1] if failed else None,
        "message": failed[2] if failed else None,
    }
    await tx.execute(_SETTLE, parameters)
    await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=job_id)


_PREVIEW = text(
    """
    UPDATE job_slots SET preview_key = :key, previews = previews + 1
    WHERE user_id = :user_id AND job_id = :id AND slot = :slot AND status = 'running'
    """
)


async def note_preview(tx: WriteSession, attempt: Attempt, slot: int, key: str) -> bool:
    """Point a running slot at its newest partial picture; false once the slot is closed."""
    parameters = {"user_id": attempt.user_id, "id": attempt.job_id, "slot": slot, "key": key}
    return bool(await tx.execute(_PREVIEW, parameters))


_REQUEUE = text(
    """
    UPDATE jobs SET status = 'queued', lease_until = NULL, fence = fence + 1,
      runnable_at = now() + make_interval(secs => :delay)
    WHERE user_id = :user_id AND id = :id AND status = 'running'
      AND fence = coalesce(CAST(:fence AS integer), fence)
    """
)
_REOPEN_SLOTS = text(
    """
    UPDATE job_slots SET status = 'waiting', previews = 0, preview_key = NULL
    WHERE user_id = :user_id AND job_id = :id AND status = 'running'
    """
)
_ABANDON_ATTEMPTS = text(
    """
    UPDATE job_attempts SET outcome = :outcome
    WHERE user_id = :user_id AND job_id = :id AND outcome = 'pending'
      AND fence = coalesce(CAST(:fence AS integer), fence)
    """
)


async def requeue(
    tx: WriteSession, user_id: int, job_id: UUID, *, fence: int | None = None, delay: float = 0
) -> None:
    """Let a running job be claimed again, for the slots that have no picture: nothing was paid.

    ``fence`` is that of the worker which gives it back; another one may run it by now.
    """
    key = {"user_id": user_id, "id": job_id}
    requeued = await tx.execute(_REQUEUE, {**key, "fence": fence, "delay": delay})
    # Also where the job was called off meanwhile.
    await _abandon_attempts(tx, key, AttemptOutcome.RETRYABLE, fence)
    if requeued:
        await tx.execute(_REOPEN_SLOTS, key)
        await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=job_id)


async def _abandon_attempts(
    tx: WriteSession, key: dict[str, Any], outcome: AttemptOutcome, fence: int | None = None
) -> None:
    await tx.execute(_ABANDON_ATTEMPTS, {**key, "outcome": outcome, "fence": fence})


_EXPIRED = text(
    """
    SELECT user_id, id, provider FROM jobs WHERE status = 'running' AND lease_until < now()
    ORDER BY lease_until LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    """
)
_PENDING = text(
    """
    SELECT slots FROM job_attempts
    WHERE user_id = :user_id AND job_id = :id AND outcome = 'pending'
    """
)


async def expire_one(tx: WriteSession, free_providers: Collection[str], unknown: Failure) -> bool:
    """End one lease that ran out; false where there is none.

    What may have been paid is never asked again: such slots fail with ``unknown``, which an
    answer found in a spool later still mends. The rest of the job may run again.
    """
    row = await tx.first(_EXPIRED)
    if row is None:
        return False
    user_id, job_id, provider = row
    key = {"user_id": user_id, "id": job_id}
    if provider not in free_providers:
        for (slots,) in await tx.all(_PENDING, key):
            await _fail_slots(tx, user_id, job_id, slots, unknown)
        await _abandon_attempts(tx, key, AttemptOutcome.UNKNOWN)
        await settle(tx, user_id, job_id)
    await requeue(tx, user_id, job_id)
    return True


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
