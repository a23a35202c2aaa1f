"""Every page and dialog in every language and theme, and mirrored, on a small phone and on a desk.

What was seen is left in web/screens/, for eyes.
"""

from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from db.engine import Database
from gallery.wiring import Parts
from tests.client import Client
from tests.conftest import House
from tests.web.axe import needs_axe, violations
from tests.web.conftest import SIGNED_OUT, Person
from tests.web.pages import still
from tests.web.walk import fill, speak, walk, walk_further

pytestmark = needs_axe

_SCREENS = Path(__file__).parents[3] / "web/screens"
_WIDTHS = {"phone": 360, "laptop": 1280}
_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# More words than there is room for: they stick out of what holds them. What is cut on purpose ends
# in dots, and what has a negative margin is meant to stick out.
_CROWDED = """() => {
    const sticksOut = (one) => {
      const { left, right } = one.getBoundingClientRect()
      const around = one.parentElement.getBoundingClientRect()
      const style = getComputedStyle(one)
      const isMeant = style.position === 'absolute' || style.position === 'fixed' ||
        parseFloat(style.marginInlineStart) < 0 || parseFloat(style.marginInlineEnd) < 0 ||
        getComputedStyle(one.parentElement).overflowX !== 'visible'
      return !isMeant && (left < around.left - 1 || right > around.right + 1)
    }
    const isFull = (one) => {
      const { display, overflowX } = getComputedStyle(one)
      if (display === 'inline' || overflowX !== 'visible') return false
      return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1
    }
    const told = 'button, a, label, h1, h2, h3, legend, dt, th, header, header div'
    return [...document.querySelectorAll(told)]
      .filter((one) => one.checkVisibility() && one.innerText.trim() !== '')
      .filter((one) => sticksOut(one) || isFull(one))
      .map((one) => `${one.localName}: ${one.innerText}`)
}"""


@pytest.mark.parametrize("size", _WIDTHS)
@pytest.mark.parametrize("language", ["en", "de", "ar-XB"])
async def test_a_language_fits_and_stands_in_nobodys_way(
    chromium: Browser,
    house: House,
    database: Database,
    ann: Client,
    worker: Parts,
    language: str,
    size: str,
) -> None:
    viewport = ViewportSize(width=_WIDTHS[size], height=740)
    context = await chromium.new_context(
        viewport=viewport, has_touch=size == "phone", reduced_motion="reduce"
    )
    person = Person(context, house, database)
    await person.sign_in()
    gallery = await fill(ann)
    page = await person.window("/nowhere")
    await speak(page, language)
    await page.reload()
    wrong: list[str] = []
    for way in (walk, walk_further):
        async for name in way(page, gallery):
            screen = f"{language}-{size}-{name.replace(' ', '-')}"
            for theme in _THEMES:
                await page.emulate_media(color_scheme=theme)
                await expect(page.locator(f"html[data-theme={theme}]")).to_be_attached()
                await still(page)
                await page.screenshot(path=_SCREENS / f"{screen}-{theme}.png")
                wrong += [f"{name}, {theme}: {what}" for what in await violations(page)]
            wrong += [f"{name}: {what}" for what in await _crowd(page)]
    assert wrong == []
    assert [text for text in person.complaints if SIGNED_OUT not in text] == []


async def _crowd(page: Page) -> list[str]:
    wider = await page.evaluate(_WIDER)
    crowded: list[str] = await page.evaluate(_CROWDED)
    return [*(["wider than the screen"] if wider else []), *crowded]
