"""What an error of the images API means for a job: refused, to be tried again, or unknown.

Only what has certainly drawn nothing may be tried again.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from db.kinds import JobErrorCode
from jobs.providers.base import ProviderError, RefusedError, RetryableError, UnknownError

LONGEST_PAUSE_SECONDS = 3600.0
_LONGEST_TEXT = 1000

_MODERATION: Final = {"moderation_blocked", "content_policy_violation"}
_NO_MONEY: Final = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
_REQUEST_TIMEOUT = 408
_TOO_MANY_REQUESTS = 429
_BEFORE_DRAWING: Final = {500, 503}

_REDIRECTED = "The provider answers from elsewhere: set OPENAI_BASE_URL to its own address."
_NO_KEY = "The provider does not accept this server's key: set OPENAI_API_KEY to one that it does."
_BUSY = "The provider is asked too often at the moment. Retry later."
_REFUSED = "The provider refused this request: change it and ask anew."
_UNDRAWN = "The provider failed before it drew anything. Retry later."
_FAILED = "The provider failed: it may have been paid. Retry to ask again."


def of_status(status: int, headers: Mapping[str, str], body: str) -> ProviderError:
    """What an answer with an error status means."""
    error = _error_in(body)
    if status in _BEFORE_DRAWING and error:
        return RetryableError(_message(error, _UNDRAWN), after=pause(headers))
    if status >= 500 or status == _REQUEST_TIMEOUT:
        return UnknownError(_FAILED)
    if status == _TOO_MANY_REQUESTS and not _names(error) & _NO_MONEY:
        message = _message(error, _BUSY)
        return RetryableError(message, after=pause(headers), code=JobErrorCode.RATE_LIMITED)
    return _refusal(status, error)


def _refusal(status: int, error: Mapping[str, Any]) -> RefusedError:
    if status < 400:
        return RefusedError(JobErrorCode.PROVIDER_REJECTED, _REDIRECTED)
    if status == 401:
        # Its own words may hold a part of the key.
        return RefusedError(JobErrorCode.PROVIDER_REJECTED, _NO_KEY)
    code = JobErrorCode.PROVIDER_REJECTED
    if _names(error) & _MODERATION:
        code = JobErrorCode.MODERATION
    return RefusedError(code, _message(error, _REFUSED))


def of_stream(error: object) -> ProviderError:
    """What an error event means, once the provider has begun to draw."""
    known = error if isinstance(error, dict) else {}
    names = _names(known)
    if names & _MODERATION:
        return RefusedError(JobErrorCode.MODERATION, _message(known, _REFUSED))
    if "invalid_request_error" in names:
        return RefusedError(JobErrorCode.PROVIDER_REJECTED, _message(known, _REFUSED))
    return UnknownError(_message(known, _FAILED))


def pause(headers: Mapping[str, str]) -> float | None:
    """Seconds until the provider wants to be asked again, where it says so."""
    wanted = headers.get("retry-after", "")
    try:
        seconds = float(wanted)
    except ValueError:
        seconds = _until(wanted, headers.get("date", ""))
    # Not a number compares as false.
    return min(seconds, LONGEST_PAUSE_SECONDS) if seconds >= 0 else None


def _until(moment: str, now: str) -> float:
    """Seconds by the provider's own clock; not a number where it gives no such moment."""
    then = _date(moment)
    return (then - (_date(now) or datetime.now(UTC))).total_seconds() if then else float("nan")


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def plain(text: str) -> str:
    """Text that a database takes, whoever wrote it."""
    return text.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _error_in(body: str) -> dict[str, Any]:
    """The error in the provider's own form; empty where somebody else answered."""
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    error = answer.get("error") if isinstance(answer, dict) else None
    return error if isinstance(error, dict) else {}


def _names(error: Mapping[str, Any]) -> set[object]:
    return {name for name in (error.get("code"), error.get("type")) if isinstance(name, str)}


def _message(error: Mapping[str, Any], otherwise: str) -> str:
    message = error.get("message")
    return plain(message)[:_LONGEST_TEXT] if message and isinstance(message, str) else otherwise
