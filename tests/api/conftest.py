"""A worker whose provider draws small pictures at once, or when the test lets it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from gallery.settings import Settings
from gallery.wiring import Parts, parts
from jobs.providers.base import Preview
from jobs.worker import run as run_worker
from tests.jobs.fakes import FakeProvider, draws, picture, waits


@dataclass(frozen=True)
class Painter:
    """The worker's parts. It shows one partial picture and goes on once ``gate`` is open."""

    parts: Parts
    provider: FakeProvider
    gate: asyncio.Event


@pytest.fixture
async def held_painter(settings: Settings) -> AsyncIterator[Painter]:
    gate = asyncio.Event()
    script = waits(gate, Preview(0, picture()), then=draws)
    provider = FakeProvider(script, name="demo", paid=False)
    async with parts(settings, application="painter", pool_size=8, listen=False) as opened:
        services = replace(opened.services, providers={"demo": provider})
        working = asyncio.create_task(run_worker(services, settings.redis_url, concurrency=2))
        yield Painter(opened, provider, gate)
        services.stopping.set()
        await working


@pytest.fixture
def painter(held_painter: Painter) -> Painter:
    held_painter.gate.set()
    return held_painter
