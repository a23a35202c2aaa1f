"""Points at which a worker kills itself, so that tests see what a crash there leaves behind.

Nothing is armed outside such tests; a point that is not armed costs one look into an empty dict.
"""

import os
import signal
from enum import StrEnum
from typing import NamedTuple


class FaultPoint(StrEnum):
    """The steps of a generation, in their order; each is reached when its step is done."""

    WOKEN = "woken"
    CLAIMED = "claimed"
    ATTEMPT_COMMITTED = "attempt-committed"
    ANSWERED = "answered"
    HALF_SPOOLED = "half-spooled"
    SPOOLED = "spooled"
    ORIGINAL_STORED = "original-stored"
    THUMBNAILS_STORED = "thumbnails-stored"
    COMMITTED = "committed"
    SPOOL_REMOVED = "spool-removed"
    PUBLISHED = "published"


class Fault(NamedTuple):
    """The process dies when it reaches the point for the ``nth`` time."""

    point: FaultPoint
    nth: int = 1

    @classmethod
    def parse(cls, text: str) -> "Fault":
        """``point`` or ``point:nth``; raises ``ValueError``."""
        name, colon, nth = text.partition(":")
        nth = nth if colon else "1"
        if name not in set(FaultPoint) or not nth.isdecimal() or int(nth) == 0:
            raise ValueError(f"one of {', '.join(FaultPoint)}, or point:nth, not {text!r}")
        return cls(FaultPoint(name), int(nth))


_left: dict[FaultPoint, int] = {}


def arm(fault: Fault) -> None:
    _left[fault.point] = fault.nth


def reach(point: FaultPoint) -> None:
    if point not in _left:
        return
    _left[point] -= 1
    if _left[point] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
