"""Debian's Chromium, whose every complaint fails the test."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from db.engine import Database
from gallery.settings import Settings
from resolvers import people
from tests.conftest import House

# The shell has the same engine without the window's parts, and costs a third less.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, _PROGRAMS)), None)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium here: apt-get install chromium-headless-shell"
)
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE_MS = 20_000
SIGNED_OUT = "the server responded with a status of 401"
# What a browser itself says of a server that is away.
_AWAY = (
    "WebSocket connection",
    "ERR_CONNECTION_REFUSED",
    "ERR_CONNECTION_RESET",
    "ERR_CONNECTION_CLOSED",
    "ERR_EMPTY_RESPONSE",
)

expect.set_options(timeout=_PATIENCE_MS)


class Person:
    """One user's browser, with as many windows as a test opens."""

    def __init__(self, context: BrowserContext, house: House, database: Database) -> None:
        self.complaints: list[str] = []
        self._context = context
        self._house = house
        self._database = database
        context.set_default_timeout(_PATIENCE_MS)
        context.on("console", lambda said: self._hear(said.type, said.text))
        context.on("weberror", lambda error: self._hear("error", str(error.error)))

    async def sign_in(self, name: str = "ann") -> None:
        page = await self.window(f"/auth/link/{await people.make_link(self._database, name)}")
        await page.close()

    async def allow(self, *permissions: str) -> None:
        await self._context.grant_permissions(permissions)

    async def window(self, path: str) -> Page:
        page = await self._context.new_page()
        await page.goto(self._house.address + path)
        return page

    def complaints_but_of_the_gap(self) -> list[str]:
        """Without what the browser itself says while the server is away."""
        return [text for text in self.complaints if not any(part in text for part in _AWAY)]

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The strictest: the app has to get along with what its own build has written down."""
    return replace(settings, trusted_documents=True)


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=_FLAGS, chromium_sandbox=False
        )
        yield browser
        await browser.close()


@pytest.fixture
async def stranger(chromium: Browser, house: House, database: Database) -> AsyncIterator[Person]:
    """Somebody who has not signed in: the browser itself reports the refusal, nothing else."""
    person = Person(await chromium.new_context(), house, database)
    yield person
    assert [text for text in person.complaints if SIGNED_OUT not in text] == []


@pytest.fixture
async def person(chromium: Browser, house: House, database: Database) -> AsyncIterator[Person]:
    person = Person(await chromium.new_context(), house, database)
    await person.sign_in()
    yield person
    assert person.complaints == []
