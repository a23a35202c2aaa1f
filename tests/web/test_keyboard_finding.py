"""A visit by keyboard alone, with what a screen reader finds at each step: finding and bringing.

No pointer is used, and nothing gets the focus but by keys.
"""

import re
from datetime import UTC, datetime

from playwright.async_api import FilePayload, Route, expect

from gallery import seed
from gallery.settings import Settings
from tests.api.helpers import STAR, asked_for
from tests.client import Client
from tests.conftest import House
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import upload_pictures
from tests.web.reader import Reader

pytestmark = needs_chromium

_CANCEL = "mutation($id: ID!) { cancelJob(id: $id) { userErrors { message } } }"
_NEWEST = "{ images(first: 1) { nodes { id starred } } }"
_GRAPHQL = re.compile("/graphql$")
# More than are loaded at once.
_JOBS, _OPERATIONS = 26, 32


async def test_finding_and_bringing_pictures(person: Person, ann: Client) -> None:
    ids = await upload_pictures(ann, 7)
    await ann.query(STAR, id=ids[4])
    reader = Reader(await person.window("/gallery"))
    await expect(reader.tile(7)).to_be_visible()
    await _searches_and_filters(reader)
    await _narrows_the_dates(reader)
    await _uploads(reader)
    await _cancels_uploads(reader)


async def _searches_and_filters(reader: Reader) -> None:
    page = reader.page
    shown = page.get_by_role("navigation", name="Show")
    await reader.press("/")
    await reader.is_at(page.get_by_role("searchbox"))
    await reader.write("picture 3")
    await reader.hears('- region "Active filters":\n  - status: 1 picture found')
    await reader.press("Enter")
    await reader.is_at(reader.tile(3))
    await reader.press("/", "Escape", "Escape")
    await expect(page.get_by_role("gridcell")).to_have_count(7)
    await reader.press("/")
    await reader.write("picture")
    await reader.hears('- region "Active filters":\n  - status: 7 pictures found')
    await reader.use(reader.button("Clear the search"))
    await reader.is_at(page.get_by_role("searchbox"))
    await expect(page.get_by_role("region", name="Active filters")).to_have_count(0)
    await reader.use(shown.get_by_role("link", name="Starred"))
    await reader.hears("- status: 1 picture")
    await reader.use(shown.get_by_role("link", name="All"), by="Shift+Tab")
    await reader.use(reader.button("Filters"))
    panel = reader.dialog("Filters")
    await reader.hears('- checkbox "Starred"\n- group "Origin"\n- group "Created"', panel)
    await reader.is_at(panel.get_by_role("checkbox", name="Starred"))
    await reader.press("Space")
    await reader.hears("- status: 1 picture")
    await reader.tab_to(panel.get_by_role("radio", name="Any"))
    await reader.press("ArrowRight")
    await reader.hears('- region "Active filters":\n  - status: 0 pictures found')
    await reader.hears('- heading "Nothing found" [level=2]')
    await reader.press("Escape")
    await reader.is_at(page.get_by_role("button", name="Filters"))
    await reader.use(page.get_by_role("region").get_by_role("button", name="Clear all"))
    await expect(page.get_by_role("gridcell")).to_have_count(7)


async def _uploads(reader: Reader) -> None:
    page = reader.page
    await reader.choose_files(
        reader.button("Upload"),
        FilePayload(name="pond.png", mimeType="image/png", buffer=png(80, 48)),
        FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"no picture"),
    )
    await reader.hears(
        """
        - region "Uploads":
          - list "Uploads":
            - listitem:
              - paragraph: pond.png
              - paragraph: /Uploaded/
            - listitem:
              - paragraph: notes.txt
              - paragraph: Only PNG, JPEG and WebP pictures can be uploaded.
          - paragraph: 1 picture uploaded, 1 failed
        """
    )
    await expect(page.get_by_role("gridcell")).to_have_count(8)
    await reader.use(reader.button("Close the list of uploads"))
    await expect(page.get_by_role("region", name="Uploads")).to_have_count(0)


async def _narrows_the_dates(reader: Reader) -> None:
    page = reader.page
    today = f"{datetime.now(UTC):%m%d%Y}"
    await reader.tab_to(reader.button("Filters"), "Shift+Tab")
    await reader.press("Enter")
    panel = reader.dialog("Filters")
    await reader.is_at(panel.get_by_role("checkbox", name="Starred"))
    await reader.tab_to(panel.get_by_label("From"))
    await reader.write(today)
    await reader.hears("- status: 7 pictures found")
    await reader.use(panel.get_by_role("button", name="Last month"))
    await reader.hears('- button "Last month" [pressed]', panel)
    await reader.hears("- status: 0 pictures found")
    await reader.use(panel.get_by_role("button", name="Done"))
    await reader.is_at(page.get_by_role("button", name="Filters"))
    await reader.use(page.get_by_role("button", name=re.compile("Remove filter")).first)
    await expect(page.get_by_role("gridcell")).to_have_count(7)


