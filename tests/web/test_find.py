"""Searching and filtering the gallery and the trash, as seen."""

import re
from typing import Any

from playwright.async_api import Browser, Locator, Page, WebSocketRoute, expect
from sqlalchemy import text

from db.engine import Database
from tests.api.helpers import STAR, TRASH
from tests.client import Client
from tests.conftest import House
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import reconnected

pytestmark = needs_chromium

_AGE = text(
    "UPDATE images SET deleted_at = deleted_at - INTERVAL '27 days 1 hour' WHERE prompt = :prompt"
)


async def _upload(client: Client, *prompts: str) -> list[str]:
    """Pictures with these prompts, the last one the newest; their ids."""
    ids = []
    for place, prompt in enumerate(prompts):
        made = await client.upload(png(64 + place, 48), prompt=prompt)
        ids.append(made["images"][0]["id"])
    return ids


async def _shows(page: Page, *prompts: str) -> None:
    """Wait until the grid holds exactly these, in this order."""
    tiles = page.get_by_role("gridcell").locator("[data-open]")
    await expect(tiles).to_have_count(len(prompts))
    for place, prompt in enumerate(prompts):
        await expect(tiles.nth(place)).to_have_attribute("title", prompt)


def _field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search pictures")


async def test_a_search_stands_in_the_address_and_stays_true(person: Person, ann: Client) -> None:
    await _upload(ann, "A red fox", "A blue whale", "Un été à Paris")
    page = await person.window("/gallery")
    await _shows(page, "Un été à Paris", "A blue whale", "A red fox")
    await page.keyboard.press("/")
    await page.keyboard.type("ete")
    await _shows(page, "Un été à Paris")
    await expect(page.get_by_role("status").filter(has_text="1 picture found")).to_be_visible()
    await expect(page.locator("mark")).to_have_text("été")
    assert page.url.endswith("/gallery?q=ete")

    await _field(page).fill("fox")
    await _shows(page, "A red fox")
    await ann.upload(png(90, 48), prompt="A cat")
    await ann.upload(png(91, 48), prompt="A grey fox")
    await _shows(page, "A grey fox", "A red fox")
    await page.reload()
    await _shows(page, "A grey fox", "A red fox")
    await expect(_field(page)).to_have_value("fox")

    await page.go_back()
    await expect(page.get_by_role("gridcell")).to_have_count(5)
    await expect(_field(page)).to_have_value("")


async def test_filters_are_set_shown_and_lifted(person: Person, ann: Client) -> None:
    fox, _ = await _upload(ann, "A red fox", "A blue whale")
    await ann.query(STAR, id=fox)
    page = await person.window("/gallery")
    await page.get_by_role("button", name="Filters").click()
    panel = page.get_by_role("dialog", name="Filters")
    await panel.get_by_label("Starred").check()
    await _shows(page, "A red fox")
    await panel.get_by_label("Generated").check()
    await expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(page.get_by_role("button", name="Filters")).to_be_focused()

    active = page.get_by_role("region", name="Active filters")
    await active.get_by_role("button", name="Remove filter: Generated").click()
    await _shows(page, "A red fox")
    await page.get_by_role("button", name="Filters").click()
    await panel.get_by_role("button", name="This year").click()
    await expect(active.get_by_role("listitem")).to_have_count(2)
    await panel.get_by_role("button", name="Clear all").click()
    await _shows(page, "A blue whale", "A red fox")
    assert page.url.endswith("/gallery")


async def test_an_address_with_nonsense_in_it_shows_what_makes_sense(
    person: Person, ann: Client
) -> None:
    await _upload(ann, "A red fox", "A blue whale")
    page = await person.window("/gallery?q=fox&from=2026-02-31&to=soon&origin=moon&starred=maybe")
    await _shows(page, "A red fox")
    await expect(page.get_by_role("button", name=re.compile("^Remove filter"))).to_have_count(1)


async def test_selecting_all_of_a_search_takes_only_what_it_found(
    person: Person, ann: Client
) -> None:
    await _upload(ann, "A red fox", "A blue whale", "A grey fox")
    page = await person.window("/gallery?q=fox")
    await _shows(page, "A grey fox", "A red fox")
    await page.keyboard.press("ControlOrMeta+a")
    bar = page.get_by_role("region", name="Selected pictures")
    await bar.get_by_role("button", name="Move to trash").click()
    await expect(page.get_by_text("2 pictures moved to trash")).to_be_visible()
    await expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    await page.keyboard.press("ControlOrMeta+z")
    await _shows(page, "A grey fox", "A red fox")
    await page.get_by_role("button", name="Clear all").click()
    await expect(page.get_by_role("gridcell")).to_have_count(3)


