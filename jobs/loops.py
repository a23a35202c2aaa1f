"""Work that repeats for as long as a process lives, and its end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

logger = logging.getLogger(__name__)

_CANCEL_AGAIN_SECONDS = 0.5


async def every(seconds: float, work: Callable[[], Awaitable[object]]) -> None:
    """Do the work now and again and again, whatever becomes of a single time."""
    while True:
        try:
            await work()
        except Exception:
            logger.exception("periodic work failed, trying again in %g s", seconds)
        await asyncio.sleep(seconds)


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
