"""The pictures of the README, left in web/screens/readme/: the gallery, and a visit that moves."""

import io
import re
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.async_api import Page, ViewportSize, expect

from jobs.providers.demo_art import draw
from tests.conftest import House
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import painted

pytestmark = needs_chromium

_FOLDER = Path(__file__).parents[3] / "web/screens/readme"
_MOST_BYTES = 300_000
_MOST_MOVING_BYTES = 1_500_000
_MOVING = (800, 500)
_STAGE = ViewportSize(width=1024, height=640)
_PROMPTS = (
    "Mountains, early",
    "A forest of pines",
    "The sea in the evening",
    "Hills far away",
    "A ringed planet, far away",
    "Dunes",
    "A calm sea",
    "Ribbons of silk",
)
_LOOKED_AT_MS = 1400
_DONE_MS = 700


class Film:
    """What was shown, each picture with the milliseconds that it stays."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._frames: list[Image.Image] = []
        self._times: list[int] = []

    async def take(self, milliseconds: int) -> None:
        shot = await _shot(self._page)
        self._frames.append(shot.resize(_MOVING, Image.Resampling.LANCZOS))
        self._times.append(milliseconds)

    def save(self, path: Path) -> None:
        first, *others = self._frames
        first.save(
            path, append_images=others, save_all=True, duration=self._times, quality=75, method=6
        )


async def _shot(page: Page) -> Image.Image:
    await painted(page)
    data = await page.screenshot(animations="disabled")
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.fixture(autouse=True)
def folder() -> Path:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    return _FOLDER


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_gallery_for_the_readme(
    person: Person, folder: Path, theme: Literal["light", "dark"]
) -> None:
    page = await person.window("/gallery")
    await page.emulate_media(color_scheme=theme)
    await expect(page.get_by_role("gridcell").first).to_be_visible()
    path = folder / f"gallery-{theme}.webp"
    (await _shot(page)).save(path, quality=85, method=6)
    assert path.stat().st_size < _MOST_BYTES


async def test_a_visit_for_the_readme(person: Person, house: House, folder: Path) -> None:
    for seed, prompt in enumerate(_PROMPTS):
        size = (1200, 800) if seed % 3 else (840, 960)
        drawn = draw(prompt, *size, seed, 1, 1, "opaque", "jpeg")
        await house.client("user0").upload(drawn, prompt=prompt)
    page = await person.window("/gallery")
    await page.set_viewport_size(_STAGE)
    film = Film(page)
    tiles = page.get_by_role("gridcell")
    await expect(tiles.first).to_be_visible()
    await film.take(_LOOKED_AT_MS)
    await _look_at_one(page, film)
    await _select_six(page, film)
    await _go_through(page, film)
    path = folder / "visit.webp"
    film.save(path)
    assert path.stat().st_size < _MOST_MOVING_BYTES


async def _look_at_one(page: Page, film: Film) -> None:
    await page.get_by_role("gridcell").nth(1).get_by_role("link").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(2):
        await film.take(_DONE_MS)
        await page.keyboard.press("ArrowRight")
    await film.take(_LOOKED_AT_MS)
    await page.keyboard.press("Escape")
    await expect(page).to_have_url(re.compile("/gallery$"))


async def _select_six(page: Page, film: Film) -> None:
    boxes = page.get_by_role("gridcell").get_by_role("checkbox")
    await boxes.nth(1).click()
    await film.take(_DONE_MS)
    await boxes.nth(6).click(modifiers=["Shift"])
    await expect(page.get_by_role("region").get_by_text("6 selected")).to_be_visible()
    await film.take(_LOOKED_AT_MS)


async def _go_through(page: Page, film: Film) -> None:
    await page.get_by_role("button", name="Go through").click()
    through = page.get_by_role("dialog", name="Go through pictures")
    for place, key in enumerate("sxs xs", 1):
        await expect(through.get_by_text(f"{place} of 6", exact=True)).to_be_visible()
        await film.take(_DONE_MS)
        await page.keyboard.press(key)
    await expect(through.get_by_role("heading", name="All gone through")).to_be_visible()
    await film.take(_LOOKED_AT_MS)
