"""Selecting, changing many at once, taking it back, the trash and the history, as seen."""

import asyncio
import re
import zipfile
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from db.engine import Database
from gallery import seed
from gallery.settings import Settings
from gallery.wiring import Parts
from tests.client import Client
from tests.conftest import House
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import numbered, upload_pictures

pytestmark = needs_chromium

_COUNTS = "{ viewer { gallery { count starredCount } trash { count } } }"
_BULK = """
    mutation($selection: ImageSelection!, $action: ImageAction!) {
      bulkUpdateImages(selection: $selection, action: $action) { operation { id changed } } }
"""


async def _counts(client: Client) -> tuple[int, int, int]:
    """How many are in the gallery, have a star, and are in the trash, as the server says."""
    viewer = (await client.query(_COUNTS))["viewer"]
    gallery = viewer["gallery"]
    return gallery["count"], gallery["starredCount"], viewer["trash"]["count"]


async def _until(client: Client, live: int, starred: int, trashed: int) -> None:
    """The page shows what it has asked for before the server has done it."""
    async with asyncio.timeout(20):
        while await _counts(client) != (live, starred, trashed):
            await asyncio.sleep(0.02)


def _check(page: Page, number: int) -> Locator:
    return page.get_by_role("checkbox", name=f"Select: Picture {number}", exact=True)


def _bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Selected pictures")


async def _selected(page: Page, *numbers: int) -> None:
    """Wait until exactly these are selected, and the page says how many."""
    marked = page.get_by_role("gridcell", selected=True)
    await expect(marked).to_have_count(len(numbers))
    for number in numbers:
        await expect(numbered(page, number)).to_have_attribute("aria-selected", "true")
    told = page.get_by_role("status").filter(has_text=f"{len(numbers)} selected")
    await expect(told).to_be_attached()


async def test_pictures_are_selected_by_checks_clicks_and_ranges(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 8)
    page = await person.window("/gallery")
    await numbered(page, 8).hover()
    await _check(page, 8).click()
    await _selected(page, 8)
    await expect(_bar(page)).to_contain_text("1 selected")

    await numbered(page, 5).get_by_role("link").first.click()
    await _selected(page, 8, 5)
    await numbered(page, 5).get_by_role("link").first.click()
    await numbered(page, 7).get_by_role("link").first.click()
    await _selected(page, 8, 7)

    await page.keyboard.down("Shift")
    await numbered(page, 4).hover()
    await expect(page.locator("[data-candidate]")).to_have_count(3)
    await numbered(page, 4).get_by_role("link").first.click()
    await page.keyboard.up("Shift")
    await _selected(page, 8, 7, 6, 5, 4)
    await expect(page.locator("[data-candidate]")).to_have_count(0)

    await page.keyboard.press("Escape")
    await expect(_bar(page)).to_be_hidden()
    await numbered(page, 3).get_by_role("link").first.click(modifiers=["ControlOrMeta"])
    await _selected(page, 3)
    assert page.url.endswith("/gallery")


async def test_everything_but_one_goes_to_the_trash_and_comes_back(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 6)
    page = await person.window("/gallery")
    await expect(numbered(page, 1)).to_be_visible()
    await page.keyboard.press("ControlOrMeta+a")
    await _selected(page, 1, 2, 3, 4, 5, 6)
    await ann.upload(png(90, 90), prompt="Picture 7")
    await expect(numbered(page, 7)).to_be_visible()
    await _selected(page, 1, 2, 3, 4, 5, 6)
    await _check(page, 4).click()
    await _selected(page, 1, 2, 3, 5, 6)

    await page.keyboard.press("Delete")
    await expect(page.get_by_text("5 pictures moved to trash")).to_be_visible()
    await expect(page.get_by_role("gridcell")).to_have_count(2)
    await _until(ann, 2, 0, 5)

    await page.keyboard.press("ControlOrMeta+z")
    await expect(page.get_by_text("Undone for 5 pictures.")).to_be_visible()
    await expect(page.get_by_role("gridcell")).to_have_count(7)
    await _until(ann, 7, 0, 0)


async def test_a_large_selection_runs_in_the_worker_and_is_undone(
    person: Person, settings: Settings, house: House, worker: Parts
) -> None:
    await seed.seed(settings, images=1300, users=1, sources_every=0, pictures=2)
    user = house.client("user0")
    live, starred, trashed = await _counts(user)
    assert live > 1000
    await person.sign_in("user0")
    page = await person.window("/gallery")
    await expect(page.get_by_role("gridcell").first).to_be_visible()
    await page.keyboard.press("ControlOrMeta+a")
    await expect(_bar(page)).to_contain_text(f"{live:,} selected")
    await page.get_by_role("gridcell").nth(1).get_by_role("checkbox").click()
    await expect(_bar(page)).to_contain_text(f"{live - 1:,} selected")
    await _bar(page).get_by_role("button", name="Move to trash").click()
    await expect(page.get_by_text(f"{live - 1:,} pictures moved to trash")).to_be_visible()
    await expect(page.get_by_role("gridcell")).to_have_count(1)
    left = page.get_by_role("gridcell").get_by_role("button", name="Remove star")
    await _until(user, 1, await left.count(), trashed + live - 1)

    await page.keyboard.press("ControlOrMeta+z")
    await expect(page.get_by_text(f"Undone for {live - 1:,} pictures.")).to_be_visible()
    await expect(page.get_by_role("gridcell").nth(5)).to_be_visible()
    await _until(user, live, starred, trashed)


