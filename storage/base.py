"""What every object store of this house can do, and how it fails.

StorageError
├── BadKey              the key could not name an object of ours (a ValueError too)
├── ObjectNotFound      nothing is stored under this key
├── ObjectConflict      other bytes are stored here, or the source is not what its hash says
├── StorageUnavailable  the disk or the service said no; the same call may succeed later
├── BadSignature        a signed URL that this server did not sign
└── ExpiredUrl          a signed URL whose time is over
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


class StorageError(Exception):
    """Anything a store or its signed URLs can refuse."""


class BadKey(StorageError, ValueError):
    """The key could not name an object of ours."""


class ObjectNotFound(StorageError):
    """Nothing is stored under this key."""


class ObjectConflict(StorageError):
    """Other bytes are stored under this key, or the source is not what its hash says."""


class StorageUnavailable(StorageError):
    """The disk or the service said no; the same call may succeed later."""


class BadSignature(StorageError):
    """The URL was not signed by this server, or was altered since."""


class ExpiredUrl(StorageError):
    """The URL was signed by this server, and its time is over."""


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """One stored object: `size` in bytes, `modified` in UTC."""

    key: str
    size: int
    content_type: str
    modified: datetime


class Storage(Protocol):
    """Bytes under keys. Keys come from `storage.keys`; every verb raises BadKey for any other,
    and StorageUnavailable when the store itself fails."""

    async def put(
        self, key: str, source: Path | bytes, *, content_type: str, sha256: bytes | None = None
    ) -> None:
        """Store `source` durably, whole or not at all, and never over other bytes.

        An object of the same length under this key is ours already and is left. `sha256` (32 bytes)
        is checked against the bytes as they are written. Raises ObjectConflict.
        """

    async def get(self, key: str) -> bytes:
        """The whole object. Raises ObjectNotFound."""

    def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Chunks of the bytes from `start` up to, not including, `end`.

        Raises ObjectNotFound when the first is asked for.
        """

    async def head(self, key: str) -> ObjectInfo:
        """What is known of the object without its bytes. Raises ObjectNotFound."""

    async def delete(self, keys: Sequence[str]) -> None:
        """Remove these objects; one that is not there counts as removed."""

    def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        """Every object whose key begins with `prefix` (any string, as in S3), in order of keys."""

    async def probe(self) -> None:
        """Raises StorageUnavailable where nothing can be read."""

    async def close(self) -> None:
        """Give back what the store holds. Nothing may be called after it."""


class UrlSigner(Protocol):
    """Turns keys into URLs that anyone may read until they expire. Does no I/O."""

    def url(self, key: str, *, content_type: str, filename: str | None = None) -> str:
        """The same URL for the whole window; `filename` (untrusted) makes it a download."""

    def expires_at(self) -> datetime:
        """When (UTC) URLs signed at this moment expire.

        Ask before `url`: should a window end between the two, the URL lives longer than was said.
        """
