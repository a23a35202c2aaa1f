"""A purge is killed between its commit and the last object: another one finishes it."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from gallery.settings import Settings
from tests.api.helpers import TRASH, uploaded
from tests.client import Client
from tests.pictures import png

_HALTING = Path(__file__).with_name("halting_purge.py")
_LISTED = "query($filter: ImageFilter) { images(first: 10, filter: $filter) { nodes { id } } }"
_DUE = "UPDATE images SET deleted_at = now() - interval '31 days' WHERE deleted_at IS NOT NULL"


def environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "JWT_SECRET": "a secret of tests, which is long enough",
        "STORAGE_DIR": str(settings.storage_dir),
        "SPOOL_DIR": str(settings.spool_dir),
    }


def halt_and_kill(settings: Settings, point: str) -> None:
    command = [sys.executable, str(_HALTING), point]
    with subprocess.Popen(command, env=environment(settings), stdout=subprocess.PIPE) as purging:
        assert purging.stdout is not None
        assert purging.stdout.readline() == b"halted\n"
        purging.send_signal(signal.SIGKILL)


def purge(settings: Settings) -> str:
    command = [sys.executable, "-m", "gallery.cli", "purge"]
    return subprocess.check_output(command, env=environment(settings), text=True)


def objects(settings: Settings) -> int:
    assert settings.storage_dir is not None
    return sum(path.is_file() for path in (settings.storage_dir / "pictures").rglob("*"))


async def sql(settings: Settings, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(settings.database_url)
    rows: list[asyncpg.Record] = await connection.fetch(statement)
    await connection.close()
    return rows


async def listed(client: Client, wanted: dict[str, bool]) -> list[str]:
    page = (await client.query(_LISTED, filter=wanted))["images"]
    return [image["id"] for image in page["nodes"]]


@pytest.mark.parametrize(("point", "left"), [("before", 15), ("amid", 8), ("behind", 5)])
async def test_a_killed_purge_is_finished_by_the_next(
    ann: Client, settings: Settings, point: str, left: int
) -> None:
    doomed = await uploaded(ann, png(colour="red"), png(colour="blue"))
    [kept] = await uploaded(ann, png(colour="green"))
    for image_id in doomed:
        await ann.query(TRASH, id=image_id)
    await sql(settings, _DUE)
    await asyncio.to_thread(halt_and_kill, settings, point)
    for trashed, expected in ((True, []), (False, [kept])):
        assert await listed(ann, {"trashed": trashed}) == expected
    assert objects(settings) == left
    assert await sql(settings, "SELECT task FROM maintenance") == []
    # The minute is over in which nobody else takes the tombstones.
    await sql(settings, "UPDATE tombstones SET try_at = now()")
    said = await asyncio.to_thread(purge, settings)
    assert said == "0 image(s) deleted for ever, the files of 2 removed.\n"
    assert objects(settings) == 5
    assert await sql(settings, "SELECT image_id FROM tombstones") == []
    assert len(await sql(settings, "SELECT task FROM maintenance")) == 1


async def test_the_command_says_what_it_did(ann: Client, settings: Settings) -> None:
    ids = await uploaded(ann, png(colour="red"), png(colour="blue"))
    await ann.query(TRASH, id=ids[0])
    await sql(settings, _DUE)
    said = await asyncio.to_thread(purge, settings)
    assert said == "1 image(s) deleted for ever, the files of 1 removed.\n"
    assert objects(settings) == 5
