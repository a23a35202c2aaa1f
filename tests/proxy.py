"""A way to a server that fails as a test says: refuses, stalls, or loses answers."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from enum import Enum, auto
from typing import Final

from tests.relay import asked, closed, copy, listening

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
        self._target = target
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
            await closed(writer)

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
        async with asked(self._target, reader) as server:
            if fault is Fault.LOSES_ANSWERS:
                await server.read(1)
            elif fault is Fault.CUTS:
                writer.write(await server.read(100_000))
                await writer.drain()
            else:
                await copy(server, writer)


@asynccontextmanager
async def before(target: str, tls: ssl.SSLContext | None = None) -> AsyncIterator[Proxy]:
    """A proxy in front of the server at this address, which itself does without TLS."""
    proxy = Proxy(target)
    async with listening(proxy.serve, tls, limit=1024) as proxy.address:
        yield proxy


async def _swallow(reader: asyncio.StreamReader) -> None:
    while await reader.read(65_536):
        pass
