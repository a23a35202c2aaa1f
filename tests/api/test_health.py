"""Whether a server says when it can work: what watches it is told in time, whatever hangs."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from pathlib import Path

import asyncpg
import httpx
import pytest

from db.outages import DatabaseUnavailable
from gallery import health, stores
from gallery.embedded import Valkey
from gallery.settings import Settings
from storage.base import Storage, UrlSigner
from tests.api.helpers import eventually
from tests.client import Client
from tests.conftest import serving
from tests.jobs.fakes import FailingStorage

_TOKEN = "what the watchers know, which is long enough"
# What hangs here would do so for longer.
_PATIENCE = 4.0


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_ASKED_EVERY", 0.05)
    monkeypatch.setattr(health, "_STALE", 1.0)


async def parts(client: Client, only: str = "") -> dict[str, str]:
    answer = await client.get(f"/readyz?only={only}" if only else "/readyz")
    found: dict[str, str] = answer.json()["parts"]
    assert answer.status_code == (200 if set(found.values()) == {"ok"} else 503)
    return found


async def test_all_is_well_once_a_worker_is_there(worker: object, ann: Client) -> None:
    found = await eventually(lambda: parts(ann), lambda found: set(found.values()) == {"ok"})
    assert set(found) == {"database", "migrations", "redis", "storage", "worker"}


async def test_a_worker_that_is_missing_is_missed(ann: Client) -> None:
    missing = "none seen in the last 30 s"
    await eventually(lambda: parts(ann), lambda found: found["worker"] == missing)
    await eventually(
        lambda: parts(ann, "database,storage"), lambda found: set(found.values()) == {"ok"}
    )


async def test_a_part_that_is_unknown_is_named(ann: Client) -> None:
    answer = await ann.get("/readyz?only=database,weather")
    assert answer.status_code == 400
    assert "'weather'" in answer.json()["errors"][0]["message"]


async def test_tables_of_another_version_are_told(ann: Client, settings: Settings) -> None:
    await eventually(lambda: parts(ann), lambda found: found["migrations"] == "ok")
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute("UPDATE alembic_version SET version_num = '0000'")
    await connection.close()

    def told(found: dict[str, str]) -> bool:
        return found["migrations"].startswith("at 0000, not at ") and found["database"] == "ok"

    await eventually(lambda: parts(ann), told)


async def test_a_folder_that_is_not_mounted_any_more_is_told(
    ann: Client, settings: Settings
) -> None:
    await eventually(lambda: parts(ann), lambda found: found["storage"] == "ok")
    assert settings.storage_dir is not None
    settings.storage_dir.rename(settings.storage_dir.with_name("elsewhere"))
    told = "StorageUnavailable"
    await eventually(lambda: parts(ann), lambda found: found["storage"] == told)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Valkey]:
    """A Valkey of its own, which a test may stop in mid-breath."""
    (tmp_path / "broker").mkdir()
    broker = Valkey(tmp_path / "broker", fast=True)
    broker.start()
    yield broker
    assert broker.pid is not None
    os.kill(broker.pid, signal.SIGCONT)
    broker.stop(5)


class HungStorage(FailingStorage):
    """A store that takes every question, and never answers."""

    async def probe(self) -> None:
        await asyncio.Event().wait()


async def test_what_hangs_does_not_hang_the_answer(
    settings: Settings, broker: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = stores.open_storage

    async def hung(_settings: Settings) -> tuple[Storage, UrlSigner]:
        storage, signer = await opened(settings)
        return HungStorage(storage), signer

    monkeypatch.setattr(stores, "open_storage", hung)
    async with serving(replace(settings, redis_url=broker.url)) as house, AsyncExitStack() as stack:
        ann = house.client("ann")
        await eventually(lambda: parts(ann), lambda found: found["redis"] == "ok")
        assert broker.pid is not None
        os.kill(broker.pid, signal.SIGSTOP)
        with suppress(DatabaseUnavailable, TimeoutError):
            # Every connection of the pool, and of what it may have beyond.
            while True:
                async with asyncio.timeout(0.5):
                    await stack.enter_async_context(house.parts.database.read())
        assert await quick(ann, "/healthz") == 200
        assert await quick(ann, "/metrics") == 200
        assert await quick(ann, "/readyz") == 503

        def told(found: dict[str, str]) -> bool:
            return found["redis"] != "ok" and found["database"] == found["migrations"] == "ok"

        found = await eventually(lambda: parts(ann), told)
        assert await quick(ann, "/readyz") == 503
        assert found["storage"] == "not asked yet"
        os.kill(broker.pid, signal.SIGCONT)


async def quick(client: Client, path: str) -> int:
    async with asyncio.timeout(_PATIENCE):
        return (await client.get(path)).status_code


async def test_strangers_from_elsewhere_are_told_nothing(settings: Settings) -> None:
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    guesses = [{}, {"Authorization": "Bearer guessed"}, {"Authorization": f"Basic {_TOKEN}"}]
    async with (
        serving(replace(settings, metrics_token=_TOKEN)) as house,
        httpx.AsyncClient(base_url=house.address, headers=elsewhere) as stranger,
    ):
        for guess in guesses:
            answer = await stranger.get("/readyz", headers=guess)
            assert (answer.status_code, answer.json().keys()) == (401, {"errors"})
        known = await stranger.get("/readyz", headers={"Authorization": f"Bearer {_TOKEN}"})
        assert "parts" in known.json()
        assert (await stranger.get("/healthz")).json() == {"status": "ok"}
