"""No page and no dialog stands in the way of somebody who reads or steers otherwise."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from db.engine import Database
from tests.api.helpers import STAR, TRASH
from tests.client import Client
from tests.conftest import House
from tests.pictures import png
from tests.web.axe import needs_axe, violations
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import go

pytestmark = [
    needs_chromium,
    needs_axe,
]

_WIDE: Any = {"width": 1280, "height": 800}
_PHONE: Any = {"width": 390, "height": 844}


# Every theme at every width, in every language, is looked at by `./dev e2e`.
@pytest.fixture(params=[("light", _WIDE), ("dark", _PHONE)], ids=str)
async def person(
    request: pytest.FixtureRequest, chromium: Browser, house: House, database: Database
) -> AsyncIterator[Person]:
    scheme, viewport = request.param
    context = await chromium.new_context(
        color_scheme=scheme,
        viewport=viewport,
        has_touch=viewport is _PHONE,
        reduced_motion="reduce",
    )
    person = Person(context, house, database)
    await person.sign_in()
    yield person
    assert person.complaints == []


async def test_no_page_has_an_obstacle(person: Person, ann: Client) -> None:
    await _fill(ann)
    page = await person.window("/")
    for path, sign in (
        ("/", "What would you like to see?"),
        ("/jobs?status=failed", "Nothing has failed"),
        ("/trash", "Pictures stay 30 days"),
        ("/trash?soon=1", "Nothing goes soon"),
        ("/operations", "1 picture starred"),
        ("/nowhere", "There is no such page."),
        ("/gallery?q=nothing&from=2026", "Nothing found"),
        ("/gallery?q=picture&origin=uploaded", "3 pictures found"),
    ):
        await go(page, path)
        await expect(page.get_by_text(sign).first).to_be_attached()
        assert await violations(page) == [], path


async def test_no_dialog_has_an_obstacle(person: Person, ann: Client) -> None:
    await _fill(ann)
    page = await person.window("/gallery")
    opened: list[tuple[str, Callable[[Page], Awaitable[None]]]] = [
        ("filters", _open_filters),
        ("shortcuts", _open_shortcuts),
        ("menu", _open_menu),
        ("selection", _select),
        ("viewer", _open_viewer),
        ("question", _ask),
    ]
    if (page.viewport_size or _WIDE)["width"] < _WIDE["width"]:
        opened.append(("drawer", _open_drawer))
    for name, open_it in opened:
        await go(page, "/trash" if name == "question" else "/gallery")
        await expect(page.get_by_role("gridcell").first).to_be_visible()
        await open_it(page)
        assert await violations(page) == [], name


async def _fill(client: Client) -> None:
    ids = []
    for n in range(1, 5):
        made = await client.upload(png(64 + n, 48), prompt=f"Picture {n}")
        ids.append(made["images"][0]["id"])
    await client.query(STAR, id=ids[1])
    await client.query(TRASH, id=ids[0])


async def _open_filters(page: Page) -> None:
    await page.get_by_role("button", name="Filters").click()
    await expect(page.get_by_role("dialog").get_by_label("Generated")).to_be_visible()


async def _open_shortcuts(page: Page) -> None:
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


async def _open_menu(page: Page) -> None:
    await page.get_by_role("gridcell").locator("[data-open]").first.focus()
    await page.keyboard.press("Shift+F10")
    await expect(page.get_by_role("menu")).to_be_visible()


async def _select(page: Page) -> None:
    await page.keyboard.press("ControlOrMeta+a")
    await expect(page.get_by_role("region", name="Selected pictures")).to_be_visible()


async def _open_viewer(page: Page) -> None:
    await page.get_by_role("gridcell").locator("[data-open]").first.click()
    await expect(page.get_by_role("dialog", name="Picture")).to_be_visible()


async def _ask(page: Page) -> None:
    await page.get_by_role("button", name="Empty trash").click()
    await expect(page.get_by_role("alertdialog")).to_be_visible()


async def _open_drawer(page: Page) -> None:
    await page.get_by_role("button", name="Open menu").click()
    drawer = page.get_by_role("dialog", name="Main")
    await expect(drawer.get_by_role("button", name="Keyboard shortcuts")).to_be_visible()
