"""Manifests read back: whose gallery, and what of it was starred, trashed or about to go."""

import gzip
import tempfile
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

from gallery.backup import BackupError
from gallery.backup.records import (
    MOST_BYTES,
    BadRecordError,
    ManifestHead,
    ManifestLine,
    lines,
    read,
)
from storage import keys
from storage.base import Storage

_GZIP = 16 + zlib.MAX_WBITS


async def newest(storage: Storage, as_of: date | None) -> dict[int, str]:
    """The key of each user's newest manifest, or of the newest that is not after a day."""
    found: dict[int, str] = {}
    async for info in storage.list(keys.MANIFESTS):
        known = keys.manifest_of(info.key)
        if known and (as_of is None or known[1] <= as_of):
            found[known[0]] = info.key
    return found


async def head(storage: Storage, key: str) -> ManifestHead:
    """Whose manifest it is. Raises ``BackupError``."""
    unpacking = zlib.decompressobj(_GZIP)
    unpacked = b""
    with _explained(key):
        async with aclosing(storage.open(key)) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                unpacked += unpacking.decompress(chunk, MOST_BYTES)
                if b"\n" in unpacked:
                    break
        return read(ManifestHead, unpacked.partition(b"\n")[0])


class Manifest:
    """A walk through the lines of a manifest, to be asked for images in the order of their ids."""

    def __init__(self, key: str, file: gzip.GzipFile) -> None:
        self._key = key
        self._lines = lines(file)
        self.missing = 0
        with _explained(key):
            next(self._lines, None)
        self._next = self._following()

    def line(self, image_id: UUID) -> ManifestLine | None:
        """What is told of an image; null where it is newer. Those passed over are ``missing``."""
        while self._next and self._next.id < image_id:
            self._pass_over(self._next)
        if self._next is None or self._next.id != image_id:
            return None
        line, self._next = self._next, self._following()
        return line

    def end(self) -> None:
        """No further image will be asked for."""
        while self._next:
            self._pass_over(self._next)

    def _pass_over(self, line: ManifestLine) -> None:
        if not line.buried:
            self.missing += 1
        self._next = self._following()

    def _following(self) -> ManifestLine | None:
        with _explained(self._key):
            raw = next(self._lines, None)
            return read(ManifestLine, raw) if raw else None


@asynccontextmanager
async def opened(storage: Storage, key: str | None, folder: Path) -> AsyncIterator[Manifest]:
    """A manifest, on this machine's disk meanwhile; an empty one where there is no key."""
    with tempfile.TemporaryFile(dir=folder) as file:
        if key is not None:
            async for chunk in storage.open(key):
                file.write(chunk)
            file.seek(0)
        with gzip.open(file) as unpacked:
            yield Manifest(key or "", unpacked)


@contextmanager
def _explained(key: str) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error, BadRecordError) as error:
        raise BackupError(
            f"The manifest {key} cannot be read ({error}): choose an earlier day with --as-of."
        ) from error
