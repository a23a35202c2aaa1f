"""graphql-transport-ws, strictly: what is malformed closes the socket with the protocol's code."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from graphql import GraphQLError
from starlette.websockets import WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    ErrorMessage,
    Message,
    PingMessage,
    SubscribeMessage,
)
from strawberry.types.execution import PreExecutionError

from schema.context import Caller

_Check = Callable[[dict[str, Any]], bool]


def _is_optional(kind: type) -> Callable[[object], bool]:
    return lambda value: value is None or isinstance(value, kind)


_is_object = _is_optional(dict)
_is_text = _is_optional(str)


def _is_subscription(message: dict[str, Any]) -> bool:
    payload = message.get("payload")
    return (
        isinstance(message.get("id"), str)
        and message["id"] != ""
        and isinstance(payload, dict)
        and isinstance(payload.get("query"), str)
        and _is_object(payload.get("variables"))
        and _is_text(payload.get("operationName"))
        and _is_object(payload.get("extensions"))
    )


_CHECKS: dict[str, _Check] = {
    "connection_init": lambda message: _is_object(message.get("payload")),
    "ping": lambda message: _is_object(message.get("payload")),
    "pong": lambda message: _is_object(message.get("payload")),
    "subscribe": _is_subscription,
    "complete": lambda message: isinstance(message.get("id"), str),
}


class SocketAdapter(ASGIWebSocketAdapter):
    """Of a socket that this side may have closed: by a breach, or because the token expired."""

    async def send_json(self, message: Mapping[str, object]) -> None:
        if self.ws.application_state is WebSocketState.DISCONNECTED:
            raise WebSocketDisconnected
        await super().send_json(message)

    async def close(self, code: int, reason: str) -> None:
        if self.ws.application_state is not WebSocketState.DISCONNECTED:
            await super().close(code, _shortened(reason))


def _shortened(reason: str) -> str:
    """RFC 6455, 5.5: a control frame has 125 bytes, two of which are the code."""
    return reason.encode()[:123].decode(errors="ignore")


class TransportHandler(BaseGraphQLTransportWSHandler[Caller, None]):
    async def handle_message(self, message: Message) -> None:
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            await self.handle_invalid_message("A message is an object with a type")
            return
        check = _CHECKS.get(message["type"])
        if check is not None and not check(cast("dict[str, Any]", message)):
            await self.handle_invalid_message(f"Malformed {message['type']} message")
            return
        await super().handle_message(message)

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        # null is allowed where the payload may be left out: a cookie can carry what it would.
        if message.get("payload") is None:
            message = {"type": "connection_init", "payload": {}}
        await super().handle_connection_init(message)

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        most = self.max_subscriptions_per_connection
        is_new = message["id"] not in self.operations
        if most is None or not is_new or len(self.operations) < most:
            await super().handle_subscribe(message)
            return
        error = GraphQLError(
            f"A socket carries at most {most} operations at once.",
            extensions={"code": "COST_EXCEEDED", "limit": most},
        )
        refused = ErrorMessage(id=message["id"], type="error", payload=[error.formatted])
        await self.send_message(refused)

    async def handle_ping(self, message: PingMessage) -> None:
        pong: dict[str, Any] = {"type": "pong"}
        if message.get("payload") is not None:
            pong["payload"] = message["payload"]
        await self.send_message(pong)  # type: ignore[arg-type]

    async def _handle_pre_execution_error(
        self, operation: Operation[Caller, None], result: PreExecutionError
    ) -> None:
        # One operation that makes no sense ends, and the others of the socket go on.
        await operation.send_initial_errors(result.errors or [])

    async def handle_task_exception(self, error: Exception) -> None:
        # An operation may find the socket closed before it is told to end.
        if not isinstance(error, WebSocketDisconnected):
            await super().handle_task_exception(error)

    async def shutdown(self) -> None:
        if self.context.on_close is not None:
            self.context.on_close()
        await super().shutdown()
