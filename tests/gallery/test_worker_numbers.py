"""A worker tells its own numbers, on a port of its own."""

import asyncio
import socket
from dataclasses import replace

import httpx
import pytest

from gallery.settings import Settings, SettingsError
from gallery.telemetry import telemetry
from gallery.telemetry.exposition import exposed
from gallery.wiring import parts
from jobs.worker import run as run_worker
from tests.api.helpers import asked_for, ended, eventually
from tests.conftest import serving
from tests.processes import free_port

_TOKEN = "what the watchers know, which is long enough"


@pytest.fixture
def watched(settings: Settings) -> Settings:
    return replace(settings, metrics_port=free_port())


async def test_what_a_generation_took_is_told(watched: Settings) -> None:
    told = telemetry(watched, "tests")
    async with (
        exposed(told, watched),
        parts(watched, application="tests", pool_size=8, listen=False, telemetry=told) as opened,
        serving(watched) as house,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{watched.metrics_port}") as http,
    ):
        working = asyncio.create_task(run_worker(opened.services, watched.redis_url, concurrency=1))
        ann = house.client("ann")
        await ended(ann, await asked_for(ann))

        async def lines() -> list[str]:
            return (await http.get("/metrics")).text.splitlines()

        def told_all(found: list[str]) -> bool:
            return {
                'gallery_job_seconds_count{status="succeeded"} 1.0',
                'gallery_attempt_seconds_count{outcome="answered",provider="demo"} 1.0',
            } <= set(found) and any(
                line.startswith('gallery_task_seconds_count{outcome="done",task="sweep_leases"}')
                for line in found
            )

        await eventually(lines, told_all)
        assert (await http.get("/healthz")).json() == {"status": "ok"}
        opened.services.stopping.set()
        await working


async def test_strangers_need_the_token(watched: Settings) -> None:
    secret = replace(watched, metrics_token=_TOKEN)
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    async with (
        exposed(telemetry(secret, "tests"), secret),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{watched.metrics_port}") as http,
    ):
        assert (await http.get("/metrics", headers=elsewhere)).status_code == 401
        knows = {"Authorization": f"Bearer {_TOKEN}"}
        assert (await http.get("/metrics", headers={**elsewhere, **knows})).status_code == 200


async def test_a_port_that_is_taken_is_one_line(watched: Settings) -> None:
    assert watched.metrics_port is not None
    with (
        socket.create_server(("127.0.0.1", watched.metrics_port)),
        pytest.raises(SettingsError, match=r"METRICS_PORT: .* in use"),
    ):
        async with exposed(telemetry(watched, "tests"), watched):
            pass
