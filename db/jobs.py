"""Generations as people see them: made, listed, cancelled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, insert, select, text

from db import events, keyset, sources
from db.engine import ReadSession, WriteSession
from db.keyset import Cut, List, Page
from db.kinds import AttemptOutcome, EventKind, JobErrorCode, JobStatus, SlotStatus
from db.observing import Ended
from db.tables import job_attempts, job_slots, jobs


class JobRow(NamedTuple):
    user_id: int
    id: UUID
    status: JobStatus
    provider: str
    model: str
    prompt: str
    params: dict[str, Any]
    n: int
    request_hash: bytes
    estimated_tokens: int
    cost_tokens: int | None
    error_code: JobErrorCode | None
    error_message: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class SlotRow(NamedTuple):
    job_id: UUID
    slot: int
    status: SlotStatus
    previews: int
    preview_key: str | None
    image_id: UUID | None
    error_code: JobErrorCode | None
    error_message: str | None


class AttemptRow(NamedTuple):
    job_id: UUID
    number: int
    sent_at: datetime
    outcome: AttemptOutcome
    cost_tokens: int | None
    provider_request_id: str | None


_COLUMNS = [jobs.c[name] for name in JobRow._fields]
_c = jobs.c


def _row(row: Sequence[Any]) -> JobRow:
    job = JobRow._make(row)
    code = JobErrorCode(job.error_code) if job.error_code else None
    return job._replace(status=JobStatus(job.status), error_code=code)


@dataclass(frozen=True, slots=True)
class NewJob:
    id: UUID
    idempotency_key: str | None
    request_hash: bytes
    provider: str
    model: str
    prompt: str
    params: dict[str, Any]
    n: int
    estimated_tokens: int


class Reopened(NamedTuple):
    """An ended job that runs again, for so many pictures."""

    fence: int
    pictures: int


async def create(
    tx: WriteSession, user_id: int, job: NewJob, inputs: Collection[sources.NewSource]
) -> JobRow:
    """A queued job with its slots and sources.

    The images it starts from are locked before (``images.hold_sources``), and then the user's
    counter, under which nobody else makes a job with the same key.
    """
    values = {name: getattr(job, name) for name in NewJob.__slots__}
    made = insert(jobs).values(user_id=user_id, status=JobStatus.QUEUED, **values)
    row = await tx.first(made.returning(*_COLUMNS))
    assert row is not None
    slots = [{"slot": slot, "status": SlotStatus.WAITING} for slot in range(job.n)]
    owner = {"user_id": user_id, "job_id": job.id}
    await tx.execute(insert(job_slots), [{**owner, **slot} for slot in slots])
    await sources.insert_for_job(tx, user_id, job.id, inputs)
    await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=job.id)
    return _row(row)


async def by_key(session: ReadSession, user_id: int, key: str) -> JobRow | None:
    """The job that was asked for with this idempotency key."""
    statement = select(*_COLUMNS).where(_c.user_id == user_id, _c.idempotency_key == key)
    row = await session.first(statement)
    return _row(row) if row else None


async def by_ids(session: ReadSession, user_id: int, ids: Collection[UUID]) -> dict[UUID, JobRow]:
    statement = select(*_COLUMNS).where(_c.user_id == user_id, _c.id == func.any(list(ids)))
    rows = map(_row, await session.all(statement))
    return {row.id: row for row in rows}


async def unfinished(session: ReadSession, user_id: int) -> list[JobRow]:
    """A user's jobs that have not ended, oldest first."""
    statement = (
        select(*_COLUMNS)
        .where(_c.user_id == user_id, text("status IN ('queued', 'running')"))
        .order_by(_c.created_at, _c.id)
    )
    return [_row(row) for row in await session.all(statement)]


async def page(
    session: ReadSession, user_id: int, statuses: Collection[JobStatus] | None, cut: Cut
) -> Page[JobRow]:
    """A user's jobs, newest first."""
    matching = [_c.user_id == user_id]
    if statuses is not None:
        matching.append(_c.status == func.any([status.value for status in statuses]))
    wanted = List(columns=_COLUMNS, key=(_c.created_at, _c.id), matching=matching)
    return await keyset.page(session, wanted, cut, _row)


async def count(session: ReadSession, user_id: int, statuses: Collection[JobStatus] | None) -> int:
    statement = select(func.count()).select_from(jobs).where(_c.user_id == user_id)
    if statuses is not None:
        statement = statement.where(_c.status == func.any([status.value for status in statuses]))
    return int(await session.scalar(statement))


