"""What is served beside GraphQL: signed media, sign-in links, the app, health."""

import hmac
from collections.abc import Awaitable, Callable
from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.engine import Database
from gallery.auth import COOKIE, SESSION_SECONDS, Tokens
from gallery.telemetry import current
from resolvers import people
from schema.errors import masked
from storage import media
from storage.base import BadSignature, ExpiredUrl, ObjectNotFound, Storage, StorageUnavailable
from storage.media import UnsatisfiableRange
from storage.signing import FolderSigner

PREFLIGHT = "graphql-require-preflight"
# How soon those may come again who met an outage.
RETRY_SECONDS = 5
_WEB = Path(__file__).resolve().parent.parent / "web" / "dist"
# Where graphiql.html has the token; its letters need no escaping in HTML.
_PLACEHOLDER = "%TOKEN%"
# What every address of a file begins with in the pages of the build.
_RELATIVE = '"./'
# Of files whose type not every machine knows.
_TYPES = {".webmanifest": "application/manifest+json"}
_IMMUTABLE = "public, max-age=31536000, immutable"

Endpoint = Callable[[Request], Awaitable[Response]]


class JsonResponse(Response):
    media_type = "application/json"

    def render(self, content: object) -> bytes:
        return orjson.dumps(content)


def refusal(status: int, code: str, message: str, **headers: str) -> Response:
    """An error outside of any GraphQL operation, in the shape of GraphQL's own."""
    error = {"message": message, "extensions": {"code": code}}
    current.note({"code": code})
    return JsonResponse({"errors": [error]}, status, headers)


def unauthenticated(message: str) -> Response:
    return refusal(401, "UNAUTHENTICATED", message, **{"WWW-Authenticate": "Bearer"})


