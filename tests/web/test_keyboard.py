"""A whole visit by keyboard alone, with what a screen reader finds at each step.

No pointer is used, and nothing gets the focus but by keys.
"""

from playwright.async_api import FilePayload, Locator, Page, expect

from db.engine import Database
from gallery.wiring import Parts
from resolvers import people
from tests.client import Client
from tests.conftest import House
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import upload_pictures

pytestmark = needs_chromium

# No page has so many stops before anything that is looked for.
_MOST_STOPS = 45
_FOCUSED = "found => found.some(one => one === document.activeElement)"


class Reader:
    """Somebody at a keyboard who hears the page and does not see it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def write(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def tab_to(self, stop: Locator, key: str = "Tab") -> None:
        await expect(stop).to_be_visible()
        for _ in range(_MOST_STOPS):
            await self.press(key)
            if await stop.evaluate_all(_FOCUSED):
                return
        raise AssertionError(f"{key} does not lead to {stop}")

    async def use(self, stop: Locator, key: str = "Enter", by: str = "Tab") -> None:
        await self.tab_to(stop, by)
        await self.press(key)

    async def hears(self, tree: str, within: Locator | None = None) -> None:
        """Wait until this is a part of the tree that a screen reader reads."""
        await expect(within or self.page.locator("body")).to_match_aria_snapshot(tree)

    async def is_told(self, message: str) -> None:
        await self.hears(f'- region "Messages":\n  - text: {message}')

    async def is_at(self, stop: Locator) -> None:
        await expect(stop).to_be_focused()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def dialog(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name)

    def tile(self, number: int) -> Locator:
        return self.page.get_by_role("gridcell").get_by_title(f"Picture {number}", exact=True)


async def test_arriving_asking_for_pictures_and_leaving(
    stranger: Person, house: House, database: Database, worker: Parts
) -> None:
    page = await stranger.window("/")
    reader = Reader(page)
    await reader.hears('- heading "You are signed out" [level=1]\n- button "I have opened it"')
    link = await people.make_link(database, "ann")
    await page.goto(f"{house.address}/auth/link/{link}")
    await _creates(reader)
    await _follows_the_job(reader)
    await _finds_all_jobs(reader)
    await _reads_the_shortcuts(reader)
    await _chooses_language_and_colours(reader)
    await reader.use(reader.button("Sign out"))
    await reader.hears('- heading "You are signed out" [level=1]')


async def _creates(reader: Reader) -> None:
    page = reader.page
    await reader.hears(
        """
        - link "Skip to content"
        - complementary:
          - navigation "Main":
            - link "Create"
            - link "Jobs"
            - link "Gallery"
            - link "Trash"
          - combobox "Language"
          - group "Colours"
          - button "Sign out"
        - main:
          - heading "Create" [level=1]
          - textbox "Prompt"
          - combobox "Size"
          - combobox "Pictures"
          - button "Generate" [disabled]
        """
    )
    await reader.use(reader.link("Skip to content"))
    await reader.press("Tab")
    await reader.is_at(page.get_by_role("textbox", name="Prompt"))
    await reader.write("A heron in the reeds")
    await reader.tab_to(page.get_by_role("combobox", name="Size"))
    await reader.press("s")
    await reader.tab_to(page.get_by_role("combobox", name="Pictures"))
    await reader.press("2")
    await reader.hears(
        """
        - textbox "Prompt": A heron in the reeds
        - combobox "Size":
          - option /Square/ [selected]
        - combobox "Pictures":
          - option "2" [selected]
        - button "Generate"
        """
    )
    await reader.tab_to(page.get_by_role("textbox", name="Prompt"), "Shift+Tab")
    await reader.press("Control+Enter")
    await reader.is_told("Added to the queue")


async def _follows_the_job(reader: Reader) -> None:
    page = reader.page
    await reader.hears(
        """
        - region "Recent work":
          - list:
            - listitem:
              - article "A heron in the reeds":
                - list:
                  - listitem:
                    - link "Picture 1 of 2"
                  - listitem:
                    - link "Picture 2 of 2"
                - text: Done 2 of 2 pictures
                - button "Details"
                - link "Go through them"
                - button "Use again"
          - paragraph: "Done: A heron in the reeds. 2 of 2 pictures."
        """
    )
    await reader.use(reader.link("Picture 1 of 2"))
    await reader.hears('- button "Close"\n- img "A heron in the reeds"', reader.dialog("Picture"))
    await reader.press("Escape")
    await expect(reader.dialog("Picture")).to_have_count(0)
    await reader.is_at(reader.link("Picture 1 of 2"))
    await reader.use(reader.button("Details"), "Space")
    await reader.hears('- button "Details" [expanded]')
    await reader.hears("- listitem: /Attempt 1/")
    await reader.use(reader.button("Use again"))
    await reader.is_at(page.get_by_role("textbox", name="Prompt"))


async def _finds_all_jobs(reader: Reader) -> None:
    # What writes hears no shortcuts.
    await reader.use(reader.link("All jobs"))
    await reader.hears(
        """
        - heading "Jobs" [level=1]
        - navigation "Show"
        - list "Jobs":
          - listitem:
            - article "A heron in the reeds"
        """
    )
    await expect(reader.page).to_have_title("Jobs · Permanent Gallery")
    await reader.use(reader.link("Under way"))
    await reader.hears('- heading "Nothing is under way"')
    await reader.is_at(reader.link("Under way"))


async def _reads_the_shortcuts(reader: Reader) -> None:
    sheet = reader.dialog("Keyboard shortcuts")
    await reader.press("?")
    await reader.hears(
        """
        - heading "Keyboard shortcuts" [level=2]
        - button "Close"
        - heading "Anywhere" [level=3]
        - term: These shortcuts
        - definition: "?"
        """,
        sheet,
    )
    await reader.press("Escape")
    await expect(sheet).to_have_count(0)
    await reader.is_at(reader.link("Under way"))


async def _chooses_language_and_colours(reader: Reader) -> None:
    page = reader.page
    await reader.use(
        page.get_by_role("radio", name="As the system has it"), "ArrowRight", "Shift+Tab"
    )
    await reader.press("ArrowRight")
    await reader.hears('- group "Colours":\n  - radio "Dark" [checked]')
    await expect(page.locator("html[data-theme=dark]")).to_be_attached()
    await reader.use(page.get_by_role("combobox", name="Language"), "ArrowDown", "Shift+Tab")
    await reader.hears('- navigation:\n  - link "Erstellen"\n- combobox "Sprache"')
    await expect(page.locator("html[lang=de]")).to_be_attached()
    await reader.use(page.get_by_role("combobox", name="Sprache"), "ArrowUp")
    await reader.hears('- navigation "Main"\n- combobox "Language"')


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
    await _searches_and_filters(reader)
    await _uploads(reader)


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
    await reader.press("s")
    await reader.is_told("Star removed from 1 picture")
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
    await reader.hears('- navigation "Show":\n  - link "All"\n  - link "Starred"')


async def _searches_and_filters(reader: Reader) -> None:
    page = reader.page
    await reader.press("/")
    await reader.is_at(page.get_by_role("searchbox"))
    await reader.write("picture 3")
    await reader.hears('- region "Active filters":\n  - status: 1 picture found')
    await reader.press("Enter")
    await reader.is_at(reader.tile(3))
    await reader.press("/", "Escape", "Escape")
    await expect(page.get_by_role("gridcell")).to_have_count(7)
    await reader.use(reader.button("Filters"), by="Shift+Tab")
    panel = reader.dialog("Filters")
    await reader.hears('- checkbox "Starred"\n- group "Origin"\n- group "Created"', panel)
    await reader.is_at(panel.get_by_role("checkbox", name="Starred"))
    await reader.press("Space")
    await reader.hears("- status: 1 picture")
    await reader.tab_to(panel.get_by_role("radio", name="Any"))
    await reader.press("ArrowRight")
    await reader.hears('- region "Active filters":\n  - status: 0 pictures found')
    await reader.hears('- heading "Nothing found" [level=2]')
    await reader.press("Escape")
    await reader.is_at(page.get_by_role("button", name="Filters"))
    await reader.use(page.get_by_role("region").get_by_role("button", name="Clear all"))
    await expect(page.get_by_role("gridcell")).to_have_count(7)


async def _uploads(reader: Reader) -> None:
    page = reader.page
    async with page.expect_file_chooser() as chooser:
        await reader.use(reader.button("Upload"))
    await (await chooser.value).set_files(
        [
            FilePayload(name="pond.png", mimeType="image/png", buffer=png(80, 48)),
            FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"no picture"),
        ]
    )
    await reader.hears(
        """
        - region "Uploads":
          - list "Uploads":
            - listitem:
              - paragraph: pond.png
              - paragraph: /Uploaded/
            - listitem:
              - paragraph: notes.txt
              - paragraph: Only PNG, JPEG and WebP pictures can be uploaded.
          - paragraph: 1 picture uploaded, 1 failed
        """
    )
    await expect(page.get_by_role("gridcell")).to_have_count(8)
    await reader.use(reader.button("Close the list of uploads"))
    await expect(page.get_by_role("region", name="Uploads")).to_have_count(0)


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
