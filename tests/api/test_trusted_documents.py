"""What a browser's cookie may send where TRUSTED_DOCUMENTS is on: the app's own documents."""

import json
import re
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest

from gallery.settings import Settings
from schema.trusted import document_hash
from tests.client import PREFLIGHT, Client, hear, say
from tests.conftest import House

_DIST = Path(__file__).parents[2] / "web/dist"
_STRANGE = "{ viewer { name eventCursor } }"
_EVENTS = "subscription { galleryEvents { __typename } }"
_TOKEN = re.compile(r'<meta name="gallery-token" content="([^"]*)"')


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, trusted_documents=True)


@pytest.fixture
async def browser(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """Ann's, with nothing but the cookie."""
    cookies = {"gallery_session": house.token("ann")}
    async with httpx.AsyncClient(
        base_url=house.address, cookies=cookies, headers=PREFLIGHT, timeout=20
    ) as browser:
        yield browser


def own(name: str) -> str:
    """A document of the app's."""
    documents: dict[str, str] = json.loads((_DIST / "documents.json").read_bytes())
    [text] = (text for text in documents.values() if re.search(rf"\b{name}\b", text.split("{")[0]))
    return text


def refusal(answer: dict[str, Any]) -> str:
    [error] = answer["errors"]
    assert answer.get("data") is None
    return str(error["extensions"]["code"])


def test_documents_are_known_by_their_hashes() -> None:
    documents = json.loads((_DIST / "documents.json").read_bytes())
    assert len(documents) > 20
    for digest, text in documents.items():
        assert document_hash(text) == digest


async def test_the_cookie_sends_what_the_app_sends(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/graphql", json={"query": own("Viewer")})
    assert answer.json()["data"]["viewer"]["name"] == "ann"


@pytest.mark.parametrize("strange", [_STRANGE, "{", " {viewer{name}}"])
async def test_the_cookie_sends_nothing_else(browser: httpx.AsyncClient, strange: str) -> None:
    posted = await browser.post("/graphql", json={"query": strange})
    got = await browser.get("/graphql", params={"query": strange})
    altered = await browser.post("/graphql", json={"query": own("Viewer") + " "})
    for answer in (posted, got, altered):
        assert refusal(answer.json()) == "FORBIDDEN"


async def test_nor_does_it_over_a_stream_of_events(browser: httpx.AsyncClient) -> None:
    answer = await browser.post(
        "/graphql", json={"query": _EVENTS}, headers={"Accept": "text/event-stream"}
    )
    assert "FORBIDDEN" in answer.text


async def test_nor_over_a_socket(house: House, ann: Client) -> None:
    cookie = f"gallery_session={house.token('ann')}"
    async with ann.socket(Cookie=cookie) as socket:
        await say(socket, "connection_init")
        assert (await hear(socket))["type"] == "connection_ack"
        await say(socket, "subscribe", id="1", payload={"query": _EVENTS})
        refused = await hear(socket)
        assert (refused["type"], refused["id"]) == ("error", "1")
        assert refused["payload"][0]["extensions"]["code"] == "FORBIDDEN"
        query = {"query": own("GalleryEvents"), "variables": {"after": "x"}}
        await say(socket, "subscribe", id="2", payload=query)
        assert "FORBIDDEN" not in json.dumps(await hear(socket))


async def test_a_token_sends_anything(ann: Client) -> None:
    assert (await ann.query(_STRANGE))["viewer"]["name"] == "ann"
    async with ann.subscribe(_EVENTS):
        pass


async def test_graphiql_gets_a_token_that_soon_ends(
    browser: httpx.AsyncClient, house: House, settings: Settings
) -> None:
    page = await browser.get("/graphql", headers={"Accept": "text/html"})
    [token] = _TOKEN.findall(page.text)
    assert page.headers["cache-control"] == "no-store"
    assert settings.jwt_secret is not None
    claims = jwt.decode(token, settings.jwt_secret, ["HS256"])
    assert claims["sub"] == "ann"
    assert 0 < claims["exp"] - time.time() <= 3600
    async with Client(house.address, token) as explorer:
        assert (await explorer.query(_STRANGE))["viewer"]["name"] == "ann"


async def test_graphiql_has_no_token_for_strangers(house: House) -> None:
    async with httpx.AsyncClient(base_url=house.address) as stranger:
        page = await stranger.get("/graphql", headers={"Accept": "text/html"})
    assert (page.status_code, _TOKEN.findall(page.text)) == (200, [""])
