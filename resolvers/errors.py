"""What a use case refuses, and why. Everything else that is raised is a fault of ours.

DomainError
├── InvalidError        an argument makes no sense
├── TooManyError        more things than one request may name
├── NotFoundError       no such thing, or not the viewer's: one answer for both
├── ConflictError       the thing is not in a state for this
├── GoneError           the thing is being deleted for ever
├── QuotaError          the day's generations or tokens are used up
├── RateLimitedError    too much within a minute
├── NotUndoableError    the operation cannot be taken back, or not any more
├── UnauthenticatedError  no valid token or cookie
└── ResyncError         an event cursor that the log no longer reaches back to
"""

from collections.abc import Sequence
from typing import Final

from db.outages import DatabaseUnavailable
from storage.base import StorageUnavailable
from storage.imaging_errors import ImagingUnavailable

# Faults of ours too, but such as go by: the same request may succeed later.
OUTAGES: Final = (DatabaseUnavailable, StorageUnavailable, ImagingUnavailable)


class DomainError(Exception):
    """``field`` is the path of the argument at fault, in the names of the API."""

    def __init__(self, message: str, field: Sequence[str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = list(field) if field is not None else None


class InvalidError(DomainError):
    pass


class TooManyError(DomainError):
    pass


class NotFoundError(DomainError):
    pass


class ConflictError(DomainError):
    pass


class GoneError(DomainError):
    pass


class QuotaError(DomainError):
    pass


class RateLimitedError(DomainError):
    """``retry_after``: whole seconds until there is room again."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotUndoableError(DomainError):
    pass


class UnauthenticatedError(DomainError):
    pass


class ResyncError(DomainError):
    """``cursor`` is where the stream goes on."""

    def __init__(self, message: str, cursor: str) -> None:
        super().__init__(message)
        self.cursor = cursor
