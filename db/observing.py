"""Who is told of statements and of jobs that end: whoever measures them, or nobody."""

import inspect
from contextlib import AbstractContextManager, nullcontext
from typing import Final, NamedTuple, Protocol

from db.kinds import JobStatus

# It cuts pages for query functions that have names of their own.
_HELPERS: Final = ("db.keyset",)


class Ended(NamedTuple):
    """How a job ended, and how many seconds after it was asked for."""

    status: JobStatus
    seconds: float


class Observer(Protocol):
    def statement(self, name: str) -> AbstractContextManager[object]:
        """What a statement runs within; ``name`` is that of its query function: images.page."""

    def job_ended(self, ended: Ended) -> None:
        """A job has ended, and this is committed."""


class _Unobserved:
    def statement(self, name: str) -> AbstractContextManager[object]:
        return nullcontext()

    def job_ended(self, ended: Ended) -> None:
        pass


UNOBSERVED: Final[Observer] = _Unobserved()


def asked_by(within: str) -> str:
    """The query function that runs a statement: each query is one, so its name is the query's.

    ``within`` is the module of the sessions, which run it for others.
    """
    passed = (within, __name__, *_HELPERS)
    frame = inspect.currentframe()
    while frame is not None and frame.f_globals["__name__"] in passed:
        frame = frame.f_back
    assert frame is not None, "somebody asks"
    return f"{frame.f_globals['__name__'].rpartition('.')[2]}.{frame.f_code.co_name}"
