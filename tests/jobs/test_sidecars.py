"""Sidecars: beside each original as soon as it is there, whatever fails, and gone with it."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from db.images import ImageRow
from db.kinds import ImageAction
from jobs import sidecars
from jobs.handlers.purge import delete_objects
from jobs.handlers.sweep import sweep_sidecars
from resolvers import images as changing
from storage import keys
from storage.base import ObjectNotFound, StorageUnavailable
from tests.jobs.conftest import Workshop
from tests.jobs.fakes import FailingStorage, FakeProvider, draws

pytestmark = pytest.mark.main_path


async def told(workshop: Workshop, row: ImageRow) -> Any:
    return json.loads(await workshop.storage.get(keys.sidecar(row.key)))


async def is_told(workshop: Workshop, row: ImageRow) -> bool:
    try:
        await workshop.storage.head(keys.sidecar(row.key))
    except ObjectNotFound:
        return False
    return True


async def due(workshop: Workshop) -> set[UUID]:
    connection = await asyncpg.connect(workshop.settings.database_url)
    rows = await connection.fetch("SELECT image_id FROM sidecars_due")
    await connection.close()
    return {row["image_id"] for row in rows}


async def delete_for_ever(workshop: Workshop, row: ImageRow) -> None:
    await changing.change(workshop.context, row.id, ImageAction.TRASH)
    await changing.delete(workshop.context, row.id)


class NoSidecars(FailingStorage):
    """Keeps pictures, and no sidecars while ``broken`` is set."""

    async def put(
        self, key: str, source: Path | bytes, *, content_type: str, sha256: bytes | None = None
    ) -> None:
        if self.broken and key.endswith(".json"):
            raise StorageUnavailable("the disk is full")
        await self.inner.put(key, source, content_type=content_type, sha256=sha256)


async def forgetful(workshop: Workshop, colour: str = "red") -> ImageRow:
    """A picture whose process ended between the commit and the sidecar."""
    storage = NoSidecars(workshop.storage.inner)
    storage.broken = True
    object.__setattr__(workshop.pipeline, "storage", storage)
    [row] = await workshop.upload(colour)
    object.__setattr__(workshop.pipeline, "storage", workshop.storage)
    assert await due(workshop) == {row.id}
    return row


async def test_a_sidecar_tells_all_that_never_changes(workshop: Workshop) -> None:
    sources = await workshop.upload("red", "blue")
    workshop.employ(FakeProvider(draws))
    await workshop.ask(1, sources[1].id, sources[0].id)
    await workshop.run()
    [job] = {key.split("/")[2] for key in await workshop.objects() if key.endswith(".json")} - {
        str(row.id) for row in sources
    }
    [sidecar] = [key for key in await workshop.objects() if job in key and key.endswith(".json")]

    found = json.loads(await workshop.storage.get(sidecar))

    assert found["user"] == "ann"
    assert found["id"] == job
    assert (found["prompt"], found["model"], found["origin"]) == ("a red fox", "fake", "generated")
    assert [(one["position"], one["id"]) for one in found["sources"]] == [
        (0, str(sources[1].id)),
        (1, str(sources[0].id)),
    ]
    assert len(found["sha256"]) == 64
    assert {"createdAt", "costTokens", "revisedPrompt", "params", "width"} <= found.keys()
    assert "starred" not in found
    assert await due(workshop) == set()


async def test_what_was_not_written_at_once_is_written_later(workshop: Workshop) -> None:
    row = await forgetful(workshop)
    assert not await is_told(workshop, row)

    await sweep_sidecars(workshop.services)
    assert not await is_told(workshop, row), "within the first minute it is for its own process"
    await workshop.sql("UPDATE sidecars_due SET try_at = now()")
    await sweep_sidecars(workshop.services)

    assert (await told(workshop, row))["id"] == str(row.id)
    assert await due(workshop) == set()


async def test_a_store_that_fails_is_asked_again(workshop: Workshop) -> None:
    row = await forgetful(workshop)
    await workshop.sql("UPDATE sidecars_due SET try_at = now(), tries = 5000")
    workshop.storage.broken = True
    await sweep_sidecars(workshop.services)
    assert await due(workshop) == {row.id}

    workshop.storage.broken = False
    await workshop.sql("UPDATE sidecars_due SET try_at = now()")
    await sweep_sidecars(workshop.services)

    assert await is_told(workshop, row)


async def test_an_image_that_is_gone_needs_none(workshop: Workshop) -> None:
    row = await forgetful(workshop)
    await delete_for_ever(workshop, row)
    await workshop.sql("UPDATE sidecars_due SET try_at = now()")
    await sweep_sidecars(workshop.services)
    await delete_objects(workshop.services)
    assert await workshop.objects() == []
    assert await due(workshop) == set()


async def test_the_purge_waits_for_a_sidecar_that_is_being_written(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = await forgetful(workshop)
    begun, gate = asyncio.Event(), asyncio.Event()
    put = workshop.storage.put

    async def slow_put(*args: Any, **options: Any) -> None:
        begun.set()
        await gate.wait()
        await put(*args, **options)

    monkeypatch.setattr(workshop.storage, "put", slow_put)
    writing = asyncio.create_task(
        sidecars.write(workshop.database, workshop.storage, workshop.user_id, [row.id])
    )
    await begun.wait()
    await delete_for_ever(workshop, row)
    await delete_objects(workshop.services)
    gate.set()
    await writing
    await delete_objects(workshop.services)
    assert await workshop.objects() == []


async def test_a_writer_that_others_overtook_leaves_nothing_behind(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = await forgetful(workshop)
    put = workshop.storage.put

    async def put_late(*args: Any, **options: Any) -> None:
        monkeypatch.setattr(workshop.storage, "put", put)
        await sidecars.write(workshop.database, workshop.storage, workshop.user_id, [row.id])
        await delete_for_ever(workshop, row)
        await delete_objects(workshop.services)
        assert await workshop.objects() == []
        await put(*args, **options)

    monkeypatch.setattr(workshop.storage, "put", put_late)
    await sidecars.write(workshop.database, workshop.storage, workshop.user_id, [row.id])
    assert await workshop.objects() == []


async def test_a_sidecar_that_says_something_else_is_replaced(workshop: Workshop) -> None:
    [row] = await workshop.upload("red")
    await workshop.storage.delete([keys.sidecar(row.key)])
    stale = b'{"id": "another"}'
    await workshop.storage.put(keys.sidecar(row.key), stale, content_type="application/json")

    await sidecars.write(workshop.database, workshop.storage, workshop.user_id, [row.id])

    assert (await told(workshop, row))["id"] == str(row.id)
