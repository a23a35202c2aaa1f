"""How an archive of 10 000 images with their recipes is sent: how soon it begins, in what memory.

    python bench/downloads.py [--images N]

Seeds a gallery, starts an api, and takes the archive of all of it: once whole, which is unpacked
and counted, and once from its middle on, as a download that was cut. Fails where the api takes more
than 64 MB beside what it had.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from bench.running import api, command, installation, peak
from gallery.auth import Tokens
from gallery.settings import load
from tests.client import Client

_USER = "user0"
_MOST_BYTES = 64 << 20
_PAGE = """
    { images(first: 50) { nodes { thumbUrl } } viewer { gallery { count } eventCursor } }
"""
_CREATE = """
    mutation($asOf: String!) {
      createDownload(selection: { matching: { filter: {}, asOf: $asOf } }, recipes: true) {
        download { url count } } }
"""


async def measure(address: str, pid: int, token: str) -> None:
    async with Client(address, token) as client:
        for _ in range(20):
            viewer = (await client.query(_PAGE))["viewer"]
        before = _begin(pid)
        begun = time.perf_counter()
        made = (await client.query(_CREATE, asOf=viewer["eventCursor"]))["createDownload"][
            "download"
        ]
        print(f"asked for {made['count']} images: {1000 * (time.perf_counter() - begun):.0f} ms")
        with tempfile.TemporaryFile() as file:
            length = await _take(client, made["url"], file)
            _check(file, viewer["gallery"]["count"])
        await _take(client, made["url"], start=length // 2)
    more = peak(pid) - before
    print(f"the api: {before >> 20} MB before, {more >> 20} MB more at most")
    assert more <= _MOST_BYTES, "the api takes too much memory"


def _begin(pid: int) -> int:
    """The memory of a process, whose peak is counted from here on."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return peak(pid)


async def _take(
    client: Client, url: str, file: IO[bytes] | None = None, start: int | None = None
) -> int:
    begun, size, first = time.perf_counter(), 0, 0.0
    async with _asked(client, url, start) as chunks:
        async for chunk in chunks:
            first = first or time.perf_counter() - begun
            size += len(chunk)
            if file is not None:
                file.write(chunk)
    what = "whole" if start is None else f"from byte {start} on"
    seconds = time.perf_counter() - begun
    rate = size / seconds / 1e6
    print(f"{what}: first byte after {1000 * first:.0f} ms, {size} bytes at {rate:.0f} MB/s")
    return size


@asynccontextmanager
async def _asked(
    client: Client, url: str, start: int | None
) -> AsyncIterator[AsyncIterator[bytes]]:
    headers = {**client.headers, **({} if start is None else {"Range": f"bytes={start}-"})}
    async with client.http.stream("GET", url, headers=headers) as answer:
        assert answer.status_code == (200 if start is None else 206)
        yield answer.aiter_raw()


def _check(file: IO[bytes], images: int) -> None:
    with ZipFile(file) as archive:
        assert archive.testzip() is None, "a file in it is damaged"
        assert len(archive.namelist()) == 2 * images, "a file is missing in it"


def main() -> None:
    parser = argparse.ArgumentParser(description="Download a large gallery.")
    parser.add_argument("--images", type=int, default=10_000)
    options = parser.parse_args()
    with installation() as own:
        # Some of them lie in the trash, and in no archive.
        count = str(options.images * 12 // 11)
        command(own, "seed", "--images", count, "--sources-every", "10")
        token = Tokens(load(own)).issue(_USER, ttl=3600)
        with api(own) as (address, pid):
            asyncio.run(measure(address, pid, token))


if __name__ == "__main__":
    main()