async def test_a_range_reaches_over_pages_that_are_not_loaded_any_more(
    person: Person, settings: Settings, house: House
) -> None:
    await seed.seed(settings, images=800, users=1, sources_every=0, pictures=2)
    user = house.client("user0")
    live, _, trashed = await _counts(user)
    await person.sign_in("user0")
    page = await person.window("/gallery")
    grid = page.get_by_role("grid", name="Pictures")
    await expect(grid).to_be_visible()
    last = page.locator(f"[data-tile='{live - 1}']")
    while not await last.count():
        await page.locator("[data-scroller]").evaluate("it => it.scrollTo(0, it.scrollHeight)")
        await page.evaluate("() => new Promise(requestAnimationFrame)")
    await last.get_by_role("checkbox").click()
    await page.locator("[data-scroller]").evaluate("it => it.scrollTo(0, 0)")
    # More than an event names: the app reads its first pages again, and lets go of the others.
    every = {"matching": {"filter": {"starred": False}}}
    await user.query(_BULK, selection=every, action="STAR")
    starred = page.locator("[data-tile='0']").get_by_role("button", name="Remove star")
    await expect(starred).to_be_visible()

    first = page.locator("[data-tile='0']").get_by_role("link").first
    await first.click(modifiers=["Shift"])
    await expect(_bar(page)).to_contain_text(f"{live} selected")
    await _bar(page).get_by_role("button", name="Remove star").click()
    await expect(page.get_by_text(f"Star removed from {live} pictures")).to_be_visible()
    await _until(user, live, 0, trashed)


async def test_a_star_shows_in_the_other_window_and_tells_what_was_changed_since(
    person: Person, ann: Client
) -> None:
    _, second, _ = await upload_pictures(ann, 3)
    here = await person.window("/gallery")
    there = await person.window("/gallery?starred=1")
    await expect(there.get_by_text("No starred pictures")).to_be_visible()
    await here.bring_to_front()
    await _check(here, 1).click()
    await _check(here, 2).click()
    await _bar(here).get_by_role("button", name="Star", exact=True).click()
    await expect(here.get_by_text("2 pictures starred")).to_be_visible()
    await expect(there.get_by_role("gridcell")).to_have_count(2)

    await ann.query(_BULK, selection={"ids": [second]}, action="UNSTAR")
    await expect(there.get_by_role("gridcell")).to_have_count(1)
    await here.keyboard.press("ControlOrMeta+z")
    told = here.get_by_text("Undone for 1 picture. 1 picture was changed since")
    await expect(told).to_be_visible()
    await expect(there.get_by_text("No starred pictures")).to_be_visible()


async def test_a_selection_is_saved_as_one_archive(person: Person, ann: Client) -> None:
    await upload_pictures(ann, 3)
    page = await person.window("/gallery")
    await _check(page, 3).click()
    await page.keyboard.down("Shift")
    await _check(page, 2).click()
    await page.keyboard.up("Shift")
    async with page.expect_download() as saving:
        await _bar(page).get_by_role("button", name="Download").click()
    with zipfile.ZipFile(await (await saving.value).path()) as archive:
        assert len(archive.namelist()) == 2
    await _selected(page, 3, 2)


