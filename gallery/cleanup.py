"""The purge for hosts that sleep at night: whoever has the token asks for it from outside."""

import time

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gallery.http import RETRY_SECONDS, JsonResponse, bears, refusal, unauthenticated
from jobs.names import JobName
from jobs.queue import Queue


class Cleanup:
    """``POST /api/cleanup``, an ASGI application of its own so that it sees every method."""

    def __init__(self, queue: Queue, token: str | None) -> None:
        self._queue = queue
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if self._token is None:
            return refusal(404, "NOT_FOUND", "There is nothing here: CLEANUP_TOKEN is not set.")
        if request.method != "POST":
            return refusal(405, "BAD_USER_INPUT", "Ask for a purge by POST.", Allow="POST")
        if not bears(request, self._token):
            return unauthenticated("Send CLEANUP_TOKEN as Authorization: Bearer TOKEN.")
        # What is asked for within a minute is one purge.
        if await self._queue.wake(JobName.PURGE, f"{time.time() // 60:.0f}"):
            return JsonResponse({"status": "queued"}, 202)
        message = "The queue is away: try again in a moment."
        return refusal(503, "UNAVAILABLE", message, **{"Retry-After": str(RETRY_SECONDS)})
