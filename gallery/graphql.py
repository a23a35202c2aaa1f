"""GraphQL over HTTP, WebSocket and server-sent events, over Strawberry's ASGI view.

GraphQL over HTTP draft; graphql-transport-ws; graphql-sse (distinct connections).
"""

import asyncio
import json
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
from cross_web import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLHTTPResponse
from strawberry.schema import BaseSchema
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.unset import UNSET, UnsetType

from gallery.auth import Authenticator, Identity
from gallery.http import PREFLIGHT, page, refusal
from gallery.sockets import TransportHandler
from resolvers.context import Backend
from resolvers.errors import UnauthenticatedError
from schema.context import Caller
from schema.errors import all_presented

_JSON = "application/json"
_GRAPHQL_JSON = "application/graphql-response+json"
_INIT_TIMEOUT = timedelta(seconds=10)
_MOST_OPERATIONS = 100
_IDE_POLICY = (
    "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self';"
    " object-src 'none'; img-src 'self' data: blob:"
)


class GraphQLView(GraphQL[Caller, None]):
    graphql_transport_ws_handler_class = TransportHandler

    def __init__(
        self,
        schema: BaseSchema,
        backend: Backend,
        authenticator: Authenticator,
        origins: tuple[str, ...],
    ) -> None:
        super().__init__(
            schema,
            graphql_ide="graphiql",
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=_INIT_TIMEOUT,
            multipart_uploads_enabled=True,
            max_subscriptions_per_connection=_MOST_OPERATIONS,
            allowed_origins=origins,
        )
        self._backend = backend
        self._authenticator = authenticator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, receive)
        response = await self._respond(request)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method not in ("GET", "POST"):
            return refusal(405, "BAD_USER_INPUT", "Use GET or POST.", Allow="GET, POST")
        if _wants_ide(request):
            return await self.render_graphql_ide(request)
        try:
            identity = await self._identify(request)
        except UnauthenticatedError as error:
            return refusal(401, "UNAUTHENTICATED", error.message, **{"WWW-Authenticate": "Bearer"})
        if PREFLIGHT not in request.headers and (identity.by_cookie or _is_multipart(request)):
            return refusal(403, "FORBIDDEN", "Send the header GraphQL-Require-Preflight: 1.")
        request.state.caller = Caller(self._backend, identity.viewer)
        try:
            return await self.run(request)
        except HTTPException as error:
            return refusal(error.status_code, "BAD_USER_INPUT", error.reason)

    async def _identify(self, connection: HTTPConnection) -> Identity:
        headers = connection.headers
        return await self._authenticator.identify(
            headers.get("authorization"), headers.get("cookie")
        )

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Caller:
        if isinstance(request, WebSocket):
            return Caller(self._backend, connection=request)
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
        remaining = max(0.0, identity.expires - time.time())
        expiry = asyncio.get_running_loop().call_later(remaining, _close_expired, socket)
        context.on_close = expiry.cancel
        return cast("UnsetType", UNSET)

    async def render_graphql_ide(self, request: Request) -> Response:
        response = page("graphiql.html")
        response.headers["Content-Security-Policy"] = _IDE_POLICY
        return response

    def decode_json(self, data: str | bytes) -> object:
        try:
            return json.loads(data)
        except (UnicodeDecodeError, RecursionError) as error:
            raise json.JSONDecodeError(str(error), "", 0) from error

    def parse_json(self, data: str | bytes) -> Any:
        parsed = super().parse_json(data)
        if not isinstance(parsed, dict | list):
            raise HTTPException(400, "Send a JSON object.")
        return parsed

    def encode_json(self, data: object) -> str:
        return orjson.dumps(data).decode()

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        response = await super().get_sub_response(request)
        accepted = request.headers.get("accept", "")
        response.headers["content-type"] = _GRAPHQL_JSON if _GRAPHQL_JSON in accepted else _JSON
        return response

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        if result.errors:
            # Parse errors pass by the extensions.
            result.errors = all_presented(result.errors)
        answer = await super().process_result(request, result)
        if isinstance(result, PreExecutionError):
            answer.pop("data", None)
        return answer

    def create_response(
        self,
        response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse],
        sub_response: Response,
    ) -> Response:
        media_type = sub_response.headers["content-type"]
        failed = "data" not in response_data
        status = 400 if failed and media_type == _GRAPHQL_JSON else 200
        return Response(self.encode_json(response_data), status, media_type=media_type)

    def is_websocket_origin_allowed(self, request: WebSocket, origin: str) -> bool:
        own = f"{'https' if request.url.scheme == 'wss' else 'http'}://{request.url.netloc}"
        return _normal(origin) == _normal(own) or super().is_websocket_origin_allowed(
            request, origin
        )


def _wants_ide(request: Request) -> bool:
    return (
        request.method == "GET"
        and "query" not in request.query_params
        and "text/html" in request.headers.get("accept", "")
    )


def _is_multipart(request: Request) -> bool:
    return request.headers.get("content-type", "").lower().startswith("multipart/")


def _authorization(payload: Mapping[str, object], socket: WebSocket) -> str | None:
    for name, value in payload.items():
        if name.lower() == "authorization":
            return str(value)
    return socket.headers.get("authorization")


def _close_expired(socket: WebSocket) -> None:
    task = asyncio.ensure_future(socket.close(4403, "The token has expired"))
    task.add_done_callback(lambda done: done.cancelled() or done.exception())


def _normal(origin: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(origin)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, port
