"""A visit by keyboard alone, with what a screen reader finds at each step: the gallery.

No pointer is used, and nothing gets the focus but by keys.
"""

from playwright.async_api import expect

from tests.client import Client
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import upload_pictures
from tests.web.reader import Reader

pytestmark = needs_chromium


async def test_finding_looking_and_choosing_in_the_gallery(person: Person, ann: Client) -> None:
    await upload_pictures(ann, 7)
    reader = Reader(await person.window("/"))
    await reader.hears('- heading "Create" [level=1]')
    await reader.press("g", "g")
    await reader.hears(
        """
        - heading "Gallery" [level=1]
        - search:
          - searchbox "Search pictures"
        - button "Filters"
        - button "Upload"
        - grid "Pictures":
          - row:
            - rowheader:
              - heading [level=2]
          - row:
            - gridcell:
              - article:
                - link "Picture 7"
              - 'checkbox "Select: Picture 7"'
        """
    )
    await _walks_the_grid(reader)
    await _looks_at_pictures(reader)
    await _stars(reader)
    await _selects(reader)
    await _selects_all_but_one(reader)
    await _downloads(reader)


async def _walks_the_grid(reader: Reader) -> None:
    """It is one stop for Tab; arrows go on from there, in two dimensions."""
    await reader.use(reader.button("Upload"), "Tab")
    await reader.is_at(reader.tile(7))
    await reader.press("Tab", "Shift+Tab")
    await reader.is_at(reader.tile(7))
    await reader.press("ArrowRight")
    await reader.is_at(reader.tile(6))
    await reader.press("ArrowDown")
    await expect(reader.tile(6)).not_to_be_focused()
    await reader.press("ArrowUp")
    await reader.is_at(reader.tile(6))
    await reader.press("Control+End")
    await reader.is_at(reader.tile(1))
    await reader.press("Control+Home", "ArrowRight")
    await reader.is_at(reader.tile(6))


async def _looks_at_pictures(reader: Reader) -> None:
    viewer = reader.dialog("Picture")
    await reader.press("Enter")
    await reader.hears(
        """
        - button "Close"
        - button "Star"
        - button "Use as source"
        - button "Remix with all settings"
        - link "Download"
        - button "Move to trash"
        - button "More"
        - button "Information" [pressed]
        - img "Picture 6"
        - button "Previous picture"
        - button "Next picture"
        """,
        viewer,
    )
    await reader.hears("- term: Prompt\n- definition: Picture 6", viewer)
    await reader.press("i")
    await reader.hears('- button "Information"', viewer)
    await expect(viewer.get_by_role("term")).to_have_count(0)
    await reader.press("ArrowRight", "ArrowRight")
    await reader.hears('- img "Picture 4"\n- paragraph: Picture 4', viewer)
    await reader.press("ArrowLeft")
    await reader.hears("- paragraph: Picture 5", viewer)
    await reader.press("s")
    await reader.hears('- button "Remove star" [pressed]\n- img "Picture 5"', viewer)
    await reader.use(viewer.get_by_role("button", name="More"))
    await reader.hears('- list "More":\n  - listitem:\n    - button "Copy prompt"', viewer)
    await reader.press("Escape", "Escape")
    await expect(viewer).to_have_count(0)
    await reader.is_at(reader.tile(5))


async def _stars(reader: Reader) -> None:
    await reader.hears('- link "Picture 5"\n- button "Remove star" [pressed]')
    await expect(reader.tile(5)).to_have_accessible_description("Starred")
    await reader.press("s")
    await reader.is_told("Star removed from 1 picture")
    await expect(reader.tile(5)).not_to_have_accessible_description("Starred")
    await reader.press("s")
    await reader.is_told("1 picture starred")
    await reader.press("Shift+F10")
    await reader.hears(
        """
        - menu "What to do with it":
          - menuitem "Open"
          - menuitem "Select"
          - menuitem "Remove star"
          - menuitem "Use as source"
          - menuitem "Remix with all settings"
          - menuitem "Copy prompt"
          - menuitem "Download"
          - menuitem "Move to trash"
        """
    )
    await reader.press("Escape", "ContextMenu", "r")
    await reader.is_at(reader.page.get_by_role("menuitem", name="Remove star"))
    await reader.press("Escape")
    await reader.is_at(reader.tile(5))


async def _selects(reader: Reader) -> None:
    page = reader.page
    await reader.press("x", "ArrowRight", "ArrowRight", "Shift+Space")
    await reader.hears(
        """
        - region "Selected pictures":
          - button "Clear selection"
          - paragraph:
            - strong: 3 selected
          - button "Select all"
          - button "Star"
          - button "Download"
          - button "Move to trash"
          - button "Go through"
        - status: 3 selected
        """
    )
    await reader.hears("- gridcell [selected]:\n  - 'checkbox \"Select: Picture 4\" [checked]'")
    await reader.press("Shift+ArrowRight")
    await reader.hears("- status: 4 selected")
    await reader.press("Shift+D")
    await reader.hears(
        "- rowheader:\n  - heading [level=2]\n  - checkbox /Select all of/ [checked]"
    )
    await reader.press("Shift+D")
    await expect(page.get_by_role("gridcell", selected=True)).to_have_count(0)
    await reader.press("Control+a")
    await reader.hears("- status: 7 selected")
    bar = page.get_by_role("region", name="Selected pictures")
    await reader.use(bar.get_by_role("button", name="Star", exact=True), by="Shift+Tab")
    await reader.is_told("/6 pictures starred/")
    await reader.is_at(reader.tile(2))
    await reader.press("Escape")
    await expect(bar).to_have_count(0)
    await reader.press("Control+z")
    await reader.is_told("/Undone for 6 pictures/")
    await reader.hears('- navigation "Show":\n  - link "All"\n  - link "Starred"')


async def _selects_all_but_one(reader: Reader) -> None:
    bar = reader.page.get_by_role("region", name="Selected pictures")
    await reader.tab_to(reader.tile(2))
    await reader.press("Control+a")
    await reader.hears("- status: 7 selected")
    await reader.press("ArrowRight", "x")
    await reader.hears("- status: 6 selected")
    await reader.press("s")
    # The one that was starred before has kept its star.
    await reader.is_told("/5 pictures starred/")
    await reader.press("Control+a")
    await reader.hears("- status: 7 selected")
    await reader.use(bar.get_by_role("button", name="Remove star"), by="Shift+Tab")
    await reader.is_told("/Star removed from 6 pictures/")
    await reader.press("Control+a")
    await reader.hears("- status: 7 selected")
    await reader.use(bar.get_by_role("button", name="Clear selection"), by="Shift+Tab")
    await expect(bar).to_have_count(0)
    await reader.is_at(reader.tile(1))


async def _downloads(reader: Reader) -> None:
    async with reader.page.expect_download() as one:
        await reader.press("d")
    assert (await one.value).suggested_filename.endswith(".png")
    await reader.press("x", "Shift+ArrowLeft")
    async with reader.page.expect_download() as many:
        await reader.press("d")
    assert (await many.value).suggested_filename.endswith(".zip")
    await reader.press("Escape")
