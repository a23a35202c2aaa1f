"""Draws the icons of the installed app from public/favicon.svg, with Debian's Chromium.

Run it after a change of the favicon: .venv/bin/python web/build/icons.py
"""

import shutil
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

_PUBLIC = Path(__file__).parents[1] / "public"
_FULL = "#7c3aed"
# A mask leaves a circle of four fifths of the width (W3C, Web App Manifest), and systems round.
_MASKED = 0.75
_TOUCH = 0.9


def _draw(page: Page, name: str, size: int, share: float | None) -> None:
    """``share``: how much of the width the sign takes before a full ground; null for its own."""
    ground = "transparent" if share is None else _FULL
    width = size * (share or 1)
    page.set_viewport_size(ViewportSize(width=size, height=size))
    page.set_content(
        f"<style>body {{ margin: 0; height: 100vh; display: grid; place-items: center;"
        f" background: {ground} }} svg {{ width: {width}px }}</style>"
        + (_PUBLIC / "favicon.svg").read_text()
    )
    page.screenshot(path=_PUBLIC / "icons" / f"{name}-{size}.png", omit_background=share is None)


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), chromium_sandbox=False
        )
        page = browser.new_page()
        for size in (192, 512):
            _draw(page, "icon", size, None)
            _draw(page, "maskable", size, _MASKED)
        _draw(page, "touch", 180, _TOUCH)
        browser.close()


if __name__ == "__main__":
    main()
