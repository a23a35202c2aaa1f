"""A reverse proxy with the gallery below a path of its host, which is all that it serves."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from tests.relay import asked, closed, copy, listening

PATH = "/pictures"
_ELSEWHERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Proxy:
    """``strips``: it takes the path away, and names the server itself as Host."""

    def __init__(self, *, strips: bool) -> None:
        self.origin = ""
        self.target = ""
        # What was asked for outside of the path.
        self.strays: list[str] = []
        self._strips = strips

    @property
    def address(self) -> str:
        return self.origin + PATH

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1]
            if urlsplit(path).path == PATH or path.startswith(f"{PATH}/"):
                async with asked(self.target, reader, self._changed(head)) as server:
                    await copy(server, writer)
            else:
                self.strays.append(path)
                writer.write(_ELSEWHERE)
                await writer.drain()
        await closed(writer)

    def _changed(self, head: str) -> bytes:
        """One request for each connection, so that no other head has to be found."""
        alone = re.sub("(?i)\r\nconnection: keep-alive", "\r\nConnection: close", head)
        if self._strips:
            alone = alone.replace(f" {PATH}", " ", 1).replace("  ", " / ", 1)
            alone = re.sub(
                "(?i)\r\nhost: [^\r]*", f"\r\nHost: {urlsplit(self.target).netloc}", alone
            )
        return alone.encode("latin-1")


@asynccontextmanager
async def below(*, strips: bool) -> AsyncIterator[Proxy]:
    """A proxy that is told its target later, for the target wants to know its address."""
    proxy = Proxy(strips=strips)
    async with listening(proxy.serve) as proxy.origin:
        yield proxy
