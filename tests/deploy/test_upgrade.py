"""The upgrade of docs/operations.md: the version before and this one, on one database."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import versions
from gallery.auth import Tokens
from gallery.settings import load
from tests.api.helpers import asked_for, ended, uploaded
from tests.client import Client
from tests.databases import at, execute
from tests.deploy.load import has_seen_all, windows
from tests.deploy.load import load as at_work
from tests.deploy.nodes import HOSTS, ROOT, Api, Node
from tests.deploy.previous import unpacked
from tests.pictures import png
from tests.processes import free_port

_DATABASE = "gallery_of_upgrades"
IMAGES = "{ images(first: 1) { totalCount } }"
_SEEDED = 1000


class Release:
    """The commands of one version, all with the same settings but for the spool."""

    def __init__(self, root: Path, environ: dict[str, str], folder: Path, host: str) -> None:
        environ = {**environ, "SPOOL_DIR": str(folder / f"spool-{host}")}
        self._root = root
        self._environ = environ
        self.api = Api(host, free_port(host), environ, folder / f"{host}.log", root)
        self.worker = Node(
            (sys.executable, "-m", "gallery.cli", "worker"),
            environ,
            folder / f"{host}-worker.log",
            root,
        )

    def run(self, *words: str) -> None:
        command = [sys.executable, "-m", "gallery.cli", *words]
        subprocess.run(command, cwd=self._root, env=self._environ, check=True)

    def start(self) -> None:
        self.api.start()
        self.worker.start()
        self.api.wait_until(self.api.answers)

    def stop(self) -> None:
        for node in (self.api, self.worker):
            if node.alive:
                node.kill()


@pytest.fixture
def environ(postgres: str, redis_url: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    asyncio.run(execute(postgres, f"CREATE DATABASE {_DATABASE}"))
    yield {
        "DATABASE_URL": at(postgres, _DATABASE),
        "REDIS_URL": redis_url.replace("db=0", "db=14"),
        "STORAGE_DIR": str(tmp_path / "pictures"),
        "JWT_SECRET": "a secret of tests, which is long enough",
    }
    asyncio.run(execute(postgres, f"DROP DATABASE {_DATABASE} WITH (FORCE)"))


@pytest.fixture
def before(environ: dict[str, str], tmp_path: Path) -> Iterator[Release]:
    """With some data, and at work."""
    release = Release(unpacked(tmp_path / "before"), environ, tmp_path, HOSTS[0])
    release.run("migrate")
    release.run("seed", "--images", str(_SEEDED), "--pictures", "2")
    release.start()
    yield release
    release.stop()


@pytest.fixture
def after(environ: dict[str, str], tmp_path: Path) -> Iterator[Release]:
    release = Release(ROOT, environ, tmp_path, HOSTS[1])
    yield release
    release.stop()


async def test_both_versions_serve_while_the_tables_change_and_after(
    before: Release, after: Release, environ: dict[str, str]
) -> None:
    tokens = Tokens(load({**environ, "SPOOL_DIR": "spool"}))
    old = Client(before.api.address, tokens.issue("user0", ttl=600))
    new = Client(after.api.address, tokens.issue("user0", ttl=600))
    assert await versions.current(environ["DATABASE_URL"]) != versions.head()
    async with old, new, windows(old) as on_old:
        seeded = await total(old)
        async with at_work(old) as measured:
            await measured.advance(2)
            await asyncio.to_thread(after.run, "migrate")
            assert await versions.current(environ["DATABASE_URL"]) == versions.head()
            await measured.advance(2)
            await asyncio.to_thread(after.start)
            await measured.advance(2)
        assert measured.failed == []
        async with windows(new) as on_new:
            # Either worker draws what either api is asked for, and both tell of it.
            drawn = [await asked_for(client, "a fox") for client in (old, new, old, new)]
            for job_id in drawn:
                assert (await ended(new, job_id))["status"] == "SUCCEEDED"
            last = [*await uploaded(old, png()), *await uploaded(new, png())]
            await has_seen_all(on_new, last)
        await has_seen_all(on_old, [*measured.created, *last])
        # The load itself begins with one more.
        counted = seeded + 1 + len(measured.created) + len(drawn) + len(last)
        assert [await total(client) for client in (old, new)] == [counted, counted]


async def total(client: Client) -> int:
    return int((await client.query(IMAGES))["images"]["totalCount"])
