"""A way to a server that fails as a test says: refuses, stalls, or loses answers."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from enum import Enum, auto
from typing import Final
from urllib.parse import urlsplit

_BUSY: Final = b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Fault(Enum):
    NONE = auto()
    BUSY = auto()  # answers 503 to whatever is asked
    STALLS = auto()  # takes everything, and never answers
    DEAF = auto()  # does not even read
    LOSES_ANSWERS = auto()  # the server does what it is asked, and nobody hears of it
    CUTS = auto()  # ends in the middle of an answer


class Proxy:
    """``times`` connections meet the fault, all where it is negative."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 80)
        self._fault, self._times = Fault.NONE, -1
        self._open: set[asyncio.StreamWriter] = set()
        self.address = ""
        self.met = 0

    def break_down(self, fault: Fault, times: int = -1) -> None:
        """From the next connection on; those that are open end."""
        self._fault, self._times, self.met = fault, times, 0
        for writer in self._open:
            writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = Fault.NONE if self._times == 0 else self._fault
        if fault is not Fault.NONE:
            self._times -= 1
            self.met += 1
        self._open.add(writer)
        try:
            with suppress(ConnectionError):
                await self._handle(fault, reader, writer)
        finally:
            self._open.discard(writer)
            await _closed(writer)

    async def _handle(
        self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if fault is Fault.BUSY:
            await reader.read(1)
            writer.write(_BUSY)
            await writer.drain()
        elif fault is Fault.STALLS:
            await _swallow(reader)
        elif fault is Fault.DEAF:
            await asyncio.Event().wait()
        else:
            await self._pass_on(fault, reader, writer)

    async def _pass_on(
        self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        server_reader, server_writer = await asyncio.open_connection(*self._target)
        asking = asyncio.create_task(_copy(reader, server_writer))
        try:
            if fault is Fault.LOSES_ANSWERS:
                await server_reader.read(1)
            elif fault is Fault.CUTS:
                writer.write(await server_reader.read(100_000))
                await writer.drain()
            else:
                await _copy(server_reader, writer)
        finally:
            asking.cancel()
            server_writer.close()
            await asyncio.gather(asking, return_exceptions=True)
            await _closed(server_writer)


@asynccontextmanager
async def before(target: str, tls: ssl.SSLContext | None = None) -> AsyncIterator[Proxy]:
    """A proxy in front of the server at this address, which itself does without TLS."""
    proxy = Proxy(target)
    met: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met[asyncio.create_task(proxy.serve(reader, writer))] = writer

    server = await asyncio.start_server(accept, "127.0.0.1", 0, limit=1024, ssl=tls)
    scheme = "http" if tls is None else "https"
    proxy.address = "{}://{}:{}".format(scheme, *server.sockets[0].getsockname())
    yield proxy
    server.close()
    for task in met:
        task.cancel()
    await asyncio.gather(*met, return_exceptions=True)
    for writer in met.values():  # a task that was cancelled before it began has closed nothing
        writer.transport.abort()
    await asyncio.sleep(0)  # in which they end


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()


async def _swallow(reader: asyncio.StreamReader) -> None:
    while await reader.read(65_536):
        pass
