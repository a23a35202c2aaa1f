"""What a generation's slots add up to, and how slots close without a picture."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, text

from db import events
from db.engine import WriteSession
from db.kinds import EventKind, JobErrorCode, JobStatus, SlotStatus
from db.observing import Ended
from db.tables import jobs

OPEN = (SlotStatus.WAITING, SlotStatus.RUNNING)


class Failure(NamedTuple):
    code: JobErrorCode
    message: str


class UnknownJobError(Exception):
    """A job from before the database was rebuilt; otherwise jobs are never deleted."""


async def lock(tx: WriteSession, user_id: int, job_id: UUID) -> tuple[JobStatus, int]:
    """A job's status and fence, which stay so until the end of the transaction.

    Raises ``UnknownJobError``.
    """
    c = jobs.c
    statement = select(c.status, c.fence).where(c.user_id == user_id, c.id == job_id)
    row = await tx.first(statement.with_for_update(key_share=True))
    if row is None:
        raise UnknownJobError
    return JobStatus(row[0]), row[1]


_FAIL_SLOTS = text(
    """
    UPDATE job_slots SET status = 'failed', preview_key = NULL,
      error_code = :code, error_message = :message
    WHERE user_id = :user_id AND job_id = :id AND status = ANY(CAST(:statuses AS text[]))
    """
)


async def fail_slots(
    tx: WriteSession,
    user_id: int,
    job_id: UUID,
    failure: Failure,
    statuses: Sequence[SlotStatus] = OPEN,
) -> None:
    """Close every slot of a locked job that is in one of these states."""
    parameters = {"user_id": user_id, "id": job_id, "statuses": list(statuses)}
    await tx.execute(_FAIL_SLOTS, {**parameters, **failure._asdict()})


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
    RETURNING status, finished_at = now(), extract(epoch FROM now() - created_at)
    """
)


async def settle(tx: WriteSession, user_id: int, job_id: UUID) -> None:
    """Give a locked job the status that its slots add up to, once none of them is open."""
    slots = await tx.all(_SLOT_STATES, {"user_id": user_id, "id": job_id})
    if any(slot[0] in OPEN for slot in slots):
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
    row = await tx.first(_SETTLE, parameters)
    assert row is not None, "locked"
    settled, is_news, seconds = row
    # A picture that comes late changes a job that had ended before.
    if is_news:
        tx.ended[job_id] = Ended(JobStatus(settled), float(seconds))
    await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=job_id)
