"""The app and GraphiQL as people see them, served by the real api, drawn by a real worker."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from gallery.wiring import Parts
from tests.api.helpers import heard
from tests.client import Client
from tests.conftest import House
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium

pytestmark = needs_chromium

_PROMPT = "A lighthouse at dusk"


@pytest.mark.main_path
async def test_a_picture_arrives_by_itself_and_survives_star_trash_and_restore(
    person: Person, worker: Parts
) -> None:
    gallery = await person.window("/gallery")
    await expect(gallery.get_by_text("Nothing here yet")).to_be_visible()
    create = await person.window("/")
    await create.get_by_label("Prompt", exact=True).fill(_PROMPT)
    await create.get_by_role("button", name="Generate").click()
    tile = gallery.get_by_role("article").filter(has=gallery.get_by_title(_PROMPT))
    await expect(tile).to_be_visible()
    await expect(create.get_by_role("link", name="Picture 1 of 1")).to_be_visible()

    await gallery.bring_to_front()
    await tile.hover()
    await tile.get_by_role("button", name="Star", exact=True).click()
    await expect(tile.get_by_role("button", name="Remove star")).to_be_visible()
    await tile.get_by_role("button", name="Move to trash").click()
    await expect(tile).to_be_hidden()

    await gallery.get_by_role("link", name="Trash").click()
    await expect(tile).to_contain_text("30 days left")
    await tile.hover()
    await tile.get_by_role("button", name="Restore").click()
    await expect(gallery.get_by_text("1 picture restored")).to_be_visible()

    await gallery.get_by_role("link", name="Go to the gallery").click()
    await expect(tile).to_be_visible()
    await gallery.reload()
    await expect(tile.get_by_role("button", name="Remove star")).to_be_visible()
    await _drawn(tile.get_by_role("img").first)


async def test_graphiql_runs_a_query_and_hears_an_event(
    person: Person, house: House, ann: Client
) -> None:
    page = await person.window("/graphql")
    answer = page.get_by_label("Result Window")
    await _run(page, "Me")
    await expect(answer).to_contain_text('"name": "ann"')

    await heard(house, 0)  # the window of signing in has gone
    await _run(page, "Arrivals")
    await heard(house)
    await ann.upload(png(), prompt="From another program")
    await expect(answer).to_contain_text('"prompt": "From another program"')
    await page.get_by_role("button", name=re.compile("^Stop query")).click()


async def test_a_stranger_is_told_how_to_sign_in_and_gets_in_by_a_link(stranger: Person) -> None:
    page = await stranger.window("/gallery")
    await expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    await stranger.sign_in()
    await page.get_by_role("button", name="I have opened it").click()
    await expect(page.get_by_text("Nothing here yet")).to_be_visible()


async def _run(page: Page, operation: str) -> None:
    execute = page.get_by_role("button", name=re.compile("^Execute query"))
    # It offers the operations of a document once the editor has read them.
    await execute.and_(page.locator("[aria-haspopup=menu]")).click()
    await page.get_by_role("menuitem", name=operation).click()


async def _drawn(picture: Locator) -> None:
    """Wait until the browser has decoded the picture, and not only its place."""
    await expect(picture).to_have_js_property("complete", value=True)
    assert await picture.evaluate("image => image.naturalWidth") > 0
