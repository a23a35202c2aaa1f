"""Objects as files below one folder, for one machine: no service to run, the same promises as S3.

Files appear whole or not at all: they are written under `.tmp`, flushed to the disk, and linked to
their name, which fails where the name is taken. Every step down the tree refuses symbolic links, so
no key leads outside.
"""

import asyncio
import errno
import hashlib
import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from storage import keys
from storage.base import (
    BadKey,
    ObjectConflict,
    ObjectInfo,
    ObjectNotFound,
    StorageError,
    StorageUnavailable,
)

CHUNK: Final = 256 * 1024
TEMPORARY: Final = ".tmp"
TEMPORARY_AGE: Final = 3600.0
_FOLDER_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_HARD_LINKS: Final = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


class FolderStorage:
    """`root` is made where it is missing. Content types follow from the keys' extensions.

    Raises StorageUnavailable when `root` cannot be used.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        with _translated(str(root), missing=StorageUnavailable):
            (root / TEMPORARY).mkdir(mode=0o700, parents=True, exist_ok=True)
            _remove_old(root / TEMPORARY)

    async def put(
        self, key: str, source: Path | bytes, *, content_type: str, sha256: bytes | None = None
    ) -> None:
        """See `Storage.put`. A key whose extension says another content type is a BadKey too."""
        if keys.content_type(keys.check(key)) != content_type:
            raise BadKey(f"{key!r} does not end like a {content_type}")
        await asyncio.to_thread(self._put, key, source, sha256)

    async def get(self, key: str) -> bytes:
        """See `Storage.get`."""
        return b"".join([chunk async for chunk in self.open(key)])

    async def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """See `Storage.open`."""
        keys.check(key)
        file, chunk = await asyncio.to_thread(self._open, key, start, end)
        try:
            while chunk:
                yield chunk
                start += len(chunk)
                # Most thumbnails are one chunk that is not full: no second trip to a thread.
                if len(chunk) < CHUNK:
                    return
                chunk = await asyncio.to_thread(_read, file, start, end)
        finally:
            os.close(file)

    async def head(self, key: str) -> ObjectInfo:
        """See `Storage.head`."""
        return await asyncio.to_thread(self._head, keys.check(key))

    async def delete(self, keys_to_delete: Sequence[str]) -> None:
        """See `Storage.delete`. Folders that it empties go too."""
        for key in keys_to_delete:
            keys.check(key)
        await asyncio.to_thread(self._delete, keys_to_delete)

    async def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        """See `Storage.list`. Files that are none of ours are passed over."""
        folder = keys.check_prefix(prefix).rpartition("/")[0]
        pending: list[ObjectInfo | str] = [f"{folder}/" if folder else ""]
        while pending:
            name = pending.pop()
            if isinstance(name, ObjectInfo):
                yield name
                continue
            found = await asyncio.to_thread(self._entries, name)
            pending += [each for each in reversed(found) if _may_match(_full_name(each), prefix)]

    async def probe(self) -> None:
        """See `Storage.probe`."""
        with _translated(str(self._root), missing=StorageUnavailable):
            await asyncio.to_thread(os.listdir, self._root / TEMPORARY)

    async def close(self) -> None:
        """See `Storage.close`: nothing is held."""

    def _put(self, key: str, source: Path | bytes, sha256: bytes | None) -> None:
        temporary = self._root / TEMPORARY / f"{os.getpid()}-{secrets.token_hex(8)}"
        with _reader(source) as chunks, _translated(key, missing=StorageUnavailable):
            try:
                size = _write(temporary, chunks, sha256, key)
                self._place(temporary, key, size)
            finally:
                temporary.unlink(missing_ok=True)

    def _place(self, temporary: Path, key: str, size: int) -> None:
        for attempt in range(8):
            try:
                with self._folder(key, create=True) as (folder, name):
                    _link(temporary, folder, name, size)
                return
            except FileNotFoundError:
                # A delete emptied the folder and removed it after we had opened it.
                if attempt == 7:
                    raise

    def _open(self, key: str, start: int, end: int | None) -> tuple[int, bytes]:
        with _translated(key), self._folder(key) as (folder, name):
            file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            try:
                return file, _read(file, start, end)
            except BaseException:
                os.close(file)
                raise

    def _head(self, key: str) -> ObjectInfo:
        content_type = keys.content_type(key)
        with _translated(key), self._folder(key) as (folder, name):
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        return _info(key, content_type, found)

    def _delete(self, doomed: Sequence[str]) -> None:
        # No fsync: a name that comes back after a power cut is an orphan, which `doctor` reports.
        for key in doomed:
            with suppress(ObjectNotFound), _translated(key), self._folder(key) as (folder, name):
                os.unlink(name, dir_fd=folder)
        for folder_name in sorted({key.rpartition("/")[0] for key in doomed}, reverse=True):
            self._prune(folder_name)

    def _prune(self, folder: str) -> None:
        with suppress(OSError):
            while folder:
                (self._root / folder).rmdir()
                folder = folder.rpartition("/")[0]

    def _entries(self, folder: str) -> Sequence[ObjectInfo | str]:
        """The objects and folders in a folder, in the order of full keys, which is why folders end
        in a slash. All at once: a trip to a thread for each costs more than the disk."""
        with (
            suppress(ObjectNotFound),
            _translated(folder),
            self._folder(f"{folder}x") as (opened, _),
            os.scandir(opened) as found,
        ):
            entries = [_entry(folder, each) for each in found if _is_plain(each)]
            return sorted(filter(None, entries), key=_full_name)
        return ()

    @contextmanager
    def _folder(self, key: str, *, create: bool = False) -> Iterator[tuple[int, str]]:
        """The open folder of the key's file, and the file's name in it.

        Raises OSError for a symbolic link on the way.
        """
        *segments, name = key.split("/")
        # A disk that is not mounted has lost nothing: without its root no object is "not found".
        with _translated(str(self._root), missing=StorageUnavailable):
            folder = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for segment in segments:
                folder = _step(folder, segment, create)
            yield folder, name
        finally:
            os.close(folder)


def _is_plain(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and not entry.is_symlink()


def _entry(folder: str, entry: os.DirEntry[str]) -> ObjectInfo | str | None:
    """Null for a file that is none of ours, or has just gone."""
    if entry.is_dir(follow_symlinks=False):
        return f"{folder}{entry.name}/"
    with suppress(FileNotFoundError, BadKey):
        key = keys.check(folder + entry.name)
        return _info(key, keys.content_type(key), entry.stat(follow_symlinks=False))
    return None


def _full_name(entry: ObjectInfo | str) -> str:
    return entry if isinstance(entry, str) else entry.key


def _info(key: str, content_type: str, found: os.stat_result) -> ObjectInfo:
    modified = datetime.fromtimestamp(found.st_mtime, UTC)
    return ObjectInfo(key, found.st_size, content_type, modified)


def _may_match(name: str, prefix: str) -> bool:
    return name.startswith(prefix) or (name.endswith("/") and prefix.startswith(name))


def _step(folder: int, segment: str, create: bool) -> int:
    # On any failure `folder` stays open, for the caller's `finally` still to close.
    if create:
        with suppress(FileExistsError):
            os.mkdir(segment, 0o700, dir_fd=folder)
            os.fsync(folder)
    deeper = os.open(segment, _FOLDER_FLAGS, dir_fd=folder)
    os.close(folder)
    return deeper


def _link(temporary: Path, folder: int, name: str, size: int) -> None:
    try:
        os.link(temporary, name, dst_dir_fd=folder, follow_symlinks=False)
    except FileExistsError:
        _must_be_ours(folder, name, size)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        _rename(temporary, folder, name, size)
    os.fsync(folder)


def _rename(temporary: Path, folder: int, name: str, size: int) -> None:
    # For file systems without hard links (exFAT). Two writers of one key hold the same bytes, so
    # that the later may replace the earlier.
    try:
        _must_be_ours(folder, name, size)
    except FileNotFoundError:
        os.rename(temporary, name, dst_dir_fd=folder)


def _must_be_ours(folder: int, name: str, size: int) -> None:
    found = os.stat(name, dir_fd=folder, follow_symlinks=False).st_size
    if found != size:
        raise ObjectConflict(f"{name} is stored with {found} bytes, not {size}")


def _write(path: Path, chunks: Iterator[bytes], sha256: bytes | None, key: str) -> int:
    digest = hashlib.sha256()
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "wb", buffering=0) as target:
        size = 0
        for chunk in chunks:
            digest.update(chunk)
            size += target.write(chunk) or 0
        os.fsync(target.fileno())
        written = os.fstat(target.fileno()).st_size
    if sha256 is not None and digest.digest() != sha256:
        raise ObjectConflict(f"the bytes for {key} are not those that were hashed")
    if written != size:
        raise StorageUnavailable(f"{written} of {size} bytes of {key} were written")
    return size


@contextmanager
def _reader(source: Path | bytes) -> Iterator[Iterator[bytes]]:
    if isinstance(source, bytes):
        yield iter([source])
        return
    with source.open("rb", buffering=0) as file:
        yield iter(lambda: file.read(CHUNK), b"")


def _read(file: int, start: int, end: int | None) -> bytes:
    return os.pread(file, CHUNK if end is None else max(0, min(CHUNK, end - start)), start)


def _remove_old(folder: Path) -> None:
    """Remove what writers that died left behind; a young file may have a writer that lives."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - TEMPORARY_AGE:
                path.unlink()


@contextmanager
def _translated(what: str, missing: type[StorageError] = ObjectNotFound) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing(f"{what}: nothing is there") from error
    except OSError as error:
        raise StorageUnavailable(f"{what}: {error.strerror}") from error
