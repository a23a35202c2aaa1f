"""What becomes of a request, as people see it: every state, in every window, after everything."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from importlib import import_module
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from db.engine import Database
from gallery.settings import Settings
from gallery.wiring import Parts
from tests.api.helpers import TRASH, asked_for, ended
from tests.client import Client
from tests.conftest import serving
from tests.jobs.images_api import (
    Events,
    ImagesApi,
    Script,
    answer,
    completed,
    encoded,
    failure,
    images_server,
    partial,
    pictures,
)
from tests.pictures import png
from tests.web.axe import needs_axe, violations
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import reconnected

pytestmark = needs_chromium

ONE, TWO, THREE, FOUR = (png(48, 48, colour) for colour in ("teal", "navy", "olive", "maroon"))
CANCEL = "mutation($id: ID!) { cancelJob(id: $id) { userErrors { message } } }"
_CUT = failure(502, None)
_COLOURS: Final = ("light", "dark")
# Whether each frame had a picture on the card that was loaded.
_WATCH_FRAMES = """() => {
    window.frames_seen = []
    const look = () => {
        const pictures = [...document.querySelectorAll('article img.object-contain')]
        window.frames_seen.push(pictures.some((one) => one.complete && one.naturalWidth > 0))
        requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
}"""


@pytest.fixture
async def provider() -> AsyncIterator[ImagesApi]:
    # Its SDK takes seconds to load, which are nobody's patience to test.
    import_module("jobs.providers.openai")
    async with images_server() as api:
        yield api


@pytest.fixture
def settings(settings: Settings, provider: ImagesApi) -> Settings:
    return replace(
        settings,
        image_provider="openai",
        openai_api_key="sk-of-the-tests",
        openai_base_url=provider.base_url,
    )


@pytest.mark.parametrize(
    ("script", "headline", "words"),
    [
        (
            failure(400, "moderation_blocked", "Your request was rejected."),
            "Refused",
            ["safety rules", "Your request was rejected.", "Change the prompt"],
        ),
        (
            failure(400, "invalid_value", "The size is not supported."),
            "Refused",
            ["refused the request", "The size is not supported."],
        ),
        (_CUT, "Outcome unknown", ["may have been paid", "never asked again by itself"]),
        (answer([{"b64_json": encoded(b"no picture")}]), "Failed", ["kept in quarantine"]),
    ],
    ids=["moderation", "rejected", "unknown", "bad output"],
)
async def test_a_job_that_failed_says_why_and_what_to_do(
    person: Person,
    worker: Parts,
    provider: ImagesApi,
    script: Script,
    headline: str,
    words: list[str],
) -> None:
    provider.will(script)
    page = await person.window("/")
    card = await _ask(page, "A heron in the reeds")
    await expect(card).to_contain_text("0 of 1 picture")
    for text in (headline, *words):
        await expect(card).to_contain_text(text)
    await page.reload()
    await expect(card).to_contain_text(headline)
    await expect(card).to_contain_text("A heron in the reeds")


async def test_a_retry_asks_for_the_missing_picture_alone(
    person: Person, worker: Parts, provider: ImagesApi
) -> None:
    provider.will(pictures(ONE, TWO, THREE), pictures(FOUR))
    page = await person.window("/")
    card = await _ask(page, "Four herons", n=4)
    await expect(card).to_contain_text("3 of 4 pictures")
    await expect(card).to_contain_text("Partly done")
    await card.get_by_role("button", name="Retry 1 picture").click()
    await expect(card).to_contain_text("4 of 4 pictures")
    await expect(card.get_by_role("link", name="Picture")).to_have_count(4)
    await expect(card).to_be_focused()
    assert [asked.fields.get("n", 1) for asked in provider.asked] == [4, 1]
    await card.get_by_role("button", name="Details").click()
    await expect(card.get_by_role("listitem").filter(has_text="Attempt 2")).to_contain_text(
        "answered"
    )


async def test_its_cards_hear_of_what_was_trashed_and_of_what_is_gone_for_good(
    person: Person, worker: Parts, provider: ImagesApi, ann: Client
) -> None:
    provider.will(pictures(ONE, TWO))
    job = await ended(ann, await asked_for(ann, prompt="Two herons", n=2))
    one, two = (slot["image"]["id"] for slot in job["slots"])
    page = await person.window("/jobs")
    card = _card(page, "Two herons")
    through = card.get_by_role("link", name="Go through them")
    await expect(through).to_be_visible()
    for image in (one, two):
        await ann.query(TRASH, id=image)
    await expect(through).to_have_count(0)
    await ann.query("mutation { emptyTrash { operation { id } } }")
    await expect(card.get_by_text("Deleted for good")).to_have_count(2)
    await expect(card.get_by_role("link", name="Picture")).to_have_count(0)


async def test_every_job_is_kept_by_what_became_of_it_and_a_refused_one_is_edited(
    person: Person, ann: Client, worker: Parts, provider: ImagesApi
) -> None:
    provider.will(
        pictures(ONE), failure(400, "moderation_blocked", "No."), answer([{"b64_json": "bm8="}])
    )
    for prompt in ("Done heron", "Refused heron", "Failed heron"):
        await ended(ann, await asked_for(ann, prompt=prompt, quality="HIGH"))
    page = await person.window("/")
    await page.get_by_role("link", name="All jobs").click()
    cards = page.get_by_role("list", name="Jobs").get_by_role("article")
    await expect(cards).to_have_count(3)
    for state, prompt in (("Done", "Done heron"), ("Failed", "Failed heron")):
        await page.get_by_role("link", name=state, exact=True).click()
        await expect(cards).to_have_count(1)
        await expect(cards).to_contain_text(prompt)
    await page.get_by_role("link", name="Cancelled").click()
    await expect(page.get_by_text("Nothing was cancelled")).to_be_visible()
    await page.get_by_role("link", name="Refused").click()
    await page.reload()
    await expect(cards).to_have_count(1)
    await cards.get_by_role("button", name="Edit and retry").click()
    field = page.get_by_label("Prompt", exact=True)
    await expect(field).to_have_value("Refused heron")
    await expect(field).to_be_focused()
    await expect(page.get_by_label("Quality")).to_have_value("HIGH")


async def test_a_cancelled_job_keeps_the_picture_that_was_paid(
    person: Person, worker: Parts, provider: ImagesApi
) -> None:
    drawn = asyncio.Event()
    provider.will(Events(partial(ONE), completed(TWO), gate=drawn))
    page = await person.window("/")
    card = await _ask(page, "A slow heron")
    await expect(card.get_by_role("img", name="Picture 1 of 1")).to_be_visible()
    await card.get_by_role("button", name="Cancel").click()
    await expect(card).to_contain_text("a picture already paid for still arrives here")
    await expect(card).to_be_focused()
    drawn.set()
    await expect(card.get_by_role("link", name="Picture 1 of 1")).to_be_visible()
    await expect(card).to_contain_text("Cancelled")
    await expect(card).to_contain_text("1 of 1 picture")
    await expect(card.get_by_role("button", name="Retry")).to_have_count(0)


async def test_a_job_that_waits_is_cancelled_and_never_sent(
    person: Person, provider: ImagesApi
) -> None:
    page = await person.window("/")
    await _ask(page, "The first heron")
    card = await _ask(page, "The second heron")
    await expect(card).to_contain_text("2nd in the queue")
    await _card(page, "The first heron").get_by_role("button", name="Cancel").click()
    await expect(card).to_contain_text("1st in the queue")
    await card.get_by_role("button", name="Cancel").click()
    await expect(card.get_by_role("button", name="Retry 1 picture")).to_be_visible()
    assert provider.asked == []


async def test_what_is_being_drawn_is_seen_after_a_reload_and_in_another_tab(
    person: Person, worker: Parts, provider: ImagesApi
) -> None:
    drawn = asyncio.Event()
    provider.will(Events(partial(ONE), completed(TWO), gate=drawn))
    first = await person.window("/")
    await _ask(first, "A heron in two tabs")
    second = await person.window("/")
    await first.reload()
    cards = [_card(page, "A heron in two tabs") for page in (first, second)]
    for card in cards:
        await expect(card.get_by_role("img", name="Picture 1 of 1")).to_be_visible()
        await expect(card.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "25")
    drawn.set()
    for card in cards:
        await expect(card.get_by_role("link", name="Picture 1 of 1")).to_be_visible()
        await expect(card).to_contain_text("Done")


async def test_a_job_that_ends_while_the_server_is_away_is_right_when_it_is_back(
    chromium: Browser,
    settings: Settings,
    database: Database,
    worker: Parts,
    provider: ImagesApi,
) -> None:
    drawn = asyncio.Event()
    provider.will(Events(partial(ONE), completed(TWO), gate=drawn))
    async with serving(settings, grace=1) as house:
        person = Person(await chromium.new_context(), house, database)
        await person.sign_in()
        page = await person.window("/")
        card = await _ask(page, "A heron in a storm")
        await expect(card.get_by_role("img", name="Picture 1 of 1")).to_be_visible()
        port = urlsplit(house.address).port
    assert port is not None
    await expect(page.get_by_text("Connection lost")).to_be_visible()
    drawn.set()
    async with serving(settings, grace=1, port=port):
        await reconnected(page)
        await expect(card.get_by_role("link", name="Picture 1 of 1")).to_be_visible()
        await page.close()
    assert person.complaints_but_of_the_gap() == []


async def test_the_finished_picture_takes_the_place_of_the_partial_without_a_blank_frame(
    person: Person, worker: Parts, provider: ImagesApi
) -> None:
    drawn = asyncio.Event()
    provider.will(Events(partial(ONE), completed(TWO), gate=drawn))
    page = await person.window("/")
    card = await _ask(page, "A heron in motion")
    await expect(card.get_by_role("img", name="Picture 1 of 1")).to_be_visible()
    await page.evaluate(_WATCH_FRAMES)
    drawn.set()
    finished = card.get_by_role("link", name="Picture 1 of 1").get_by_role("img")
    await expect(finished).to_have_attribute("src", re.compile("/media/"))
    seen = await page.evaluate("window.frames_seen")
    assert len(seen) > 0
    assert all(seen)


async def test_what_may_have_been_paid_is_asked_again_only_knowingly(
    person: Person, worker: Parts, provider: ImagesApi
) -> None:
    provider.will(_CUT, pictures(ONE))
    page = await person.window("/")
    card = await _ask(page, "A heron in doubt")
    retry = card.get_by_role("button", name="Retry 1 picture")
    await retry.press("Enter")
    question = page.get_by_role("dialog", name="Ask again?")
    await expect(question).to_contain_text("can cost it a second time")
    await question.get_by_role("button", name="Not now").press("Enter")
    await expect(question).to_have_count(0)
    await expect(retry).to_be_focused()
    assert len(provider.asked) == 1
    await page.keyboard.press("Enter")
    await question.get_by_role("button", name="Ask again for 1 picture").press("Enter")
    await expect(card.get_by_role("link", name="Picture 1 of 1")).to_be_visible()
    assert len(provider.asked) == 2


@needs_axe
async def test_the_question_whether_to_ask_again_is_no_obstacle(
    person: Person, worker: Parts, provider: ImagesApi
) -> None:
    provider.will(_CUT)
    page = await person.window("/")
    card = await _ask(page, "A heron in doubt")
    await card.get_by_role("button", name="Retry 1 picture").press("Enter")
    await expect(page.get_by_role("dialog", name="Ask again?")).to_be_visible()
    for colours in _COLOURS:
        await page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        assert await violations(page) == []


async def test_a_refused_request_goes_back_into_the_form_whole(
    person: Person, worker: Parts, provider: ImagesApi, ann: Client
) -> None:
    provider.will(failure(400, "moderation_blocked", "No."))
    [source] = (await ann.upload(png(), prompt="A pond"))["images"]
    asked = {"n": 3, "size": "1536x1024", "quality": "HIGH", "sourceIds": [source["id"]]}
    await asked_for(ann, "A heron in a pond", **asked)
    page = await person.window("/")
    card = _card(page, "A heron in a pond")
    await card.get_by_role("button", name="Edit and retry").click()
    prompt = page.get_by_label("Prompt", exact=True)
    await expect(prompt).to_have_value("A heron in a pond")
    await expect(prompt).to_be_focused()
    await expect(page.get_by_role("combobox", name="Size")).to_have_value("1536x1024")
    await expect(page.get_by_role("combobox", name="Quality")).to_have_value("HIGH")
    await expect(page.get_by_role("combobox", name="Pictures")).to_have_value("3")
    sources = page.get_by_role("list", name="Start from")
    await expect(sources.get_by_role("listitem")).to_be_visible()


async def test_older_work_is_read_on_demand(
    person: Person, provider: ImagesApi, ann: Client
) -> None:
    for number in range(26):
        await ann.query(CANCEL, id=await asked_for(ann, f"Heron {number}"))
    page = await person.window("/")
    cards = page.get_by_role("article")
    await expect(cards).to_have_count(24)
    await page.get_by_role("button", name="Show older work").click()
    await expect(cards).to_have_count(26)
    await expect(cards.nth(24)).to_be_focused()
    await expect(cards.last).to_contain_text("Heron 0")
    await expect(page.get_by_role("button", name="Show older work")).to_have_count(0)


async def _ask(page: Page, prompt: str, n: int = 1) -> Locator:
    """Ask for pictures as people do; the card of the request."""
    await page.get_by_label("Prompt", exact=True).fill(prompt)
    await page.get_by_role("combobox", name="Pictures").select_option(str(n))
    await page.get_by_role("button", name="Generate").click()
    return _card(page, prompt)


def _card(page: Page, prompt: str) -> Locator:
    return page.get_by_role("article", name=prompt)
