"""A gallery of 100 000 pictures, seeded once, which every test gets a copy of."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, ViewportSize

from db.engine import Database
from gallery.seed import seed
from gallery.settings import load
from tests.conftest import House
from tests.databases import at, execute
from tests.web.conftest import Person

IMAGES = 100_000
WIDE = ViewportSize(width=1280, height=800)
_HERE = "tests/web/e2e"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Only by its name, as `./dev e2e` does: it takes a while."""
    asked = any(_HERE in argument for argument in config.args)
    return None if asked or _HERE not in collection_path.as_posix() else True


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="session")
def template(template: str, postgres: str, redis_url: str, pictures: Path) -> str:
    """Named as the empty one, which it takes the place of."""
    name = f"{template}_full"
    asyncio.run(execute(postgres, f"CREATE DATABASE {name} TEMPLATE {template}"))
    settings = load(
        {
            "DATABASE_URL": at(postgres, name),
            "REDIS_URL": redis_url,
            "JWT_SECRET": "a secret of tests, which is long enough",
            "STORAGE_DIR": str(pictures),
            "SPOOL_DIR": str(pictures.parent / "spool"),
        }
    )
    asyncio.run(seed(settings, images=IMAGES, users=1, sources_every=20, pictures=200))
    return name


@pytest.fixture
def place(pictures: Path) -> dict[str, str]:
    return {"STORAGE_DIR": str(pictures)}


@pytest.fixture
async def person(chromium: Browser, house: House, database: Database) -> AsyncIterator[Person]:
    """Whose gallery it is."""
    person = Person(await chromium.new_context(viewport=WIDE), house, database)
    await person.sign_in("user0")
    yield person
    assert person.complaints == []
