"""One generation, watched through everything that can come between it and who asked for it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from playwright.async_api import Browser, Locator, Page, expect

from db.engine import Database
from gallery.settings import Settings
from gallery.wiring import parts
from jobs.providers.base import Answer, ImageModel, Preview, ProviderEvent, Request
from jobs.providers.catalogue import DEMO_MODEL
from jobs.worker import run as run_worker
from tests.conftest import House, serving
from tests.pictures import png
from tests.proxy import Fault, before
from tests.web.conftest import Person, needs_chromium
from tests.web.pages import reconnected

pytestmark = needs_chromium

_PROMPT = "A heron on a long way"
_LOST = "Connection lost"
# Pictures are told apart by their widths; the finished one is the widest.
_FIRST_WIDTH = 40
_FINISHED_WIDTH = 90


class SlowPainter:
    """Draws on where it was, stroke by stroke, whoever asks it: it outlives the worker."""

    name = "demo"
    paid = False
    models: tuple[ImageModel, ...] = (DEMO_MODEL,)

    def __init__(self) -> None:
        self._strokes: asyncio.Queue[ProviderEvent] = asyncio.Queue()

    async def generate(self, _request: Request) -> AsyncIterator[ProviderEvent]:
        while True:
            stroke = await self._strokes.get()
            yield stroke
            self._strokes.task_done()
            if isinstance(stroke, Answer):
                return

    async def show(self, number: int) -> None:
        """Show a partial picture; returns once the worker has taken it and made it known."""
        await self._make(Preview(0, png(_FIRST_WIDTH + number, 48)))

    async def finish(self) -> None:
        await self._make(Answer(0, png(_FINISHED_WIDTH, 48)))

    async def _make(self, stroke: ProviderEvent) -> None:
        self._strokes.put_nowait(stroke)
        await self._strokes.join()


@asynccontextmanager
async def _working(settings: Settings, painter: SlowPainter) -> AsyncIterator[None]:
    async with parts(settings, application="painter", pool_size=8, listen=False) as opened:
        services = replace(opened.services, providers={"demo": painter})
        working = asyncio.create_task(run_worker(services, settings.redis_url, concurrency=2))
        yield
        services.stopping.set()
        await working


async def test_the_card_is_right_through_reload_second_tab_cut_connection_and_restarts(
    chromium: Browser, settings: Settings, database: Database
) -> None:
    painter = SlowPainter()
    async with AsyncExitStack() as site:
        server = await site.enter_async_context(AsyncExitStack())
        worker = await site.enter_async_context(AsyncExitStack())
        house = await server.enter_async_context(serving(settings, grace=1))
        port = urlsplit(house.address).port or 0
        # What browsers come through, and what stays where it is when the server goes.
        way = await site.enter_async_context(before(house.address))
        house.address = way.address
        await worker.enter_async_context(_working(settings, painter))
        person = await _signed_in(chromium, house, database)

        page = await person.window("/")
        await page.get_by_label("Prompt", exact=True).fill(_PROMPT)
        await page.keyboard.press("Control+Enter")
        await painter.show(1)
        await _is_drawn([page], 1)

        await page.reload()
        await _is_drawn([page], 1)
        await _marked(page)

        pages = [page, await person.window("/")]
        await _marked(pages[1])
        await _is_drawn(pages, 1)
        await painter.show(2)
        await _is_drawn(pages, 2)

        way.break_down(Fault.STALLS)
        await painter.show(3)
        for one in pages:
            await expect(one.get_by_text(_LOST)).to_be_visible()
        await _is_drawn(pages, 2)
        way.break_down(Fault.NONE)
        await _are_connected(pages)
        await _is_drawn(pages, 3)

        await server.aclose()
        await painter.show(4)
        for one in pages:
            await expect(one.get_by_text(_LOST)).to_be_visible()
        await _is_drawn(pages, 3)
        await server.enter_async_context(serving(settings, grace=1, port=port))
        await _are_connected(pages)
        await _is_drawn(pages, 4)

        await worker.aclose()
        for one in pages:
            await expect(_card(one)).to_contain_text("1st in the queue")
            await expect(_card(one).get_by_role("button", name="Cancel")).to_be_visible()
        await worker.enter_async_context(_working(settings, painter))
        await painter.show(5)
        await _is_drawn(pages, 5)

        await painter.finish()
        await _is_done(pages)
        assert [await one.evaluate("window.isTheSame") for one in pages] == [True, True]
        await page.reload()
        await _is_done([page])
        await _is_once_in_the_gallery(pages)
        for one in pages:
            await one.close()
        assert person.complaints_but_of_the_gap() == []


async def _signed_in(chromium: Browser, house: House, database: Database) -> Person:
    person = Person(await chromium.new_context(), house, database)
    await person.sign_in()
    return person


async def _marked(page: Page) -> None:
    """So that it shows whether it was loaded anew."""
    await page.evaluate("window.isTheSame = true")


async def _is_drawn(pages: list[Page], number: int) -> None:
    """Each shows the one card, with this partial picture."""
    for page in pages:
        card = _card(page)
        drawn = card.get_by_role("img", name="Picture 1 of 1")
        await expect(drawn).to_have_js_property("naturalWidth", _FIRST_WIDTH + number)
        await expect(card.get_by_role("progressbar")).to_have_attribute(
            "aria-valuenow", re.compile(r"^[1-9]\d?$")
        )
        await expect(card).to_contain_text(re.compile(r"Drawing \d+%"))
        await expect(card.get_by_role("button", name="Cancel")).to_be_visible()
        await expect(page.get_by_role("article")).to_have_count(1)
        await expect(page).to_have_title(re.compile(r"^\(1\) "))


async def _are_connected(pages: list[Page]) -> None:
    for page in pages:
        await reconnected(page)


async def _is_done(pages: list[Page]) -> None:
    for page in pages:
        card = _card(page)
        finished = card.get_by_role("link", name="Picture 1 of 1").get_by_role("img")
        await expect(finished).to_have_js_property("naturalWidth", _FINISHED_WIDTH)
        await expect(card).to_contain_text("Done")
        await expect(card).to_contain_text("1 of 1 picture")
        await expect(card.get_by_role("progressbar")).to_have_count(0)
        await expect(card.get_by_role("button", name="Cancel")).to_have_count(0)
        await expect(page.get_by_role("article")).to_have_count(1)
        await expect(page).not_to_have_title(re.compile(r"^\("))


async def _is_once_in_the_gallery(pages: list[Page]) -> None:
    for page in pages:
        await (
            page.get_by_role("navigation", name="Main").get_by_role("link", name="Gallery").click()
        )
        await expect(page.get_by_text("1 picture", exact=True)).to_be_visible()
        await expect(page.get_by_role("gridcell")).to_have_count(1)


def _card(page: Page) -> Locator:
    return page.get_by_role("article", name=_PROMPT)
