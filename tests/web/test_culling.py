"""Going through pictures one by one: what each key decides, and that nothing is lost or final."""

import asyncio
import re
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from db.engine import Database
from gallery.wiring import Parts
from tests.api.helpers import asked_for, ended
from tests.client import Client
from tests.conftest import House
from tests.web.axe import needs_axe, violations
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import upload_pictures
from tests.web.touch import drag, phone

pytestmark = needs_chromium

_HEARD = "JSON.parse(sessionStorage.getItem('gallery.through')).done.length"
_STATES = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Image { starred deletedAt } } }"


async def _becomes(client: Client, ids: list[str], expected: str) -> None:
    """One letter for each: starred, trashed, both (b), or neither (-)."""
    async with asyncio.timeout(20):
        while (found := _letters(await client.query(_STATES, ids=ids))) != expected:
            assert len(found) == len(expected)
            await asyncio.sleep(0.02)


def _letters(found: dict[str, Any]) -> str:
    signs = {(False, False): "-", (True, False): "s", (False, True): "x", (True, True): "b"}
    return "".join(signs[one["starred"], one["deletedAt"] is not None] for one in found["nodes"])


def _through(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Go through pictures")


def _picture(page: Page, name: str) -> Locator:
    return _through(page).locator("[role=img]").and_(page.get_by_label(name, exact=True))


def _thumb(page: Page, name: str) -> Locator:
    strip = _through(page).get_by_role("navigation", name="Pictures and what was decided")
    return strip.get_by_role("button", name=name, exact=True)


async def test_all_that_was_found_is_gone_through(person: Person, ann: Client) -> None:
    await upload_pictures(ann, 5)
    page = await person.window("/gallery")
    await expect(page.get_by_role("gridcell")).to_have_count(5)
    await page.keyboard.press("ControlOrMeta+a")
    bar = page.get_by_role("region", name="Selected pictures")
    await expect(bar).to_contain_text("5 selected")
    await page.get_by_role("checkbox", name="Select: Picture 3", exact=True).click()
    await expect(bar).to_contain_text("4 selected")
    await bar.get_by_role("button", name="Go through").click()
    await expect(_picture(page, "Picture 5")).to_be_visible()
    for name in ("Picture 4", "Picture 2", "Picture 1"):
        await page.keyboard.press("ArrowRight")
        await expect(_picture(page, name)).to_be_visible()
    await expect(_through(page).get_by_text("4 of 4", exact=True)).to_be_visible()


async def test_keys_decide_a_reload_loses_nothing_and_one_undo_takes_all_back(
    person: Person, ann: Client
) -> None:
    ids = await upload_pictures(ann, 4)
    page = await person.window("/gallery")
    await page.get_by_role("checkbox", name="Select: Picture 4", exact=True).click()
    for n in (2, 1, 3):
        await page.get_by_role("checkbox", name=f"Select: Picture {n}", exact=True).click()
    await page.get_by_role("button", name="Go through").click()
    await expect(_picture(page, "Picture 4")).to_be_visible()
    await expect(_through(page).get_by_text("1 of 4", exact=True)).to_be_visible()

    await page.keyboard.press("s")
    await page.keyboard.press("x")
    await expect(_picture(page, "Picture 2")).to_be_visible()
    await expect(_thumb(page, "Picture 1 of 4, starred")).to_be_visible()
    await expect(_thumb(page, "Picture 2 of 4, in the trash")).to_be_visible()
    await _becomes(ann, ids, "--xs")
    # The server has done it a moment before the page has heard so.
    async with asyncio.timeout(20):
        while await page.evaluate(_HEARD) != 2:
            await asyncio.sleep(0.02)
    await page.reload()
    await expect(_picture(page, "Picture 2")).to_be_visible()
    await expect(_thumb(page, "Picture 2 of 4, in the trash")).to_be_visible()

    await page.keyboard.press("u")
    await expect(_picture(page, "Picture 3")).to_be_visible()
    await _becomes(ann, ids, "---s")
    await page.keyboard.press("x")
    await page.keyboard.press("Space")
    await page.keyboard.press("x")
    await expect(_through(page).get_by_role("heading", name="All gone through")).to_be_focused()
    for words in ("2\\s*kept|kept\\s*2", "1\\s*starred|starred\\s*1", "2\\s*trashed|trashed\\s*2"):
        await expect(_through(page)).to_contain_text(re.compile(words))
    await _becomes(ann, ids, "x-xs")
    await page.get_by_role("button", name="Undo all of it").click()
    await _becomes(ann, ids, "----")
    await expect(_picture(page, "Picture 4")).to_be_visible()


async def test_one_is_kept_and_the_rest_of_the_job_thrown_away(
    person: Person, ann: Client, worker: Parts
) -> None:
    job = await asked_for(ann, prompt="A heron", n=3)
    ids = [one["id"] for one in (await ended(ann, job))["images"]]
    page = await person.window("/")
    await page.get_by_role("link", name="Go through them").click()
    await expect(_through(page).get_by_text("1 of 3", exact=True)).to_be_visible()
    await page.keyboard.press("ArrowRight")
    await _through(page).get_by_role("button", name="Keep this, trash the rest").click()
    await _becomes(ann, ids, "x-x")
    await page.keyboard.press("ControlOrMeta+z")
    await _becomes(ann, ids, "---")
    await expect(_through(page).get_by_text("2 of 3", exact=True)).to_be_visible()

    await page.keyboard.press("x")
    await _becomes(ann, ids, "-x-")
    await page.keyboard.press("Escape")
    await expect(_through(page)).to_be_hidden()
    await expect(page.get_by_role("link", name="Go through them")).to_be_visible()
    await page.keyboard.press("ControlOrMeta+z")
    await _becomes(ann, ids, "---")

    await page.get_by_role("link", name="Picture 1 of 3").click()
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("button", name="Go through all of it").click()
    await expect(_through(page).get_by_text("1 of 3", exact=True)).to_be_visible()


async def test_swipes_decide_on_a_phone(
    chromium: Browser, house: House, database: Database, ann: Client
) -> None:
    ids = await upload_pictures(ann, 4, width=600, height=600)
    hint = "Swipe: ← trash, ↑ star, → go on"
    async with phone(chromium, house, database) as (person, context):
        page = await person.window(f"/through#{','.join(ids)}")
        await expect(_picture(page, "Picture 1")).to_be_visible()
        await expect(_through(page).get_by_text(hint)).to_be_visible()
        fingers = await context.new_cdp_session(page)
        await drag(fingers, (200, 300), (210, 330))
        await expect(_picture(page, "Picture 1")).to_be_visible()
        await drag(fingers, (80, 300), (330, 310))
        await expect(_picture(page, "Picture 2")).to_be_visible()
        await drag(fingers, (330, 300), (60, 310))
        await expect(_thumb(page, "Picture 2 of 4, in the trash")).to_be_visible()
        await drag(fingers, (200, 500), (205, 100))
        await expect(_thumb(page, "Picture 3 of 4, starred")).to_be_visible()
        await drag(fingers, (200, 150), (205, 500))
        await expect(_picture(page, "Picture 4")).to_be_visible()
        await drag(fingers, (330, 300), (60, 310))
        await expect(page.get_by_role("heading", name="All gone through")).to_be_visible()
        await _becomes(ann, ids, "-xsx")


async def test_a_desk_is_told_nothing_of_swipes(person: Person, ann: Client) -> None:
    ids = await upload_pictures(ann, 1)
    page = await person.window(f"/through#{ids[0]}")
    await expect(_picture(page, "Picture 1")).to_be_visible()
    await expect(_through(page).get_by_text("Swipe")).to_be_hidden()


@needs_axe
async def test_nothing_stands_in_the_way(person: Person, ann: Client) -> None:
    ids = await upload_pictures(ann, 3)
    page = await person.window(f"/through#{','.join(ids)}")
    await expect(_picture(page, "Picture 1")).to_be_visible()
    await page.keyboard.press("x")
    await expect(_picture(page, "Picture 2")).to_be_visible()
    assert await violations(page) == []
    await page.keyboard.press("k")
    await expect(page.get_by_role("heading", name="All gone through")).to_be_visible()
    assert await violations(page) == []
