"""A visit by keyboard alone, with what a screen reader finds at each step: sources and masks.

No pointer is used, and nothing gets the focus but by keys.
"""

from playwright.async_api import FilePayload, expect

from tests.api.helpers import asked_for
from tests.client import Client
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium
from tests.web.reader import Reader

pytestmark = needs_chromium

_LONG = "A heron in the reeds, " * 30


async def test_starting_from_pictures_and_asking_again(person: Person, ann: Client) -> None:
    await asked_for(ann, "A fox")
    await asked_for(ann, _LONG)
    await person.allow("clipboard-read", "clipboard-write")
    reader = Reader(await person.window("/"))
    await expect(reader.page.get_by_role("article")).to_have_count(2)
    await _brings_back_a_prompt(reader)
    await _puts_sources_in_order(reader)
    await _draws_a_mask(reader)
    await _cancels_and_asks_again(reader)


async def _brings_back_a_prompt(reader: Reader) -> None:
    prompt = reader.page.get_by_role("textbox", name="Prompt")
    await reader.tab_to(prompt)
    await reader.write("A whale")
    await reader.press("Alt+ArrowUp", "Alt+ArrowUp")
    await reader.hears('- textbox "Prompt": A fox')
    await reader.press("Alt+ArrowDown", "Alt+ArrowDown")
    await reader.hears('- textbox "Prompt": A whale')


async def _puts_sources_in_order(reader: Reader) -> None:
    sources = reader.page.get_by_role("list", name="Start from")
    await reader.choose_files(
        reader.button("Add picture"),
        *(
            FilePayload(name=f"{name}.png", mimeType="image/png", buffer=png(320, high))
            for name, high in (("pond", 240), ("lake", 200), ("reed", 160))
        ),
    )
    await reader.hears(
        """
        - list "Start from":
          - listitem:
            - button "Source 1 of 3"
            - button "Remove this source"
          - listitem:
            - button "Source 2 of 3"
            - button "Remove this source"
          - listitem:
            - button "Source 3 of 3"
            - button "Remove this source"
        """
    )
    first = await sources.locator("img").first.get_attribute("src") or ""
    await reader.tab_to(reader.button("Source 1 of 3"), "Shift+Tab")
    await reader.press("ArrowRight")
    await reader.is_at(reader.button("Source 2 of 3"))
    await reader.hears("- paragraph: Moved to place 2 of 3")
    await expect(sources.locator("img").nth(1)).to_have_attribute("src", first)
    await reader.press("ArrowLeft")
    await reader.is_at(reader.button("Source 1 of 3"))
    await expect(sources.locator("img").first).to_have_attribute("src", first)
    await reader.tab_to(reader.button("Source 3 of 3"))
    await reader.press("Delete")
    await reader.hears("- paragraph: Source removed")
    await reader.is_at(reader.button("Source 2 of 2"))
    await reader.press("Tab", "Enter")
    await reader.is_at(reader.button("Source 1 of 1"))


async def _draws_a_mask(reader: Reader) -> None:
    await reader.use(reader.button("Mark what may change"))
    editor = reader.dialog("Mark what may change")
    await reader.hears(
        """
        - banner:
          - heading "Mark what may change" [level=2]
          - button "Cancel"
          - button "Use mask" [disabled]
        - application "Drawing area. The arrow keys move the brush, Space paints.":
          - img "Uploaded picture"
          - paragraph: 50 % from the left, 50 % from the top
        - group "Tool":
          - radio "Brush" [checked]
          - radio "Eraser"
          - radio "Move"
        - slider "Brush size": "20"
        - button "Undo" [disabled]
        - button "Redo" [disabled]
        - button "Swap what is marked and what is not"
        - button "Clear" [disabled]
        - button "Farther"
        - button "Closer"
        - button "Whole picture"
        """,
        editor,
    )
    stage = editor.get_by_role("application")
    await reader.tab_to(stage)
    await reader.press("ArrowLeft", "Shift+ArrowUp")
    await reader.hears(
        "- application:\n  - paragraph: 47 % from the left, 49 % from the top", editor
    )
    await reader.hold(" ", "ArrowRight", "ArrowRight", "ArrowDown")
    await reader.hears('- banner:\n  - button "Use mask"', editor)
    await reader.hears('- button "Undo"\n- button "Redo" [disabled]', editor)
    await reader.press("]", "e")
    await reader.hears('- radio "Eraser" [checked]', editor)
    await reader.hears('- slider "Brush size": "26"', editor)
    await reader.press("Control+z")
    await reader.hears('- banner:\n  - button "Use mask" [disabled]', editor)
    await reader.press("Control+Shift+z")
    await _moves_the_picture(reader)
    await reader.use(editor.get_by_role("button", name="Swap what is marked"))
    await reader.use(editor.get_by_role("button", name="Use mask"), by="Shift+Tab")
    await expect(editor).to_have_count(0)
    await reader.is_at(reader.button("Change the mask"))
    await reader.hears('- button "Source 1 of 1, with a mask"')
    await reader.use(reader.button("Remove mask"))
    await reader.hears('- button "Source 1 of 1"')


async def _moves_the_picture(reader: Reader) -> None:
    """Closer, and to another part of it: the brush finds its way back into view."""
    stage = reader.page.get_by_role("application")
    picture = stage.get_by_role("img")
    await reader.press("+", "+", "+", "h")
    await reader.hears('- radio "Move" [checked]', reader.dialog("Mark what may change"))
    await reader.press(*["ArrowRight"] * 20)
    await expect(picture).not_to_be_in_viewport()
    await reader.press("b", "ArrowRight")
    await expect(picture).to_be_in_viewport()
    await reader.press("0")


async def _cancels_and_asks_again(reader: Reader) -> None:
    page = reader.page
    card = page.get_by_role("article").first
    await reader.use(card.get_by_role("button", name="Show all"))
    await reader.hears('- button "Show less" [expanded]', card)
    await reader.use(card.get_by_role("button", name="Copy prompt"))
    await reader.is_told("Prompt copied")
    assert await page.evaluate("navigator.clipboard.readText()") == _LONG
    await reader.use(card.get_by_role("button", name="Cancel"))
    await reader.hears("- text: Cancelled 0 of 1 picture", card)
    await reader.is_at(card)
    await reader.use(card.get_by_role("button", name="Retry 1 picture"))
    await reader.hears('- button "Cancel"', card)
