"""Archives over HTTP: streamed, and taken up again where they were cut (RFC 9110, 14)."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gallery.auth import Authenticator
from gallery.http import Endpoint, refusal
from resolvers import downloads
from resolvers.context import Backend, Context
from resolvers.downloads import Archive
from resolvers.errors import UnauthenticatedError
from storage import media
from storage.media import UnsatisfiableRange


def download_endpoint(backend: Backend, authenticator: Authenticator) -> Endpoint:
    """Serve the viewer's own archives. Whoever else asks learns nothing."""

    async def serve(request: Request) -> Response:
        try:
            identity = await authenticator.identify_sender(request)
            ticket = UUID(request.path_params["ticket"])
        except (UnauthenticatedError, ValueError):
            return _nothing()
        context = Context(backend, identity.viewer)
        archive = await downloads.prepare(context, ticket)
        return _nothing() if archive is None else _answer(request, context, archive)

    return serve


def _nothing() -> Response:
    return refusal(404, "NOT_FOUND", "There is no such download, or it is too old: make a new one.")


def _answer(request: Request, context: Context, archive: Archive) -> Response:
    tag = f'"{archive.tag}"'
    wanted = request.headers.get("range")
    if request.headers.get("if-range", tag) != tag:
        # What was kept is of another archive: all of this one is due.
        wanted = None
    try:
        span = media.byte_range(wanted, archive.length)
    except UnsatisfiableRange as error:
        return refusal(416, "BAD_USER_INPUT", str(error))
    start, end = span or (0, archive.length)
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Content-Disposition": media.content_disposition(_name(archive)),
        "Content-Length": str(end - start),
        "ETag": tag,
        "Content-Type": "application/zip",
    }
    if span:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{archive.length}"
    status = 206 if span else 200
    if request.method == "HEAD":
        return Response(None, status, headers)
    body = _part(downloads.stream(context, archive), start, end)
    return StreamingResponse(body, status, headers)


def _name(archive: Archive) -> str:
    made = archive.download
    return f"gallery {made.created_at:%Y-%m-%d %H.%M.%S}, {made.images} pictures.zip"


async def _part(stream: AsyncIterator[bytes], start: int, end: int) -> AsyncIterator[bytes]:
    """The bytes from ``start`` up to ``end``: what comes before has to be read for its sums."""
    place = 0
    async with aclosing(stream) as chunks:  # type: ignore[type-var]
        async for chunk in chunks:
            part = chunk[max(0, start - place) : max(0, end - place)]
            place += len(chunk)
            if part:
                yield part
            if place >= end:
                return
