"""What the server needs is away: whoever asks is told to come again, and then it works."""

import asyncio
import json
import logging
import os
import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gallery.commands import migrate
from gallery.embedded import Postgres
from gallery.settings import Settings
from storage.imaging_errors import ImagingBusy
from tests.api.helpers import eventually, failure, generate, uploaded
from tests.client import PREFLIGHT, Client, GraphQLFailure
from tests.conftest import House, serving
from tests.pictures import png

VIEWER = "{ viewer { eventCursor } }"
GENERATE = 'mutation { generateImages(input: { prompt: "a fox" }) { job { id } } }'
UPLOAD = "mutation($file: Upload!) { uploadImages(files: [$file]) { images { id } } }"


class Mortal:
    """A PostgreSQL that is killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.server = Postgres(folder, fast=True)
        self.server.start()

    async def kill(self) -> None:
        assert self.server.pid is not None
        os.kill(self.server.pid, signal.SIGQUIT)
        while self.server.alive():
            await asyncio.sleep(0.01)

    async def start(self) -> None:
        await asyncio.to_thread(self.server.start)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Mortal]:
    made = Mortal(tmp_path / "mortal")
    yield made
    made.server.stop(5)


@pytest.fixture
async def orphan(settings: Settings, mortal: Mortal) -> AsyncIterator[House]:
    """An api on a PostgreSQL that may die."""
    await asyncio.to_thread(migrate, mortal.server.url)
    async with serving(replace(settings, database_url=mortal.server.url)) as house:
        yield house


async def works(client: Client, document: str) -> bool:
    try:
        await client.query(document)
    except GraphQLFailure:
        return False
    return True


def told(error: dict[str, Any], log: str) -> None:
    """The error says that it goes by, and the log says the rest."""
    extensions = error["extensions"]
    assert extensions["code"] == "UNAVAILABLE"
    assert "try again" in error["message"]
    assert extensions["correlationId"] in error["message"]
    assert extensions["correlationId"] in log


async def test_a_database_that_is_away(
    orphan: House, mortal: Mortal, caplog: pytest.LogCaptureFixture
) -> None:
    ann = orphan.client("ann")
    await ann.query(VIEWER)
    await mortal.kill()
    with caplog.at_level(logging.ERROR):
        # The first meets connections that were cut, the second can make none.
        for document in (GENERATE, GENERATE, VIEWER):
            [error] = (await failure(ann, document)).errors
            told(error, caplog.text)
        # Nobody knows yet who that is.
        bob = orphan.client("bob")
        answer = await bob.http.post("/graphql", json={"query": VIEWER}, headers=bob.headers)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    told(answer.json()["errors"][0], caplog.text)
    await mortal.start()
    await eventually(lambda: works(ann, VIEWER), bool)
    assert (await generate(ann))["userErrors"] == []
    assert (await ann.query("{ jobs { totalCount } }"))["jobs"]["totalCount"] == 1


async def test_no_connection_is_free(
    house: House, ann: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await ann.query(VIEWER)
    pool = house.parts.database._engine.pool
    monkeypatch.setattr(pool, "_timeout", 0.05)
    held = [await house.parts.database._engine.connect() for _ in range(pool.size())]  # type: ignore[attr-defined]
    [error] = (await failure(ann, GENERATE)).errors
    told(error, caplog.text)
    for connection in held:
        await connection.close()
    assert (await generate(ann))["userErrors"] == []


async def test_a_storage_that_is_away(
    settings: Settings, ann: Client, caplog: pytest.LogCaptureFixture
) -> None:
    folder = settings.storage_dir
    assert folder is not None
    away = folder.with_name("away")
    folder.rename(away)
    folder.write_text("no folder")
    response = await ann.http.post(
        "/graphql",
        data={
            "operations": json.dumps({"query": UPLOAD, "variables": {"file": None}}),
            "map": json.dumps({"0": ["variables.file"]}),
        },
        files={"0": ("fox.png", png())},
        headers={**ann.headers, **PREFLIGHT, "Accept": "application/graphql-response+json"},
    )
    # A field failed, the request did not.
    assert (response.status_code, response.json()["data"]) == (200, None)
    told(response.json()["errors"][0], caplog.text)
    folder.unlink()
    away.rename(folder)
    await uploaded(ann, png())


async def test_decoders_that_are_away(
    ann: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def busy(*_: object) -> None:
        raise ImagingBusy

    with monkeypatch.context() as patched:
        patched.setattr("storage.imaging.ImagingPool.inspect", busy)
        with pytest.raises(GraphQLFailure) as caught:
            await ann.upload(png())
    told(caught.value.errors[0], caplog.text)
    await uploaded(ann, png())
