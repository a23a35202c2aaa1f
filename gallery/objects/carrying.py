"""Objects on their way from one place to another."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple

from storage.base import Storage, StorageUnavailable

_IN_MEMORY: Final = 1 << 20


class Load(NamedTuple):
    """The bytes of an object, as `Storage.put` takes them, and their SHA-256."""

    source: Path | bytes
    sha256: bytes


class Fetched(NamedTuple):
    """A file with the bytes of an object, and their SHA-256."""

    path: Path
    sha256: bytes


@asynccontextmanager
async def loaded(storage: Storage, key: str, size: int) -> AsyncIterator[Load]:
    """Hold the whole object: in memory where it is small, else in a file that goes again.

    Raises StorageError, also where it is not of this size.
    """
    if size <= _IN_MEMORY:
        data = await storage.get(key)
        _check_size(key, size, len(data))
        yield Load(data, hashlib.sha256(data).digest())
        return
    async with fetched(storage, key, size) as file:
        yield Load(*file)


@asynccontextmanager
async def fetched(
    storage: Storage, key: str, size: int, folder: Path | None = None
) -> AsyncIterator[Fetched]:
    """Hold the whole object in a file that goes again, in a folder or where temporary files go.

    Raises as ``loaded`` does.
    """
    with tempfile.TemporaryDirectory(prefix="gallery-", dir=folder) as own:
        path = Path(own) / "object"
        with path.open("wb") as file:
            sha256 = await saved(storage, key, file)
            _check_size(key, size, file.tell())
        yield Fetched(path, sha256)


async def saved(storage: Storage, key: str, file: IO[bytes]) -> bytes:
    """Write an object to a file as it is read; its SHA-256. Raises StorageError."""
    found = hashlib.sha256()

    def keep(chunk: bytes) -> None:
        found.update(chunk)
        file.write(chunk)

    async for chunk in storage.open(key):
        await asyncio.to_thread(keep, chunk)
    return found.digest()


async def digest(storage: Storage, key: str) -> bytes:
    """The SHA-256 of an object, read piece by piece. Raises StorageError."""
    found = hashlib.sha256()
    async for chunk in storage.open(key):
        await asyncio.to_thread(found.update, chunk)
    return found.digest()


def _check_size(key: str, size: int, read: int) -> None:
    if read != size:
        raise StorageUnavailable(f"{key}: {read} of {size} bytes could be read")
