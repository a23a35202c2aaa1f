"""Every page in every theme and width: nothing sticks out, nothing is hidden from anybody.

What was seen is left in web/screens/, for eyes.
"""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.web.axe import needs_axe, violations
from tests.web.conftest import Person
from tests.web.pages import go, painted, still

_SCREENS = Path(__file__).parents[3] / "web/screens"
_WIDTHS = {"phone": 390, "tablet": 768, "laptop": 1280, "wide": 1920}
_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_PAGES = {
    "create": "/",
    "gallery": "/gallery",
    "starred": "/gallery?starred=1",
    "trash": "/trash",
    "history": "/operations",
    "nowhere": "/nowhere",
}
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_BROKEN = "[...document.images].filter((one) => one.complete && !one.naturalWidth).length"
# Shifts in the half second after somebody's click or key do not count, by their definition.
_WATCH_SHIFTS = """
    window.shifts = []
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
      const sources = entry.sources.map(({ node }) => String(node?.className))
      if (!entry.hadRecentInput) shifts.push(sources)
    })).observe({ type: 'layout-shift', buffered: true })
"""

pytestmark = needs_axe


async def _settle(page: Page) -> None:
    """Until there is nothing more to come."""
    await page.wait_for_load_state("networkidle")
    await painted(page)
    await still(page)


async def _look(page: Page, name: str) -> None:
    """In every width and theme."""
    for theme in _THEMES:
        await page.emulate_media(color_scheme=theme)
        for size, width in _WIDTHS.items():
            await page.set_viewport_size(ViewportSize(width=width, height=900))
            await _settle(page)
            await page.screenshot(path=_SCREENS / f"{name}-{size}-{theme}.png")
            assert await page.evaluate(_BROKEN) == 0, name
            assert await page.evaluate(_OVERFLOW) == 0, f"{name} is wider than {width} px"
            assert await violations(page) == [], f"{name}, {size}, {theme}"


@pytest.mark.parametrize("name", _PAGES)
async def test_a_page_looks_right(person: Person, name: str) -> None:
    page = await person.window(_PAGES[name])
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await _look(page, name)


@pytest.mark.parametrize("name", _PAGES)
async def test_nothing_moves_while_a_page_comes(person: Person, name: str) -> None:
    page = await person.window("/operations")
    await page.add_init_script(_WATCH_SHIFTS)
    await go(page, _PAGES[name])
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await _settle(page)
    assert await page.evaluate("shifts") == []


async def test_the_viewer_looks_right(person: Person) -> None:
    page = await person.window("/gallery")
    await page.get_by_role("gridcell").first.get_by_role("link").first.click()
    await expect(page).to_have_url(re.compile("/gallery/.+"))
    await _look(page, "viewer")


async def test_the_page_of_strangers_looks_right(stranger: Person) -> None:
    page = await stranger.window("/gallery")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await _look(page, "stranger")
