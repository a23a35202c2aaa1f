"""Bodies of requests: of what kind they are, and how large they may be."""

from collections.abc import Awaitable, Callable

from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from resolvers.context import Backend

FORM = "multipart/form-data"
MOST_BODY = 1_000_000


def media_type(request: Request) -> str:
    """Of the body, without its parameters."""
    return bare(request.headers.get("content-type", ""))


def bare(value: str) -> str:
    """A media type without its parameters, as it is compared."""
    return value.partition(";")[0].strip().lower()


def most_form(backend: Backend) -> int:
    """The bytes of a form with as many files as one may have, each as large as it may be."""
    return backend.max_upload_files * backend.max_upload_bytes + MOST_BODY


async def answer_within(
    limit: int,
    too_large: Callable[[Request], Response],
    respond: Callable[[Request], Awaitable[Response]],
    scope: Scope,
    receive: Receive,
    send: Send,
) -> None:
    """Answer a request whose body has at most ``limit`` bytes, which are counted as they come."""
    head = Request(scope)
    if _declared_size(head) > limit:
        # The middleware below would say so in plain text.
        await too_large(head)(scope, receive, send)
        return

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await respond(request)
            await response(scope, receive, send)
        except ClientDisconnect:
            pass  # nobody waits for an answer any more
        finally:
            # The files of a form are open until somebody closes them.
            await request.close()

    await RequestBodyLimitMiddleware(serve, limit)(scope, receive, send)


def _declared_size(request: Request) -> int:
    """What Content-Length says; 0 for a body that comes in chunks."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0
