"""A visit by keyboard alone, with what a screen reader finds at each step: asking for pictures.

No pointer is used, and nothing gets the focus but by keys.
"""

from playwright.async_api import expect

from db.engine import Database
from gallery.wiring import Parts
from resolvers import people
from tests.conftest import House
from tests.web.conftest import Person, needs_chromium
from tests.web.reader import Reader

pytestmark = needs_chromium


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
