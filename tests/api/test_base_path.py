"""Below a path of a host: the same answers whether or not the proxy has taken the path away."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from db.engine import Database
from gallery.auth import COOKIE
from gallery.settings import Settings, SettingsError, load
from resolvers.people import make_link
from tests.api.helpers import uploaded
from tests.api.test_sockets import opened
from tests.client import PREFLIGHT, Client
from tests.conftest import House
from tests.pictures import png

PUBLIC = "https://example.org/pictures"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    object.__setattr__(settings, "public_url", PUBLIC)
    return settings


@pytest.fixture
async def http(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=house.address, timeout=20) as client:
        yield client


async def test_a_page_finds_its_files_by_every_address(http: httpx.AsyncClient) -> None:
    pages = [await http.get(path) for path in ("/pictures", "/pictures/trash/x", "/", "/trash/x")]
    assert len({page.text for page in pages}) == 1
    addresses = re.findall('(?:src|href)="([^"]+)"', pages[0].text)
    assert len(addresses) >= 5
    for address in addresses:
        assert address.startswith("/pictures/")
        kept = await http.get(address)
        taken = await http.get(address.removeprefix("/pictures"))
        assert (kept.status_code, kept.content) == (200, taken.content), address
        is_asset = "/assets/" in address
        assert ("immutable" in kept.headers["cache-control"]) == is_asset
    assert "/pictures/assets/" in (await http.get("/graphql", headers={"accept": "text/html"})).text


async def test_signing_in_and_what_is_signed_stay_below_it(
    http: httpx.AsyncClient, ann: Client, database: Database
) -> None:
    answer = await http.get(f"/pictures/auth/link/{await make_link(database, 'ann')}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/pictures/")
    assert "Path=/pictures;" in answer.headers["set-cookie"]
    [image_id] = await uploaded(ann, png())
    document = "query($id: ID!) { node(id: $id) { ... on Image { url } } }"
    url: str = (await ann.query(document, id=image_id))["node"]["url"]
    assert url.startswith(f"{PUBLIC}/media/")
    for base in (PUBLIC, "https://example.org"):
        assert (await http.get(url.removeprefix(base))).status_code == 200


async def test_a_gallery_above_it_on_the_same_host_signs_nobody_out(
    http: httpx.AsyncClient, ann: Client
) -> None:
    cookies = f"{COOKIE}={ann.token}; theirs=a; {COOKIE}=of.the.other"
    answer = await http.post(
        "/pictures/graphql",
        json={"query": "{ viewer { name } }"},
        headers={"cookie": cookies, **PREFLIGHT},
    )
    assert answer.json()["data"]["viewer"]["name"] == "ann"


async def test_its_own_pages_open_sockets(ann: Client) -> None:
    async with ann.socket(origin="https://example.org") as socket:
        await opened(socket, ann)


@pytest.mark.parametrize(
    "address", ["https://example.org/api", "https://h/a b", "https://h/a?b", "https://h//a", "h/a"]
)
def test_an_address_that_cannot_be_is_refused(address: str, place: dict[str, Any]) -> None:
    given = {
        "DATABASE_URL": "postgresql://h/d",
        "REDIS_URL": "redis://h",
        "JWT_SECRET": "a secret of tests, which is long enough",
        "SPOOL_DIR": "spool",
        **place,
    }
    assert load({**given, "PUBLIC_URL": f"{PUBLIC}/"}).base_path == "/pictures"
    with pytest.raises(SettingsError, match="PUBLIC_URL"):
        load({**given, "PUBLIC_URL": address})
