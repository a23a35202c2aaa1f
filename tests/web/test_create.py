"""Asking for pictures: what is written, started from and spent, before anything is asked for."""

import io
import json
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from PIL import Image
from playwright.async_api import Locator, Page, expect

from gallery.settings import Settings
from tests.api.helpers import asked_for
from tests.client import Client
from tests.pictures import png
from tests.web.axe import needs_axe, violations
from tests.web.conftest import Person, needs_chromium

pytestmark = needs_chromium

_FILE = "query($id: ID!) { node(id: $id) { ... on Image { url deletedAt } } }"
_DROP = """(files) => {
    const data = new DataTransfer()
    for (const [name, bytes] of files) {
        data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }))
    }
    const init = { bubbles: true, cancelable: true }
    const paste = new ClipboardEvent('paste', { ...init, clipboardData: data })
    const drop = new DragEvent('drop', { ...init, dataTransfer: data })
    document.body.dispatchEvent(window.pasted ? drop : paste)
    window.pasted = true
}"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, daily_job_limit=5)


async def test_earlier_prompts_come_back_and_the_draft_after_them(
    person: Person, ann: Client
) -> None:
    for asked in ("A heron", "A fox", "A heron"):
        await asked_for(ann, asked)
    page = await person.window("/")
    prompt = page.get_by_label("Prompt", exact=True)
    await expect(page.get_by_role("article")).to_have_count(3)
    await prompt.fill("A whale")
    await prompt.press("Alt+ArrowUp")
    await expect(prompt).to_have_value("A heron")
    await prompt.press("Alt+ArrowUp")
    await expect(prompt).to_have_value("A fox")
    await prompt.press("Alt+ArrowUp")
    await expect(prompt).to_have_value("A fox")
    await page.reload()
    await expect(page.get_by_role("article")).to_have_count(3)
    await expect(prompt).to_have_value("A fox")
    await prompt.press("Alt+ArrowDown")
    await prompt.press("Alt+ArrowDown")
    await expect(prompt).to_have_value("A whale")


async def test_sources_come_by_paste_and_drop_and_are_put_in_order(person: Person) -> None:
    page = await person.window("/")
    await expect(page.get_by_role("button", name="Add picture")).to_be_visible()
    await page.evaluate(_DROP, [["red.png", list(png(64, 48, "red"))]])
    await expect(_sources(page)).to_have_count(1)
    await page.evaluate(_DROP, [["blue.png", list(png(48, 64, "blue"))]])
    await expect(_sources(page)).to_have_count(2)
    red = await _sources(page).first.locator("img").get_attribute("src") or ""

    await page.get_by_role("button", name="Source 1 of 2").press("ArrowRight")
    await expect(page.get_by_role("button", name="Source 2 of 2")).to_be_focused()
    await page.keyboard.press("ArrowRight")  # there is nowhere to go, and nothing to come back to
    await page.get_by_label("Prompt", exact=True).press_sequentially("two")
    await expect(page.get_by_label("Prompt", exact=True)).to_have_value("two")
    await expect(_sources(page).last.locator("img")).to_have_attribute("src", red)
    await _sources(page).last.hover(position={"x": 20, "y": 50})
    await page.mouse.down()
    await _sources(page).first.hover(position={"x": 20, "y": 50})
    await page.mouse.up()
    await expect(_sources(page).first.locator("img")).to_have_attribute("src", red)
    await page.get_by_role("button", name="Source 2 of 2").press("Delete")
    await expect(_sources(page)).to_have_count(1)
    await page.reload()
    await expect(page.get_by_role("button", name="Source 1 of 1")).to_be_visible()


async def test_what_the_model_cannot_do_falls_back_in_the_open(person: Person) -> None:
    page = await person.window("/")
    await page.evaluate(
        "localStorage.setItem('gallery.draft',"
        " JSON.stringify({prompt: 'A heron', model: 'old', size: '8x8', n: 99}))"
    )
    await page.reload()
    note = page.get_by_text("Not offered by this model")
    await expect(note).to_contain_text("Model: old → demo")
    await expect(note).to_contain_text("Size: 8x8 → Automatic")
    await page.get_by_role("combobox", name="Size").select_option("1024x1024")
    await expect(note).not_to_contain_text("Size")


async def test_the_day_counts_down_as_one_asks(person: Person) -> None:
    page = await person.window("/")
    await expect(page.get_by_text("Takes no tokens")).to_be_visible()
    await expect(page.get_by_text("5 of today’s 5 requests left")).to_be_visible()
    prompt = page.get_by_label("Prompt", exact=True)
    await prompt.fill("A heron")
    await prompt.press("Control+Enter")
    await expect(page.get_by_role("article", name="A heron")).to_be_visible()
    await expect(page.get_by_text("4 of today’s 5 requests left")).to_be_visible()


async def test_a_mask_is_drawn_on_the_first_source_and_sent_with_it(
    person: Person, ann: Client
) -> None:
    page = await person.window("/")
    await expect(page.get_by_role("button", name="Add picture")).to_be_visible()
    await page.evaluate(_DROP, [["pond.png", list(png(320, 240))]])
    await page.get_by_role("button", name="Mark what may change").click()
    editor = page.get_by_role("dialog", name="Mark what may change")
    stage = editor.get_by_role("application")
    await expect(editor.get_by_role("button", name="Use mask")).to_be_disabled()
    await stage.focus()
    await page.keyboard.down(" ")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.up(" ")
    await stage.hover(position={"x": 400, "y": 200})
    await page.mouse.wheel(0, -300)
    await page.mouse.down()
    await stage.hover(position={"x": 500, "y": 240})
    await page.mouse.up()
    await editor.get_by_role("radio", name="Eraser").check(force=True)
    await page.keyboard.press("ControlOrMeta+z")
    await expect(editor.get_by_role("button", name="Redo")).to_be_enabled()
    await editor.get_by_role("button", name="Use mask").click()
    await expect(editor).to_have_count(0)
    await expect(page.get_by_role("button", name="Source 1 of 1, with a mask")).to_be_visible()

    await page.reload()
    await expect(page.get_by_role("button", name="Source 1 of 1, with a mask")).to_be_visible()
    prompt = page.get_by_label("Prompt", exact=True)
    await prompt.fill("A heron in the pond")
    async with page.expect_request(lambda request: "maskId" in (request.post_data or "")) as asked:
        await prompt.press("Control+Enter")
    await expect(page.get_by_role("article", name="A heron in the pond")).to_be_visible()
    sent = json.loads((await asked.value).post_data or "")
    mask_id = sent["variables"]["input"]["maskId"]
    mask = (await ann.query(_FILE, id=mask_id))["node"]
    alpha = await _alpha_of(page, mask["url"])
    assert alpha.size == (320, 240)
    assert (alpha.getpixel((160, 120)), alpha.getpixel((1, 1))) == (0, 255)
    assert mask["deletedAt"] is not None

    await page.get_by_role("button", name="Remove mask").click()
    await expect(page.get_by_role("button", name="Source 1 of 1")).to_be_visible()
    await page.goto(page.url + "gallery")
    await expect(page.get_by_role("grid").get_by_role("img")).to_have_count(1)


@needs_axe
@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_nothing_of_it_has_an_obstacle(person: Person, colours: str) -> None:
    page = await person.window("/")
    await page.emulate_media(color_scheme="light" if colours == "light" else "dark")
    await expect(page.get_by_role("button", name="Add picture")).to_be_visible()
    await page.evaluate(_DROP, [["pond.png", list(png(320, 240))]])
    await expect(page.get_by_role("region", name="Uploads")).to_contain_text("1 picture uploaded")
    assert await violations(page) == []
    await page.get_by_role("button", name="Mark what may change").click()
    await expect(page.get_by_role("application")).to_be_visible()
    assert await violations(page) == []


async def _alpha_of(page: Page, url: str) -> Image.Image:
    answer = await page.request.get(urljoin(page.url, url))
    return Image.open(io.BytesIO(await answer.body())).getchannel("A")


def _sources(page: Page) -> Locator:
    return page.get_by_role("list", name="Start from").get_by_role("listitem")
