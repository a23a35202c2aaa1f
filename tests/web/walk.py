"""A way through every page and dialog that knows no language: by addresses, keys and icons."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.api.helpers import STAR, TRASH, asked_for, ended
from tests.client import Client
from tests.pictures import png
from tests.web.pages import go

_SPEAK = """tag => {
    localStorage.setItem('gallery.language', tag)
    localStorage.setItem('gallery.viewer.info', '1')
}"""


_SIGN_OUT = """fetch('/auth/logout', {
    method: 'POST', headers: { 'GraphQL-Require-Preflight': '1' } })"""


@dataclass(frozen=True)
class Gallery:
    """What there is to be seen. The prompts are numbers, which are the same in every language."""

    images: list[str]
    job: str


async def fill(client: Client) -> Gallery:
    """Uploads, one with a star and one in the trash, and a job whose two pictures are drawn."""
    images = []
    for n in range(1, 5):
        made = await client.upload(png(64 + n, 48), prompt=f"{n}{n}")
        images.append(str(made["images"][0]["id"]))
    await client.query(STAR, id=images[1])
    await client.query(TRASH, id=images[0])
    job = await asked_for(client, "77", n=2)
    await ended(client, job)
    return Gallery(images, job)


async def speak(page: Page, language: str) -> None:
    await page.evaluate(_SPEAK, language)


async def walk(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    """Where it stands, each time there is something else to be seen."""
    for part in (_menu, _create, _jobs, _gallery, _pictures, _viewer, _trash, _rest):
        async for name in part(page, gallery):
            yield name


async def walk_further(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    """Past what is seldom seen, and out."""
    starred, other = gallery.images[1], gallery.images[2]
    for path, sign, name in (
        (f"/compare/{starred}/{other}?as=slider", "dialog[open] [role=slider]", "slider"),
        (f"/compare/{starred}/nowhere", "dialog[open] h1", "nothing to compare"),
        ("/through", "dialog[open] h1", "nothing to go through"),
        ("/gallery/nowhere", "dialog[open] p.grid", "no picture"),
        ("/gallery?starred=1", "[role=gridcell] .fill-amber-300", "starred"),
        ("/jobs?status=pending", "h2", "nothing under way"),
    ):
        await _goto(page, path)
        await expect(page.locator(sign).first).to_be_visible()
        yield name
    await _goto(page, "/nowhere")
    await page.evaluate(_SIGN_OUT)
    await page.reload()
    await expect(page.locator("main svg.lucide-key-round")).to_be_visible()
    yield "signed out"


async def _menu(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    menu = page.locator("button:has(.lucide-menu)")
    if not await menu.is_visible():
        return
    await menu.click()
    await expect(page.locator("dialog[open] select")).to_be_attached()
    yield "drawer"


async def _create(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    await _goto(page, "/")
    await page.locator("#prompt").fill("1")
    await expect(page.get_by_role("article")).to_have_count(1)
    await page.get_by_role("article").locator("button[aria-expanded]").first.click()
    await expect(page.get_by_role("article").locator("dl").first).to_be_visible()
    yield "create"
    await _goto(page, "/gallery")
    await _tile(page).focus()
    await page.keyboard.press("e")
    await page.locator("button:has(.lucide-brush)").click()
    yield "source"
    await expect(page.locator("dialog[open] canvas")).to_be_attached()
    yield "mask"


async def _jobs(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    await _goto(page, "/jobs")
    await expect(page.get_by_role("article")).to_have_count(1)
    yield "jobs"
    await _goto(page, "/jobs?status=failed")
    await expect(page.locator("h2")).to_be_visible()
    yield "no jobs"


async def _gallery(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    await _goto(page, "/gallery")
    await expect(page.get_by_role("gridcell")).to_have_count(5)
    yield "gallery"
    await page.locator("button[aria-haspopup=dialog]").click()
    await expect(page.locator("[popover] form")).to_be_visible()
    yield "filters"
    await page.keyboard.press("Escape")
    await page.keyboard.press("?")
    await expect(page.locator("dialog[open] kbd").first).to_be_visible()
    yield "shortcuts"
    await _goto(page, "/gallery?q=2&starred=1&origin=uploaded&from=2020-02")
    await expect(page.get_by_role("gridcell")).to_have_count(1)
    yield "chips"
    await _goto(page, "/gallery?q=nothing&origin=generated")
    await expect(page.locator("h2")).to_be_visible()
    yield "nothing found"


async def _pictures(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    await _goto(page, "/gallery")
    await _tile(page).focus()
    await page.keyboard.press("Shift+F10")
    await expect(page.get_by_role("menu")).to_be_visible()
    yield "menu"
    await page.keyboard.press("Escape")
    await page.keyboard.press("ControlOrMeta+a")
    await expect(page.locator("header section")).to_be_visible()
    yield "selection"
    await page.keyboard.press("s")
    await expect(page.locator("section[aria-live=polite] .lucide-x").first).to_be_visible()
    yield "message"
    await _goto(page, "/gallery")
    upload = page.locator("input[type=file]").first
    await upload.set_input_files({"name": "0", "mimeType": "text/plain", "buffer": b"no picture"})
    await expect(page.locator("li p[title]")).to_be_visible()
    yield "uploads"


async def _viewer(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    await _goto(page, f"/gallery/{gallery.images[2]}")
    viewer = page.locator("dialog[open]")
    await expect(viewer).to_be_visible()
    await expect(viewer.locator("dl").first).to_be_visible()
    yield "viewer"
    await viewer.locator("button[popovertarget]").click()
    await expect(viewer.locator("[popover] button").first).to_be_visible()
    yield "more"


async def _trash(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    await _goto(page, "/trash")
    await _tile(page).focus()
    yield "trash"
    await page.keyboard.press("Shift+Delete")
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    yield "question"
    await _goto(page, "/trash?soon=1")
    await expect(page.locator("h2")).to_be_visible()
    yield "nothing soon"


async def _rest(page: Page, gallery: Gallery) -> AsyncIterator[str]:
    await _goto(page, "/operations")
    await expect(page.locator("li time").first).to_be_visible()
    yield "history"
    await _goto(page, f"/through/{gallery.job}")
    await expect(page.locator("dialog[open] nav button")).to_have_count(2)
    await page.keyboard.press("s")
    yield "through"
    await page.keyboard.press("x")
    await expect(page.locator("dialog[open] dl").first).to_be_visible()
    yield "summary"
    await _goto(page, f"/compare/{gallery.images[1]}/{gallery.images[2]}")
    await expect(page.locator("dialog[open] table")).to_be_visible()
    yield "compare"
    await _goto(page, "/nowhere")
    await expect(page.locator("h2")).to_be_visible()
    yield "nowhere"


def _tile(page: Page) -> Locator:
    return page.get_by_role("gridcell").locator("[data-open]").first


async def _goto(page: Page, path: str) -> None:
    await go(page, path)
    await expect(page.locator("h1, dialog[open]").first).to_be_attached()
