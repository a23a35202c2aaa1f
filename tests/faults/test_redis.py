"""Valkey is killed and comes back: what it carried was only hints, so everything goes on."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from redis.asyncio import Redis

from gallery.embedded import Valkey
from gallery.settings import Settings
from gallery.wiring import parts
from jobs.worker import run as run_worker
from tests.api.helpers import asked_for, ended, event_cursor, generate, uploaded
from tests.client import Client
from tests.conftest import serving
from tests.faults.site import Site, has_ended, is_in_flight
from tests.jobs.fakes import FakeProvider, draws
from tests.pictures import png

CREATED = (
    "subscription($after: String) { imageCreated(after: $after) { cursor jobId image { id } } }"
)


class Broker:
    """A Valkey that is killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.valkey = Valkey(folder, fast=True)
        self.valkey.start()

    def kill(self) -> None:
        assert self.valkey.pid is not None
        os.kill(self.valkey.pid, signal.SIGKILL)
        while self.valkey.alive():
            pass

    def start(self) -> None:
        self.valkey.start()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    made = Broker(tmp_path / "broker")
    yield made
    made.valkey.stop(5)


@pytest.fixture
async def ann(settings: Settings, broker: Broker) -> AsyncIterator[Client]:
    """Of an api and a worker, which are apart but for the broker and the database."""
    mortal = replace(settings, redis_url=broker.valkey.url)
    async with parts(mortal, application="painter", pool_size=8, listen=False) as opened:
        provider = FakeProvider(draws, name="demo", paid=False)
        services = replace(opened.services, providers={"demo": provider})
        working = asyncio.create_task(run_worker(services, mortal.redis_url, concurrency=2))
        async with serving(mortal) as house:
            yield house.client("ann")
        services.stopping.set()
        await working


async def test_events_and_generations_go_on_after_a_kill(ann: Client, broker: Broker) -> None:
    after = await event_cursor(ann)
    async with ann.subscribe(CREATED, after=after) as stream:
        first = await asked_for(ann)
        assert (await stream.next())["imageCreated"]["jobId"] == first
        broker.kill()
        [during] = await uploaded(ann, png())
        assert (await stream.next())["imageCreated"]["image"] == {"id": during}
        unheard = await asked_for(ann)
        broker.start()
        # Its wake-up was lost, and so was the hint of whoever drew it.
        assert (await stream.next())["imageCreated"]["jobId"] == unheard
        again = await asked_for(ann)
        assert (await stream.next())["imageCreated"]["jobId"] == again
    for job_id in (first, unheard, again):
        assert (await ended(ann, job_id))["status"] == "SUCCEEDED"


async def test_nobody_waits_for_a_broker_that_is_away(ann: Client, broker: Broker) -> None:
    # The first upload starts the process that looks at pictures.
    await uploaded(ann, png())
    broker.kill()
    async with asyncio.timeout(5):
        payload = await generate(ann)
        await uploaded(ann, png())
    assert payload["userErrors"] == []
    broker.start()
    assert (await ended(ann, payload["job"]["id"]))["status"] == "SUCCEEDED"


async def test_queued_generations_outlive_a_flush(site: Site) -> None:
    site.painter.open.clear()
    async with site.working():
        job_ids = [await asked_for(site.ann, f"fox {number}") for number in range(3)]
        await site.once(job_ids[0], is_in_flight)
        async with Redis.from_url(site.redis_url) as redis:
            assert await redis.zcard("arq:queue")
            await redis.flushdb()
        site.painter.open.set()
        for job_id in job_ids:
            assert (await site.once(job_id, has_ended))["status"] == "SUCCEEDED"
    assert (await site.judged()).clean
