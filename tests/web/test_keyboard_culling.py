"""A visit by keyboard alone, with what a screen reader finds at each step: culling, and the trash.

No pointer is used, and nothing gets the focus but by keys.
"""

from playwright.async_api import expect

from tests.client import Client
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import upload_pictures
from tests.web.reader import Reader

pytestmark = needs_chromium


async def test_throwing_away_going_through_and_taking_back(person: Person, ann: Client) -> None:
    await upload_pictures(ann, 6)
    reader = Reader(await person.window("/gallery"))
    await reader.tab_to(reader.tile(6))
    await _throws_away(reader)
    await _goes_through(reader)
    await _compares(reader)
    await _empties_the_trash(reader)
    await _takes_back(reader)


async def _throws_away(reader: Reader) -> None:
    await reader.press("Delete")
    await reader.is_told("1 picture moved to trash")
    await reader.is_at(reader.tile(5))
    await reader.press("Control+z")
    await reader.is_told("/Undone for 1 picture/")
    await expect(reader.tile(6)).to_be_visible()
    await reader.is_at(reader.tile(5))


async def _goes_through(reader: Reader) -> None:
    through = reader.dialog("Go through pictures")
    await reader.press("x", "Shift+ArrowRight", "Shift+ArrowRight", "v")
    await reader.hears(
        """
        - progressbar "Go through pictures"
        - text: 1 of 3
        - img "Picture 5"
        - button "Trash"
        - button "Skip"
        - button "Star"
        - paragraph: "Picture 1 of 3: Picture 5"
        """,
        through,
    )
    await reader.press("s")
    await reader.hears('- paragraph: "Picture 2 of 3: Picture 4"', through)
    await reader.press("x")
    await reader.hears('- listitem:\n  - button "Picture 2 of 3, in the trash"', through)
    await reader.press("u")
    await reader.hears('- paragraph: "Picture 2 of 3: Picture 4"', through)
    await reader.press("x", "Space")
    await reader.is_at(through.get_by_role("heading", name="All gone through"))
    await reader.hears(
        """
        - heading "All gone through" [level=1]
        - term: starred
        - definition: "1"
        - term: trashed
        - definition: "1"
        - button "Undo all of it"
        - button "Done"
        """,
        through,
    )
    await reader.use(through.get_by_role("button", name="Done"))
    await expect(through).to_have_count(0)
    await expect(reader.tile(4)).to_have_count(0)
    await reader.is_at(reader.tile(5))


async def _compares(reader: Reader) -> None:
    compare = reader.dialog("Compare pictures")
    await reader.press("x", "Shift+ArrowRight", "b")
    await reader.hears(
        """
        - group "How they are shown":
          - button "Side by side" [pressed]
          - button "Slider"
        - 'img "A: Picture 5"'
        - 'img "B: Picture 3"'
        - complementary "Differences":
          - table "Settings"
        """,
        compare,
    )
    await reader.use(compare.get_by_role("button", name="Slider"))
    await reader.hears('- slider "How much of picture A is shown"', compare)
    divider = compare.get_by_role("slider")
    await reader.use(divider, "ArrowRight")
    await expect(divider).to_have_attribute("aria-valuetext", "52 %")
    await reader.press("Escape")
    await expect(compare).to_have_count(0)
    await reader.is_at(reader.tile(5))


async def _empties_the_trash(reader: Reader) -> None:
    page = reader.page
    await reader.press("g", "t")
    await reader.hears(
        """
        - heading "Trash" [level=1]
        - button "Expiring soon"
        - combobox "Order"
        - button "Empty trash"
        - grid "Pictures":
          - row:
            - gridcell:
              - article:
                - link "Picture 4"
                - text: 30 days left
        """
    )
    await expect(reader.tile(4)).to_have_accessible_description("30 days left")
    await _narrows_and_orders_the_trash(reader)
    await reader.tab_to(reader.tile(4))
    await reader.press("Shift+Delete")
    question = page.get_by_role("alertdialog", name="Delete 1 picture for ever?")
    await reader.hears(
        '- heading [level=2]\n- paragraph: /cannot be undone/\n- button "Keep them"', question
    )
    await reader.is_at(question.get_by_role("button", name="Keep them"))
    await reader.press("Enter")
    await expect(question).to_have_count(0)
    await reader.is_at(reader.tile(4))
    await reader.press("r")
    await reader.is_told("1 picture restored")
    await reader.hears('- heading "The trash is empty"')
    await reader.press("Control+z")
    await expect(reader.tile(4)).to_be_visible()
    await reader.tab_to(reader.tile(4))
    await reader.press("Shift+Delete")
    await reader.use(question.get_by_role("button", name="Delete 1 picture"))
    await reader.is_told("/1 picture deleted for ever/")
    await reader.hears('- heading "The trash is empty"')


async def _narrows_and_orders_the_trash(reader: Reader) -> None:
    page = reader.page
    soon = reader.button("Expiring soon")
    await reader.use(soon)
    await reader.hears('- heading "Nothing goes soon"')
    await reader.is_at(soon)
    await reader.press("Enter")
    await expect(reader.tile(4)).to_be_visible()
    await reader.use(page.get_by_role("combobox", name="Order"), "ArrowDown")
    await reader.hears('- combobox "Order":\n  - option "Next to go" [selected]')
    await reader.use(reader.button("Empty trash"))
    await reader.hears('- heading "Empty the trash of 1 picture?"', page.get_by_role("alertdialog"))
    await reader.press("Escape")
    await reader.is_at(reader.button("Empty trash"))


async def _takes_back(reader: Reader) -> None:
    await reader.press("g", "h")
    await reader.hears(
        """
        - heading "History" [level=1]
        - region:
          - list:
            - listitem:
              - paragraph: 1 picture deleted for ever
        """
    )
    undo = reader.button("Undo: 1 picture starred")
    await reader.use(undo)
    await reader.is_told("/Undone for 1 picture/")
    await expect(undo).to_have_count(0)
    await reader.hears("- listitem:\n  - paragraph: 1 picture starred\n  - paragraph: /Undone/")
