"""The tables in parts by user, as docs/operations.md advises for a billion rows."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from db.engine import Database
from gallery.wiring import Parts
from tests.api.helpers import RESTORE, STAR, TRASH, VIEWER, asked_for, ended, uploaded
from tests.client import Client
from tests.databases import cloned, execute
from tests.db.world import add_user
from tests.pictures import png

_FILE = Path(__file__).parents[2] / "deploy/postgres/partition.sql"
SCRIPT = f"SET gallery.parts = 3; {_FILE.read_text()}"
PAGE = '{ images(first: 10, filter: { search: "fox" }) { totalCount nodes { prompt } } }'


@pytest.fixture
async def database_url(postgres: str, template: str) -> AsyncIterator[str]:
    async with cloned(postgres, template) as url:
        await execute(url, SCRIPT)
        yield url


async def test_the_gallery_works_as_before(ann: Client, bob: Client, worker: Parts) -> None:
    [image_id, other_id] = await uploaded(ann, png(), png())
    for change in (STAR, TRASH, RESTORE):
        await ann.query(change, id=image_id)
    await ann.query(TRASH, id=other_id)
    assert (await ended(ann, await asked_for(ann)))["status"] == "SUCCEEDED"
    viewer = (await ann.query(VIEWER))["viewer"]
    assert (viewer["gallery"]["count"], viewer["trash"]["count"]) == (2, 1)
    found = (await ann.query(PAGE))["images"]
    assert found == {"totalCount": 1, "nodes": [{"prompt": "a red fox"}]}
    assert (await bob.query(VIEWER))["viewer"]["gallery"]["count"] == 0


async def test_a_users_page_reads_one_part(database: Database, database_url: str) -> None:
    user_id = await add_user(database, "ann")
    connection = await asyncpg.connect(database_url)
    page = f"EXPLAIN SELECT * FROM images WHERE user_id = {user_id} ORDER BY created_at, id LIMIT 9"
    plan = "\n".join(row[0] for row in await connection.fetch(page))
    assert plan.count(" on images_") == 1
    # A gallery that is in use is left alone.
    with pytest.raises(asyncpg.RaiseError, match="this database has users"):
        await connection.execute(SCRIPT)
    await connection.close()
