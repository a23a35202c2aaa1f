"""Every word comes from the catalogue, in the language that a person has chosen."""

import re

import pytest
from playwright.async_api import Browser, Locator, expect

from db.engine import Database
from gallery.wiring import Parts
from tests.client import Client
from tests.conftest import House
from tests.pictures import png
from tests.web.conftest import CHROMIUM, Person
from tests.web.walk import fill, speak, walk

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium here: apt-get install chromium"
)

# All that is told to eyes and to readers of the screen, but for what is the same in every language
# (names, commands, keys, formats, units) and for moments, which the browser itself puts into words.
_STRAYS = r"""() => {
    const data = new RegExp([
      '\\b(?:ann|F10|PNG|JPE?G|WEBP|AUTO|[kMG]?B|AM|PM|demo[\\w-]*|[\\da-f]{8,})\\b',
      '\\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\\b',
      '\\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\p{L}*\\b',
    ].join('|'), 'gu')
    const withoutBrackets = (text) => {
      for (let before; before !== text; ) [before, text] = [text, text.replace(/⟦[^⟦⟧]*⟧/g, '')]
      return text.replace(data, '')
    }
    const found = new Set()
    const hear = (text, where) => {
      if (/\p{L}{2}/u.test(withoutBrackets(text ?? ''))) found.add(`${where}: ${text}`)
    }
    hear(document.title, 'title')
    const apart = 'script, style, time, code, [lang]:not(html)'
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest(apart)) continue
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) hear(node.data, element.localName)
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'])
        hear(element.getAttribute(name), `${element.localName}[${name}]`)
    }
    return [...found]
}"""

_HEAR_ALL = """
    window.told = new Set()
    new MutationObserver(() => {
      const texts = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT)
      while (texts.nextNode()) told.add(texts.currentNode.data)
    }).observe(document, { subtree: true, childList: true, characterData: true })
"""


async def test_no_word_stands_outside_of_the_catalogue(
    person: Person, ann: Client, worker: Parts
) -> None:
    gallery = await fill(ann)
    page = await person.window("/nowhere")
    await speak(page, "en-XA")
    seen = []
    async for name in walk(page, gallery):
        seen.append(name)
        assert await page.evaluate(_STRAYS) == [], name
    assert len(seen) > 20


async def test_the_chosen_language_stays_and_so_does_what_was_being_written(person: Person) -> None:
    page = await person.window("/")
    prompt = page.get_by_label("Prompt", exact=True)
    await prompt.fill("a heron")
    await page.get_by_role("combobox", name="Language").select_option(label="Deutsch")
    await expect(page.get_by_role("button", name="Erzeugen")).to_be_visible()
    await expect(prompt).to_have_value("a heron")
    await expect(page.locator("html")).to_have_attribute("lang", "de")
    await expect(page).to_have_title(re.compile("Erstellen"))
    other = await person.window("/trash")
    await expect(other.get_by_text("Der Papierkorb ist leer")).to_be_visible()
    await other.get_by_role("combobox", name="Sprache").select_option(label="English")
    await expect(other.get_by_text("The trash is empty")).to_be_visible()
    await expect(other.locator("html")).to_have_attribute("lang", "en")


async def test_a_german_browser_is_never_told_anything_in_english(
    chromium: Browser, house: House, database: Database
) -> None:
    context = await chromium.new_context(locale="de-AT")
    await context.add_init_script(_HEAR_ALL)
    person = Person(context, house, database)
    await person.sign_in()
    page = await person.window("/gallery")
    await expect(page.get_by_role("heading", name="Noch nichts hier")).to_be_visible()
    told = set(await page.evaluate("[...told]"))
    assert {"Galerie", "Papierkorb"} <= told
    assert not {"Create", "Jobs", "Trash", "History"} & told
    assert person.complaints == []


async def test_keys_and_buttons_lead_where_they_point_in_a_mirrored_page(
    person: Person, ann: Client
) -> None:
    for n in range(3):
        await ann.upload(png(64 + n, 48), prompt=f"Picture {n}")
    page = await person.window("/nowhere")
    await speak(page, "ar-XB")
    await page.goto(page.url.replace("/nowhere", "/gallery"))
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    tiles = page.get_by_role("gridcell").locator("[data-open]")
    await expect(tiles).to_have_count(3)
    await tiles.first.focus()
    await page.keyboard.press("ArrowLeft")
    await expect(tiles.nth(1)).to_be_focused()
    assert await _left(tiles.nth(1)) < await _left(tiles.first)
    await page.keyboard.press("Enter")
    viewer = page.locator("dialog[open]")
    await expect(viewer.locator("[aria-live]").first).to_contain_text("Picture 1")
    previous, following = (
        viewer.locator(".lucide-chevron-left"),
        viewer.locator(".lucide-chevron-right"),
    )
    assert await _left(following) < await _left(previous)
    await page.keyboard.press("ArrowLeft")
    await expect(viewer.locator("[aria-live]").first).to_contain_text("Picture 0")


async def _left(one: Locator) -> float:
    box = await one.bounding_box()
    assert box is not None
    return box["x"]
