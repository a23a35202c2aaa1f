"""`gallery export`: a user's originals as files, and beside them a line of JSON for each image.

DIR/
├── gallery.jsonl                        written last: where it is, the export is whole
└── pictures/<month>/<image id>.png      byte for byte, checked by their hashes

A second run goes on where the first was cut, and brings an older export up to date.
"""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

import click
import orjson
from tqdm import tqdm

from db import counters, images, sources, users
from db.images import ImageRow
from db.sources import SourceRow
from db.users import UserRow
from gallery.backup import BackupError
from gallery.backup.records import BadRecordError, ExportedImage, lines, read
from gallery.objects.carrying import saved
from gallery.report import Names
from gallery.settings import Settings
from gallery.wiring import Parts, parts
from jobs.recipes import facts
from storage import keys
from storage.base import ObjectNotFound

LINES: Final = "gallery.jsonl"
_PAGE: Final = 200
_AT_ONCE: Final = 4


@dataclass
class Report:
    copied: int = 0
    known: int = 0
    failed: Names = field(default_factory=lambda: Names("could not be exported"))

    @property
    def summary(self) -> str:
        return (
            f"{self.copied} copied, {self.known} already there,"
            f" {self.failed.count} could not be exported"
        )


async def run(settings: Settings, folder: Path, user: str) -> int:
    """Export, and say how it went; the exit code is 1 where a picture could not be exported."""
    async with parts(settings, application="gallery export", pool_size=2, listen=False) as opened:
        async with opened.database.read() as session:
            owner = await users.find(session, user)
        if owner is None:
            raise BackupError(f"There is no user {user!r}.")
        _check(folder, user)
        report = await _Export(opened, owner, folder).run()
    for line in report.failed.lines():
        click.echo(line, err=True)
    click.echo(report.summary)
    return 1 if report.failed.count else 0


def _check(folder: Path, user: str) -> None:
    """Raise ``BackupError`` where somebody else's export is in the folder."""
    with suppress(FileNotFoundError), (folder / LINES).open("rb") as file:
        first = next(lines(file), None)
        try:
            owner = read(ExportedImage, first).user if first else user
        except BadRecordError as error:
            raise BackupError(f"{folder / LINES} is no export of ours: {error}.") from None
        if owner != user:
            raise BackupError(f"{folder} holds an export of {owner}: choose another folder.")


class _Export:
    def __init__(self, opened: Parts, owner: UserRow, folder: Path) -> None:
        self._opened = opened
        self._owner = owner
        self._folder = folder
        self._report = Report()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def run(self) -> Report:
        async with self._opened.database.read() as session:
            totals = await counters.totals(session, self._owner.id)
        with (
            _appearing(self._folder / LINES) as file,
            tqdm(total=totals.live + totals.trashed, desc="export", unit="image") as bar,
        ):
            async for page, made_from in self._pages():
                copied = await asyncio.gather(*(self._copy(row) for row in page))
                told = (
                    self._line(row, made_from[row.id])
                    for row, there in zip(page, copied, strict=True)
                    if there
                )
                await asyncio.to_thread(file.writelines, told)
                bar.update(len(page))
        return self._report

    async def _pages(self) -> AsyncIterator[tuple[list[ImageRow], dict[Any, list[SourceRow]]]]:
        user_id, after = self._owner.id, None
        while True:
            async with self._opened.database.read() as session:
                page = await images.after(session, user_id, after, _PAGE)
                ids = [row.id for row in page]
                made_from = await sources.of_images(session, user_id, ids)
            if not page:
                return
            yield page, made_from
            after = page[-1].id

    async def _copy(self, row: ImageRow) -> bool:
        """Whether the picture is in the folder now, byte for byte."""
        path = self._folder / _file(row)
        async with self._turns:
            if await asyncio.to_thread(_digest, path) == row.sha256:
                self._report.known += 1
                return True
            try:
                await self._fetch(row, path)
            except ObjectNotFound:
                return await self._missing(row)
            except _WrongBytesError:
                self._report.failed.add(f"{row.id}: {row.key} is damaged")
                return False
            self._report.copied += 1
            return True

    async def _fetch(self, row: ImageRow, path: Path) -> None:
        with _appearing(path) as file:
            if await saved(self._opened.storage, row.key, file) != row.sha256:
                raise _WrongBytesError

    async def _missing(self, row: ImageRow) -> bool:
        """The original is gone: for ever, like its image, or it is lost."""
        async with self._opened.database.read() as session:
            known = await images.by_ids(session, self._owner.id, [row.id])
        if known:
            self._report.failed.add(f"{row.id}: {row.key} is not in storage")
        return False

    def _line(self, row: ImageRow, made_from: list[SourceRow]) -> bytes:
        told = {
            **facts(self._owner.name, row, made_from),
            "starred": row.starred,
            "deletedAt": row.deleted_at,
            "file": _file(row),
        }
        return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


class _WrongBytesError(Exception):
    """An original that is not what was kept."""


def _file(row: ImageRow) -> str:
    extension = keys.EXTENSIONS[row.content_type]
    return f"pictures/{row.created_at:%Y-%m}/{row.id}.{extension}"


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        return None


@contextmanager
def _appearing(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there once it is whole, and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
