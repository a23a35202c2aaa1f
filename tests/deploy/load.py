"""People at work on a gallery, whatever becomes of its nodes: requests, and windows that listen."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import httpx
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.api.helpers import STAR, event_cursor, eventually, uploaded
from tests.client import Client
from tests.pictures import png

CREATED = "subscription($after: String) { imageCreated(after: $after) { cursor image { id } } }"
PAGE = "{ images(first: 20) { nodes { id url thumbUrl starred } } }"
_SOCKETS = 6


@dataclass
class Load:
    """What was asked, how it ended, and which pictures were acknowledged in which order."""

    asked: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def advance(self, uploads: int) -> None:
        """Until so many more pictures have been uploaded."""
        enough = self.asked["upload"] + uploads

        async def done() -> int:
            return self.asked["upload"]

        await eventually(done, lambda count: count >= enough)

    async def repeat(self, name: str, ask: Callable[[], Awaitable[object]]) -> None:
        while not self.over.is_set():
            try:
                await ask()
            except (httpx.HTTPError, ValueError, AssertionError) as error:
                self.failed.append(f"{name}: {error!r}")
            self.asked[name] += 1


@asynccontextmanager
async def load(client: Client) -> AsyncIterator[Load]:
    """Reads, changes and uploads, all at once and without a pause, until this is left."""
    measured = Load()
    [image_id] = await uploaded(client, png())
    stars = itertools.cycle([True, False])

    async def star() -> None:
        await client.query(STAR, id=image_id, starred=next(stars))

    async def upload() -> None:
        measured.created.extend(await uploaded(client, png()))

    asking = [
        measured.repeat("page", lambda: client.query(PAGE)),
        measured.repeat("app", lambda: _app(client)),
        measured.repeat("star", star),
        measured.repeat("upload", upload),
    ]
    tasks = [asyncio.create_task(work) for work in asking]
    try:
        yield measured
    finally:
        measured.over.set()
        await asyncio.gather(*tasks)


async def _app(client: Client) -> None:
    assert (await client.get("/")).status_code == 200


class Window:
    """A socket that opens again where it was when it is closed."""

    def __init__(self, client: Client, after: str) -> None:
        self.seen: list[str] = []
        self.closed = 0
        self._client = client
        self._cursor = after

    async def watch(self) -> None:
        while True:
            try:
                await self._follow()
            except (ConnectionClosed, InvalidStatus, OSError):
                self.closed += 1

    async def _follow(self) -> None:
        async with self._client.subscribe(CREATED, after=self._cursor) as stream:
            while True:
                event = (await stream.next())["imageCreated"]
                self._cursor = event["cursor"]
                self.seen.append(event["image"]["id"])


@asynccontextmanager
async def windows(client: Client) -> AsyncIterator[list[Window]]:
    after = await event_cursor(client)
    opened = [Window(client, after) for _ in range(_SOCKETS)]
    tasks = [asyncio.create_task(window.watch()) for window in opened]
    try:
        yield opened
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def has_seen_all(opened: list[Window], created: list[str]) -> None:
    """Every picture once, in order, in every window; those of one upload at a time are ordered."""

    async def behind() -> list[Window]:
        return [window for window in opened if window.seen[-1:] != created[-1:]]

    await eventually(behind, lambda left: left == [])
    for window in opened:
        assert [seen for seen in window.seen if seen in created] == created
