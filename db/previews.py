"""Partial pictures: shown while a slot runs, and swept a minute after the job has ended.

Whoever was told of one in the last moment is still to find it. A job whose attempt was begun may
have left some (``jobs.sweep_at``).
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from db.attempts import Attempt
from db.engine import WriteSession

_NOTE = text(
    """
    UPDATE job_slots SET preview_key = :key, previews = previews + 1
    WHERE user_id = :user_id AND job_id = :id AND slot = :slot AND status = 'running'
      AND NOT EXISTS (
        SELECT FROM job_attempts AS later
        WHERE later.user_id = :user_id AND later.job_id = :id AND later.number > :number
          AND job_slots.slot = ANY(later.slots))
    """
)


async def note(tx: WriteSession, attempt: Attempt, slot: int, key: str) -> bool:
    """Point a slot at its newest partial picture; false where it is not the attempt's any more."""
    parameters = {"user_id": attempt.user_id, "id": attempt.job_id, "number": attempt.number}
    return bool(await tx.execute(_NOTE, {**parameters, "slot": slot, "key": key}))


class EndedJob(NamedTuple):
    user_id: int
    id: UUID


_TAKE = text(
    """
    UPDATE jobs SET sweep_at = now() + interval '15 minutes'
    WHERE (user_id, id) IN (
      SELECT user_id, id FROM jobs
      WHERE sweep_at <= now() AND status NOT IN ('queued', 'running')
        AND finished_at < now() - interval '1 minute'
      ORDER BY sweep_at LIMIT :limit FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING user_id, id
    """
)
_SWEPT = text(
    """
    UPDATE jobs SET sweep_at = NULL
    FROM unnest(CAST(:user_ids AS bigint[]), CAST(:ids AS uuid[])) AS swept (user_id, id)
    WHERE jobs.user_id = swept.user_id AND jobs.id = swept.id
      AND status NOT IN ('queued', 'running') AND finished_at < now() - interval '15 minutes'
    """
)


async def take_ended(tx: WriteSession, *, limit: int) -> list[EndedJob]:
    """Ended jobs whose partial pictures should be deleted now, and again later until swept."""
    return [EndedJob._make(row) for row in await tx.all(_TAKE, {"limit": limit})]


async def swept(tx: WriteSession, jobs: Sequence[EndedJob]) -> None:
    """Forget jobs that ended so long ago that no worker can still bring a partial picture."""
    ids = {"user_ids": [job.user_id for job in jobs], "ids": [job.id for job in jobs]}
    await tx.execute(_SWEPT, ids)
