"""The last seconds of an api that is asked to end: it says that it leaves, and serves on.

A proxy that asks for /healthz meanwhile turns to other processes, so that nothing is on its way to
this one when its listener closes. A request that reached a closing listener would be lost, and no
proxy may send a mutation twice.
"""

import asyncio
from datetime import timedelta
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from gallery.http import Endpoint, JsonResponse


class DrainingServer(uvicorn.Server):
    def __init__(self, app: Starlette, drain: timedelta, **options: Any) -> None:
        super().__init__(uvicorn.Config(app, **options))
        self._app = app
        self._seconds = drain.total_seconds()

    async def main_loop(self) -> None:
        await super().main_loop()
        self._app.state.leaving = True
        loop = asyncio.get_running_loop()
        end = loop.time() + self._seconds
        # Whoever asks twice wants it to end now.
        while not self.force_exit and (left := end - loop.time()) > 0:
            await self.on_tick(0)  # answers go on carrying the time of day
            await asyncio.sleep(min(left, 0.5))


def unless_leaving(endpoint: Endpoint) -> Endpoint:
    """503 from the moment on that this process was asked to end."""

    async def respond(request: Request) -> Response:
        if request.app.state.leaving:
            return JsonResponse({"status": "leaving"}, 503, {"Cache-Control": "no-store"})
        return await endpoint(request)

    return respond
