"""A server on loopback that speaks OpenAI's images API as a test tells it to, and keeps count."""

import asyncio
import base64
import json
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple, Protocol

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

_LONGEST_HELD = 60.0
USAGE = {
    "input_tokens": 50,
    "input_tokens_details": {"image_tokens": 40, "text_tokens": 10},
    "output_tokens": 272,
    "total_tokens": 322,
}
USED = {
    "size": "1024x1024",
    "quality": "low",
    "background": "opaque",
    "output_format": "png",
}


class File(NamedTuple):
    field: str
    name: str | None
    content_type: str | None
    data: bytes


class Asked(NamedTuple):
    """A request that came whole."""

    method: str
    path: str
    headers: Mapping[str, str]
    fields: dict[str, Any]
    files: list[File]


class Script(Protocol):
    """What is answered to one request: an ASGI application; its scope holds what was ``asked``."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


class Plain:
    """A whole answer, or ``kept`` bytes of it before the connection is cut."""

    def __init__(
        self,
        body: bytes,
        status: int = 200,
        kind: str = "application/json",
        kept: int | None = None,
        **headers: str,
    ) -> None:
        named = {"content-type": kind, "content-length": str(len(body)), "x-request-id": "req_1"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        self._start = {
            "type": "http.response.start",
            "status": status,
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
        self._body = body
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(self._start)
        cut = self._kept is not None
        # An application that ends before its answer does has its connection closed.
        body = self._body[: self._kept]
        await send({"type": "http.response.body", "body": body, "more_body": cut})


class Silent:
    """Never answers; ends when the client is gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass


class Events:
    """Server-sent events. ``gate``: what holds up the last one. ``cut``: no proper end."""

    def __init__(
        self, *events: dict[str, Any], gate: asyncio.Event | None = None, cut: bool = False
    ) -> None:
        self._pieces = [
            f"event: {event.get('type', 'x')}\ndata: {json.dumps(event)}\n\n".encode()
            for event in events
        ]
        self._gate = gate
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream"), (b"x-request-id", b"req_1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for piece in self._pieces[:-1]:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        if self._gate is not None:
            # Opened by itself in the end: a worker that ends waits for what it has paid for.
            with suppress(TimeoutError):
                await asyncio.wait_for(self._gate.wait(), _LONGEST_HELD)
        for piece in self._pieces[-1:]:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        if not self._cut:
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def answer(items: Sequence[object], **more: Any) -> Plain:
    return Plain(json.dumps({"created": 1, "data": items, "usage": USAGE, **USED, **more}).encode())


def pictures(*data: bytes) -> Plain:
    return answer([{"b64_json": encoded(one)} for one in data])


def failure(status: int, code: str | None, message: str = "No.", **headers: str) -> Plain:
    body = {"error": {"message": message, "type": "some_error", "code": code, "param": None}}
    return Plain(json.dumps(body).encode(), status, "application/json", None, **headers)


def partial(data: bytes, number: int = 0, what: str = "image_generation") -> dict[str, Any]:
    index = {"partial_image_index": number}
    return _event(f"{what}.partial_image", data) | index


def completed(data: bytes, what: str = "image_generation") -> dict[str, Any]:
    return _event(f"{what}.completed", data) | {"usage": USAGE}


def _event(kind: str, data: bytes) -> dict[str, Any]:
    return {"type": kind, "b64_json": encoded(data), "created_at": 1, **USED}


class ImagesApi:
    """Answers each request with the next of its scripts, and all further ones with the last."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.base_url = f"{address}/v1"
        self.asked: list[Asked] = []
        self.sent: list[Asked] = []
        self._scripts: list[Script] = []

    def will(self, *scripts: Script) -> None:
        self._scripts = list(scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = await _read(Request(scope, receive))
        self.asked.append(asked)
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]

        async def counted(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self.sent.append(asked)

        await script({**scope, "asked": asked}, receive, counted)


async def _read(request: Request) -> Asked:
    fields: dict[str, Any] = {}
    files: list[File] = []
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    data = await value.read()
                    files.append(File(name, value.filename, value.content_type, data))
                else:
                    fields[name] = value
    elif body := await request.body():
        fields = json.loads(body)
    return Asked(request.method, request.url.path, dict(request.headers), fields, files)


@asynccontextmanager
async def images_server() -> AsyncIterator[ImagesApi]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        api = ImagesApi(f"http://127.0.0.1:{listener.getsockname()[1]}")
        app = Starlette(routes=[Route("/{path:path}", api, methods=["GET", "POST"])])
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            assert not serving.done(), "the images API did not start"
            await asyncio.sleep(0.01)
        try:
            yield api
        finally:
            server.should_exit = True
            await serving
