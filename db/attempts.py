"""Requests to a provider, written down before they are sent, and what came of them.

An attempt owns a slot until a later one asks for that slot again: it may show partial pictures
there, and may fail it. A picture that it brings is welcome whenever it comes (``db.arrivals``).
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import insert, text

from db import settling
from db.claims import ClaimedJob
from db.engine import WriteSession
from db.kinds import AttemptOutcome
from db.settling import Failure
from db.tables import job_attempts


class Attempt(NamedTuple):
    """``nth``: its number, from 1, among those since a person last asked."""

    user_id: int
    job_id: UUID
    number: int
    slots: tuple[int, ...]
    nth: int


_BEGIN = text(
    """
    UPDATE jobs SET sweep_at = now()
    WHERE user_id = :user_id AND id = :id AND fence = :fence AND status = 'running'
    RETURNING first_attempt, (SELECT coalesce(max(number), 0) + 1 FROM job_attempts
      WHERE job_attempts.user_id = :user_id AND job_id = :id)
    """
)
_OPEN_SLOTS = text(
    """
    UPDATE job_slots SET status = 'running', error_code = NULL, error_message = NULL
    WHERE user_id = :user_id AND job_id = :id AND status = 'waiting' RETURNING slot
    """
)


async def begin(tx: WriteSession, job: ClaimedJob, spool_folder: str) -> Attempt | None:
    """Write down that the waiting slots are about to be asked for; null once the fence is lost."""
    key = {"user_id": job.user_id, "id": job.id}
    row = await tx.first(_BEGIN, {**key, "fence": job.fence})
    if row is None:
        return None
    first, number = row
    slots = tuple(sorted(row[0] for row in await tx.all(_OPEN_SLOTS, key)))
    if not slots:
        return None
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
    return Attempt(job.user_id, job.id, number, slots, number - first + 1)


_END = text(
    """
    UPDATE job_attempts SET
      outcome = CASE WHEN outcome = 'answered' THEN outcome ELSE :outcome END,
      cost_tokens = coalesce(:cost_tokens, cost_tokens),
      provider_request_id = coalesce(:provider_request_id, provider_request_id)
    WHERE user_id = :user_id AND job_id = :job_id AND number = :number AND NOT (
      outcome IN ('answered', :outcome)
      AND cost_tokens IS NOT DISTINCT FROM coalesce(:cost_tokens, cost_tokens)
      AND provider_request_id IS NOT DISTINCT FROM
        coalesce(:provider_request_id, provider_request_id))
    """
)


async def end(
    tx: WriteSession,
    attempt: Attempt,
    outcome: AttemptOutcome,
    *,
    failed: Sequence[int] = (),
    failure: Failure | None = None,
    cost_tokens: int | None = None,
    provider_request_id: str | None = None,
) -> None:
    """Record how an attempt ended; those of the ``failed`` slots that are still its own close.

    One whose answers have all been delivered is over: what says the same again changes nothing.
    """
    user_id, job_id = attempt.user_id, attempt.job_id
    await settling.lock(tx, user_id, job_id)
    parameters = {
        "user_id": user_id,
        "job_id": job_id,
        "number": attempt.number,
        "outcome": outcome,
        "cost_tokens": cost_tokens,
        "provider_request_id": provider_request_id,
    }
    changed = await tx.execute(_END, parameters)
    if failure is not None and failed:
        changed += await _fail(tx, user_id, job_id, attempt.number, failed, failure)
    if changed:
        await settling.settle(tx, user_id, job_id)


_FAIL = text(
    """
    UPDATE job_slots SET status = 'failed', preview_key = NULL,
      error_code = :code, error_message = :message
    WHERE user_id = :user_id AND job_id = :id AND slot = ANY(CAST(:slots AS smallint[]))
      AND status = ANY(CAST(:statuses AS text[])) AND NOT EXISTS (
        SELECT FROM job_attempts AS later
        WHERE later.user_id = :user_id AND later.job_id = :id AND later.number > :number
          AND job_slots.slot = ANY(later.slots))
    """
)


async def _fail(
    tx: WriteSession,
    user_id: int,
    job_id: UUID,
    number: int,
    slots: Sequence[int],
    failure: Failure,
    statuses: Sequence[str] = ("running",),
) -> int:
    parameters = {"user_id": user_id, "id": job_id, "number": number, "slots": list(slots)}
    return await tx.execute(_FAIL, {**parameters, "statuses": statuses, **failure._asdict()})


class Answered(NamedTuple):
    """Which slot an answer is for, and what is known by then of the attempt that brought it."""

    user_id: int
    job_id: UUID
    attempt: int
    slot: int
    cost_tokens: int | None = None
    provider_request_id: str | None = None


_RECORD = text(
    """
    WITH progress AS (
      UPDATE jobs SET losses = 0 WHERE user_id = :user_id AND id = :job_id AND losses > 0)
    UPDATE job_attempts SET
      answered = array_append(array_remove(answered, CAST(:slot AS smallint)),
        CAST(:slot AS smallint)),
      outcome = CASE WHEN slots <@ array_append(answered, CAST(:slot AS smallint))
        THEN 'answered' ELSE outcome END,
      cost_tokens = coalesce(:cost_tokens, cost_tokens),
      provider_request_id = coalesce(:provider_request_id, provider_request_id)
    WHERE user_id = :user_id AND job_id = :job_id AND number = :attempt
    """
)


async def record(tx: WriteSession, answer: Answered) -> None:
    """Note that an answer of a locked job came; an attempt with all of its answers is ANSWERED."""
    await tx.execute(_RECORD, answer._asdict())


async def reject(tx: WriteSession, answer: Answered, failure: Failure) -> None:
    """Close the slot of an answer that makes no picture, unless it was asked for again."""
    await settling.lock(tx, answer.user_id, answer.job_id)
    await record(tx, answer)
    place = answer.user_id, answer.job_id, answer.attempt
    await _fail(tx, *place, [answer.slot], failure, ("running", "failed"))
    await settling.settle(tx, answer.user_id, answer.job_id)
