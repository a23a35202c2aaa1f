"""Jobs given back to the queue: by the worker that held them, or because it is gone."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from db import events, settling
from db.engine import WriteSession
from db.kinds import AttemptOutcome, EventKind, SlotStatus
from db.settling import Failure

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


async def requeue(
    tx: WriteSession, user_id: int, job_id: UUID, *, fence: int | None = None, delay: float = 0
) -> None:
    """Let a running job be claimed again, for the slots that have no picture: nothing was paid.

    ``fence`` is that of the worker which gives it back; another one may run it by now.
    """
    key = {"user_id": user_id, "id": job_id}
    requeued = await tx.execute(_REQUEUE, {**key, "fence": fence, "delay": delay})
    # Also where the job was called off meanwhile.
    abandoned = await _abandon(tx, user_id, job_id, AttemptOutcome.RETRYABLE, fence=fence)
    if requeued:
        await tx.execute(_REOPEN_SLOTS, key)
    if requeued or abandoned:
        await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=job_id)


_ABANDON = text(
    """
    UPDATE job_attempts SET outcome = :outcome
    WHERE user_id = :user_id AND job_id = :id AND outcome = 'pending'
      AND fence = coalesce(CAST(:fence AS integer), fence)
    """
)


async def _abandon(
    tx: WriteSession,
    user_id: int,
    job_id: UUID,
    outcome: AttemptOutcome,
    *,
    fence: int | None = None,
) -> int:
    """End the attempts of a job that nobody waits for any more; only those of a ``fence``."""
    key = {"user_id": user_id, "id": job_id}
    return await tx.execute(_ABANDON, {**key, "outcome": outcome, "fence": fence})


class Rules(NamedTuple):
    """What becomes of a job whose worker is gone.

    What may have been paid is never asked again: such slots fail with ``unknown``, which an
    answer found in a spool later still mends. The rest may run again, but not for ever: after
    ``most`` losses without a picture between them it fails with ``lost``.
    """

    free_providers: Collection[str]
    unknown: Failure
    lost: Failure
    most: int


_OVERDUE = text(
    """
    SELECT user_id, id, provider FROM jobs WHERE status = 'running' AND lease_until < now()
      AND NOT id = ANY(CAST(:spooled AS uuid[]))
    ORDER BY lease_until LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    """
)
_HELD = text(
    """
    SELECT user_id, id, provider FROM jobs WHERE status = 'running' AND spool_folder = :folder
    ORDER BY lease_until LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    """
)


async def end_overdue(tx: WriteSession, rules: Rules, spooled: Collection[UUID]) -> bool:
    """End one lease that ran out; false where there is none.

    The answers of ``spooled`` jobs lie on a spool and are being delivered: those are waited for.
    """
    row = await tx.first(_OVERDUE, {"spooled": list(spooled)})
    if row is not None:
        await _end(tx, rules, *row)
    return row is not None


async def end_held(tx: WriteSession, rules: Rules, folder: str) -> bool:
    """End one lease of the worker that had this spool folder; false where it holds none."""
    row = await tx.first(_HELD, {"folder": folder})
    if row is not None:
        await _end(tx, rules, *row)
    return row is not None


_LOSE = text(
    """
    UPDATE jobs SET losses = losses + 1 WHERE user_id = :user_id AND id = :id RETURNING losses
    """
)


async def _end(tx: WriteSession, rules: Rules, user_id: int, job_id: UUID, provider: str) -> None:
    losses: int = await tx.scalar(_LOSE, {"user_id": user_id, "id": job_id})
    if provider not in rules.free_providers:
        await _abandon(tx, user_id, job_id, AttemptOutcome.UNKNOWN)
        # Not only those of a pending attempt: an answer may lie on a spool that is not seen here.
        await settling.fail_slots(tx, user_id, job_id, rules.unknown, [SlotStatus.RUNNING])
    if losses >= rules.most:
        await _abandon(tx, user_id, job_id, AttemptOutcome.RETRYABLE)
        await settling.fail_slots(tx, user_id, job_id, rules.lost)
    await settling.settle(tx, user_id, job_id)
    await requeue(tx, user_id, job_id)


_CLOSE_LEFT = text(
    """
    UPDATE job_attempts SET outcome =
      CASE WHEN jobs.provider = ANY(CAST(:free AS text[])) THEN 'retryable' ELSE 'unknown' END
    FROM jobs
    WHERE jobs.user_id = job_attempts.user_id AND jobs.id = job_attempts.job_id
      AND job_attempts.outcome = 'pending'
      AND NOT (jobs.status = 'running' AND jobs.fence = job_attempts.fence)
      AND (job_attempts.spool_folder = :folder OR sent_at < now() - interval '1 hour')
    RETURNING job_attempts.user_id, job_id
    """
)


async def close_left(
    tx: WriteSession, free_providers: Collection[str], folder: str | None = None
) -> None:
    """End the attempts of jobs that were called off, where the worker never came back to do it.

    It had this spool folder, or has had an hour, which no request takes.
    """
    parameters = {"free": list(free_providers), "folder": folder}
    for user_id, job_id in await tx.all(_CLOSE_LEFT, parameters):
        await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=job_id)
