"""A phone in a hand, and fingers on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, CDPSession

from db.engine import Database
from tests.conftest import House
from tests.web.conftest import Person


@asynccontextmanager
async def phone(
    chromium: Browser, house: House, database: Database
) -> AsyncIterator[tuple[Person, Any]]:
    viewport: Any = {"width": 390, "height": 844}
    context = await chromium.new_context(has_touch=True, is_mobile=True, viewport=viewport)
    person = Person(context, house, database)
    await person.sign_in()
    yield person, context
    assert person.complaints == []


async def drag(fingers: CDPSession, start: tuple[int, int], end: tuple[int, int]) -> None:
    await touch(fingers, "touchStart", start)
    for step in range(1, 6):
        share = step / 5
        point = [round(a + (b - a) * share) for a, b in zip(start, end, strict=True)]
        await touch(fingers, "touchMove", (point[0], point[1]))
    await touch(fingers, "touchEnd")


async def touch(fingers: CDPSession, kind: str, *points: tuple[int, int]) -> None:
    touched = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    await fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})
