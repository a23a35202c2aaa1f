"""graphql-transport-ws, strictly: what is malformed closes the socket with the protocol's code."""

from collections.abc import Callable
from typing import Any, cast

from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    PingMessage,
)

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

    async def handle_ping(self, message: PingMessage) -> None:
        pong: dict[str, Any] = {"type": "pong"}
        if message.get("payload") is not None:
            pong["payload"] = message["payload"]
        await self.send_message(pong)  # type: ignore[arg-type]

    async def shutdown(self) -> None:
        if self.context.on_close is not None:
            self.context.on_close()
        await super().shutdown()