async def test_the_viewer_marks_what_was_found(person: Person, ann: Client) -> None:
    await _upload(ann, "A red fox in the snow", "A blue whale")
    page = await person.window("/gallery?q=sno+red")
    await page.get_by_title("A red fox in the snow").click()
    viewer = page.get_by_role("dialog", name="Picture")
    await expect(viewer.locator("mark")).to_have_text(["red", "sno"])


async def test_the_trash_shows_what_expires_soon(
    person: Person, ann: Client, database: Database
) -> None:
    for image_id in await _upload(ann, "Old", "New"):
        await ann.query(TRASH, id=image_id)
    async with database.write() as tx:
        await tx.execute(_AGE, {"prompt": "Old"})
    page = await person.window("/trash")
    await _shows(page, "New", "Old")
    await page.get_by_role("button", name="Expiring soon").click()
    await _shows(page, "Old")
    await expect(page.get_by_text("3 days left")).to_be_visible()
    await expect(page.get_by_role("button", name="Empty trash")).to_be_hidden()
    await page.reload()
    await _shows(page, "Old")
    await page.get_by_title("Old").hover()
    await page.get_by_role("button", name="Restore").click()
    await expect(page.get_by_role("heading", name="Nothing goes soon")).to_be_visible()
    await page.get_by_role("link", name="Show all of the trash").click()
    await _shows(page, "New")


async def test_a_phone_has_the_filters_in_a_sheet_and_the_pages_in_a_drawer(
    chromium: Browser, house: House, database: Database, ann: Client
) -> None:
    await _upload(ann, "A red fox", "A blue whale")
    viewport: Any = {"width": 390, "height": 844}
    context = await chromium.new_context(
        has_touch=True, is_mobile=True, viewport=viewport, reduced_motion="reduce"
    )
    person = Person(context, house, database)
    await person.sign_in()
    page = await person.window("/gallery")
    await _shows(page, "A blue whale", "A red fox")
    await page.get_by_role("button", name="Filters").tap()
    panel = page.get_by_role("dialog", name="Filters")
    await expect(panel.get_by_label("Uploaded")).to_be_in_viewport()
    box = await panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    await panel.get_by_label("Uploaded").check()
    await panel.get_by_role("button", name="Done").tap()
    await _shows(page, "A blue whale", "A red fox")
    assert await page.evaluate("document.documentElement.scrollWidth") == 390

    for _ in range(2):  # the second time to where one is already
        await page.get_by_role("button", name="Open menu").tap()
        await page.get_by_role("dialog", name="Main").get_by_role("link", name="Trash").tap()
        await expect(page.get_by_role("heading", name="The trash is empty")).to_be_visible()
        await expect(page.get_by_role("dialog")).to_be_hidden()
    assert person.complaints == []


async def test_a_lost_connection_is_told_and_heals(person: Person, ann: Client) -> None:
    page = await person.window("/operations")
    cut = _Cut()
    await page.route_web_socket(re.compile("/graphql"), cut.pass_on)
    await page.goto(page.url.replace("/operations", "/gallery"))
    await expect(page.get_by_text("Nothing here yet")).to_be_visible()
    await cut.now()
    await expect(page.get_by_text("Connection lost")).to_be_visible()
    await _upload(ann, "Made meanwhile")
    cut.is_cut = False
    await reconnected(page)
    await _shows(page, "Made meanwhile")


class _Cut:
    """A line to the server that can be cut."""

    def __init__(self) -> None:
        self.is_cut = False
        self._open: list[WebSocketRoute] = []

    async def pass_on(self, socket: WebSocketRoute) -> None:
        if self.is_cut:
            await socket.close()
            return
        socket.connect_to_server()
        self._open.append(socket)

    async def now(self) -> None:
        self.is_cut = True
        for socket in self._open:
            await socket.close()


async def test_a_page_that_is_none_says_so_within_the_app(person: Person) -> None:
    page = await person.window("/nowhere")
    await expect(page.get_by_role("heading", name="There is no such page.")).to_be_visible()
    await expect(page).to_have_title("Not found · Permanent Gallery")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    await page.get_by_role("link", name="Go to the gallery").click()
    await expect(page).to_have_title("Gallery · Permanent Gallery")
