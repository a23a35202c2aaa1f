"""HTTP requests and WebSockets: an id for each, its line in the log, its place in the numbers."""

import logging
import re
from time import perf_counter
from typing import Final
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gallery.telemetry import Telemetry, current, lines
from gallery.telemetry.current import Record

_GIVEN: Final = re.compile(r"[\w.:/+=-]{1,100}", re.ASCII)
_STARTS: Final = ("http.response.start", "websocket.accept")
# Asked every few seconds by those who watch.
_DULL: Final = ("/healthz", "/readyz", "/metrics")
_WENT_AWAY: Final = 499


class Requests:
    """Outermost: what is said about a request is said to have happened within it."""

    def __init__(self, app: ASGIApp, *, telemetry: Telemetry) -> None:
        self._app = app
        self._metrics = telemetry.metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            with self._metrics.sockets.track_inprogress():
                await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        record = current.begin(Record(_id_of(scope), on_socket=scope["type"] == "websocket"))
        begun, status = perf_counter(), _WENT_AWAY

        async def noticed(message: Message) -> None:
            nonlocal status
            if message["type"] in _STARTS:
                status = message.get("status", 101)
                named = (b"x-request-id", record.id.encode())
                message["headers"] = [*message.get("headers", ()), named]
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except Exception:
            status = 500
            raise
        finally:
            self._end(scope, record, status, perf_counter() - begun)

    def _end(self, scope: Scope, record: Record, status: int, seconds: float) -> None:
        route = current.route(scope)
        level = logging.DEBUG if route in _DULL else logging.INFO
        told = {"method": scope.get("method"), "route": route, "status": status}
        lines.ended(self._metrics, record, scope["type"], seconds, level, **told)
        if not record.on_socket:
            self._metrics.requests.labels(route, str(status)).observe(seconds)


def _id_of(scope: Scope) -> str:
    """The one that was sent along, where it is fit for a log."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _GIVEN.fullmatch(given) else uuid4().hex
