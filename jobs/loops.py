"""Work that repeats for as long as a process lives, and its end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

_T = TypeVar("_T")

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_CANCEL_AGAIN_SECONDS = 0.5


async def every(seconds: float, work: Callable[[], Awaitable[object]]) -> None:
    """Do the work now and again and again, whatever becomes of a single time."""
    while True:
        try:
            await work()
        except Exception:
            logger.exception("periodic work failed, trying again in %g s", seconds)
        await asyncio.sleep(seconds)


async def insist(
    work: Callable[[], Awaitable[_T]],
    failing: str,
    *,
    on: type[Exception] = Exception,
    most: int | None = None,
) -> _T:
    """Do the work until it succeeds, with growing pauses between.

    ``failing`` is logged after each failure. Raises any error that is not one ``on`` which to
    insist, and that of the ``most``-th failure.
    """
    pause = _FIRST_PAUSE
    for failures in count(1):
        try:
            return await work()
        except on:
            if failures == most:
                raise
            logger.exception("%s, trying again in %g s", failing, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
    raise AssertionError("count has no end")


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks and wait for their end, however they end.

    Before Python 3.12 ``asyncio.wait_for``, by which redis-py sends, loses a cancellation that
    comes at the wrong moment: so it is said again.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_CANCEL_AGAIN_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
