"""The first sign-in links of a start: one for the browser, one to read."""

import argparse
import asyncio
import os
import sys
import webbrowser

from gallery import commands, settings

OWNER = "owner"


def has_display() -> bool:
    """Whether a browser opened here would be seen by somebody."""
    if sys.platform == "darwin" or os.environ.get("BROWSER"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """A program of its own, so that the database driver leaves memory when it is done."""
    parser = argparse.ArgumentParser(prog="gallery.up.signin")
    parser.add_argument("--url", required=True)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    browser = has_display() and not options.no_browser
    try:
        ours = settings.load(settings.environment())
        made = commands.links(ours, OWNER, options.url, count=1 + browser)
        printed, *opened = asyncio.run(made)
    except Exception as error:  # The gallery serves without them: any trouble is one line.
        sys.stderr.write(f"gallery: no sign-in link ({error}); ask for one: gallery link\n")
        return 1
    sys.stderr.write(f"Sign in here, once, within 10 minutes: {printed}\n")
    for url in opened:
        webbrowser.open(url)
    return 0


if __name__ == "__main__":
    sys.exit(main())