async def slots(
    session: ReadSession, user_id: int, job_ids: Collection[UUID]
) -> dict[UUID, list[SlotRow]]:
    c = job_slots.c
    statement = (
        select(*(c[name] for name in SlotRow._fields))
        .where(c.user_id == user_id, c.job_id == func.any(list(job_ids)))
        .order_by(c.job_id, c.slot)
    )
    found: dict[UUID, list[SlotRow]] = {job_id: [] for job_id in job_ids}
    for row in map(SlotRow._make, await session.all(statement)):
        code = JobErrorCode(row.error_code) if row.error_code else None
        found[row.job_id].append(row._replace(status=SlotStatus(row.status), error_code=code))
    return found


async def attempts(
    session: ReadSession, user_id: int, job_ids: Collection[UUID]
) -> dict[UUID, list[AttemptRow]]:
    c = job_attempts.c
    statement = (
        select(*(c[name] for name in AttemptRow._fields))
        .where(c.user_id == user_id, c.job_id == func.any(list(job_ids)))
        .order_by(c.job_id, c.number)
    )
    found: dict[UUID, list[AttemptRow]] = {job_id: [] for job_id in job_ids}
    for row in map(AttemptRow._make, await session.all(statement)):
        found[row.job_id].append(row._replace(outcome=AttemptOutcome(row.outcome)))
    return found


_QUEUE_POSITIONS = text(
    """
    SELECT mine.id, (SELECT count(*) FROM jobs AS ahead WHERE ahead.status = 'queued'
      AND (ahead.runnable_at, ahead.id) <= (mine.runnable_at, mine.id))
    FROM jobs AS mine
    WHERE mine.user_id = :user_id AND mine.status = 'queued'
      AND mine.id = ANY(CAST(:ids AS uuid[]))
    """
)


async def queue_positions(
    session: ReadSession, user_id: int, job_ids: Collection[UUID]
) -> dict[UUID, int]:
    """The places in the queue, from 1, of those that still wait."""
    rows = await session.all(_QUEUE_POSITIONS, {"user_id": user_id, "ids": list(job_ids)})
    return {row[0]: row[1] for row in rows}


_CANCEL = text(
    """
    UPDATE jobs SET status = 'cancelled', finished_at = now(), lease_until = NULL
    WHERE user_id = :user_id AND id = :id AND status IN ('queued', 'running')
    RETURNING extract(epoch FROM now() - created_at)
    """
)
_DROP_SLOTS = text(
    """
    UPDATE job_slots SET status = 'failed', preview_key = NULL
    WHERE user_id = :user_id AND job_id = :id AND status IN ('waiting', 'running')
    """
)


async def cancel(tx: WriteSession, user_id: int, job_id: UUID) -> bool:
    """Cancel a job that has not ended; whether it was so. A paid answer on its way is kept."""
    parameters = {"user_id": user_id, "id": job_id}
    seconds = await tx.scalar(_CANCEL, parameters)
    if seconds is None:
        return False
    tx.ended[job_id] = Ended(JobStatus.CANCELLED, float(seconds))
    await tx.execute(_DROP_SLOTS, parameters)
    await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=job_id)
    return True


_RETRY = text(
    """
    UPDATE jobs SET status = 'queued', fence = fence + 1, runnable_at = now(), finished_at = NULL,
      error_code = NULL, error_message = NULL, losses = 0,
      first_attempt = (SELECT coalesce(max(number), 0) + 1 FROM job_attempts
        WHERE job_attempts.user_id = :user_id AND job_id = :id)
    WHERE user_id = :user_id AND id = :id AND status IN ('partial', 'failed', 'cancelled')
      AND EXISTS (SELECT FROM job_slots WHERE job_slots.user_id = :user_id AND job_id = :id
        AND job_slots.status = 'failed')
    RETURNING fence
    """
)
_OPEN_SLOTS = text(
    """
    UPDATE job_slots SET status = 'waiting', previews = 0, error_code = NULL, error_message = NULL
    WHERE user_id = :user_id AND job_id = :id AND status = 'failed'
    """
)


async def retry(tx: WriteSession, user_id: int, job_id: UUID) -> Reopened | None:
    """Ask again for the pictures that an ended job lacks; null where it lacks none.

    A person asks for this knowingly: it may be paid a second time.
    """
    parameters = {"user_id": user_id, "id": job_id}
    fence: int | None = await tx.scalar(_RETRY, parameters)
    if fence is None:
        return None
    pictures = await tx.execute(_OPEN_SLOTS, parameters)
    await events.append(tx, user_id, EventKind.JOB_CHANGED, job_id=job_id)
    return Reopened(fence, pictures)
