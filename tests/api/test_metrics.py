"""/metrics tells what happened, in names that no client can make many of, to those who may know."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from gallery import http
from gallery.settings import Settings
from tests.api.helpers import GENERATE, eventually, failure, uploaded
from tests.client import Client
from tests.conftest import House, serving
from tests.pictures import png

_TOKEN = "what the watchers know, which is long enough"
_PICTURES = "query Pictures { images(first: 5) { nodes { id url thumbUrl } } }"
_EVENTS = "subscription { galleryEvents { cursor } }"

_OWN = [
    ("statement_seconds_count", {"query": "claims.queue"}),
    ("storage_seconds_count", {"verb": "probe", "outcome": "done"}),
]

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


async def samples(client: Client) -> Samples:
    text = (await client.get("/metrics")).text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def value(client: Client, name: str, **labels: str) -> float:
    return (await samples(client)).get((f"gallery_{name}", frozenset(labels.items())), 0.0)


async def test_a_page_is_counted_wherever_it_costs(ann: Client) -> None:
    await uploaded(ann, png(8, 8))
    await ann.query(_PICTURES)
    found = await samples(ann)

    def count(name: str, **labels: str) -> float:
        return found.get((f"gallery_{name}", frozenset(labels.items())), 0.0)

    assert count("request_seconds_count", route="/graphql", status="200") == 2
    assert count("operation_seconds_count", operation="other") == 2
    assert count("field_seconds_count", operation="other", field="images") == 1
    assert count("statement_seconds_count", query="images.page") == 1
    assert count("signing_seconds_count") >= 2
    assert count("signing_seconds_sum") > 0
    assert count("storage_seconds_count", verb="put", outcome="done") >= 3
    assert count("pool_size") == 10


async def test_the_apps_documents_have_names_and_others_have_none(ann: Client) -> None:
    own = next(text for text in http.app_documents().values() if "query Viewer" in text)
    await ann.query(own)
    await ann.query("query Viewer { viewer { name } }")
    assert await value(ann, "operation_seconds_count", operation="Viewer") == 1
    assert await value(ann, "operation_seconds_count", operation="other") == 1


async def test_no_client_makes_series(ann: Client) -> None:
    # Those of what the process asks by itself come a little after its start.
    for name, labels in _OWN:
        await eventually(partial(value, ann, name, **labels), bool)
    await ann.query("query A { viewer { name } }")
    await ann.get("/auth/link/guess")
    before = (await samples(ann)).keys()
    for guess in range(5):
        await ann.query(f"query B{guess} {{ viewer {{ name }} }}")
        await ann.get(f"/auth/link/guess{guess}")
        await ann.http.request("GET", "/healthz", headers={"X-Request-ID": f"id{guess}"})
    new = {name for name in (await samples(ann)).keys() - before if name[0].startswith("gallery")}
    assert {dict(labels).get("route") for _, labels in new} <= {"/healthz", "/metrics"}


async def test_errors_are_counted_by_their_codes(ann: Client) -> None:
    await failure(ann, "{ nonsense }")
    await failure(ann, "{")
    await ann.get("/api/nothing")
    assert await value(ann, "errors_total", code="GRAPHQL_VALIDATION_FAILED") == 1
    assert await value(ann, "errors_total", code="GRAPHQL_PARSE_FAILED") == 1
    assert await value(ann, "errors_total", code="UNAUTHENTICATED") == 1


async def test_sockets_and_the_way_of_an_event_are_told(ann: Client) -> None:
    async with ann.subscribe(_EVENTS) as stream:
        await eventually(lambda: value(ann, "subscriptions_open"), lambda found: found == 1)
        assert await value(ann, "sockets_open") == 1
        await uploaded(ann, png(8, 8))
        await stream.next()
        await eventually(lambda: value(ann, "event_lag_seconds_count"), lambda found: found == 1)
    await eventually(lambda: value(ann, "sockets_open"), lambda found: found == 0)
    await eventually(lambda: value(ann, "subscriptions_open"), lambda found: found == 0)


async def test_what_waits_for_a_worker_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gallery.app._QUEUE_SECONDS", 0.05)
    async with serving(settings) as house:
        ann = house.client("ann")
        await ann.query(GENERATE, input={"prompt": "a fox"})
        await eventually(lambda: value(ann, "queue_waiting"), lambda found: found == 1)
        await eventually(lambda: value(ann, "queue_oldest_seconds"), lambda found: found > 0)


async def test_connections_that_are_taken_and_waited_for_are_told(house: House) -> None:
    ann, database = house.client("ann"), house.parts.database

    async def one_more() -> None:
        async with database.read():
            pass

    async with AsyncExitStack() as stack:
        for _ in range(database.pool_size):
            await stack.enter_async_context(database.read())
        waiting = asyncio.create_task(one_more())
        await eventually(lambda: value(ann, "pool_waiting"), lambda found: found >= 1)
        assert await value(ann, "pool_used") == database.pool_size
    await waiting
    await eventually(lambda: value(ann, "pool_used"), lambda found: found == 0)


@pytest.fixture
async def stranger(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    async with (
        serving(replace(settings, metrics_token=_TOKEN)) as house,
        httpx.AsyncClient(base_url=house.address, headers=elsewhere) as stranger,
    ):
        yield stranger


async def test_strangers_from_elsewhere_need_the_token(stranger: httpx.AsyncClient) -> None:
    for guess in ({}, {"Authorization": "Bearer guessed"}, {"Authorization": _TOKEN}):
        answer = await stranger.get("/metrics", headers=guess)
        assert (answer.status_code, answer.json().keys()) == (401, {"errors"})
    known = await stranger.get("/metrics", headers={"Authorization": f"Bearer {_TOKEN}"})
    assert re.search("^gallery_pool_size 10", known.text, re.MULTILINE)
