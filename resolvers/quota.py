"""What a person may ask for in one UTC day, and in a minute. A limit that is not set is none."""

from uuid import UUID

from db import quota
from db.engine import ReadSession
from resolvers.context import Context
from resolvers.errors import QuotaError, RateLimitedError


async def refusal(
    session: ReadSession, context: Context, job_id: UUID, tokens: int
) -> QuotaError | RateLimitedError | None:
    """Why a job that may cost so many tokens is not to be asked for; null where it may be.

    Only under the user's counter does this hold until the job is written.
    """
    most = context.backend.generation_rate_limit
    if most is not None and (seconds := await quota.wait(session, context.viewer.id, most)):
        message = f"A minute has {most} generations: ask again in {seconds} second(s)."
        return RateLimitedError(message, seconds)
    return await _of_the_day(session, context, job_id, tokens)


async def _of_the_day(
    session: ReadSession, context: Context, job_id: UUID, tokens: int
) -> QuotaError | None:
    most_jobs, most_tokens = context.backend.daily_job_limit, context.backend.daily_token_limit
    if most_jobs is None and most_tokens is None:
        return None
    reserved = await quota.today(session, context.viewer.id, besides=job_id)
    if most_jobs is not None and reserved.requests >= most_jobs:
        return QuotaError(
            f"Today's {most_jobs} generations are used up: ask again after midnight UTC."
        )
    if most_tokens is not None and tokens:
        return _of_tokens(tokens, most_tokens, most_tokens - reserved.tokens)
    return None


def _of_tokens(tokens: int, most: int, left: int) -> QuotaError | None:
    if tokens > most:
        return QuotaError(f"This may take {tokens} tokens, and a day has {most}: ask for less.")
    if tokens > left:
        return QuotaError(
            f"This may take {tokens} tokens, and {max(0, left)} of today's {most} are left:"
            " ask for less, or again after midnight UTC."
        )
    return None
