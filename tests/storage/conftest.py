from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from storage.imaging import ImagingPool
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
