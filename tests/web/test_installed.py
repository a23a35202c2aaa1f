"""The app below a path of its host, behind a proxy of each kind, and as phones install it."""

import base64
import copy
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Browser, FilePayload, Page, expect

from db.engine import Database
from gallery.settings import Settings
from tests.client import Client
from tests.conftest import House, serving
from tests.pictures import png
from tests.web.below import PATH, Proxy, below
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import tile

pytestmark = needs_chromium
stripping = pytest.mark.parametrize("proxy", ["strips"], indirect=True)

# A form of the app's own page, as the share sheet of a phone fills it in.
_SHARE = """async ([action, text, file]) => {
    const form = Object.assign(document.createElement('form'),
        { method: 'POST', enctype: 'multipart/form-data', action })
    const words = Object.assign(document.createElement('input'), { name: 'text', value: text })
    const files = Object.assign(document.createElement('input'), { name: 'files', type: 'file' })
    const held = new DataTransfer()
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0))
    held.items.add(new File([bytes], 'pond.png', { type: 'image/png' }))
    files.files = held.files
    form.append(words, files)
    document.body.append(form)
    form.submit()
}"""


@pytest.fixture(params=["keeps", "strips"])
async def proxy(request: pytest.FixtureRequest) -> AsyncIterator[Proxy]:
    async with below(strips=request.param == "strips") as proxy:
        yield proxy


@pytest.fixture
async def house(settings: Settings, proxy: Proxy) -> AsyncIterator[House]:
    async with serving(replace(settings, public_url=proxy.address)) as house:
        proxy.target = house.address
        yield house


@pytest.fixture
async def person(
    chromium: Browser, house: House, proxy: Proxy, database: Database
) -> AsyncIterator[Person]:
    outside = copy.copy(house)
    outside.address = proxy.address
    person = Person(await chromium.new_context(), outside, database)
    await person.sign_in()
    yield person
    assert [text for text in person.complaints if "401" not in text] == []
    assert proxy.strays == []


async def test_a_whole_visit_below_a_path(person: Person, ann: Client, proxy: Proxy) -> None:
    page = await person.window("/gallery")
    await expect(page.get_by_text("Nothing here yet")).to_be_visible()
    await ann.upload(png(90, 60), prompt="From another program")
    arrived = tile(page, "From another program")
    await expect(arrived).to_be_visible()
    await _choose(page, "pond.png")
    await expect(page.get_by_role("region", name="Uploads")).to_contain_text("1 picture uploaded")
    await expect(page.get_by_role("gridcell")).to_have_count(2)

    await arrived.get_by_role("link").first.click()
    await expect(page).to_have_url(re.compile(f"{proxy.address}/gallery/.+"))
    await page.reload()
    shown = page.get_by_role("dialog").locator("img").first
    await expect(shown).to_be_visible()
    assert await shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    await page.keyboard.press("Escape")
    await expect(page).to_have_url(f"{proxy.address}/gallery")

    await arrived.get_by_role("link").first.click(button="right")
    await page.get_by_role("menuitem", name="Open").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await expect(page.locator("[data-tile]")).to_have_count(2)  # the gallery stays beneath
    await page.keyboard.press("Escape")
    await expect(arrived.get_by_role("link").first).to_be_focused()

    [cookie] = await page.context.cookies(proxy.address)
    assert (cookie.get("name"), cookie.get("path")) == ("gallery_session", PATH)
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert await page.context.cookies(proxy.address) == []
    await page.goto(f"{proxy.address}/share#signedOut=1")
    await expect(page.get_by_text("What you shared was not taken.")).to_be_visible()


@stripping
async def test_the_explorer_answers_below_a_path(person: Person) -> None:
    page = await person.window("/graphql")
    execute = page.get_by_role("button", name=re.compile("^Execute query"))
    await execute.and_(page.locator("[aria-haspopup=menu]")).click()
    await page.get_by_role("menuitem", name="Me").click()
    await expect(page.get_by_label("Result Window")).to_contain_text('"name": "ann"')


@stripping
async def test_a_phone_installs_it_and_shares_a_picture_with_it(
    person: Person, proxy: Proxy
) -> None:
    page = await person.window("/trash")
    manifest = await _manifest(page, proxy)
    fields = ("start_url", "scope")
    assert [await _absolute(page, proxy, manifest[name]) for name in fields] == [
        f"{proxy.address}/"
    ] * 2
    action = await _absolute(page, proxy, manifest["share_target"]["action"])
    await page.evaluate(_SHARE, [action, "A pond at dawn", _encoded(png())])
    await expect(page).to_have_url(f"{proxy.address}/")
    await expect(page.get_by_label("Prompt", exact=True)).to_have_value("A pond at dawn")
    await expect(page.get_by_text("1 picture added to the gallery")).to_be_visible()
    await expect(page.get_by_role("list", name="Start from").get_by_role("listitem")).to_have_count(
        1
    )


async def _manifest(page: Page, proxy: Proxy) -> dict[str, Any]:
    """The manifest, in which the browser has found nothing wrong, with icons that are there."""
    inspector = await page.context.new_cdp_session(page)
    found = await inspector.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{proxy.address}/manifest.webmanifest"
    manifest: dict[str, Any] = json.loads(found["data"])
    touch = await page.locator("link[rel=apple-touch-icon]").get_attribute("href") or ""
    icons = [(one["src"], one["type"]) for one in manifest["icons"]] + [(touch, "image/png")]
    for address, kind in icons:
        answer = await page.request.get(await _absolute(page, proxy, address))
        assert (answer.status, answer.headers["content-type"]) == (200, kind), address
    return manifest


async def _absolute(page: Page, proxy: Proxy, address: str) -> str:
    """An address as the manifest has it."""
    place = f"{proxy.address}/manifest.webmanifest"
    return str(await page.evaluate("([one, place]) => new URL(one, place).href", [address, place]))


async def _choose(page: Page, name: str) -> None:
    async with page.expect_file_chooser() as chosen:
        await page.locator("header").get_by_role("button", name="Upload").click()
    file = FilePayload(name=name, mimeType="image/png", buffer=png())
    await (await chosen.value).set_files(file)


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()
