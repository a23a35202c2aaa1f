"""What servers that only pass bytes on are made of."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit


@asynccontextmanager
async def listening(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
    tls: ssl.SSLContext | None = None,
    limit: int = 65_536,
) -> AsyncIterator[str]:
    """The address at which ``serve`` is called for each connection; leaving ends them all.

    ``limit``: the bytes of the longest head, and of what waits to be read before more is taken.
    """
    met: dict[asyncio.Future[None], asyncio.StreamWriter] = {}

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met[asyncio.ensure_future(serve(reader, writer))] = writer

    server = await asyncio.start_server(accept, "127.0.0.1", 0, limit=limit, ssl=tls)
    scheme = "http" if tls is None else "https"
    try:
        yield "{}://{}:{}".format(scheme, *server.sockets[0].getsockname())
    finally:
        server.close()
        for task in met:
            task.cancel()
        await asyncio.gather(*met, return_exceptions=True)
        for writer in met.values():  # a task that was cancelled before it began has closed nothing
            writer.transport.abort()
        await asyncio.sleep(0)  # in which they end


@asynccontextmanager
async def asked(
    target: str, reader: asyncio.StreamReader, head: bytes = b""
) -> AsyncIterator[asyncio.StreamReader]:
    """What the server at this address answers to ``head`` and to what is read meanwhile."""
    parts = urlsplit(target)
    server, to_server = await asyncio.open_connection(parts.hostname, parts.port or 80)
    to_server.write(head)
    asking = asyncio.create_task(copy(reader, to_server))
    try:
        yield server
    finally:
        asking.cancel()
        to_server.close()
        await asyncio.gather(asking, return_exceptions=True)
        await closed(to_server)


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()


async def closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
