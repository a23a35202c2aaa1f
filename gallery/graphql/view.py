"""GraphQL over HTTP, WebSocket and server-sent events, over Strawberry's ASGI view.

GraphQL over HTTP draft; graphql-transport-ws; graphql-sse (distinct connections).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Container, Mapping
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.exceptions import HTTPException as BodyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLHTTPResponse
from strawberry.schema import BaseSchema
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType
from strawberry.types.unset import UNSET, UnsetType

from gallery.auth import Authenticator, Identity
from gallery.bodies import FORM, MOST_BODY, answer_within, media_type, most_form
from gallery.graphql.negotiation import (
    GRAPHQL_JSON,
    JSON,
    RequestAdapter,
    answer_type,
    takes_events,
)
from gallery.graphql.sockets import SocketAdapter, TransportHandler
from gallery.graphql.streams import until
from gallery.http import PREFLIGHT, graphiql_page, refusal, unauthenticated
from resolvers.context import Backend
from resolvers.errors import UnauthenticatedError
from schema.context import Caller
from schema.observing import Observer

INIT_TIMEOUT = timedelta(seconds=10)
_MOST_OPERATIONS = 100
_EXPLORER_SECONDS = 3600
_STREAMS = (
    "A subscription is a stream: open a WebSocket (graphql-transport-ws), or send"
    " Accept: text/event-stream."
)


class GraphQLView(GraphQL[Caller, None]):
    graphql_transport_ws_handler_class = TransportHandler
    websocket_adapter_class = SocketAdapter
    request_adapter_class = RequestAdapter

    def __init__(
        self,
        schema: BaseSchema,
        backend: Backend,
        authenticator: Authenticator,
        documents: Container[str] | None,
        observer: Observer,
        origins: tuple[str, ...],
        init_timeout: timedelta = INIT_TIMEOUT,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide="graphiql",
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=init_timeout,
            multipart_uploads_enabled=True,
            max_subscriptions_per_connection=_MOST_OPERATIONS,
            allowed_origins=origins,
        )
        self._backend = backend
        self._authenticator = authenticator
        self._documents = documents
        self._observer = observer
        self._most_form = most_form(backend)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await super().__call__(scope, receive, send)
            return
        limit = self._limit(Request(scope))
        await answer_within(limit, self._too_large, self._respond, scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method not in ("GET", "POST"):
            message = "Use GET or POST; each stream of events is a request of its own."
            return refusal(405, "BAD_USER_INPUT", message, Allow="GET, POST")
        if _wants_ide(request):
            return await self.render_graphql_ide(request)
        try:
            identity = await self._authenticator.identify_sender(request)
        except UnauthenticatedError as error:
            return unauthenticated(error.message)
        is_form = media_type(request) == FORM
        if PREFLIGHT not in request.headers and (identity.by_cookie or is_form):
            return refusal(403, "FORBIDDEN", "Send the header GraphQL-Require-Preflight: 1.")
        if refused := _negotiated(request):
            return refused
        documents = self._documents_of(identity)
        request.state.caller = Caller(self._backend, identity.viewer, documents, self._observer)
        request.state.expires = identity.expires
        return await self._run(request)

    async def _run(self, request: Request) -> Response:
        try:
            return await self.run(request)
        except HTTPException as error:
            if isinstance(error.__cause__, InvalidOperationTypeError):
                return _not_by_this_method(error.__cause__.operation_type)
            return refusal(error.status_code, "BAD_USER_INPUT", error.reason)
        except BodyError as error:
            if error.status_code == 413:
                return self._too_large(request)
            return _bad_form(error.detail)

    def _too_large(self, request: Request) -> Response:
        message = f"A body of this kind has at most {self._limit(request)} bytes."
        return refusal(413, "TOO_LARGE", message)

    def _limit(self, request: Request) -> int:
        return self._most_form if media_type(request) == FORM else MOST_BODY

    def _documents_of(self, identity: Identity) -> Container[str] | None:
        """The hashes of what they may send; null where that is anything."""
        return self._documents if identity.by_cookie else None

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Caller:
        if isinstance(request, WebSocket):
            return Caller(self._backend, observer=self._observer, connection=request)
        return cast("Caller", request.state.caller)

    async def on_ws_connect(self, context: Caller) -> UnsetType | dict[str, object] | None:
        """Who opens the socket: by the payload of ``connection_init``, else by the cookie."""
        socket = cast("WebSocket", context.connection)
        try:
            identity = await self._authenticator.identify(
                _authorization(context.connection_params or {}, socket),
                socket.headers.get("cookie"),
            )
        except UnauthenticatedError as error:
            raise ConnectionRejectionError from error
        context.viewer = identity.viewer
        context.documents = self._documents_of(identity)
        remaining = max(0.0, identity.expires - time.time())
        expiry = asyncio.get_running_loop().call_later(remaining, _close_expired, socket)
        context.on_close = expiry.cancel
        return cast("UnsetType", UNSET)

    async def render_graphql_ide(self, request: Request) -> Response:
        return graphiql_page(request, await self._explorer_token(request))

    async def _explorer_token(self, request: Request) -> str:
        """For whoever is signed in: GraphiQL sends what the cookie may not."""
        if not self._authenticator.tokens.can_issue:
            return ""
        try:
            identity = await self._authenticator.identify_sender(request)
        except UnauthenticatedError:
            return ""
        return self._authenticator.tokens.issue(identity.viewer.name, ttl=_EXPLORER_SECONDS)

    def decode_json(self, data: str | bytes) -> object:
        # Unlike json, this knows one error for all that is wrong: bytes that are no UTF-8, halves
        # of surrogate pairs, NaN, numbers and nesting without end.
        return orjson.loads(data)

    def parse_json(self, data: str | bytes) -> Any:
        parsed = super().parse_json(data)
        if not isinstance(parsed, dict | list):
            raise HTTPException(400, "Send a JSON object.")
        return parsed

    async def parse_multipart(self, request: AsyncHTTPRequestAdapter) -> dict[str, str]:
        try:
            return await super().parse_multipart(request)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise HTTPException(
                400, "Send a multipart request as its specification says."
            ) from error

    def encode_json(self, data: object) -> str:
        return orjson.dumps(data).decode()

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        response = await super().get_sub_response(request)
        if request.state.answer_type is not None:
            response.headers["content-type"] = request.state.answer_type
        return response

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        answer = await super().process_result(request, result)
        if isinstance(result, PreExecutionError):
            answer.pop("data", None)
        return answer

    def create_response(
        self,
        response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse],
        sub_response: Response,
    ) -> Response:
        kind = sub_response.headers["content-type"]
        failed = "data" not in response_data
        status = 400 if failed and kind == GRAPHQL_JSON else 200
        return Response(self.encode_json(response_data), status, media_type=kind)

    async def create_streaming_response(
        self,
        request: Request | WebSocket,
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,
        headers: Mapping[str, str],
    ) -> Response:
        limited = until(request.state.expires, stream)
        return await super().create_streaming_response(request, limited, sub_response, headers)

    def is_websocket_origin_allowed(self, request: WebSocket, origin: str) -> bool:
        own = f"{'https' if request.url.scheme == 'wss' else 'http'}://{request.url.netloc}"
        asked = _normal(origin)
        same = asked is not None and asked == _normal(own)
        return same or super().is_websocket_origin_allowed(request, origin)


def _wants_ide(request: Request) -> bool:
    return (
        request.method == "GET"
        and "query" not in request.query_params
        and "text/html" in request.headers.get("accept", "")
    )


def _negotiated(request: Request) -> Response | None:
    """The refusal of a body or answer of a type that is not spoken here."""
    if request.method == "POST" and media_type(request) not in (JSON, FORM):
        return refusal(415, "BAD_USER_INPUT", f"Send the body as {JSON}.")
    takes_stream = takes_events(request)
    request.state.answer_type = None if takes_stream else answer_type(request)
    if takes_stream or request.state.answer_type is not None:
        return None
    return refusal(406, "BAD_USER_INPUT", f"Accept {GRAPHQL_JSON} or {JSON}.")


def _not_by_this_method(kind: OperationType) -> Response:
    if kind is OperationType.SUBSCRIPTION:
        return refusal(400, "BAD_USER_INPUT", _STREAMS)
    return refusal(405, "BAD_USER_INPUT", "Send mutations by POST.", Allow="POST")


def _bad_form(detail: str) -> Response:
    # Starlette's words for a field, such as operations, beyond its own limit.
    if "exceeded maximum size" in detail:
        return refusal(413, "TOO_LARGE", detail)
    return refusal(400, "BAD_USER_INPUT", detail)


def _authorization(payload: Mapping[str, object], socket: WebSocket) -> str | None:
    for name, value in payload.items():
        if name.lower() == "authorization":
            return str(value)
    return socket.headers.get("authorization")


def _close_expired(socket: WebSocket) -> None:
    task = asyncio.ensure_future(socket.close(4403, "The token has expired"))
    task.add_done_callback(lambda done: done.cancelled() or done.exception())


def _normal(origin: str) -> tuple[str, str | None, int | None] | None:
    """Scheme, host and port; null for what is no address."""
    try:
        parts = urlsplit(origin)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, parts.hostname, port
