"""The grid: its true length, the scrubber, what stays in place, days, keys, stale addresses."""

import json
from datetime import datetime

import pytest
from playwright.async_api import Locator, Page, Route, expect

from gallery import seed
from gallery.settings import Settings
from tests.api.helpers import STAR
from tests.client import Client
from tests.conftest import House
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium

pytestmark = needs_chromium

_FIRST_IN_VIEW = """() => {
  const top = document.querySelector('[data-scroller]')?.getBoundingClientRect().top ?? 0
  for (const tile of document.querySelectorAll('[role=gridcell]:has([data-open])')) {
    const box = tile.getBoundingClientRect()
    if (box.bottom > top) return [tile.querySelector('a').getAttribute('href'), box.top]
  }
  return null
}"""
# While it is pulled, the month stands beside the slider for eyes too.
_SHOWS_ITS_MONTH = """() => {
  const slider = document.querySelector('[role=slider]')
  return [...slider.querySelectorAll('span')].some((label) =>
    label.textContent === slider.ariaValueText && label.checkVisibility({ checkOpacity: true }))
}"""
_IS_PAINTED = """() => {
  const view = document.querySelector('[data-scroller]')?.getBoundingClientRect()
  const tiles = [...document.querySelectorAll('[data-tile]')].filter((tile) => {
    const box = tile.getBoundingClientRect()
    return view && box.bottom > view.top && box.top < view.bottom
  })
  return tiles.length > 0 && tiles.every((tile) => tile.querySelector('img'))
}"""


@pytest.fixture
async def many(person: Person, settings: Settings, house: House) -> Client:
    """A person whose gallery goes back five years."""
    await seed.seed(settings, images=1500, users=1, sources_every=0, pictures=2)
    await person.sign_in("user0")
    return house.client("user0")


async def _opened(person: Person, path: str = "/gallery") -> Page:
    page = await person.window(path)
    await page.wait_for_function(_IS_PAINTED)
    return page


async def _scrolled(page: Page, top: int) -> None:
    await page.locator("[data-scroller]").evaluate("(it, top) => it.scrollTo(0, top)", top)
    await page.wait_for_function(_IS_PAINTED)


async def _stays(page: Page, tile: str, top: float) -> None:
    """Wait until this tile is the first in view, where it was to a pixel."""
    await page.wait_for_function(
        f"([tile, top]) => {{ const now = ({_FIRST_IN_VIEW})();"
        " return now && now[0] === tile && Math.abs(now[1] - top) <= 1 }",
        arg=[tile, top],
    )


def _month(page: Page) -> Locator:
    return page.get_by_role("slider", name="Month in view")


async def test_any_month_is_a_key_or_a_pull_away(person: Person, many: Client) -> None:
    timeline = (await many.query("{ imageTimeline(unit: DAY) { start count } }"))["imageTimeline"]
    page = await _opened(person)
    length = await page.locator("[data-scroller]").evaluate("it => it.scrollHeight")
    assert length > 20_000

    await _month(page).focus()
    await page.keyboard.press("End")
    days = [datetime.fromisoformat(day["start"]) for day in timeline]
    oldest = days[-1]
    await expect(_month(page)).to_have_attribute("aria-valuetext", f"{oldest:%B %Y}")
    await page.wait_for_function(_IS_PAINTED)
    begins = next(day for day in days if (day.year, day.month) == (oldest.year, oldest.month))
    await expect(page.locator(f"time[datetime='{begins:%Y-%m-%d}']")).to_be_in_viewport()

    track = await _month(page).bounding_box()
    assert track is not None
    x, middle = track["x"] + track["width"] / 2, track["y"] + track["height"] / 2
    await page.mouse.move(x, track["y"] + track["height"] - 20)
    await page.mouse.down()
    await page.mouse.move(x, middle, steps=4)
    await page.wait_for_function(_SHOWS_ITS_MONTH)
    await page.mouse.up()
    await page.wait_for_function(_IS_PAINTED)
    top = await page.locator("[data-scroller]").evaluate("it => it.scrollTop / it.scrollHeight")
    assert 0.4 < top < 0.6
    await page.keyboard.press("Home")
    await expect(page.locator("[data-tile='0'] img")).to_be_in_viewport()


async def test_a_tile_stays_in_its_place_over_reload_and_back(person: Person, many: Client) -> None:
    page = await _opened(person)
    await _scrolled(page, 7777)
    # Once more, now that all is loaded there: what is held on to is the first tile that was.
    await _scrolled(page, 7780)
    tile, top = await page.evaluate(_FIRST_IN_VIEW)

    await page.reload()
    await _stays(page, tile, top)
    await page.get_by_role("link", name="Trash").click()
    await expect(page.get_by_role("heading", name="Trash")).to_be_visible()
    await page.go_back()
    await _stays(page, tile, top)


