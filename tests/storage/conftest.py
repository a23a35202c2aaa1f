from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from storage.base import Storage
from storage.imaging import ImagingPool
from tests.storage import backends
from tests.storage.backends import Backend
from tests.storage.pictures import photo, saved
from tests.storage.tricks import FUNCTIONS

MakePool = Callable[..., ImagingPool]


@pytest.fixture
async def make_pool() -> AsyncIterator[MakePool]:
    made: list[ImagingPool] = []

    def make(**options: float) -> ImagingPool:
        pool = ImagingPool(**{"workers": 1, "functions": FUNCTIONS, **options})  # type: ignore[arg-type]
        made.append(pool)
        return pool

    yield make
    for pool in made:
        await pool.close()


@pytest.fixture
def pool(make_pool: MakePool) -> ImagingPool:
    return make_pool()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return saved(tmp_path / "picture.png", photo(640, 320))


@pytest.fixture(params=backends.NAMES)
async def backend(request: pytest.FixtureRequest) -> AsyncIterator[Backend]:
    async with backends.opened(request.param, request) as backend:
        yield backend


@pytest.fixture
def store(backend: Backend) -> Storage:
    return backend.storage


@pytest.fixture
def guarded(backend: Backend) -> Backend:
    if not backend.checks_signatures:
        pytest.skip("this server believes every signature")
    return backend
