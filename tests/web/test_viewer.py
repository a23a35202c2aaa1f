"""One picture at a time: zooming, going on, what is known of it and what can be done with it."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, Request, expect

from db.engine import Database
from gallery.wiring import Parts
from tests.api.helpers import STAR, TRASH, asked_for, ended, eventually
from tests.client import Client
from tests.conftest import House
from tests.web.axe import needs_axe, violations
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import upload_pictures
from tests.web.touch import drag, phone, touch

pytestmark = needs_chromium

_PREVIEW = ".1440.webp"
_DELETED_AT = "query($id: ID!) { node(id: $id) { ... on Image { deletedAt } } }"
_DELETE = "mutation($id: ID!) { deleteImage(id: $id) { operation { id } userErrors { message } } }"


def _is_live(found: dict[str, Any]) -> bool:
    return found["node"]["deletedAt"] is None


def _viewer(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Picture", exact=True)


def _picture(page: Page, name: str) -> Locator:
    """The picture itself, which bears its prompt as a name, and not its thumbnails."""
    return _viewer(page).locator("[role=img]").and_(page.get_by_label(name, exact=True))


async def _open(page: Page, name: str) -> None:
    tile = page.get_by_role("gridcell").filter(has=page.get_by_title(name, exact=True))
    await tile.get_by_role("link").first.click()
    await _drawn(page, name)


async def _drawn(page: Page, name: str) -> None:
    """Wait until the picture is there and its preview is painted."""
    await expect(_picture(page, name)).to_be_visible()
    await expect(_picture(page, name).locator("img").last).to_have_attribute(
        "src", re.compile(re.escape(_PREVIEW))
    )


def _zoom(page: Page) -> Locator:
    return _viewer(page).get_by_role("button", name=re.compile("^Zoomed to"))


async def test_keys_go_from_picture_to_picture_and_back_returns_to_its_tile(
    person: Person, ann: Client
) -> None:
    ids = await upload_pictures(ann, 5)
    page = await person.window("/gallery")
    await _open(page, "Picture 4")
    await expect(page).to_have_title(re.compile("^Picture 4 "))
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await _drawn(page, "Picture 2")
    assert page.url.endswith(f"/gallery/{ids[1]}")
    await page.keyboard.press("ArrowLeft")
    await _drawn(page, "Picture 3")
    await page.reload()
    await _drawn(page, "Picture 3")

    await page.go_back()
    await expect(_viewer(page)).to_be_hidden()
    await expect(page.get_by_title("Picture 3", exact=True)).to_be_focused()
    assert page.url.endswith("/gallery")


async def test_a_link_alone_knows_its_neighbours_and_closes_to_the_gallery(
    person: Person, ann: Client
) -> None:
    ids = await upload_pictures(ann, 3)
    page = await person.window(f"/gallery/{ids[1]}")
    await _drawn(page, "Picture 2")
    await _viewer(page).get_by_role("button", name="Previous picture").click()
    await _drawn(page, "Picture 3")
    await expect(_viewer(page).get_by_role("button", name="Previous picture")).to_be_hidden()
    await page.keyboard.press("Escape")
    await expect(_viewer(page)).to_be_hidden()
    await expect(page.get_by_title("Picture 3", exact=True)).to_be_focused()


async def test_arrows_go_on_past_what_the_page_has_loaded(person: Person, ann: Client) -> None:
    """Only a picture's neighbours are asked for where the page beneath has no list at all."""
    ids = await upload_pictures(ann, 9)
    page = await person.window("/operations")
    await page.evaluate(
        """id => { history.pushState({ usr: { background: { pathname: '/operations', search: '' },
        list: null }, key: 'k' }, '', `/gallery/${id}`); dispatchEvent(new PopStateEvent(
        'popstate', { state: history.state })) }""",
        ids[6],
    )
    for name in ("Picture 7", "Picture 6", "Picture 5", "Picture 4", "Picture 3", "Picture 2"):
        await _drawn(page, name)
        await _viewer(page).get_by_role("button", name="Next picture").click()
    await _drawn(page, "Picture 1")
    await expect(_viewer(page).get_by_role("button", name="Next picture")).to_be_hidden()


