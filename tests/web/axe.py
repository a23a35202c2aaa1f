"""What axe finds wrong with a page."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.web.pages import still

_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_RUN = "async () => (await axe.run()).violations"

needs_axe = pytest.mark.skipif(not _AXE.exists(), reason="axe is not here: npm ci in web/")


async def violations(page: Page) -> list[str]:
    """The rules that are broken, each with where; what still fades in would break one of them."""
    await still(page)
    # Evaluated, not added as a script: the page's own policy lets no other scripts in.
    await page.evaluate(_AXE.read_text())
    found: list[Any] = await page.evaluate(_RUN)
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes']]}" for one in found]
