"""A visitor of the app who uses keys alone, and hears what a screen reader says."""

from playwright.async_api import FilePayload, Locator, Page, expect

# No page has so many stops before anything that is looked for.
_MOST_STOPS = 45
_FOCUSED = "found => found.some(one => one === document.activeElement)"


class Reader:
    """Somebody at a keyboard who hears the page and does not see it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def write(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def tab_to(self, stop: Locator, key: str = "Tab") -> None:
        await expect(stop).to_be_visible()
        for _ in range(_MOST_STOPS):
            await self.press(key)
            if await stop.evaluate_all(_FOCUSED):
                return
        raise AssertionError(f"{key} does not lead to {stop}")

    async def use(self, stop: Locator, key: str = "Enter", by: str = "Tab") -> None:
        await self.tab_to(stop, by)
        await self.press(key)

    async def hold(self, key: str, *keys: str) -> None:
        """Press keys while one is held."""
        await self.page.keyboard.down(key)
        await self.press(*keys)
        await self.page.keyboard.up(key)

    async def choose_files(self, stop: Locator, *files: FilePayload) -> None:
        async with self.page.expect_file_chooser() as chooser:
            await self.use(stop)
        await (await chooser.value).set_files(list(files))

    async def hears(self, tree: str, within: Locator | None = None) -> None:
        """Wait until this is a part of the tree that a screen reader reads."""
        await expect(within or self.page.locator("body")).to_match_aria_snapshot(tree)

    async def is_told(self, message: str) -> None:
        await self.hears(f'- region "Messages":\n  - text: {message}')

    async def is_at(self, stop: Locator) -> None:
        await expect(stop).to_be_focused()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def dialog(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name)

    def tile(self, number: int) -> Locator:
        return self.page.get_by_role("gridcell").get_by_title(f"Picture {number}", exact=True)