async def test_zoom_keeps_the_point_and_shows_the_original(person: Person, ann: Client) -> None:
    await upload_pictures(ann, 2, width=1600, height=1600)
    page = await person.window("/gallery")
    await _open(page, "Picture 2")
    before = await _box(page, "Picture 2")
    # Whole pixels, for a wheel tells of no others.
    spot = (round(before["x"] + before["width"] / 4), round(before["y"] + before["height"] / 4))
    share = [(spot[0] - before["x"]) / before["width"], (spot[1] - before["y"]) / before["height"]]
    await page.mouse.move(*spot)
    async with page.expect_response(lambda answer: re.search(r"\.png\?", answer.url) is not None):
        await page.mouse.wheel(0, -1200)
    await expect(_zoom(page)).to_be_visible()
    after = await _box(page, "Picture 2")
    assert after["width"] > before["width"] * 2
    assert after["x"] + after["width"] * share[0] == pytest.approx(spot[0], abs=1)
    assert after["y"] + after["height"] * share[1] == pytest.approx(spot[1], abs=1)

    await page.keyboard.press("1")
    await expect(_zoom(page)).to_contain_text("100 %")
    await _moves(page, lambda box: box["width"] == pytest.approx(1602, abs=1))
    left = (await _box(page, "Picture 2"))["x"]
    await page.keyboard.press("ArrowRight")
    await _moves(page, lambda box: box["x"] < left)
    await page.keyboard.press("0")
    await expect(_zoom(page)).to_be_hidden()
    await page.mouse.dblclick(*spot)
    await expect(_zoom(page)).to_contain_text("100 %")
    await page.mouse.dblclick(*spot)
    await expect(_zoom(page)).to_be_hidden()
    await page.keyboard.press("ArrowRight")
    await _drawn(page, "Picture 1")


async def _box(page: Page, name: str) -> dict[str, float]:
    box = await _picture(page, name).bounding_box()
    assert box is not None
    return {key: float(value) for key, value in box.items()}  # type: ignore[arg-type]


async def _moves(page: Page, holds: Any) -> None:
    async with asyncio.timeout(20):
        while not holds(await _box(page, "Picture 2")):
            await page.evaluate("() => new Promise(requestAnimationFrame)")


async def test_what_was_loaded_for_the_other_way_is_broken_off(person: Person, ann: Client) -> None:
    ids = await upload_pictures(ann, 5)
    page = await person.window("/gallery")
    await expect(page.get_by_role("gridcell")).to_have_count(5)
    wanted = await _previews(ann, ids)
    asked: list[str] = []

    async def hold(route: Any) -> None:
        asked.append(route.request.url)
        if route.request.url.endswith(wanted[2]):
            await route.continue_()

    await page.route(f"**/*{_PREVIEW}*", hold)
    await _open(page, "Picture 3")
    await _until(lambda: any(url.endswith(wanted[1]) for url in asked))
    broken: list[Request] = []
    page.on("requestfailed", lambda request: broken.append(request))
    await page.keyboard.press("ArrowLeft")
    await expect(_picture(page, "Picture 4")).to_be_visible()
    await _until(lambda: any(one.url.endswith(wanted[1]) for one in broken))


async def _previews(client: Client, ids: list[str]) -> list[str]:
    found = await client.query(
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Image { thumbUrl(size: PREVIEW) } } }",
        ids=ids,
    )
    return [node["thumbUrl"] for node in found["nodes"]]


async def _until(holds: Any) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.02)


async def test_the_trash_takes_it_and_undo_brings_it_back_into_view(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 3)
    page = await person.window("/gallery")
    await _open(page, "Picture 2")
    await page.keyboard.press("Delete")
    await _drawn(page, "Picture 1")
    await _viewer(page).get_by_role("button", name="Undo").click()
    await _drawn(page, "Picture 2")
    # It is shown before the server has taken it out of the trash.
    await expect(_viewer(page).get_by_role("button", name="Move to trash")).to_be_visible()
    await page.keyboard.press("Delete")
    await _drawn(page, "Picture 1")
    await page.keyboard.press("Escape")
    await expect(page.get_by_title("Picture 1", exact=True)).to_be_focused()
    await expect(page.get_by_title("Picture 2", exact=True)).to_be_hidden()


async def test_a_key_that_is_held_down_throws_one_away(person: Person, ann: Client) -> None:
    await upload_pictures(ann, 3)
    page = await person.window("/gallery")
    await _open(page, "Picture 3")
    for _ in range(3):
        await page.keyboard.down("Delete")
        await _drawn(page, "Picture 2")
    await page.keyboard.up("Delete")
    await page.keyboard.press("Escape")
    await expect(page.get_by_title("Picture 3", exact=True)).to_be_hidden()
    await expect(page.get_by_role("gridcell")).to_have_count(2)


async def test_what_another_window_does_is_said_and_leads_on(person: Person, ann: Client) -> None:
    ids = await upload_pictures(ann, 3)
    page = await person.window("/gallery")
    await _open(page, "Picture 3")
    await ann.query(STAR, id=ids[2])
    await expect(_viewer(page).get_by_role("button", name="Remove star")).to_be_visible()
    await ann.query(TRASH, id=ids[2])
    told = _viewer(page).get_by_text("This picture is in the trash.")
    await expect(told).to_be_visible()
    await _viewer(page).get_by_role("status").get_by_role("button", name="Restore").click()
    await expect(told).to_be_hidden()
    # It is shown before the server has done it.
    await eventually(lambda: ann.query(_DELETED_AT, id=ids[2]), _is_live)

    await ann.query(TRASH, id=ids[2])
    await ann.query(_DELETE, id=ids[2])
    await expect(_viewer(page).get_by_text("This picture was deleted for ever.")).to_be_visible()
    await _viewer(page).get_by_role("status").get_by_role("button", name="Next picture").click()
    await _drawn(page, "Picture 2")


