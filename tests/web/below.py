"""A reverse proxy with the gallery below a path of its host, which is all that it serves."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

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
                await self._pass_on(self._changed(head), reader, writer)
            else:
                self.strays.append(path)
                writer.write(_ELSEWHERE)
                await writer.drain()
        writer.close()

    def _changed(self, head: str) -> bytes:
        """One request for each connection, so that no other head has to be found."""
        alone = re.sub("(?i)\r\nconnection: keep-alive", "\r\nConnection: close", head)
        if self._strips:
            alone = alone.replace(f" {PATH}", " ", 1).replace("  ", " / ", 1)
            alone = re.sub(
                "(?i)\r\nhost: [^\r]*", f"\r\nHost: {urlsplit(self.target).netloc}", alone
            )
        return alone.encode("latin-1")

    async def _pass_on(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        parts = urlsplit(self.target)
        server, to_server = await asyncio.open_connection(parts.hostname, parts.port)
        to_server.write(head)
        asking = asyncio.create_task(_copy(reader, to_server))
        try:
            await _copy(server, writer)
        finally:
            asking.cancel()
            to_server.close()
            await asyncio.gather(asking, return_exceptions=True)


@asynccontextmanager
async def below(*, strips: bool) -> AsyncIterator[Proxy]:
    """A proxy that is told its target later, for the target wants to know its address."""
    proxy = Proxy(strips=strips)
    serving: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.create_task(proxy.serve(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0, limit=65_536)
    proxy.origin = "http://{}:{}".format(*server.sockets[0].getsockname())
    yield proxy
    server.close()
    for task in serving:
        task.cancel()
    await asyncio.gather(*serving, return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
