"""The purge, asked for from outside."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import httpx
import pytest

from gallery.settings import Settings, SettingsError, load
from tests.api.helpers import TRASH, eventually, uploaded
from tests.client import Client
from tests.conftest import House, serving
from tests.gallery.test_image_provider import ENOUGH
from tests.pictures import png

pytestmark = pytest.mark.main_path

TOKEN = "a token of tests, which is long enough"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
PATH = "/api/cleanup"
TRASHED = "{ viewer { trash { count } } }"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, cleanup_token=TOKEN)


@pytest.fixture
async def outside(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is not signed in."""
    async with httpx.AsyncClient(base_url=house.address) as client:
        yield client


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(settings.database_url)
    yield connection
    await connection.close()


def code(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/json"
    return str(answer.json()["errors"][0]["extensions"]["code"])


async def test_whoever_has_the_token_starts_the_purge(
    outside: httpx.AsyncClient, ann: Client, worker: object, database: Any
) -> None:
    # The one that every worker begins with.
    begun_with = "SELECT count(*) FROM maintenance WHERE task = 'purge'"
    await eventually(lambda: database.fetchval(begun_with), bool)
    for colour in ("red", "blue"):
        [image_id] = await uploaded(ann, png(colour=colour))
        await ann.query(TRASH, id=image_id)
        if colour == "red":
            await database.execute("UPDATE images SET deleted_at = now() - interval '31 days'")
    assert (await ann.query(TRASHED))["viewer"]["trash"]["count"] == 2
    answers = [await outside.post(PATH, headers=BEARER) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == {"status": "queued"}
    left = await eventually(lambda: ann.query(TRASHED), lambda f: f["viewer"]["trash"]["count"] < 2)
    assert left["viewer"]["trash"]["count"] == 1


async def test_nobody_else_does(outside: httpx.AsyncClient, ann: Client) -> None:
    wrong = ["", "Bearer", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer \xe4"]
    for given in [*wrong, ann.headers["Authorization"]]:
        headers = {b"Authorization": given.encode("latin-1")}
        answer = await outside.post(PATH, headers=headers)
        assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED"), given
        assert answer.headers["www-authenticate"] == "Bearer"
    assert (await outside.post(PATH)).status_code == 401


async def test_it_is_asked_for_by_post_alone(outside: httpx.AsyncClient) -> None:
    for method in ("GET", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = await outside.request(method, PATH, headers=BEARER)
        assert (answer.status_code, code(answer)) == (405, "BAD_USER_INPUT"), method
        assert answer.headers["allow"] == "POST"
    assert (await outside.head(PATH, headers=BEARER)).status_code == 405


async def test_a_queue_that_is_away_is_told(settings: Settings) -> None:
    nowhere = replace(settings, redis_url="redis://127.0.0.1:1/0")
    async with serving(nowhere) as house, httpx.AsyncClient(base_url=house.address) as outside:
        answer = await outside.post(PATH, headers=BEARER)
        assert (answer.status_code, code(answer)) == (503, "UNAVAILABLE")
        assert int(answer.headers["retry-after"]) > 0


async def test_without_a_token_there_is_no_such_thing(settings: Settings) -> None:
    unset = replace(settings, cleanup_token=None)
    async with serving(unset) as house, httpx.AsyncClient(base_url=house.address) as outside:
        for headers in ({}, BEARER, {"Authorization": "Bearer"}, {"Authorization": "Bearer None"}):
            for method in ("POST", "GET"):
                answer = await outside.request(method, PATH, headers=headers)
                assert (answer.status_code, code(answer)) == (404, "NOT_FOUND")


def test_a_weak_token_stops_the_start() -> None:
    with pytest.raises(SettingsError) as stopped:
        load(ENOUGH | {"CLEANUP_TOKEN": "x" * 31})
    assert str(stopped.value).startswith("CLEANUP_TOKEN is shorter than 32")
    assert "\n" not in str(stopped.value)
    settings = load(ENOUGH | {"CLEANUP_TOKEN": TOKEN})
    assert settings.cleanup_token == TOKEN
    assert TOKEN not in repr(settings)
