"""The worker process: arq for wake-ups and cron, loops for what must never be missed."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from typing import Any

from arq import ArqRedis, Worker, cron, func
from arq.constants import in_progress_key_prefix
from arq.typing import WorkerCoroutine
from arq.worker import Function
from redis.exceptions import RedisError

from jobs.handlers.generate import generate
from jobs.handlers.manifests import write_manifests, write_manifests_if_overdue
from jobs.handlers.operate import operate, sweep_operations
from jobs.handlers.purge import delete_objects, purge, purge_if_overdue
from jobs.handlers.sweep import (
    sweep_leases,
    sweep_previews,
    sweep_queue,
    sweep_sidecars,
    sweep_spool,
)
from jobs.loops import end, every
from jobs.names import JobName
from jobs.queue import SERIALIZERS, arq_redis
from jobs.services import Services

logger = logging.getLogger(__name__)

Handler = Callable[[Services], Coroutine[Any, Any, object]]

HANDLERS: Mapping[JobName, Handler] = {
    JobName.GENERATE: generate,
    JobName.PURGE: purge,
    JobName.OPERATE: operate,
    JobName.DELETE_OBJECTS: delete_objects,
}
# Every so many seconds.
_LOOPS: Sequence[tuple[float, Handler]] = (
    (5, sweep_spool),
    (10, sweep_leases),
    (5, sweep_queue),
    (10, sweep_previews),
    (10, sweep_operations),
    (60, sweep_sidecars),
    (60, delete_objects),
    (3600, purge_if_overdue),
    (3600, write_manifests_if_overdue),
)
# Leases decide whether a job still runs, and an answer waits for its storage however long that is
# away: this only bounds a wake-up that never comes back.
_TIMEOUT = 24 * 3600
# A wake-up whose worker has died is given out again after this; one that lives says so in time.
_HOLD_SECONDS = 12.0
_POLL_SECONDS = 0.1
_HEALTH_SECONDS = 15
_RESTART_SECONDS = 1.0
# How long paid calls in flight may hold up the end of the process: longer than the longest lasts.
STOP_SECONDS = 1000.0


async def run(services: Services, redis_url: str, *, concurrency: int) -> None:
    """Work until ``services.stopping`` is set; what was asked for and may be paid is waited for."""
    missing = set(JobName) - HANDLERS.keys()
    assert not missing, f"no handler for {missing}"
    loops = [asyncio.create_task(_repeat(services, *loop)) for loop in _LOOPS]
    redis = arq_redis(redis_url)
    try:
        await _serve(services, redis, concurrency)
    finally:
        await redis.aclose(close_connection_pool=True)
        await end(*loops)


async def _repeat(services: Services, seconds: float, handler: Handler) -> None:
    await every(seconds, lambda: _observed(services, handler, periodic=True))


async def _observed(services: Services, handler: Handler, *, periodic: bool) -> None:
    with services.observer.task(handler.__name__, periodic=periodic):
        await handler(services)


async def _serve(services: Services, redis: ArqRedis, concurrency: int) -> None:
    """Run arq's worker, again after each loss of Redis, which arq does not survive.

    Generations go on without it, and the end of the process waits for all of them.
    """
    stopping = asyncio.create_task(services.stopping.wait())
    running: set[asyncio.Task[Any]] = set()
    while not services.stopping.is_set():
        worker = _arq_worker(services, redis, concurrency)
        serving = asyncio.create_task(worker.async_run())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if services.stopping.is_set():
            # arq has no other way to end between two rounds: it starts nothing more, and waits.
            worker.burst, worker.max_burst_jobs = True, 0
            if unfinished := len(running) + len(worker.tasks):
                logger.warning("waiting for %d generation(s) to end", unfinished)
            await asyncio.wait({serving}, timeout=STOP_SECONDS)
        await end(serving)
        running = {task for task in running | {*worker.tasks.values()} if not task.done()}
        if not serving.cancelled() and (error := serving.exception()):
            logger.warning("queue lost, trying again: %s", error)
            await asyncio.wait({stopping}, timeout=_RESTART_SECONDS)
    if running:
        await asyncio.wait(running, timeout=STOP_SECONDS)


def _arq_worker(services: Services, redis: ArqRedis, concurrency: int) -> Worker:
    worker = Worker(
        functions=[_function(services, name) for name in HANDLERS],
        cron_jobs=[
            cron(_arq(services, purge), name="nightly purge", hour=3, minute=0),
            cron(_arq(services, write_manifests), name="nightly manifests", hour=3, minute=30),
        ],
        redis_pool=redis,
        handle_signals=False,
        max_jobs=concurrency,
        job_timeout=_TIMEOUT,
        keep_result=0,
        poll_delay=_POLL_SECONDS,
        health_check_interval=_HEALTH_SECONDS,
        timezone=UTC,
        log_results=False,
        **SERIALIZERS,
    )
    # arq would have it outlast the longest job: nobody would look at a dead worker's for an hour.
    worker.in_progress_timeout_s = _HOLD_SECONDS
    return worker


def _function(services: Services, name: JobName) -> Function:
    return func(_arq(services, HANDLERS[name]), name=name, keep_result=0)


def _arq(services: Services, handler: Handler) -> WorkerCoroutine:
    async def run(ctx: dict[Any, Any], *args: Any, **kwargs: Any) -> None:
        holding = asyncio.create_task(_hold(ctx["redis"], ctx["job_id"]))
        try:
            await _observed(services, handler, periodic=False)
        finally:
            await end(holding)

    return run


async def _hold(redis: ArqRedis, token: str) -> None:
    """Keep a wake-up from being given out again for as long as its handler runs."""
    while True:
        await asyncio.sleep(_HOLD_SECONDS / 4)
        with suppress(RedisError, OSError):
            await redis.psetex(in_progress_key_prefix + token, int(_HOLD_SECONDS * 1000), b"1")
