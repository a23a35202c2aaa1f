"""The api process as an ASGI application: routes, middleware and lifespan."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from db import claims, versions
from db.engine import Database
from gallery.auth import Authenticator, Tokens
from gallery.cleanup import Cleanup
from gallery.downloads import download_endpoint
from gallery.draining import unless_leaving
from gallery.graphql.view import INIT_TIMEOUT, GraphQLView
from gallery.health import Readiness, for_operators, probes, readyz
from gallery.http import (
    PREFLIGHT,
    BasePath,
    Endpoint,
    Faults,
    SecurityHeaders,
    app_documents,
    app_file,
    healthz,
    link_endpoint,
    media_endpoint,
    refusal,
    sign_out,
    unauthenticated,
)
from gallery.settings import Settings
from gallery.share import Share
from gallery.telemetry import Telemetry, telemetry
from gallery.telemetry.exposition import metrics
from gallery.telemetry.metrics import Metrics
from gallery.telemetry.operations import OperationObserver
from gallery.telemetry.requests import Requests
from gallery.wiring import Parts, parts
from jobs.handlers.sweep import sweep_spool
from jobs.loops import end, every
from resolvers.errors import UnauthenticatedError
from schema.build import schema
from storage.signing import FolderSigner

_NAME = "gallery api"
_POOL_SIZE = 10
# A timeline of years shrinks to a tenth; a higher level would take longer than it saves.
_PACKED = [Middleware(GZipMiddleware, minimum_size=4096, compresslevel=3)]
_SPOOL_SECONDS = 30
_QUEUE_SECONDS = 10
_MOST_COUNTED = 10_000
_MIGRATION_POLL_SECONDS = 0.05


def create_app(settings: Settings, *, init_timeout: timedelta = INIT_TIMEOUT) -> Starlette:
    """The application; its parts are opened and its routes made when it starts."""

    told = telemetry(settings, _NAME)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with parts(
            settings, application=_NAME, pool_size=_POOL_SIZE, listen=True, telemetry=told
        ) as opened:
            await migrated(settings.database_url)
            app.state.parts = opened
            readiness = Readiness(probes(opened, settings))
            app.router.routes[:] = _routes(settings, opened, told, readiness, init_timeout)
            loops = [
                every(_SPOOL_SECONDS, lambda: sweep_spool(opened.services)),
                every(_QUEUE_SECONDS, lambda: _count_queue(opened.database, told.metrics)),
            ]
            tasks = [asyncio.create_task(loop) for loop in loops]
            watching = readiness.watch()
            yield
            await end(*tasks, *watching)
        await asyncio.to_thread(told.spans.close)

    image_origins = () if settings.s3 is None else (settings.s3.public_origin,)
    guards = [
        Middleware(Requests, telemetry=told),
        Middleware(SecurityHeaders, image_origins=image_origins),
        Middleware(Faults),
        Middleware(BasePath, path=settings.base_path),
    ]
    app = Starlette(lifespan=lifespan, middleware=guards)
    app.state.leaving = False
    return app


async def migrated(database_url: str) -> None:
    """Wait until the tables are those that this code was written for, or newer ones."""
    while True:
        if versions.suffices(await versions.current(database_url)):
            return
        await asyncio.sleep(_MIGRATION_POLL_SECONDS)


async def _count_queue(database: Database, metrics: Metrics) -> None:
    async with database.read() as session:
        metrics.queue(await claims.queue(session, _MOST_COUNTED))


def _routes(
    settings: Settings,
    opened: Parts,
    told: Telemetry,
    readiness: Readiness,
    init_timeout: timedelta,
) -> list[BaseRoute]:
    tokens = Tokens(settings)
    authenticator = Authenticator(tokens, opened.database)
    own = [settings.public_origin] if settings.public_url else []
    origins = (*settings.allowed_origins, *own)
    documents = app_documents()
    trusted = documents.keys() if settings.trusted_documents else None
    observer = OperationObserver(told, documents.values())
    graphql = GraphQLView(
        schema, opened.backend, authenticator, trusted, observer, origins, init_timeout
    )
    private = _private(authenticator)
    return [
        Route("/graphql", graphql, middleware=_PACKED),
        WebSocketRoute("/graphql", graphql),
        *_media(opened),
        Route("/auth/link/{token}", link_endpoint(opened.database, tokens)),
        Route("/auth/logout", private(sign_out), methods=["POST"]),
        Route("/share", Share(opened.backend, authenticator), methods=["POST"]),
        Route("/healthz", unless_leaving(healthz)),
        Route("/readyz", for_operators(unless_leaving(readyz(readiness)), settings.metrics_token)),
        Route("/metrics", for_operators(metrics(told), settings.metrics_token)),
        Route("/api/downloads/{ticket}", download_endpoint(opened.backend, authenticator)),
        Route("/api/cleanup", Cleanup(opened.queue, settings.cleanup_token)),
        Route("/api/{path:path}", private(_nothing), methods=["GET", "POST"]),
        Route("/auth/{path:path}", private(_nothing), methods=["GET", "POST"]),
        Route("/{path:path}", app_file, middleware=[Middleware(GZipMiddleware, compresslevel=6)]),
    ]


def _media(opened: Parts) -> list[BaseRoute]:
    """None where browsers get pictures from the store itself."""
    if not isinstance(opened.signer, FolderSigner):
        return []
    return [Route("/media/{key:path}", media_endpoint(opened.storage, opened.signer))]


def _private(authenticator: Authenticator) -> Callable[[Endpoint], Endpoint]:
    """Let only those through who are signed in, and whose request was meant."""

    def guarded(endpoint: Endpoint) -> Endpoint:
        async def respond(request: Request) -> Response:
            try:
                identity = await authenticator.identify_sender(request)
            except UnauthenticatedError as error:
                return unauthenticated(error.message)
            if identity.by_cookie and request.method != "GET" and PREFLIGHT not in request.headers:
                return refusal(403, "FORBIDDEN", "Send the header GraphQL-Require-Preflight: 1.")
            return await endpoint(request)

        return respond

    return guarded


async def _nothing(_request: Request) -> Response:
    return refusal(404, "NOT_FOUND", "There is nothing here.")