def bears(request: Request, token: str) -> bool:
    """Whether a request has this token in its header, in a time that tells nothing of it."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    same = hmac.compare_digest(given.strip().encode(), token.encode())
    return same and scheme.lower() == "bearer"


def media_endpoint(storage: Storage, signer: FolderSigner) -> Endpoint:
    """Serve what an intact URL names: ranges, entity tags, kept by browsers for good."""

    async def serve(request: Request) -> Response:
        try:
            signed = signer.verify(request.path_params["key"], dict(request.query_params))
            found = await storage.head(signed.key)
            span = media.byte_range(request.headers.get("range"), found.size)
        except (BadSignature, ExpiredUrl) as error:
            return refusal(403, "FORBIDDEN", str(error))
        except ObjectNotFound:
            return refusal(404, "NOT_FOUND", "This picture is gone.")
        except StorageUnavailable:
            return refusal(503, "UNAVAILABLE", "The pictures cannot be read now.")
        except UnsatisfiableRange as error:
            return refusal(416, "BAD_USER_INPUT", str(error))
        headers = media.headers(signed)
        if media.is_fresh(request.headers.get("if-none-match"), signed.key):
            return Response(status_code=304, headers=headers)
        start, end = span or (0, found.size)
        headers["Content-Length"] = str(end - start)
        if span:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
        body = storage.open(signed.key, start, end)
        return StreamingResponse(body, 206 if span else 200, headers)

    return serve


def link_endpoint(database: Database, tokens: Tokens) -> Endpoint:
    """Sign in whoever opens a one-time link: an HttpOnly cookie, and on to the app."""

    async def redeem(request: Request) -> Response:
        if request.method == "HEAD":
            # Whatever looks at links before people do must not use them up.
            return refusal(405, "BAD_USER_INPUT", "Open this link by GET.", Allow="GET")
        name = await people.redeem_link(database, request.path_params["token"])
        if name is None or not tokens.can_issue:
            return refusal(
                404, "NOT_FOUND", "This link was used, or is too old: make one by `gallery link`."
            )
        response = RedirectResponse(f"{base_path(request)}/", 303, {"Cache-Control": "no-store"})
        session = tokens.issue(name, ttl=SESSION_SECONDS)
        set_cookie(request, response, session, SESSION_SECONDS)
        return response

    return redeem


async def sign_out(request: Request) -> Response:
    response = Response(status_code=204)
    set_cookie(request, response, "", 0)
    return response


def base_path(request: Request) -> str:
    """What browsers see before the addresses of the app: ``/pictures``, or nothing."""
    return str(request.scope["root_path"])


def set_cookie(request: Request, response: Response, value: str, seconds: int) -> None:
    response.set_cookie(
        COOKIE,
        value,
        max_age=seconds,
        path=base_path(request) or "/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


async def healthz(_request: Request) -> Response:
    return JsonResponse({"status": "ok"})


async def app_file(request: Request) -> Response:
    """A file of the app, or its page for every address that the app itself knows."""
    name = request.path_params["path"]
    file = _WEB / name
    if name == "index.html":
        return _page(request, name)
    if _is_ours(file):
        kept = _IMMUTABLE if name.startswith("assets/") else "no-cache"
        kind = _TYPES.get(file.suffix)
        return FileResponse(file, headers={"Cache-Control": kept}, media_type=kind)
    if name.startswith(("assets/", "api/", "media/")):
        return refusal(404, "NOT_FOUND", "There is no such file.")
    return _page(request, "index.html")


def _is_ours(file: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(_WEB)
    except (OSError, ValueError):
        # No file has such a name: it is too long, or holds a zero byte.
        return False


def graphiql_page(request: Request, token: str) -> Response:
    """GraphiQL, with what it signs its requests by."""
    text = _html(request, "graphiql.html").replace(_PLACEHOLDER, token)
    return HTMLResponse(text, headers={"Cache-Control": "no-store"})


def _page(request: Request, name: str) -> Response:
    return HTMLResponse(_html(request, name), headers={"Cache-Control": "no-cache"})


def _html(request: Request, name: str) -> str:
    """A page whose files are found from whatever address it is shown at."""
    return (_WEB / name).read_text().replace(_RELATIVE, f'"{base_path(request)}/')


def app_documents() -> dict[str, str]:
    """All documents that the app sends by their SHA-256 hashes, as its build has written them."""
    documents: dict[str, str] = orjson.loads((_WEB / "documents.json").read_bytes())
    return documents


class BasePath:
    """Below a path of its host, whether or not the proxy in front takes that path away."""

    def __init__(self, app: ASGIApp, *, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # In its place: what is around reads from it which route it was.
        scope["root_path"] = self._path
        if scope["type"] == "http" and scope["path"] == self._path:
            # No redirection: with "/gallery" taken away, this may be that page of the app.
            scope["path"] = f"{self._path}/"
        await self._app(scope, receive, send)


class Faults:
    """Answers what nothing else has caught, and lets the log say what it was."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            message, extensions = masked(error, current.route(scope))
            current.note(extensions)
            away = extensions["code"] == "UNAVAILABLE"
            answer = JsonResponse(
                {"errors": [{"message": message, "extensions": extensions}]},
                503 if away else 500,
                {"Retry-After": str(RETRY_SECONDS)} if away else None,
            )
            await answer(scope, receive, send)


class SecurityHeaders:
    """The same strict headers on every answer that does not bring stricter ones."""

    def __init__(self, app: ASGIApp, *, image_origins: tuple[str, ...]) -> None:
        self._app = app
        images = " ".join(("'self'", "data:", "blob:", *image_origins))
        self._headers = {
            b"content-security-policy": (
                "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self';"
                f" object-src 'none'; img-src {images}"
            ).encode(),
            b"x-content-type-options": b"nosniff",
            b"referrer-policy": b"same-origin",
            b"cross-origin-opener-policy": b"same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                missing = (pair for pair in self._headers.items() if pair[0] not in present)
                message["headers"] = [*message["headers"], *missing]
            await send(message)

        await self._app(scope, receive, guarded)
