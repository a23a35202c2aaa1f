"""One registry of actions behind keys, menus and the sheet of shortcuts."""

from playwright.async_api import Locator, Page, expect

from tests.client import Client
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import upload_pictures

pytestmark = needs_chromium

# What a phone paints around the page.
_WHITE, _BLACK = "#ffffff", "#09090b"


def _opener(page: Page, number: int) -> Locator:
    return page.locator(f"[data-open][title='Picture {number}']")


def _menu(page: Page) -> Locator:
    return page.get_by_role("menu")


async def test_the_sheet_opens_by_key_and_button_and_never_while_typing(person: Person) -> None:
    page = await person.window("/gallery")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    await expect(page.get_by_text("Nothing here yet")).to_be_visible()
    await page.keyboard.press("?")
    await expect(sheet.get_by_text("Move to trash")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()

    button = page.get_by_role("button", name="Keyboard shortcuts")
    await button.click()
    await sheet.get_by_role("button", name="Close").click()
    await expect(sheet).to_be_hidden()
    await expect(button).to_be_focused()

    await page.get_by_role("searchbox").fill("what")
    await page.keyboard.type("? g t")
    await expect(page.get_by_role("searchbox")).to_have_value("what? g t")
    await expect(sheet).to_be_hidden()


async def test_keys_do_to_the_tile_with_the_focus_what_they_say(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 3)
    page = await person.window("/gallery")
    await _opener(page, 2).focus()
    await page.keyboard.press("s")
    await expect(page.get_by_role("button", name="Remove star")).to_have_count(1)
    await page.keyboard.press("Delete")
    await expect(_opener(page, 2)).to_be_hidden()
    await expect(_opener(page, 1)).to_be_focused()
    await page.keyboard.press("ControlOrMeta+z")
    await expect(_opener(page, 2)).to_be_visible()

    await page.keyboard.press("g")
    await page.keyboard.press("t")
    await expect(page.get_by_role("heading", name="The trash is empty")).to_be_visible()
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("searchbox")).not_to_be_focused()


async def test_a_page_gone_to_is_said_and_has_the_focus(person: Person, ann: Client) -> None:
    await upload_pictures(ann, 1)
    page = await person.window("/gallery")
    said = page.locator("#root > div > [aria-live=polite]")
    await _opener(page, 1).focus()
    await expect(said).to_be_empty()
    await page.keyboard.press("g")
    await page.keyboard.press("j")
    await expect(said).to_have_text("Jobs")
    await expect(page.get_by_role("main")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="All", exact=True)).to_be_focused()

    trash = page.get_by_role("link", name="Trash")
    await trash.focus()
    await page.keyboard.press("Enter")
    await expect(said).to_have_text("Trash")
    await expect(trash).to_be_focused()
    await page.go_back()
    await expect(said).to_have_text("Jobs")
    await page.keyboard.press("/")
    await expect(said).to_have_text("Gallery")
    await expect(page.get_by_role("searchbox")).to_be_focused()


async def test_a_page_gone_to_by_the_drawer_has_the_focus(person: Person) -> None:
    page = await person.window("/jobs")
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.get_by_role("button", name="Open menu").press("Enter")
    await page.get_by_role("dialog").get_by_role("link", name="Trash").press("Enter")
    await expect(page.locator("#root > div > [aria-live=polite]")).to_have_text("Trash")
    await expect(page.get_by_role("main")).to_be_focused()


async def test_the_menu_of_a_picture_is_walked_by_arrows_and_gives_the_focus_back(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 2)
    page = await person.window("/gallery")
    await _opener(page, 1).focus()
    await page.keyboard.press("Shift+F10")
    await expect(_menu(page).get_by_role("menuitem", name="Open")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(_menu(page).get_by_role("menuitem", name="Move to trash")).to_be_focused()
    await page.keyboard.press("u")
    await expect(_menu(page).get_by_role("menuitem", name="Use as source")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(_menu(page)).to_be_hidden()
    await expect(_opener(page, 1)).to_be_focused()

    await page.keyboard.press("Shift+F10")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("1 picture moved to trash")).to_be_visible()
    await expect(_opener(page, 2)).to_be_focused()


async def test_the_menu_opens_what_was_pointed_at_and_closes_by_a_click_beside(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 2)
    page = await person.window("/gallery")
    await _opener(page, 1).click(button="right")
    await expect(_menu(page)).to_be_visible()
    await page.get_by_role("heading", name="Gallery").click()
    await expect(_menu(page)).to_be_hidden()
    await _opener(page, 2).click(button="right")
    await _menu(page).get_by_role("menuitem", name="Open").click()
    await expect(page.get_by_role("dialog", name="Picture")).to_be_visible()
    await page.go_back()
    await expect(_opener(page, 2)).to_be_visible()


async def test_the_menu_of_a_selected_picture_is_that_of_the_selection(
    person: Person, ann: Client
) -> None:
    await upload_pictures(ann, 3)
    page = await person.window("/gallery")
    await _opener(page, 1).click(modifiers=["ControlOrMeta"])
    await _opener(page, 2).click(modifiers=["ControlOrMeta"])
    await expect(page.get_by_role("gridcell", selected=True)).to_have_count(2)
    await _opener(page, 2).click(button="right")
    await expect(_menu(page)).to_be_visible()
    await expect(_menu(page).get_by_role("menuitem", name="Open")).to_have_count(0)
    await _menu(page).get_by_role("menuitem", name="Star", exact=True).click()
    await expect(page.get_by_text("2 pictures starred")).to_be_visible()
    await _opener(page, 3).click(button="right")
    await expect(_menu(page).get_by_role("menuitem", name="Open")).to_be_visible()


async def test_chosen_colours_stay(person: Person) -> None:
    page = await person.window("/gallery")
    around = page.locator("meta[name=theme-color][media*=light]")
    await expect(around).to_have_attribute("content", _WHITE)
    await page.get_by_role("radio", name="Dark").check(force=True)
    await expect(page.locator("html[data-theme=dark]")).to_be_attached()
    await expect(around).to_have_attribute("content", _BLACK)
    await page.reload()
    await expect(page.locator("html[data-theme=dark]")).to_be_attached()
    await expect(around).to_have_attribute("content", _BLACK)
    await page.get_by_role("radio", name="As the system has it").check(force=True)
    await expect(page.locator("html[data-theme=light]")).to_be_attached()
    await expect(around).to_have_attribute("content", _WHITE)
    await page.emulate_media(color_scheme="dark")
    await expect(page.locator("html[data-theme=dark]")).to_be_attached()
