"""Two pictures beside and upon each other, moved in step, and what they were asked with."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from gallery.wiring import Parts
from tests.api.helpers import asked_for, ended
from tests.client import Client
from tests.pictures import png
from tests.web.axe import needs_axe, violations
from tests.web.conftest import Person, needs_chromium

pytestmark = needs_chromium


async def _drawn(client: Client, **asked: Any) -> str:
    job = await ended(client, await asked_for(client, **asked))
    return str(job["images"][0]["id"])


def _compare(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Compare pictures")


def _picture(page: Page, name: str) -> Locator:
    return _compare(page).locator("[role=img]").and_(page.get_by_label(name, exact=True))


async def _width(picture: Locator) -> float:
    box = await picture.bounding_box()
    assert box is not None
    return box["width"]


@needs_axe
async def test_two_that_are_selected_differ_in_words_and_settings(
    person: Person, ann: Client, worker: Parts
) -> None:
    one = await _drawn(ann, prompt="A red heron at dawn", quality="HIGH")
    other = await _drawn(ann, prompt="A grey heron at dusk", quality="LOW")
    page = await person.window("/gallery")
    await page.get_by_role("checkbox", name="Select: A red heron at dawn").click()
    await page.get_by_role("checkbox", name="Select: A grey heron at dusk").click()
    await page.get_by_role("button", name="Compare").click()
    await expect(_picture(page, "A: A grey heron at dusk")).to_be_visible()
    await expect(_picture(page, "B: A red heron at dawn")).to_be_visible()
    assert page.url.endswith(f"/compare/{other}/{one}")

    prompts = _compare(page).get_by_role("region", name="Prompt")
    await expect(prompts.get_by_role("deletion")).to_have_text(["grey", "dusk"])
    await expect(prompts.get_by_role("insertion")).to_have_text(["red", "dawn"])
    quality = _compare(page).get_by_role("row").filter(has_text="Quality")
    await expect(quality.get_by_role("cell")).to_have_text(["low", "high"])
    await expect(quality).to_have_attribute("data-differs", "true")
    model = _compare(page).get_by_role("row").filter(has_text="Model")
    await expect(model).not_to_have_attribute("data-differs", "true")
    assert await violations(page) == []

    await page.get_by_role("button", name="Slider").click()
    await expect(page.get_by_role("slider")).to_be_visible()
    assert await violations(page) == []
    await page.keyboard.press("Escape")
    await expect(_compare(page)).to_be_hidden()
    await expect(page.get_by_role("grid")).to_be_visible()


async def test_both_are_enlarged_in_step_and_the_divider_hears_keys_and_pointer(
    person: Person, ann: Client
) -> None:
    ids = []
    for n in (1, 2):
        made = await ann.upload(png(1200, 900, colour=f"hsl({n * 90}, 60%, 50%)"), prompt=f"P{n}")
        ids.append(made["images"][0]["id"])
    page = await person.window(f"/compare/{ids[0]}/{ids[1]}")
    a, b = _picture(page, "A: P1"), _picture(page, "B: P2")
    await expect(b).to_be_visible()
    before = await _width(a)
    assert await _width(b) == pytest.approx(before)
    await a.hover()
    await page.mouse.wheel(0, -600)
    await expect(page.get_by_role("button", name="Zoomed to")).to_be_visible()
    assert await _width(a) > before * 1.5
    assert await _width(b) == pytest.approx(await _width(a))
    await page.keyboard.press("0")
    await expect(page.get_by_role("button", name="Zoomed to")).to_be_hidden()

    await page.get_by_role("button", name="Slider").click()
    divider = page.get_by_role("slider", name="How much of picture A is shown")
    await expect(divider).to_have_attribute("aria-valuenow", "50")
    await divider.focus()
    await page.keyboard.press("ArrowRight")
    await expect(divider).to_have_attribute("aria-valuenow", "52")
    await page.keyboard.press("End")
    await expect(divider).to_have_attribute("aria-valuenow", "100")
    box = await divider.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    await page.mouse.down()
    await page.mouse.move((page.viewport_size or {"width": 1280})["width"] / 4, 300)
    await page.mouse.up()
    await expect(divider).to_have_attribute("aria-valuenow", "25")
    await page.reload()
    await expect(page.get_by_role("slider")).to_be_visible()


async def test_an_edit_is_compared_with_its_source(
    person: Person, ann: Client, worker: Parts
) -> None:
    made = await ann.upload(png(320, 240), prompt="The source")
    source = made["images"][0]["id"]
    edit = await _drawn(ann, prompt="The edit", sourceIds=[source])
    page = await person.window(f"/gallery/{edit}")
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("button", name="Compare with its source").click()
    await expect(_picture(page, "A: The source")).to_be_visible()
    await expect(_picture(page, "B: The edit")).to_be_visible()
