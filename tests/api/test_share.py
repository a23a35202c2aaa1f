"""What a phone shares with the app: taken as an upload is, from the app itself only."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from db.engine import Database
from gallery.auth import COOKIE
from resolvers.people import make_link
from tests.api.helpers import TRASH
from tests.client import Client
from tests.conftest import House
from tests.pictures import png

LISTED = "{ images(first: 9) { nodes { id prompt origin } totalCount } }"
# As a browser says it of what did not come from any page.
SHARED = {"sec-fetch-site": "none", "origin": "null"}


@pytest.fixture
async def phone(house: House, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Ann's browser, signed in."""
    async with httpx.AsyncClient(base_url=house.address, timeout=20) as browser:
        await browser.get(f"/auth/link/{await make_link(database, 'ann')}")
        yield browser


async def share(phone: httpx.AsyncClient, *files: bytes, **words: str) -> dict[str, list[str]]:
    """What the app is told of it."""
    answer = await phone.post("/share", data=words, files=attached(*files), headers=SHARED)
    assert answer.status_code == 303, answer.text
    page, _, told = answer.headers["location"].partition("#")
    assert page == "/share"
    assert (await phone.get(page)).headers["content-type"].startswith("text/html")
    return parse_qs(told)


def attached(*files: bytes) -> list[tuple[str, tuple[str, bytes, str]]]:
    # A form without any file is no multipart one to httpx.
    return [("files", (f"{n}.png", data, "image/png")) for n, data in enumerate(files)] or [
        ("none", ("", b"", "application/octet-stream"))
    ]


async def listed(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = (await client.query(LISTED))["images"]
    return found


async def test_pictures_arrive_with_the_words_beside_them(
    phone: httpx.AsyncClient, ann: Client, house: House
) -> None:
    told = await share(phone, png(), png(70, 50), title="IMG_1.png", text="A pond & more\nat dawn")
    assert told["words"] == ["A pond & more\nat dawn"]
    assert told["refused"] == ["0"]
    found = await listed(ann)
    assert {node["id"] for node in found["nodes"]} == set(told["picture"])
    assert {(node["prompt"], node["origin"]) for node in found["nodes"]} == {("", "UPLOADED")}
    assert house.spooled() == []


async def test_words_alone_are_all_told(phone: httpx.AsyncClient) -> None:
    told = await share(phone, title="A page", text="", url="https://example.org/?a=b#c")
    assert told == {"words": ["A page\nhttps://example.org/?a=b#c"], "refused": ["0"]}
    [cut] = (await share(phone, text="池" * 2000))["words"]
    assert cut == "池" * 333


async def test_what_is_sent_twice_is_one_picture_unless_it_was_thrown_away(
    phone: httpx.AsyncClient, ann: Client
) -> None:
    [first] = (await share(phone, png()))["picture"]
    [again] = (await share(phone, png()))["picture"]
    assert again == first
    await ann.query(TRASH, id=first)
    [anew] = (await share(phone, png()))["picture"]
    assert anew != first
    assert (await listed(ann))["totalCount"] == 1


async def test_what_is_no_picture_or_too_large_is_refused_and_the_rest_kept(
    phone: httpx.AsyncClient, ann: Client, house: House
) -> None:
    small = len(png()) + 1000
    object.__setattr__(house.parts.backend, "max_upload_bytes", small)
    told = await share(phone, b"no picture", png(), b"x" * (small + 1))
    assert (len(told["picture"]), told["refused"]) == (1, ["2"])
    assert (await listed(ann))["totalCount"] == 1
    assert house.spooled() == []
    assert await share(phone, *[png()] * 21) == {"tooMuch": ["1"]}
    assert await share(phone, b"x" * (20 * small + 1_000_001)) == {"tooMuch": ["1"]}


async def test_who_is_signed_out_is_told_so_and_nothing_is_kept(
    phone: httpx.AsyncClient, ann: Client, house: House
) -> None:
    phone.cookies.clear()
    assert await share(phone, png()) == {"signedOut": ["1"]}
    assert await house.objects() == []


async def test_foreign_pages_share_nothing(phone: httpx.AsyncClient, ann: Client) -> None:
    assert phone.cookies[COOKIE]
    for headers in (
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": "http://evil.localhost"},
        {"origin": "null"},
        {},
    ):
        answer = await phone.post("/share", files=attached(png()), headers=headers)
        assert answer.status_code == 403, headers
    assert (await listed(ann))["totalCount"] == 0
    text = await phone.post("/share", content="x", headers=SHARED)
    assert text.status_code == 415
