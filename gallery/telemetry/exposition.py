"""/metrics, in the text format of Prometheus: of an api beside its app, of a worker by itself."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import uvicorn
from prometheus_client.exposition import choose_encoder
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gallery.health import for_operators
from gallery.http import Endpoint, healthz
from gallery.settings import Settings, SettingsError
from gallery.telemetry import Telemetry

_EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - whoever comes has to know METRICS_TOKEN


def metrics(telemetry: Telemetry) -> Endpoint:
    async def respond(request: Request) -> Response:
        encode, kind = choose_encoder(request.headers.get("accept", ""))
        # Thousands of lines, which requests are not to wait for.
        text = await asyncio.to_thread(encode, telemetry.metrics.registry)
        return Response(text, headers={"Content-Type": kind, "Cache-Control": "no-store"})

    return respond


@asynccontextmanager
async def exposed(telemetry: Telemetry, settings: Settings) -> AsyncIterator[None]:
    """Serve a worker's numbers on METRICS_PORT meanwhile, where that is set.

    Only this machine may come where there is no METRICS_TOKEN. Raises ``SettingsError``.
    """
    if settings.metrics_port is None:
        yield
        return
    routes = [
        Route("/healthz", healthz),
        Route("/metrics", for_operators(metrics(telemetry), settings.metrics_token)),
    ]
    host = _EVERYWHERE if settings.metrics_token else "127.0.0.1"
    with _listener(host, settings.metrics_port) as listener:
        server = _server(Starlette(routes=routes))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        yield
        server.should_exit = True
        await serving


def _listener(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise SettingsError(f"METRICS_PORT: {host}:{port}: {error.strerror}") from None


def _server(app: Starlette) -> uvicorn.Server:
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
    return _Guest(config)


class _Guest(uvicorn.Server):
    """Leaves signals to the process that it is a part of."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
