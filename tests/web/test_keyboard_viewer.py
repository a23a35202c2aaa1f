"""A visit by keyboard alone, with what a screen reader finds at each step: looking closely.

No pointer is used, and nothing gets the focus but by keys.
"""

from playwright.async_api import Locator, Route, expect

from gallery.wiring import Parts
from tests.api.helpers import asked_for, ended
from tests.client import Client
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import upload_pictures
from tests.web.reader import Reader

pytestmark = needs_chromium


async def test_looking_closely_and_going_on_from_a_picture(
    person: Person, ann: Client, worker: Parts
) -> None:
    [source] = await upload_pictures(ann, 1, width=1600, height=1600)
    await ended(ann, await asked_for(ann, prompt="An edit", n=2, sourceIds=[source]))
    await person.allow("clipboard-read", "clipboard-write")
    reader = Reader(await person.window("/gallery"))
    await reader.tab_to(_tile(reader, "An edit").first)
    await reader.press("Enter")
    await _follows_the_lineage(reader)
    await _looks_closer(reader)
    await _copies(reader)
    await _throws_away_and_takes_back(reader)
    await _goes_through_all_of_it(reader)
    await _compares_with_the_source(reader)
    await _goes_on_from_it(reader)


def _tile(reader: Reader, prompt: str) -> Locator:
    return reader.page.get_by_role("gridcell").get_by_title(prompt, exact=True)


async def _follows_the_lineage(reader: Reader) -> None:
    viewer = reader.dialog("Picture")
    await reader.hears(
        """
        - complementary "Information":
          - heading "Made from" [level=3]
          - list:
            - listitem:
              - link "Picture 1"
          - heading "Asked for together" [level=3]
        """,
        viewer,
    )
    await reader.use(viewer.get_by_role("complementary").get_by_role("link", name="Picture 1"))
    await reader.hears("- paragraph: Picture 1", viewer)
    await reader.hears('- heading "2 edits of this" [level=3]', viewer)


async def _looks_closer(reader: Reader) -> None:
    viewer = reader.dialog("Picture")
    zoomed = viewer.get_by_role("button", name="Zoomed to")
    await reader.press("1")
    await reader.hears("- button /Zoomed to 100 %/", viewer)
    picture = viewer.get_by_role("img", name="Picture 1", exact=True).first
    await expect(picture).to_be_in_viewport()
    await reader.press("-")
    await expect(zoomed).not_to_have_accessible_name("Zoomed to 100 %: show the whole picture")
    await reader.press("+", "ArrowLeft", "ArrowUp")
    await reader.hears("- paragraph: Picture 1", viewer)
    await reader.use(zoomed)
    await expect(zoomed).to_have_count(0)


async def _copies(reader: Reader) -> None:
    page, viewer = reader.page, reader.dialog("Picture")
    await reader.use(viewer.get_by_role("button", name="Copy: Dimensions"))
    await reader.hears("- text: Dimensions copied", viewer)
    assert await page.evaluate("navigator.clipboard.readText()") == "1601x1600"
    await reader.press("c")
    await reader.hears("- text: Prompt copied", viewer)
    await reader.press("Control+c")
    await reader.hears("- text: Picture copied", viewer)
    async with page.expect_download() as download:
        await reader.press("d")
    assert (await download.value).suggested_filename.endswith(".png")


async def _throws_away_and_takes_back(reader: Reader) -> None:
    viewer = reader.dialog("Picture")
    # From here it is not far to Undo, whose message goes away by itself.
    await reader.tab_to(viewer.get_by_role("button", name="Close", exact=True), "Shift+Tab")
    await reader.press("Delete")
    await reader.hears("- text: 1 picture moved to trash", viewer)
    await reader.hears("- paragraph: An edit", viewer)
    await reader.use(viewer.get_by_role("button", name="Undo"), by="Shift+Tab")
    await reader.hears("- text: /Undone for 1 picture/", viewer)
    await reader.hears("- paragraph: Picture 1", viewer)


async def _goes_through_all_of_it(reader: Reader) -> None:
    viewer, through = reader.dialog("Picture"), reader.dialog("Go through pictures")
    await reader.press("ArrowLeft")
    await reader.hears('- heading "Asked for together" [level=3]', viewer)
    await reader.press("v")
    await reader.hears('- paragraph: "Picture 1 of 2: An edit"', through)
    await reader.use(through.get_by_role("button", name="Picture 2 of 2"))
    await reader.hears('- paragraph: "Picture 2 of 2: An edit"', through)
    await reader.press("ArrowLeft", "ArrowRight", "Home", "k")
    await reader.is_at(through.get_by_role("heading", name="All gone through"))
    await reader.hears(
        '- listitem:\n  - button "Picture 1 of 2, kept"\n'
        '- listitem:\n  - button "Picture 2 of 2, in the trash"',
        through,
    )
    await reader.use(through.get_by_role("button", name="Undo all of it"))
    await reader.hears('- paragraph: "Picture 1 of 2: An edit"', through)
    await reader.press("Escape")
    await expect(through).to_have_count(0)


async def _compares_with_the_source(reader: Reader) -> None:
    compare = reader.dialog("Compare pictures")
    await reader.hears('- heading "Made from" [level=3]', reader.dialog("Picture"))
    await reader.press("b")
    await reader.hears('- complementary "Differences"', compare)
    left = compare.get_by_role("img", name="A: ", exact=False).first
    before = await left.get_attribute("aria-label") or ""
    await reader.use(compare.get_by_role("button", name="Swap them"))
    await expect(left).not_to_have_accessible_name(before)
    await reader.use(compare.get_by_role("button", name="Differences"))
    await expect(compare.get_by_role("complementary")).to_have_count(0)
    await reader.press("1")
    await reader.hears("- button /Zoomed to/", compare)
    await reader.press("0", "Escape")
    await expect(compare).to_have_count(0)


async def _goes_on_from_it(reader: Reader) -> None:
    page, viewer = reader.page, reader.dialog("Picture")
    await reader.hears('- img "An edit"', viewer)
    await reader.press("r")
    await reader.hears('- textbox "Prompt": An edit')
    await reader.hears("- button /Source 1 of 1/")
    await reader.press("g", "g")
    # It was looked at last.
    await expect(_tile(reader, "An edit").and_(page.locator(":focus"))).to_be_visible()
    await reader.press("Control+End")
    await reader.is_at(_tile(reader, "Picture 1"))
    await reader.press("e")
    await reader.hears("- button /Source 1 of 1/")
    await expect(page).to_have_title("Create · Permanent Gallery")


async def test_a_thumbnail_that_did_not_come_is_asked_for_again(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 2)
    page = await person.window("/nowhere")
    reader = Reader(page)

    async def refuse(route: Route) -> None:
        if route.request.resource_type == "image":
            await route.abort()
        else:
            await route.continue_()

    await reader.hears('- heading "Not found" [level=1]')
    await page.route("**", refuse)
    await reader.press("g", "g")
    failed = page.get_by_role("gridcell").get_by_role("button", name="Load this picture again")
    await expect(failed).to_have_count(2)
    await reader.tab_to(reader.tile(2))
    await page.unroute("**", refuse)
    await reader.press("Tab")
    await reader.is_at(failed.first)
    await reader.press("Enter")
    await expect(failed).to_have_count(1)
    await reader.is_at(reader.tile(2))
    await reader.press("ArrowRight")
    await reader.is_at(reader.tile(1))
    person.complaints[:] = [text for text in person.complaints if "ERR_FAILED" not in text]
