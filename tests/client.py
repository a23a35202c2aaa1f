"""A client of the real server, as another program would be one: HTTP and WebSocket."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.processes import PATIENCE

PREFLIGHT = {"GraphQL-Require-Preflight": "1"}
# One for all: each would read the certificates of the whole world again.
_TRUST = ssl.create_default_context()


class GraphQLFailure(AssertionError):
    """An answer that carries errors."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(json.dumps(errors, indent=1))
        self.errors = errors

    @property
    def code(self) -> str:
        return str(self.errors[0]["extensions"]["code"])


class Stream:
    """One subscription on a socket of its own."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def next(self) -> dict[str, Any]:
        """The data of the next event; raises GraphQLFailure, or StopAsyncIteration at the end."""
        while True:
            message = json.loads(await asyncio.wait_for(self._socket.recv(), PATIENCE))
            if message["type"] == "complete":
                raise StopAsyncIteration
            if message["type"] == "error":
                raise GraphQLFailure(message["payload"])
            if message["type"] == "next":
                return _data(message["payload"])

    async def until(self, name: str, condition: Any) -> dict[str, Any]:
        """The first value of a field that fulfils the condition."""
        while True:
            value: dict[str, Any] = (await self.next())[name]
            if condition(value):
                return value


class Client:
    """One user's program."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self.token = token
        self.http = httpx.AsyncClient(base_url=address, timeout=PATIENCE, verify=_TRUST)
        self.headers = {"Authorization": f"Bearer {token}"}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def query(self, document: str, **variables: Any) -> dict[str, Any]:
        body = {"query": document, "variables": variables}
        response = await self.http.post("/graphql", json=body, headers=self.headers)
        return _data(response.json())

    async def upload(
        self, *files: bytes, prompt: str = "", key: str | None = None
    ) -> dict[str, Any]:
        document = """
            mutation($files: [Upload!]!, $prompt: String, $key: String) {
              uploadImages(files: $files, prompt: $prompt, idempotencyKey: $key) {
                images { id url width height contentType origin prompt }
                userErrors { field message code } } }
        """
        variables = {"files": [None] * len(files), "prompt": prompt, "key": key}
        response = await self.http.post(
            "/graphql",
            data={
                "operations": json.dumps({"query": document, "variables": variables}),
                "map": json.dumps({str(i): [f"variables.files.{i}"] for i in range(len(files))}),
            },
            files={str(i): (f"{i}.bin", data) for i, data in enumerate(files)},
            headers={**self.headers, **PREFLIGHT},
        )
        return _data(response.json())["uploadImages"]  # type: ignore[no-any-return]

    async def get(self, url: str, **headers: str) -> httpx.Response:
        return await self.http.get(url, headers=headers)

    @asynccontextmanager
    async def subscribe(self, document: str, **variables: Any) -> AsyncIterator[Stream]:
        async with self.socket() as socket:
            await say(socket, "connection_init", payload=self.headers)
            assert (await hear(socket))["type"] == "connection_ack"
            payload = {"query": document, "variables": variables}
            await say(socket, "subscribe", id="1", payload=payload)
            yield Stream(socket)

    @asynccontextmanager
    async def socket(self, **headers: str) -> AsyncIterator[ClientConnection]:
        url = self.address.replace("http", "ws", 1) + "/graphql"
        protocols: Any = ["graphql-transport-ws"]
        async with connect(url, subprotocols=protocols, additional_headers=headers) as socket:
            yield socket


async def say(socket: ClientConnection, kind: str, **fields: Any) -> None:
    await socket.send(json.dumps({"type": kind, **fields}))


async def hear(socket: ClientConnection) -> dict[str, Any]:
    return json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))  # type: ignore[no-any-return]


def _data(answer: Mapping[str, Any]) -> dict[str, Any]:
    if answer.get("errors"):
        raise GraphQLFailure(answer["errors"])
    return answer["data"]  # type: ignore[no-any-return]
