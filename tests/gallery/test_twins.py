"""A gallery goes the ways of a backup and is the same; the judge of that sees what is not."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from gallery import commands, importing, seed
from gallery.backup import export, rebuild
from gallery.settings import Settings
from storage import keys
from tests.gallery.backups import elsewhere
from tests.gallery.twins import IMPORTED, REBUILT, differences

IMAGES = 24
USERS = ("user0", "user1")


async def sql(settings: Settings, statement: str) -> Any:
    connection = await asyncpg.connect(settings.database_url)
    found = await connection.fetchval(statement)
    await connection.close()
    return found


@pytest.fixture
async def imported(
    settings: Settings, postgres: str, template: str, tmp_path: Path
) -> AsyncIterator[Settings]:
    """A gallery with all there is, exported and imported into another."""
    await seed.seed(settings, images=IMAGES, users=len(USERS), sources_every=3, pictures=5)
    await sql(settings, "UPDATE images SET revised_prompt = 'a fox, 狐, 🦊' WHERE starred")
    await sql(
        settings, "UPDATE image_sources SET source_id = NULL WHERE position = 0 AND user_id = 1"
    )
    async with elsewhere(settings, postgres, template, tmp_path / "elsewhere") as other:
        for user in USERS:
            assert await export.run(settings, tmp_path / user, user) == 0
            assert await importing.run(other, [tmp_path / user], user) == 0
        yield other


@pytest.fixture
async def rebuilt(imported: Settings, postgres: str, template: str) -> AsyncIterator[Settings]:
    await commands.manifest(imported)
    async with elsewhere(imported, postgres, template) as empty:
        assert await rebuild.run(empty, None) == 0
        yield empty


async def test_an_import_is_what_was_exported_and_a_rebuilt_database_what_was_there(
    settings: Settings, imported: Settings, rebuilt: Settings
) -> None:
    for each in (imported, rebuilt):
        assert await sql(each, "SELECT count(*) FROM images") == IMAGES
        assert await sql(each, "SELECT count(*) FROM image_sources") > 0

    assert await differences(settings, imported, may_differ=IMPORTED) == []
    assert await differences(imported, rebuilt, may_differ=REBUILT) == []


ONE = "(SELECT min(id::text)::uuid FROM images)"
ROWS = {
    "images.prompt": f"UPDATE images SET prompt = prompt || ' ' WHERE id = {ONE}",
    "images.created_at": "UPDATE images SET created_at = created_at + interval '1 microsecond'"
    f" WHERE id = {ONE}",
    "images.starred": f"UPDATE images SET starred = NOT starred WHERE id = {ONE}",
    "images.search": f"UPDATE images SET search = '' WHERE id = {ONE}",
    "image_sources": "DELETE FROM image_sources WHERE ctid = (SELECT min(ctid) FROM image_sources)",
    "image_sources.source_id": "UPDATE image_sources SET source_id = NULL WHERE ctid ="
    " (SELECT min(ctid) FROM image_sources WHERE source_id IS NOT NULL)",
    "quarter_counts": "UPDATE quarter_counts SET live = live + 1 WHERE quarter ="
    " (SELECT min(quarter) FROM quarter_counts)",
    "user_counters": "UPDATE user_counters SET live_bytes = live_bytes + 1 WHERE user_id = 2",
    "images": f"DELETE FROM images WHERE id = {ONE}",
    "tombstones": "INSERT INTO tombstones VALUES (1, gen_random_uuid(), 'pictures/1/x.png')",
}


async def test_rows_that_differ_are_noticed(imported: Settings, rebuilt: Settings) -> None:
    for harmed, statement in ROWS.items():
        before = await differences(imported, rebuilt, may_differ=REBUILT)
        await sql(rebuilt, statement)
        found = await differences(imported, rebuilt, may_differ=REBUILT)

        table, _, column = harmed.partition(".")
        told = [each for each in found if each not in before]
        assert table in {each.what for each in told}, harmed
        assert any(column in each.detail for each in told), harmed


async def test_bytes_that_differ_are_noticed(
    settings: Settings, imported: Settings, tmp_path: Path
) -> None:
    first, second, third, fourth = await sql(
        imported, "SELECT array_agg(key) FROM (SELECT key FROM images ORDER BY id LIMIT 4)"
    )
    assert imported.storage_dir is not None
    root = imported.storage_dir
    data = bytearray((root / first).read_bytes())
    data[-1] ^= 1
    (root / first).write_bytes(data)
    (root / second).unlink()
    (root / keys.thumbnail(third, 512)).unlink()
    (root / keys.thumbnail(fourth, 256)).write_bytes(
        (root / keys.thumbnail(fourth, 1440)).read_bytes()[:-1]
    )
    (root / f"{fourth}.jpg").write_bytes(b"a stray")

    found = await differences(settings, imported, may_differ=IMPORTED)

    assert sorted(each.what for each in found) == [
        *("object", "original", "original", "thumbnail", "thumbnail", "thumbnail")
    ]
