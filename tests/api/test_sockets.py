"""graphql-transport-ws, to the letter: who may open a socket, and what closes it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from db.engine import Database
from gallery.settings import Settings
from resolvers.people import make_link
from tests.api.helpers import uploaded
from tests.client import Client, hear, say
from tests.conftest import House, serving
from tests.pictures import png

CREATED = "subscription { imageCreated { image { id } } }"
NAME = "{ viewer { name } }"


async def closed(socket: ClientConnection) -> int:
    """The code that the server closes the socket with."""
    with suppress(ConnectionClosed):
        async with asyncio.timeout(20):
            async for _ in socket:
                pass
    assert socket.close_code is not None
    return socket.close_code


async def opened(socket: ClientConnection, client: Client) -> None:
    await say(socket, "connection_init", payload=client.headers)
    assert await hear(socket) == {"type": "connection_ack"}


async def subscribe(socket: ClientConnection, id_: str, query: str, **rest: Any) -> None:
    await say(socket, "subscribe", id=id_, payload={"query": query, **rest})


async def test_a_query_is_answered_and_completed(ann: Client) -> None:
    async with ann.socket() as socket:
        await opened(socket, ann)
        await subscribe(socket, "a", NAME)
        answer = await hear(socket)
        assert (answer["type"], answer["id"]) == ("next", "a")
        assert answer["payload"]["data"] == {"viewer": {"name": "ann"}}
        assert await hear(socket) == {"type": "complete", "id": "a"}


async def test_the_token_may_stand_under_a_name_in_any_case(ann: Client) -> None:
    for name in ("Authorization", "authorization", "AUTHORIZATION"):
        async with ann.socket() as socket:
            await say(socket, "connection_init", payload={name: f"Bearer {ann.token}"})
            assert await hear(socket) == {"type": "connection_ack"}
    async with ann.socket(**ann.headers) as socket:
        await say(socket, "connection_init")
        assert await hear(socket) == {"type": "connection_ack"}


async def test_a_cookie_is_enough(ann: Client, database: Database) -> None:
    async with httpx.AsyncClient(base_url=ann.address) as browser:
        signed_in = await browser.get(f"/auth/link/{await make_link(database, 'carol')}")
    cookie = signed_in.headers["set-cookie"].partition(";")[0]
    silent: list[dict[str, Any]] = [{}, {"payload": None}, {"payload": {}}]
    for fields in silent:
        async with ann.socket(cookie=cookie, origin=ann.address) as socket:
            await say(socket, "connection_init", **fields)
            assert await hear(socket) == {"type": "connection_ack"}
            await subscribe(socket, "1", NAME)
            assert (await hear(socket))["payload"]["data"] == {"viewer": {"name": "carol"}}


async def test_a_bad_token_is_forbidden(ann: Client, house: House) -> None:
    payloads: list[Any] = [
        {},
        None,
        {"Authorization": ""},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Bearer ä"},
        {"Authorization": ann.token},
        {"Authorization": None},
        {"Authorization": [f"Bearer {ann.token}"]},
        {"Authorization": f"Bearer {house.token('ann', ttl=-60)}"},
    ]
    for payload in payloads:
        async with ann.socket() as socket:
            await say(socket, "connection_init", payload=payload)
            assert await closed(socket) == 4403, payload


async def test_a_token_that_expires_closes_the_socket(ann: Client, house: House) -> None:
    async with ann.socket() as socket:
        # Tokens expire on the full second, so that this one is good for one at least.
        token = house.token("ann", ttl=2)
        await say(socket, "connection_init", payload={"Authorization": f"Bearer {token}"})
        assert (await hear(socket))["type"] == "connection_ack"
        await subscribe(socket, "1", CREATED)
        assert await closed(socket) == 4403


Step = Callable[[ClientConnection, Client], Awaitable[None]]


def sends(*messages: str | bytes | dict[str, Any], first: bool = True) -> Step:
    async def step(socket: ClientConnection, client: Client) -> None:
        if first:
            await opened(socket, client)
        for message in messages:
            await socket.send(json.dumps(message) if isinstance(message, dict) else message)

    return step


QUERY = {"query": CREATED}
MALFORMED: list[str | bytes | dict[str, Any]] = [
    "",
    "{",
    "[]",
    "[[]]",
    "5",
    "null",
    "true",
    '"text"',
    "NaN",
    '{"type": "subscribe", "id": "\\ud800", "payload": {"query": "{ viewer { name } }"}}',
    "[" * 100_000,
    b"{}",
    {},
    {"type": None},
    {"type": 5},
    {"type": []},
    {"type": "start"},
    {"type": "next", "id": "1", "payload": {}},
    {"type": "subscribe"},
    {"type": "subscribe", "id": "1"},
    {"type": "subscribe", "id": "1", "payload": None},
    {"type": "subscribe", "id": "1", "payload": {}},
    {"type": "subscribe", "id": "1", "payload": {"query": 5}},
    {"type": "subscribe", "id": "", "payload": QUERY},
    {"type": "subscribe", "id": 1, "payload": QUERY},
    {"type": "subscribe", "payload": QUERY},
    {"type": "subscribe", "id": "1", "payload": {**QUERY, "variables": []}},
    {"type": "subscribe", "id": "1", "payload": {**QUERY, "operationName": 5}},
    {"type": "subscribe", "id": "1", "payload": {**QUERY, "extensions": "x"}},
    {"type": "complete"},
    {"type": "complete", "id": 5},
    {"type": "ping", "payload": 5},
    {"type": "pong", "payload": []},
]


async def test_a_malformed_message_closes_the_socket(ann: Client) -> None:
    for message in MALFORMED:
        async with ann.socket() as socket:
            await sends(message)(socket, ann)
            assert await closed(socket) == 4400, message
    payloads: list[Any] = [5, [], "x"]
    for payload in payloads:
        async with ann.socket() as socket:
            await say(socket, "connection_init", payload=payload)
            assert await closed(socket) == 4400, payload


async def test_each_breach_of_the_protocol_has_its_code(ann: Client) -> None:
    asked = {"type": "subscribe", "id": "1", "payload": QUERY}
    again = {"type": "connection_init", "payload": ann.headers}
    for code, step in [
        (4401, sends(asked, first=False)),
        (4409, sends(asked, asked)),
        (4429, sends(again)),
    ]:
        async with ann.socket() as socket:
            await step(socket, ann)
            assert await closed(socket) == code


async def test_whoever_says_nothing_is_sent_away(settings: Settings) -> None:
    async with serving(settings, init_timeout=0.5) as house, house.client("x").socket() as socket:
        await say(socket, "ping")
        assert await hear(socket) == {"type": "pong"}
        assert await closed(socket) == 4408


async def test_what_makes_no_sense_is_an_error_of_that_operation_alone(ann: Client) -> None:
    async with ann.socket() as socket:
        await opened(socket, ann)
        await subscribe(socket, "live", CREATED)
        for id_, query, expected in [
            ("1", "{", "GRAPHQL_PARSE_FAILED"),
            ("2", "", "BAD_USER_INPUT"),
            ("3", "{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
            ("4", "subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
            (
                "5",
                "subscription($a: String!) { imageCreated(after: $a) { cursor } }",
                "BAD_USER_INPUT",
            ),
            (
                "6",
                "query A { server { version } } query B { server { version } }",
                "BAD_USER_INPUT",
            ),
            ("7", "fragment A on Viewer { name }", "BAD_USER_INPUT"),
        ]:
            await subscribe(socket, id_, query)
            answer = await hear(socket)
            assert (answer["type"], answer["id"]) == ("error", id_), query
            assert answer["payload"][0]["extensions"]["code"] == expected, query
        for query in ('{ imageCreated(after: "x") { cursor } }', '{ jobProgress(id: "x") { id } }'):
            await subscribe(socket, "1", f"subscription {query}")
            answer = await hear(socket)
            assert answer["payload"]["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
            assert await hear(socket) == {"type": "complete", "id": "1"}
        await subscribe(socket, "1", NAME, operationName="Nobody")
        assert (await hear(socket))["payload"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        [image_id] = await uploaded(ann, png())
        event = await hear(socket)
        assert (event["type"], event["id"]) == ("next", "live")
        assert event["payload"]["data"]["imageCreated"]["image"] == {"id": image_id}


async def test_pings_are_answered_before_and_after_the_start(ann: Client) -> None:
    async with ann.socket() as socket:
        await say(socket, "ping")
        assert await hear(socket) == {"type": "pong"}
        await opened(socket, ann)
        await say(socket, "ping", payload={"n": 1})
        assert await hear(socket) == {"type": "pong", "payload": {"n": 1}}
        await say(socket, "pong")
        await say(socket, "complete", id="unknown")
        await say(socket, "ping", payload=None)
        assert await hear(socket) == {"type": "pong"}


async def test_an_id_is_free_again_once_its_operation_has_ended(ann: Client) -> None:
    async with ann.socket() as socket:
        await opened(socket, ann)
        for _ in range(2):
            await subscribe(socket, "1", CREATED)
            await say(socket, "complete", id="1")
        await subscribe(socket, "1", NAME)
        assert (await hear(socket))["type"] == "next"


async def test_a_socket_carries_a_hundred_operations(ann: Client) -> None:
    async with ann.socket() as socket:
        await opened(socket, ann)
        for number in range(100):
            await subscribe(socket, str(number), CREATED)
        await subscribe(socket, "one more", CREATED)
        answer = await hear(socket)
        assert (answer["type"], answer["id"]) == ("error", "one more")
