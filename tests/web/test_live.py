"""What other windows and programs do is seen here, also what was missed."""

from urllib.parse import urlsplit

from playwright.async_api import Browser, expect

from db.engine import Database
from gallery.settings import Settings
from tests.api.helpers import STAR, TRASH
from tests.conftest import serving
from tests.pictures import png
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import reconnected, tile

pytestmark = needs_chromium


async def test_what_happened_while_the_server_was_away_is_there_when_it_is_back(
    chromium: Browser, settings: Settings, database: Database
) -> None:
    async with serving(settings, grace=1) as house:
        ann = house.client("ann")
        colours = ("red", "teal", "gold")
        ids = [
            (await ann.upload(png(colour=colour), prompt=colour))["images"][0]["id"]
            for colour in colours
        ]
        person = Person(await chromium.new_context(), house, database)
        await person.sign_in()
        page = await person.window("/gallery")
        await expect(tile(page, "red")).to_be_visible()
        await page.evaluate("window.isTheSame = true")
        port = urlsplit(house.address).port
    assert port is not None
    await expect(page.get_by_text("Connection lost")).to_be_visible()

    # Another process of the same installation.
    async with serving(settings, grace=1) as other:
        elsewhere = other.client("ann")
        await elsewhere.upload(png(colour="navy"), prompt="navy")
        await elsewhere.query(STAR, id=ids[0])
        await elsewhere.query(TRASH, id=ids[1])

    async with serving(settings, grace=1, port=port):
        await reconnected(page)
        await expect(tile(page, "navy")).to_be_visible()
        await expect(tile(page, "red").get_by_role("button", name="Remove star")).to_be_visible()
        await expect(tile(page, "teal")).to_have_count(0)
        await expect(page.get_by_text("3 pictures")).to_be_visible()
        assert await page.evaluate("window.isTheSame")
        await page.close()
    assert person.complaints_but_of_the_gap() == []
