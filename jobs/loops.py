"""Work that repeats for as long as a process lives."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)


async def every(seconds: float, work: Callable[[], Awaitable[object]]) -> None:
    """Do the work now and again and again, whatever becomes of a single time."""
    while True:
        try:
            await work()
        except Exception:
            logger.exception("periodic work failed, trying again in %g s", seconds)
        await asyncio.sleep(seconds)
