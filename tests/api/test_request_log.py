"""The log of an api: one line for each request, and nothing in it that lets anybody in."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from gallery.commands import link
from gallery.logs import JsonLines, TextLines
from gallery.settings import Settings
from resolvers import images
from tests.api.helpers import asked_for, eventually, failure, uploaded
from tests.client import Client, hear, say
from tests.pictures import png

_PROMPT = "a secret garden behind the mill"


class Kept(logging.Handler):
    """The lines as they would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.text: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # The tests' own client, and what the product switches off.
        if record.name not in ("httpx", "uvicorn.access"):
            self.text.append(self.format(record))

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text]

    async def one(self, **wanted: Any) -> dict[str, Any]:
        """The line that has these members, once it is written: after the answer was sent."""

        async def look() -> list[dict[str, Any]]:
            return [line for line in self.lines if wanted.items() <= line.items()]

        [found] = await eventually(look, bool)
        return found


@pytest.fixture
def log() -> Iterator[Kept]:
    kept, root = Kept(), logging.getLogger()
    before = root.level
    root.addHandler(kept)
    root.setLevel(logging.INFO)
    yield kept
    root.removeHandler(kept)
    root.setLevel(before)


async def test_a_request_is_one_line_under_the_id_it_came_with(ann: Client, log: Kept) -> None:
    body = {"query": "query Me { viewer { name } }"}
    sent = {**ann.headers, "X-Request-ID": "from-the-proxy.7"}
    answer = await ann.http.post("/graphql", json=body, headers=sent)
    assert answer.headers["x-request-id"] == "from-the-proxy.7"
    line = await log.one(requestId="from-the-proxy.7")
    assert line.items() >= {"route": "/graphql", "status": 200, "operation": "Me"}.items()
    assert line["method"] == "POST"
    assert line["userId"] > 0
    assert line["ms"] > 0


async def test_ids_that_are_none_are_replaced(ann: Client, log: Kept) -> None:
    answer = await ann.get("/auth/link/guess", **{"X-Request-ID": 'a"b\tc' + "d" * 200})
    line = await log.one(route="/auth/link/{token}", status=404)
    assert line["requestId"] == answer.headers["x-request-id"]
    assert len(line["requestId"]) == 32
    assert line["codes"] == ["NOT_FOUND"]


async def test_a_fault_is_found_by_the_id_that_its_client_was_told(
    ann: Client, log: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the details")

    monkeypatch.setattr(images, "page", broken)
    errors = (await failure(ann, "query Broken { images { nodes { id } } }")).errors
    told = errors[0]["extensions"]["correlationId"]
    line = await log.one(operation="Broken")
    assert line["faults"] == [told]
    assert line["codes"] == ["INTERNAL"]
    details = await log.one(level="ERROR", requestId=line["requestId"])
    assert told in details["message"]
    assert "the details" in details["exception"]


async def test_each_operation_of_a_socket_is_a_line(ann: Client, log: Kept) -> None:
    async with ann.socket() as socket:
        await say(socket, "connection_init", payload=ann.headers)
        await hear(socket)
        for name in ("First", "Second"):
            document = f"query {name} {{ viewer {{ name }} }}"
            await say(socket, "subscribe", id=name, payload={"query": document})
            while (await hear(socket))["type"] != "complete":
                pass
    first, second = [await log.one(operation=name) for name in ("First", "Second")]
    whole = await log.one(message="websocket")
    assert first["requestId"] == second["requestId"] == whole["requestId"]
    assert first["userId"] == whole["userId"]


async def test_those_who_watch_make_no_lines(ann: Client, log: Kept) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        await ann.get(path)
    await ann.get("/nowhere")
    await log.one(route="/{path:path}")
    assert {line["route"] for line in log.lines if "route" in line} == {"/{path:path}"}


async def test_what_lets_people_in_is_in_no_line(
    ann: Client, log: Kept, settings: Settings, worker: object
) -> None:
    path = (await link(settings, "ann", ann.address)).removeprefix(ann.address)
    answer = await ann.get(path)
    await uploaded(ann, png(8, 8), prompt=_PROMPT)
    made = await ann.query("{ images { nodes { url } } }")
    url = made["images"]["nodes"][0]["url"]
    await ann.get(url)
    await asked_for(ann, _PROMPT)
    await log.one(message="attempt", outcome="answered")
    await log.one(route="/media/{key:path}", status=200)
    written = "\n".join(log.text)
    cookie = answer.cookies["gallery_session"]
    for secret in (path.rpartition("/")[2], cookie, ann.token, url.partition("?")[2], _PROMPT):
        assert secret not in written


def test_people_read_the_same_as_text() -> None:
    record = logging.makeLogRecord({"msg": "http", "levelname": "INFO", "name": "gallery.requests"})
    record.told = {"route": "/graphql", "status": 200}
    line = TextLines().format(record)
    assert line.endswith("INFO gallery.requests: http route=/graphql status=200")
