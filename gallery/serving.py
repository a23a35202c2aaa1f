"""The two processes that stay: the api under uvicorn, and the worker."""

import asyncio
import signal
import socket
import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette

from gallery import logs, stores
from gallery import settings as environment
from gallery.app import create_app, migrated
from gallery.draining import DrainingServer
from gallery.settings import Settings
from gallery.telemetry import telemetry
from gallery.telemetry.exposition import exposed
from gallery.wiring import parts
from jobs import faults, worker

_WORKER = "gallery worker"
_WORKER_POOL_SIZE = 6
LARGEST_MESSAGE = 256 * 1024
_GRACE_SECONDS = 5
# Longer than a proxy keeps an idle connection (300 s): only one side ends them.
_KEEP_ALIVE_SECONDS = 310


def serve(settings: Settings, *, host: str, port: int, workers: int, fd: int | None) -> None:
    """Serve until SIGTERM or SIGINT, on an address or on a socket that is open already."""
    logs.configure(settings.log_format, settings.log_level)
    # Before uvicorn, which would tell it as a fault of the program.
    asyncio.run(stores.check(settings))
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "loop": "uvloop",
        "ws_max_size": LARGEST_MESSAGE,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "timeout_graceful_shutdown": _GRACE_SECONDS,
        "timeout_keep_alive": _KEEP_ALIVE_SECONDS,
        "forwarded_allow_ips": settings.trusted_proxies,
    }
    if workers > 1:
        uvicorn.run("gallery.serving:app", factory=True, workers=workers, **options)
        return
    server = DrainingServer(create_app(settings), settings.drain, **options)
    # uvicorn's own ``fd`` takes it for a Unix socket: each answer would wait for Nagle's algorithm.
    server.run([socket.socket(fileno=fd)] if fd is not None else None)
    if not server.started:
        sys.exit(1)


def app() -> Starlette:
    """The application of one of several api processes, from the environment it was given."""
    settings = environment.load(environment.environment())
    logs.configure(settings.log_format, settings.log_level)
    return create_app(settings)


def work(settings: Settings, *, concurrency: int) -> None:
    """Work until SIGTERM or SIGINT."""
    logs.configure(settings.log_format, settings.log_level)
    if settings.fault_point is not None:
        faults.arm(settings.fault_point)
    asyncio.run(_work(settings, concurrency))


async def _work(settings: Settings, concurrency: int) -> None:
    told = telemetry(settings, _WORKER)
    async with (
        exposed(told, settings),
        parts(
            settings,
            application=_WORKER,
            pool_size=_WORKER_POOL_SIZE + concurrency,
            listen=False,
            telemetry=told,
        ) as opened,
    ):
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, opened.services.stopping.set)
        await migrated(settings.database_url)
        await worker.run(opened.services, settings.redis_url, concurrency=concurrency)
    await asyncio.to_thread(told.spans.close)
