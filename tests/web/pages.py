"""What tests of the app share: when a page is there, pictures to look at, and where they stand."""

from urllib.parse import urljoin

from playwright.async_api import Locator, Page, expect

from tests.client import Client
from tests.pictures import png

# More than two of the longest waits between attempts, of 25 seconds each.
_RECONNECTS_MS = 60_000

# A tile's blur fades away above its picture once that is there.
_PAINTED = """() => [...document.querySelectorAll('img')].every((image) => image.complete)
    && [...document.querySelectorAll('img + canvas')].every((blur) =>
      getComputedStyle(blur).opacity === '0')"""


async def painted(page: Page) -> None:
    """Until every picture is sharp."""
    await page.wait_for_function(_PAINTED)


_STILL = """Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished))"""


async def still(page: Page) -> None:
    """Until nothing moves or changes its colours any more."""
    await page.evaluate(_STILL)


async def go(page: Page, path: str) -> None:
    """To another address, or to the same one anew: the document before is gone then."""
    await page.goto(urljoin(page.url, path))


async def reconnected(page: Page) -> None:
    """Until the app has found a server again that was away; it waits longer each time."""
    await expect(page.get_by_text("Connection lost")).to_be_hidden(timeout=_RECONNECTS_MS)


async def upload_pictures(
    client: Client, count: int, *, width: int = 64, height: int = 48
) -> list[str]:
    """Pictures 1 to count, each a dot wider, the last one the newest; their ids in this order."""
    made = []
    for n in range(1, count + 1):
        drawn = png(width + n, height, colour=f"hsl({n * 40}, 60%, 50%)")
        made.append(await client.upload(drawn, prompt=f"Picture {n}"))
    return [one["images"][0]["id"] for one in made]


def tile(page: Page, prompt: str) -> Locator:
    return page.get_by_role("gridcell").filter(has=page.get_by_title(prompt, exact=True))


def numbered(page: Page, number: int) -> Locator:
    """The tile of one of those pictures."""
    return tile(page, f"Picture {number}")
