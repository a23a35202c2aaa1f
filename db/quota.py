"""What of a user's day is spent or spoken for.

A request to a provider counts from when it was asked for until the end of the UTC day in which it
was sent: once for the limit of generations, and with what it cost, or was expected to cost as long
as nobody knows, for the limit of tokens. What was refused or came to nothing, for nothing, does not
count any more.
"""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from db.engine import ReadSession


class Reserved(NamedTuple):
    requests: int
    tokens: int


_TODAY = text(
    """
    WITH reserved AS (
      SELECT coalesce(sent.cost_tokens, jobs.estimated_tokens * cardinality(sent.slots)) AS tokens
      FROM job_attempts AS sent
      JOIN jobs ON jobs.user_id = sent.user_id AND jobs.id = sent.job_id
      WHERE sent.user_id = :user_id AND sent.sent_at >= date_trunc('day', now(), 'UTC')
        AND (sent.outcome NOT IN ('refused', 'retryable') OR sent.cost_tokens > 0)
      UNION ALL
      SELECT jobs.estimated_tokens * count(*)
      FROM jobs
      JOIN job_slots AS slots ON slots.user_id = jobs.user_id AND slots.job_id = jobs.id
      WHERE jobs.user_id = :user_id AND jobs.id <> :besides
        AND jobs.status IN ('queued', 'running') AND slots.status = 'waiting'
      GROUP BY jobs.id, jobs.estimated_tokens)
    SELECT count(*), coalesce(sum(tokens), 0) FROM reserved
    """
)


_WAIT = text(
    """
    SELECT ceil(extract(epoch FROM min(created_at) + interval '1 minute' - now())) FROM (
      SELECT created_at FROM jobs
      WHERE user_id = :user_id AND created_at > now() - interval '1 minute'
      ORDER BY created_at DESC, id DESC LIMIT :most) AS latest
    HAVING count(*) = :most
    """
)


async def wait(session: ReadSession, user_id: int, most: int) -> int | None:
    """The seconds until fewer than ``most`` jobs have been asked for within a minute; null where
    it is so now. It holds under the user's counter, like what is reserved of the day."""
    seconds = await session.scalar(_WAIT, {"user_id": user_id, "most": most})
    return None if seconds is None else max(1, int(seconds))


async def today(session: ReadSession, user_id: int, *, besides: UUID) -> Reserved:
    """What is reserved of this UTC day, but for what still waits of one job.

    Whoever adds to it holds the user's counter from here on (``counters.lock``).
    """
    row = await session.first(_TODAY, {"user_id": user_id, "besides": besides})
    assert row is not None
    return Reserved._make(map(int, row))
