"""Which pages may open a socket, what it speaks, and what is left of it."""

import asyncio

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from gallery.settings import Settings
from tests.api.helpers import eventually
from tests.api.test_sockets import CREATED, closed, opened
from tests.client import Client
from tests.conftest import House


async def refused(client: Client, **headers: str) -> int:
    with pytest.raises(InvalidStatus) as caught:
        async with client.socket(**headers):
            pass
    return caught.value.response.status_code


async def test_foreign_pages_open_no_socket(ann: Client) -> None:
    own = ann.address
    host = own.removeprefix("http://")
    for origin in (own, own.upper().replace("HTTP", "http")):
        async with ann.socket(origin=origin) as socket:
            await opened(socket, ann)
    for origin in (
        "http://evil.example",
        "null",
        "",
        f"http://{host}.evil.example",
        "http://[",
        "http://localhost:99999",
        "file://",
        f"http://evil@{host}.x",
        "x",
    ):
        assert await refused(ann, origin=origin) == 403, origin


@pytest.fixture
def known_abroad(settings: Settings) -> None:
    object.__setattr__(settings, "public_url", "https://gallery.example")
    object.__setattr__(settings, "allowed_origins", ("https://other.example:8443",))


async def test_addresses_of_the_settings_are_own_pages(known_abroad: None, ann: Client) -> None:
    for origin in (
        "https://gallery.example",
        "https://gallery.example:443",
        "https://other.example:8443",
    ):
        async with ann.socket(origin=origin) as socket:
            await opened(socket, ann)
    for origin in ("http://gallery.example", "https://other.example"):
        assert await refused(ann, origin=origin) == 403, origin


async def test_only_one_protocol_is_spoken(ann: Client) -> None:
    url = ann.address.replace("http", "ws", 1) + "/graphql"
    for protocols in (["graphql-ws"], None, ["graphql-sse"]):
        async with connect(url, subprotocols=protocols) as socket:  # type: ignore[arg-type]
            assert await closed(socket) == 4406
    with pytest.raises(InvalidStatus):
        async with connect(url.replace("/graphql", "/elsewhere")):
            pass


async def test_closing_ends_everything_of_the_socket(house: House, ann: Client) -> None:
    before = {task.get_name() for task in asyncio.all_tasks()}
    for _ in range(3):
        async with ann.subscribe(CREATED), ann.subscribe(CREATED):
            pass

    async def left() -> int:
        return len({task.get_name() for task in asyncio.all_tasks()} - before)

    # Only the client's own connections and the like stay.
    await eventually(left, lambda count: count <= 3)
