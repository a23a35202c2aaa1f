"""What a user has asked for and spent."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text

from db.engine import ReadSession


class UsageRow(NamedTuple):
    jobs: int
    images: int
    cost_tokens: int


_SINCE = text(
    """
    SELECT
      (SELECT count(*) FROM jobs WHERE user_id = :user_id AND created_at >= :since),
      (SELECT count(*) FROM images WHERE user_id = :user_id AND created_at >= :since
        AND origin = 'generated' AND deleted_at IS NULL)
      + (SELECT count(*) FROM images WHERE user_id = :user_id AND created_at >= :since
        AND origin = 'generated' AND deleted_at IS NOT NULL),
      (SELECT coalesce(sum(cost_tokens), 0) FROM job_attempts
        WHERE user_id = :user_id AND sent_at >= :since)
    """
)
_TODAY = text("SELECT date_trunc('day', now(), 'UTC')")


async def since(session: ReadSession, user_id: int, moment: datetime | None) -> UsageRow:
    """From a moment on, or from the beginning of the UTC day by the database's clock."""
    begin = moment or await session.scalar(_TODAY)
    row = await session.first(_SINCE, {"user_id": user_id, "since": begin})
    assert row is not None
    return UsageRow._make(map(int, row))