async def _cancels_uploads(reader: Reader) -> None:
    page = reader.page
    panel = page.get_by_role("region", name="Uploads")
    await page.route(_GRAPHQL, _hang)
    await reader.choose_files(
        reader.button("Upload"),
        FilePayload(name="lake.png", mimeType="image/png", buffer=png(81, 48)),
        FilePayload(name="reed.png", mimeType="image/png", buffer=png(82, 48)),
    )
    await reader.hears('- heading "Uploading 0 of 2…"', panel)
    await reader.use(reader.button("Cancel lake.png"))
    await reader.hears("- paragraph: /Cancelled/", panel)
    await reader.is_at(reader.button("Try lake.png again"))
    await reader.use(reader.button("Cancel all"), by="Shift+Tab")
    await reader.hears("- paragraph: 2 cancelled", panel)
    await page.unroute(_GRAPHQL, _hang)
    await reader.use(reader.button("Try lake.png again"))
    await reader.hears("- paragraph: 1 picture uploaded, 1 cancelled", panel)
    files = panel.get_by_role("button", name="Files")
    await reader.use(files, by="Shift+Tab")
    await reader.hears('- button "Files"\n- button "Close the list of uploads"', panel)
    await expect(panel.get_by_role("listitem")).to_have_count(0)
    await reader.press("Enter")
    await reader.hears('- button "Files" [expanded]', panel)


async def _hang(route: Route) -> None:
    if "UploadImages" not in (route.request.post_data_buffer or b"").decode("latin-1"):
        await route.continue_()


async def test_going_far_back(person: Person, settings: Settings, house: House) -> None:
    await seed.seed(settings, images=700, users=1, sources_every=0, pictures=2)
    await person.sign_in("user0")
    client = house.client("user0")
    [newest] = (await client.query(_NEWEST))["images"]["nodes"]
    for number in range(_JOBS):
        await client.query(_CANCEL, id=await asked_for(client, f"Heron {number}"))
    for number in range(_OPERATIONS):
        starred = newest["starred"] is (number % 2 == 1)
        await client.query(STAR, id=newest["id"], starred=starred)
    reader = Reader(await person.window("/gallery"))
    await _goes_to_another_month(reader)
    await _reads_older_jobs(reader)
    await _reads_older_operations(reader)


async def _goes_to_another_month(reader: Reader) -> None:
    page = reader.page
    month = page.get_by_role("slider", name="Month in view")
    await reader.tab_to(month)
    await reader.hears('- slider "Month in view"\n- grid "Pictures"')
    newest = await month.get_attribute("aria-valuetext") or ""
    await reader.press("ArrowDown")
    await expect(month).to_have_attribute("aria-valuenow", "1")
    await expect(month).not_to_have_attribute("aria-valuetext", newest)
    await reader.press("PageDown", "End")
    last = await month.get_attribute("aria-valuemax") or ""
    await expect(month).to_have_attribute("aria-valuenow", last)
    await expect(page.locator("[role=gridcell] a[tabindex='0']")).to_be_in_viewport()
    await reader.press("Tab")
    await expect(page.get_by_role("gridcell").locator(":focus")).to_be_in_viewport()
    await reader.press("Shift+Tab", "Home")
    await expect(month).to_have_attribute("aria-valuetext", newest)


async def _reads_older_jobs(reader: Reader) -> None:
    await reader.press("g", "j")
    cards = reader.page.get_by_role("article")
    await expect(cards).to_have_count(24)
    await reader.use(reader.button("Show older work"), by="Shift+Tab")
    await expect(cards).to_have_count(_JOBS)
    await reader.is_at(cards.nth(24))
    await reader.hears('- article "Heron 1"')


async def _reads_older_operations(reader: Reader) -> None:
    await reader.press("g", "h")
    rows = reader.page.get_by_role("main").get_by_role("listitem")
    await expect(rows).to_have_count(30)
    await reader.use(reader.button("Show older ones"), by="Shift+Tab")
    await expect(rows).to_have_count(_OPERATIONS)
    await reader.is_at(rows.nth(30))
