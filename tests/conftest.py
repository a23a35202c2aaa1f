"""Real services for the whole run: one PostgreSQL, one Valkey, a database cloned per test."""

import asyncio
import itertools
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from redis import Redis
from starlette.applications import Starlette

from db.engine import Database
from gallery.app import create_app
from gallery.auth import Tokens
from gallery.embedded import Postgres, Valkey
from gallery.serving import LARGEST_MESSAGE
from gallery.settings import Settings, load
from gallery.wiring import Parts, parts
from jobs.providers import demo
from jobs.worker import run as run_worker
from storage.base import Storage
from storage.s3.access import S3Access
from tests import s3
from tests.client import Client
from tests.databases import cloned, make_template

# The last two of Valkey's sixteen are those of tests/deploy.
_REDIS_DATABASES = 14
_databases = itertools.count()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of this test process; the URL of its maintenance database."""
    server = Postgres(tmp_path_factory.mktemp("postgres"), fast=True)
    server.start()
    yield server.url
    server.stop(5)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = Valkey(tmp_path_factory.mktemp("valkey"))
    server.start()
    yield server.url
    server.stop(5)


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Access]:
    """An S3 that believes every signature."""
    with s3.moto(tmp_path_factory.mktemp("moto")) as access:
        yield access


@pytest.fixture(scope="session")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Access]:
    """An S3 that checks signatures."""
    with s3.ministack(tmp_path_factory.mktemp("ministack")) as access:
        yield access


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """A migrated database that every test clones."""
    return make_template(postgres)


@pytest.fixture
async def database_url(postgres: str, template: str) -> AsyncIterator[str]:
    async with cloned(postgres, template) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, pool_size=10, application="tests")
    yield database
    await database.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked as a main path has to work with pictures in a folder and in a bucket."""
    main = metafunc.definition.get_closest_marker("main_path")
    if main and "place" in metafunc.fixturenames:
        metafunc.parametrize("place", ["folder", "bucket"], indirect=True)


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """Where pictures are kept, as the environment says it."""
    if getattr(request, "param", "folder") == "folder":
        return {"STORAGE_DIR": str(tmp_path / "pictures")}
    return s3.settings_of(s3.with_bucket(request.getfixturevalue("ministack")))


@pytest.fixture
def settings(database_url: str, redis_url: str, place: dict[str, str], tmp_path: Path) -> Settings:
    secret = "a secret of tests, which is long enough"
    redis_url = redis_url.replace("db=0", f"db={next(_databases) % _REDIS_DATABASES}")
    # Wake-ups that a test before has left would wake the workers of this one.
    with Redis.from_url(redis_url) as redis:
        redis.flushdb()
    return load(
        {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "JWT_SECRET": secret,
            **place,
            "SPOOL_DIR": str(tmp_path / "spool"),
        }
    )


async def keys_in(storage: Storage) -> list[str]:
    """Those of everything that is stored."""
    return [info.key async for info in storage.list("")]


async def kept_in(storage: Storage) -> list[str]:
    """Those of what is there to stay, which partial pictures are not."""
    return [key for key in await keys_in(storage) if not key.startswith("previews/")]


def files_on(spool: Path) -> list[str]:
    """Their names, those that are only locks left out."""
    found = [path for path in spool.rglob("*") if path.is_file()]
    return sorted(path.name for path in found if path.suffix != ".lock")


class House:
    """A running api, with a worker beside it where a test asks for one."""

    def __init__(
        self, settings: Settings, address: str, app: Starlette, server: uvicorn.Server
    ) -> None:
        self.settings = settings
        self.address = address
        self.server = server
        self._app = app
        self._tokens = Tokens(settings)
        self._clients: list[Client] = []

    def token(self, name: str, ttl: int = 600) -> str:
        return self._tokens.issue(name, ttl=ttl)

    def client(self, name: str) -> Client:
        client = Client(self.address, self.token(name))
        self._clients.append(client)
        return client

    @property
    def parts(self) -> Parts:
        """What the running api is made of, so that a test can look inside."""
        opened: Parts = self._app.state.parts
        return opened

    async def objects(self) -> list[str]:
        return await keys_in(self.parts.storage)

    def spooled(self) -> list[str]:
        return files_on(self.settings.spool_dir)

    async def close(self) -> None:
        for client in self._clients:
            await client.http.aclose()


@asynccontextmanager
async def serving(
    settings: Settings, *, init_timeout: float = 10, grace: int | None = None, port: int = 0
) -> AsyncIterator[House]:
    """The real api on a port of its own, or where another one was."""
    app = create_app(settings, init_timeout=timedelta(seconds=init_timeout))
    with socket.create_server(("127.0.0.1", port)) as listener:
        config = uvicorn.Config(
            app,
            log_config=None,
            lifespan="on",
            ws_max_size=LARGEST_MESSAGE,
            timeout_graceful_shutdown=grace,
        )
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            assert not running.done(), "the api did not start"
            await asyncio.sleep(0.01)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        house = House(settings, address, app, server)
        try:
            yield house
        finally:
            await house.close()
            server.should_exit = True
            await running


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with serving(settings) as house:
        yield house


@pytest.fixture(autouse=True)
def small_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no size is asked for, the demo draws stamps: few tests look at its art."""
    monkeypatch.setattr(demo, "SIZES", ("96x96", "96x64", "64x96"))


@pytest.fixture
async def worker(settings: Settings, redis_url: str) -> AsyncIterator[Parts]:
    """A worker in this process; its parts, so that a test can look inside."""
    async with parts(settings, application="tests", pool_size=8, listen=False) as opened:
        working = asyncio.create_task(
            run_worker(opened.services, settings.redis_url, concurrency=2)
        )
        yield opened
        opened.services.stopping.set()
        await working


@pytest.fixture
def ann(house: House) -> Client:
    return house.client("ann")


@pytest.fixture
def bob(house: House) -> Client:
    return house.client("bob")