async def test_lineage_leads_to_the_source_and_back(
    person: Person, ann: Client, worker: Parts
) -> None:
    gone, kept = await upload_pictures(ann, 2)
    job = await asked_for(ann, prompt="An edit", sourceIds=[gone, kept], size="1024x1024")
    await ended(ann, job)
    await ann.query(TRASH, id=gone)
    await ann.query(_DELETE, id=gone)
    page = await person.window("/gallery")
    await _open(page, "An edit")
    info = _viewer(page).get_by_role("complementary", name="Information")
    await expect(info.get_by_text("Deleted source")).to_be_visible()
    await info.get_by_role("link", name="Picture 2").click()
    await _drawn(page, "Picture 2")
    await expect(info.get_by_text("1 edit of this")).to_be_visible()
    await page.go_back()
    await _drawn(page, "An edit")
    await info.get_by_role("link", name="Picture 2").click()
    await _drawn(page, "Picture 2")
    await page.keyboard.press("Escape")
    await expect(_viewer(page)).to_be_hidden()
    assert page.url.endswith("/gallery")


async def test_remix_takes_everything_over_and_says_what_it_cannot(
    person: Person, ann: Client, worker: Parts
) -> None:
    gone, kept = await upload_pictures(ann, 2)
    job = await asked_for(
        ann, prompt="An edit", sourceIds=[gone, kept], size="1536x1024", quality="HIGH", n=2
    )
    await ended(ann, job)
    await ann.query(TRASH, id=gone)
    await ann.query(_DELETE, id=gone)
    page = await person.window("/gallery")
    await page.get_by_role("gridcell").get_by_title("An edit").first.click()
    await expect(_picture(page, "An edit")).to_be_visible()
    await page.keyboard.press("r")
    await expect(_viewer(page)).to_be_hidden()
    await expect(page.get_by_text("Taken over, except: 1 source deleted")).to_be_visible()
    await expect(page.get_by_label("Prompt", exact=True)).to_have_value("An edit")
    await expect(page.get_by_label("Size")).to_have_value("1536x1024")
    await expect(page.get_by_label("Quality")).to_have_value("HIGH")
    await expect(page.get_by_role("combobox", name="Pictures")).to_have_value("2")
    sources = page.get_by_role("list", name="Start from").get_by_role("listitem")
    await expect(sources).to_have_count(1)


async def test_the_panel_stays_as_it_was_left_and_copies_each_fact(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 1)
    await person.allow("clipboard-read", "clipboard-write")
    page = await person.window("/gallery")
    await _open(page, "Picture 1")
    info = _viewer(page).get_by_role("complementary", name="Information")
    await info.get_by_role("button", name="Copy: Dimensions").click()
    await expect(_viewer(page).get_by_text("Dimensions copied")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == "65x48"
    await page.keyboard.press("ControlOrMeta+c")
    await expect(_viewer(page).get_by_text("Picture copied")).to_be_visible()
    kinds = "navigator.clipboard.read().then(all => all.flatMap(one => one.types))"
    assert await page.evaluate(kinds) == ["image/png"]

    await page.keyboard.press("i")
    await expect(info).to_be_hidden()
    await page.reload()
    await _drawn(page, "Picture 1")
    await expect(info).to_be_hidden()


async def test_fingers_swipe_pinch_and_close(
    chromium: Browser, house: House, database: Database, ann: Client
) -> None:
    await upload_pictures(ann, 3, width=600, height=600)
    async with phone(chromium, house, database) as (person, context):
        page = await person.window("/gallery")
        await _open(page, "Picture 3")
        fingers = await context.new_cdp_session(page)
        await drag(fingers, (300, 400), (60, 410))
        await _drawn(page, "Picture 2")
        await drag(fingers, (60, 400), (300, 410))
        await _drawn(page, "Picture 3")

        await touch(fingers, "touchStart", (180, 400), (210, 400))
        await touch(fingers, "touchMove", (100, 400), (290, 400))
        await touch(fingers, "touchEnd")
        await expect(_zoom(page)).to_be_visible()
        await drag(fingers, (300, 400), (60, 410))
        await expect(_picture(page, "Picture 3")).to_be_visible()
        await _zoom(page).click()
        await expect(_zoom(page)).to_be_hidden()

        await drag(fingers, (200, 300), (205, 700))
        await expect(_viewer(page)).to_be_hidden()


@needs_axe
async def test_readers_find_no_obstacle(
    chromium: Browser, house: House, database: Database, ann: Client
) -> None:
    ids = await upload_pictures(ann, 3)
    await ann.query(TRASH, id=ids[0])
    context = await chromium.new_context(reduced_motion="reduce")
    person = Person(context, house, database)
    await person.sign_in()
    for image_id, name in ((ids[2], "Picture 3"), (ids[0], "Picture 1")):
        page = await person.window(f"/gallery/{image_id}")
        await _drawn(page, name)
        await expect(_viewer(page).get_by_text("SHA-256")).to_be_visible()
        await _viewer(page).get_by_role("button", name="More").click()
        assert await violations(page) == []
    assert person.complaints == []
