"""Server-sent events from the server's side: when they end."""

import time

import httpx

from gallery.settings import Settings
from tests.conftest import House, serving

_GRACE = 1
CREATED = {"query": "subscription { imageCreated { cursor } }"}


def _opened(house: House, http: httpx.AsyncClient, ttl: int = 600) -> httpx.Request:
    headers = {
        "Authorization": f"Bearer {house.token('ann', ttl=ttl)}",
        "Accept": "text/event-stream",
    }
    return http.build_request("POST", f"{house.address}/graphql", json=CREATED, headers=headers)


async def test_an_open_stream_does_not_hold_up_the_stop(settings: Settings) -> None:
    async with httpx.AsyncClient(timeout=20) as http:
        async with serving(settings, grace=_GRACE) as house:
            response = await http.send(_opened(house, http), stream=True)
            assert response.headers["content-type"].startswith("text/event-stream")
            stopping = time.monotonic()
        assert time.monotonic() - stopping < _GRACE + 5
        await response.aclose()


async def test_a_stream_ends_with_its_token(house: House) -> None:
    async with httpx.AsyncClient(timeout=20) as http:
        # Tokens expire on the full second, so that this one is good for one at least.
        response = await http.send(_opened(house, http, ttl=2), stream=True)
        said = (await response.aread()).decode()
    assert "UNAUTHENTICATED" in said
    assert said.endswith("event: complete\r\ndata: \r\n\r\n")