async def test_deleting_for_ever_asks_with_the_number_and_gives_the_focus_back(
    person: Person, ann: Client
) -> None:
    ids = await upload_pictures(ann, 5)
    await ann.query(_BULK, selection={"ids": ids}, action="TRASH")
    page = await person.window("/trash")
    await expect(page.get_by_text("5 pictures,").first).to_be_visible()
    await _check(page, 2).click()
    await _check(page, 4).click()
    await _bar(page).get_by_role("button", name="Delete for ever").click()
    dialog = page.get_by_role("alertdialog", name="Delete 2 pictures for ever?")
    await expect(dialog.get_by_role("button", name="Keep them")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await _selected(page, 2, 4)
    await _until(ann, 0, 0, 5)

    await page.keyboard.press("Shift+Delete")
    await dialog.get_by_role("button", name="Delete 2 pictures").click()
    await expect(page.get_by_text("2 pictures deleted for ever")).to_be_visible()
    await expect(page.get_by_role("gridcell")).to_have_count(3)
    await _until(ann, 0, 0, 3)


async def test_a_picture_looked_at_is_deleted_for_ever_and_the_next_one_shown(
    person: Person, ann: Client
) -> None:
    for image_id in await upload_pictures(ann, 2):
        await ann.query(_BULK, selection={"ids": [image_id]}, action="TRASH")
    page = await person.window("/trash")
    await numbered(page, 2).get_by_role("link").first.click()
    viewer = page.get_by_role("dialog", name="Picture")
    await expect(viewer.get_by_role("img", name="Picture 2")).to_be_visible()
    await page.keyboard.press("Shift+Delete")
    dialog = page.get_by_role("alertdialog", name="Delete 1 picture for ever?")
    await dialog.get_by_role("button", name="Delete 1 picture").click()
    await expect(viewer.get_by_role("img", name="Picture 1")).to_be_visible()
    await expect(viewer.get_by_text("1 picture deleted for ever")).to_be_visible()
    await _until(ann, 0, 0, 1)


async def test_the_trash_is_ordered_restored_from_and_emptied(person: Person, ann: Client) -> None:
    first, second, third = await upload_pictures(ann, 3)
    for image_id in (second, third, first):
        await ann.query(_BULK, selection={"ids": [image_id]}, action="TRASH")
    page = await person.window("/trash")
    await _ordered(page, 1, 3, 2)
    await page.get_by_role("combobox", name="Order").select_option("Next to go")
    await _ordered(page, 2, 3, 1)
    await page.get_by_role("combobox", name="Order").select_option("Oldest pictures")
    await _ordered(page, 1, 2, 3)

    await _check(page, 3).click()
    await _bar(page).get_by_role("button", name="Restore").click()
    await expect(page.get_by_text("1 picture restored")).to_be_visible()
    await page.get_by_role("button", name="Empty trash").click()
    dialog = page.get_by_role("alertdialog", name="Empty the trash of 2 pictures?")
    await dialog.get_by_role("button", name="Delete 2 pictures").click()
    await expect(page.get_by_text("The trash is empty")).to_be_visible()
    await _until(ann, 1, 0, 0)


async def _ordered(page: Page, *numbers: int) -> None:
    links = page.get_by_role("gridcell").locator("[data-open]")
    titles = [re.compile(f"Picture {number}") for number in numbers]
    for place, title in enumerate(titles):
        await expect(links.nth(place)).to_have_attribute("title", title)


async def test_the_history_takes_back_what_was_done_elsewhere(person: Person, ann: Client) -> None:
    ids = await upload_pictures(ann, 4)
    page = await person.window("/gallery")
    await page.get_by_role("link", name="History").click()
    await expect(page.get_by_text("Nothing done yet")).to_be_visible()
    await ann.query(_BULK, selection={"ids": ids}, action="STAR")
    await ann.query(_BULK, selection={"ids": ids[:3]}, action="TRASH")
    await expect(page.get_by_role("listitem")).to_have_count(2)
    await page.get_by_role("button", name="Undo: 3 pictures moved to trash").click()
    row = page.get_by_role("listitem").first
    await expect(row).to_contain_text("Undone")
    await expect(row.get_by_role("button")).to_have_count(0)
    await _until(ann, 4, 4, 0)


async def test_the_keyboard_alone_selects_acts_and_undoes(person: Person, ann: Client) -> None:
    await upload_pictures(ann, 5)
    page = await person.window("/gallery")
    await expect(numbered(page, 1)).to_be_visible()
    await _tab_to_the_grid(page)
    await page.keyboard.press("x")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Space")
    await _selected(page, 5, 3)
    await page.keyboard.press("Shift+ArrowRight")
    await page.keyboard.press("Shift+ArrowRight")
    await _selected(page, 5, 3, 2, 1)
    await page.keyboard.press("Delete")
    await expect(page.get_by_role("gridcell")).to_have_count(1)
    await expect(numbered(page, 4).locator("[data-open]")).to_be_focused()
    await page.keyboard.press("ControlOrMeta+z")
    await expect(page.get_by_role("gridcell")).to_have_count(5)


async def _tab_to_the_grid(page: Page) -> None:
    """The grid is one stop: the next Tab leaves it."""
    focused = page.locator("[data-open]:focus")
    for _ in range(20):
        await page.keyboard.press("Tab")
        if await focused.count():
            break
    assert await page.locator("[role=grid] [tabindex='0']").count() == 1
    assert await page.locator("[role=grid] :is(a, button):not([tabindex='-1'])").count() == 1


async def test_a_finger_presses_long_and_sweeps(
    chromium: Browser, house: House, database: Database, ann: Client
) -> None:
    await upload_pictures(ann, 6)
    viewport: Any = {"width": 390, "height": 844}
    context = await chromium.new_context(has_touch=True, is_mobile=True, viewport=viewport)
    person = Person(context, house, database)
    await person.sign_in()
    page = await person.window("/gallery")
    await page.wait_for_load_state("networkidle")
    fingers = await context.new_cdp_session(page)
    start, end = await _middle(numbered(page, 6)), await _middle(numbered(page, 3))
    await fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [start]})
    await _selected(page, 6)
    await fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [end]})
    await _selected(page, 6, 5, 4, 3)
    await fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await numbered(page, 1).tap()
    await _selected(page, 6, 5, 4, 3, 1)
    assert person.complaints == []


async def _middle(tile: Locator) -> dict[str, float]:
    box = await tile.bounding_box()
    assert box is not None
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
