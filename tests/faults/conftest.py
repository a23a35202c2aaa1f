from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gallery.settings import Settings
from tests.faults.site import Site, site


@pytest.fixture(name="site")
async def _site(settings: Settings, tmp_path: Path) -> AsyncIterator[Site]:
    async with site(settings.database_url, settings.redis_url, tmp_path) as opened:
        yield opened
