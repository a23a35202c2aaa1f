"""Files on their way into the gallery, each by itself."""

import re

from playwright.async_api import FilePayload, Locator, Page, Route, expect

from tests.client import Client
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium

pytestmark = needs_chromium

COUNT = "{ viewer { gallery { count } } }"


async def test_each_file_says_what_became_of_it(person: Person, ann: Client) -> None:
    page = await person.window("/gallery")
    files = [_file(f"{n}.png", png(64 + n, 48)) for n in range(4)]
    await _choose(page, [*files, _file("notes.png", b"no picture")])
    await expect(_panel(page)).to_contain_text("4 pictures uploaded, 1 failed")
    await expect(_row(page, "notes.png")).to_contain_text("picture")
    await expect(page.get_by_role("grid").get_by_role("img")).to_have_count(4)
    await _panel(page).get_by_role("button", name="Close").click()
    await expect(_panel(page)).to_have_count(0)
    assert (await ann.query(COUNT))["viewer"]["gallery"]["count"] == 4


async def test_what_was_cut_after_it_arrived_is_not_kept_twice(person: Person, ann: Client) -> None:
    page = await person.window("/gallery")
    cuts = 0

    async def cut(route: Route) -> None:
        nonlocal cuts
        if "UploadImages" not in (route.request.post_data_buffer or b"").decode("latin-1"):
            await route.continue_()
        elif cuts == 0:
            cuts += 1
            await route.fetch()
            await route.fulfill(status=502)
        else:
            await route.continue_()

    await page.route("**/graphql", cut)
    await _choose(page, [_file("pond.png", png())])
    await expect(_panel(page)).to_contain_text("1 picture uploaded")
    assert cuts == 1
    assert (await ann.query(COUNT))["viewer"]["gallery"]["count"] == 1
    person.complaints[:] = [text for text in person.complaints if "502" not in text]


async def test_what_hangs_is_cancelled_and_tried_again(person: Person) -> None:
    page = await person.window("/gallery")
    await page.route(re.compile("/graphql$"), _hang)
    await _choose(page, [_file("pond.png", png()), _file("lake.png", png(50, 50))])
    await expect(_panel(page)).to_contain_text("Uploading 0 of 2")
    await _panel(page).get_by_role("button", name="Cancel pond.png").click()
    await expect(_row(page, "pond.png")).to_contain_text("Cancelled")
    await _panel(page).get_by_role("button", name="Cancel all").click()
    await expect(_panel(page)).to_contain_text("2 cancelled")
    await page.unroute(re.compile("/graphql$"), _hang)
    await _panel(page).get_by_role("button", name="Try pond.png again").click()
    await expect(_row(page, "pond.png")).to_contain_text("Uploaded")


async def _hang(route: Route) -> None:
    if "UploadImages" not in (route.request.post_data_buffer or b"").decode("latin-1"):
        await route.continue_()


async def _choose(page: Page, files: list[FilePayload]) -> None:
    async with page.expect_file_chooser() as chosen:
        await page.locator("header").get_by_role("button", name="Upload").click()
    await (await chosen.value).set_files(files)


def _file(name: str, body: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": body}


def _panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Uploads")


def _row(page: Page, name: str) -> Locator:
    return _panel(page).get_by_role("listitem").filter(has_text=name)