async def test_a_starred_tile_stays_in_its_place_when_only_stars_are_shown(
    person: Person, many: Client
) -> None:
    page = await _opened(person)
    await _scrolled(page, 7777)
    await _scrolled(page, 7780)
    tile, top = await page.evaluate(_FIRST_IN_VIEW)
    await many.query(STAR, id=tile.rpartition("/")[2])
    shown = page.get_by_role("gridcell").filter(has=page.locator(f"[href='{tile}']"))
    await expect(shown.get_by_role("button", name="Remove star")).to_be_attached()
    await page.get_by_role("link", name="Starred").click()
    await expect(
        page.get_by_role("gridcell").get_by_role("button", name="Star", exact=True)
    ).to_have_count(0)
    await _stays(page, tile, top)


async def test_what_arrives_moves_nothing_and_waits(person: Person, many: Client) -> None:
    page = await _opened(person)
    await _scrolled(page, 900)
    before = await page.evaluate(_FIRST_IN_VIEW)
    await many.upload(png(64, 48), prompt="A late heron")
    await many.upload(png(96, 48), prompt="A later heron")
    pill = page.get_by_role("button", name="2 new pictures")
    await expect(pill).to_be_visible()
    assert await page.evaluate(_FIRST_IN_VIEW) == before
    await pill.click()
    await expect(page.get_by_title("A later heron")).to_be_in_viewport()
    assert await page.locator("[data-scroller]").evaluate("it => it.scrollTop") == 0

    await _month(page).press("End")
    await page.wait_for_function(_IS_PAINTED)
    await many.upload(png(80, 48), prompt="The latest heron")
    await page.get_by_role("button", name="1 new picture").click()
    await expect(page.get_by_title("The latest heron")).to_be_in_viewport()
    assert await page.locator("[data-scroller]").evaluate("it => it.scrollTop") == 0


async def test_keys_reach_the_ends_whatever_is_loaded(person: Person, many: Client) -> None:
    live = (await many.query("{ viewer { gallery { count } } }"))["viewer"]["gallery"]["count"]
    page = await _opened(person)
    await page.locator("[data-tile='0'] [data-open]").focus()
    await page.keyboard.press("ControlOrMeta+End")
    await expect(page.locator(f"[data-tile='{live - 1}'] [data-open]")).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator(f"[data-tile='{live - 2}'] [data-open]")).to_be_focused()
    await page.keyboard.press("PageUp")
    await page.keyboard.press("PageUp")
    focused = page.locator("[data-tile]:focus-within")
    await expect(focused).to_be_in_viewport()
    await page.keyboard.press("Home")
    await expect(focused).to_have_css("left", "0px")
    await page.keyboard.press("ControlOrMeta+Home")
    await expect(page.locator("[data-tile='0'] [data-open]")).to_be_focused()
    await expect(page.locator("[data-tile='0']")).to_be_in_viewport()


async def test_a_day_is_selected_by_its_heading(person: Person, ann: Client) -> None:
    for n in range(1, 4):
        await ann.upload(png(64 + n, 48), prompt=f"Picture {n}")
    page = await _opened(person)
    day = page.get_by_role("checkbox", name="Select all of")
    await page.get_by_role("rowheader").hover()
    await day.click()
    await expect(page.get_by_role("gridcell", selected=True)).to_have_count(3)
    await expect(day).to_be_checked()
    await page.get_by_role("checkbox", name="Select: Picture 2").click()
    await expect(day).not_to_be_checked()


async def test_addresses_that_ran_out_are_signed_anew_in_one_request(
    person: Person, ann: Client
) -> None:
    for n in range(1, 9):
        await ann.upload(png(64 + n, 48), prompt=f"Picture {n}")
    page = await person.window("/trash")
    asked: list[str] = []

    async def expire(route: Route) -> None:
        name = str(json.loads(route.request.post_data or "{}")["query"]).split("(")[0]
        asked.append(name.strip())
        answer = await route.fetch()
        if name.strip() != "query Timeline":
            await route.fulfill(response=answer)
            return
        stale = (await answer.text()).replace('"urlExpiresAt":"20', '"urlExpiresAt":"19')
        await route.fulfill(response=answer, body=stale)

    await page.route("**/graphql", expire)
    await page.get_by_role("navigation", name="Main").get_by_role("link", name="Gallery").click()
    await page.wait_for_function(_IS_PAINTED)
    for n in range(1, 9):
        drawn = page.get_by_title(f"Picture {n}", exact=True).get_by_role("img")
        await expect(drawn).not_to_have_js_property("naturalWidth", 0)
    assert asked.count("query PicturesById") == 1
