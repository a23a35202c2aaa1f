"""What a browser makes of a gallery of 100 000 pictures: size, speed, what it asks for again.

    python bench/web.py --address URL --link URL   a gallery that runs, and a sign-in link to it

Every figure is the median of --times runs in Debian's Chromium. Script per frame is what the page's
own scripts took, by the browser's account; a jump ends when every tile in view shows its blur.
"""

import argparse
import asyncio
import shutil
import sys
from statistics import median
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, async_playwright

_FLAGS = (
    "--disable-gpu",
    "--no-first-run",
    "--enable-precise-memory-info",
    "--js-flags=--expose-gc",
)
_VIEW: Any = {"width": 1600, "height": 1000}
_HELPERS = """
    window.scroller = () => document.querySelector('[data-scroller]')
    window.isBlurred = () => {
      const view = scroller().getBoundingClientRect()
      const tiles = [...document.querySelectorAll('[data-tile]')].filter((tile) => {
        const box = tile.getBoundingClientRect()
        return box.bottom > view.top && box.top < view.bottom
      })
      return tiles.length > 3 && tiles.every((tile) => {
        const image = tile.querySelector('img')
        return tile.querySelector('canvas') || (image?.complete && image.naturalWidth > 0)
      })
    }
    window.frame = () => new Promise(requestAnimationFrame)
    window.jump = async (top) => {
      const from = performance.now()
      scroller().scrollTop = top
      do await frame(); while (!isBlurred())
      return performance.now() - from
    }
    window.fling = async (perFrame, frames) => {
      for (let i = 0; i < frames; i += 1) { scroller().scrollTop += perFrame; await frame() }
    }
"""
_ALL_DRAWN = """
    () => [...document.querySelectorAll('[data-tile] img')].every((image) => image.complete)
"""
_STARRED = """
    (tile) => new Promise((resolve) => {
      const button = tile.querySelector('[aria-pressed]')
      const from = performance.now()
      new MutationObserver((_, observer) => {
        if (button.getAttribute('aria-pressed') !== 'true') return
        observer.disconnect()
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
      }).observe(tile, { attributes: true, subtree: true })
      button.click()
    })
"""


async def measure(browser: Browser, address: str, link: str, times: int) -> None:
    context = await browser.new_context(viewport=_VIEW)
    page = await context.new_page()
    await page.goto(link)
    state: Any = await context.storage_state()
    await context.close()
    runs = []
    for number in range(1, times + 1):
        runs.append(await _run(browser, address, state))
        print(f"run {number} of {times}: {runs[-1]}", file=sys.stderr, flush=True)
    for name in runs[0]:
        values = sorted(run[name] for run in runs)
        print(f"{name:52}{median(values):10.1f}   ({values[0]:.1f} to {values[-1]:.1f})")


async def _run(browser: Browser, address: str, state: Any) -> dict[str, float]:
    context = await browser.new_context(viewport=_VIEW, storage_state=state)
    page = await _opened(await context.new_page(), address)
    devtools = await context.new_cdp_session(page)
    found = {
        "DOM elements at rest": await _elements(page),
        "script per frame of a fling, 2400 px/s, ms": await _script(page, devtools, 40),
        "script per frame of a fling, 24 000 px/s, ms": await _script(page, devtools, 400),
        "DOM elements after a fling": await _elements(page),
    }
    length = await page.evaluate("scroller().scrollHeight")
    places = [length * ((i * 7) % 20 + 0.5) / 21 for i in range(20)]
    jumps = [await page.evaluate("jump", place) for place in places]
    found["jump to blur, ms (median of 20)"] = median(jumps)
    found["jump to blur, ms (slowest of 20)"] = max(jumps)
    await _read(page, 10_000)
    found["DOM elements after 10 000 pictures"] = await _elements(page)
    found["JS heap after 10 000 pictures and 20 jumps, MB"] = await _heap(devtools)
    found["star to paint, ms"] = await _star(page)
    await page.close()
    found["thumbnails fetched on a second visit"] = await _second_visit(browser, address, state)
    await context.close()
    return found


async def _opened(page: Page, address: str) -> Page:
    await page.add_init_script(_HELPERS)
    await page.goto(f"{address}/gallery")
    await page.wait_for_function("() => scroller() && isBlurred()")
    await page.wait_for_load_state("networkidle")
    return page


async def _elements(page: Page) -> float:
    return float(await page.evaluate("document.querySelectorAll('*').length"))


async def _script(page: Page, devtools: CDPSession, per_frame: int) -> float:
    frames = 120
    await devtools.send("Performance.enable")
    before = await _metric(devtools, "ScriptDuration")
    await page.evaluate(f"fling({per_frame}, {frames})")
    after = await _metric(devtools, "ScriptDuration")
    return (after - before) * 1000 / frames


async def _metric(devtools: CDPSession, name: str) -> float:
    metrics = (await devtools.send("Performance.getMetrics"))["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == name)


async def _read(page: Page, pictures: int) -> None:
    """Scroll from the top until so many pictures have been in view, each as a blur at least."""
    await page.evaluate("jump(0)")
    while True:
        await page.evaluate("jump(scroller().scrollTop + scroller().clientHeight * 0.9)")
        places = "[...document.querySelectorAll('[data-tile]')].map((tile) => +tile.dataset.tile)"
        if await page.evaluate(f"Math.max(...{places})") >= pictures:
            return


async def _heap(devtools: CDPSession) -> float:
    await devtools.send("HeapProfiler.collectGarbage")
    return await _metric(devtools, "JSHeapUsedSize") / 1e6


async def _star(page: Page) -> float:
    """By the mouse, of a tile that has no star; it is taken off again."""
    await page.evaluate("jump(0)")
    tile = page.locator("[role=gridcell]:not(:has([aria-pressed=true]))").first
    await tile.hover()
    handle = await tile.element_handle()
    taken = float(await page.evaluate(_STARRED, handle))
    await page.wait_for_load_state("networkidle")
    await page.keyboard.press("ControlOrMeta+z")
    await page.wait_for_load_state("networkidle")
    return taken


async def _second_visit(browser: Browser, address: str, state: Any) -> float:
    """How many thumbnails of a first visit come over the wire again in another tab."""
    context = await browser.new_context(viewport=_VIEW, storage_state=state)
    seen, _ = await _visit(context, address)
    asked, cached = await _visit(context, address)
    await context.close()
    assert len(seen & asked) > 20
    return float(len((seen & asked) - cached))


async def _visit(context: BrowserContext, address: str) -> tuple[set[str], set[str]]:
    """The thumbnails that a visit asks for, and those of them that come from the cache."""
    page = await context.new_page()
    wire = await context.new_cdp_session(page)
    await wire.send("Network.enable")
    asked: dict[str, str] = {}
    cached: set[str] = set()

    def requested(event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if event.get("type") == "Image" and "favicon" not in url:
            asked[event["requestId"]] = url

    def answered(event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            cached.add(event["requestId"])

    wire.on("Network.requestWillBeSent", requested)
    wire.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    wire.on("Network.responseReceived", answered)
    await _opened(page, address)
    for top in (900, 1800, 2700):
        await page.evaluate("jump", top)
        await page.wait_for_load_state("networkidle")
        await page.wait_for_function(_ALL_DRAWN)
    await page.close()
    return set(asked.values()), {asked[one] for one in cached if one in asked}


async def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--address", required=True)
    parser.add_argument("--link", required=True)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=_FLAGS, chromium_sandbox=False
        )
        await measure(browser, asked.address, asked.link, asked.times)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
