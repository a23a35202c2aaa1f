"""`gallery import`: pictures from files and folders, as uploads that may be sent again.

A folder that holds an export comes back as what it was (``gallery.backup.restore``).

An image's id is made of its user and its bytes, so a run that was cut short goes on where it was,
and one that was not adds nothing.
"""

import asyncio
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Final, Never
from uuid import UUID, uuid5

import click
from tqdm import tqdm

from db import images
from gallery.backup import restore
from gallery.report import EXPECTED, Outcome, Report, reason
from gallery.settings import Settings
from gallery.wiring import Parts, parts
from resolvers.people import viewer_named

_NAMESPACE: Final = UUID("4f4f9c3e-0b86-4c3f-8f0c-6a6d1e1d7b55")
# Two are decoded at a time; the others are read, hashed and stored meanwhile.
_AT_ONCE: Final = 4


async def run(settings: Settings, paths: Sequence[Path], user: str) -> int:
    """Import, and say how it went; the exit code is 1 where a picture could not be taken.

    What lies in a folder and is no picture is passed over; a path that was given must be one.
    """
    async with parts(settings, application="gallery import", pool_size=4, listen=False) as opened:
        exports = {path: await restore.check(path) for path in paths if restore.is_export(path)}
        user_id = (await viewer_named(opened.database, user)).id
        report = Report()
        for folder, count in exports.items():
            await restore.Restore(opened, user_id, folder, report).run(count)
        if files := [path for path in paths if path not in exports]:
            await _Import(opened, user_id, frozenset(files), report).run(_files(files))
    for line in report.lines():
        click.echo(line, err=True)
    click.echo(report.summary)
    return 1 if report.failed else 0


class _Import:
    def __init__(self, opened: Parts, user_id: int, given: frozenset[Path], report: Report) -> None:
        self._opened = opened
        self._user_id = user_id
        self._given = given
        self._report = report
        self._begun: set[UUID] = set()

    async def run(self, files: Iterable[Path]) -> None:
        found = list(dict.fromkeys(files))
        with tqdm(total=len(found), desc="import", unit="file") as bar:
            waiting = iter(found)
            async with asyncio.TaskGroup() as group:
                for _ in range(_AT_ONCE):
                    group.create_task(self._work(waiting, bar))

    async def _work(self, waiting: Iterator[Path], bar: "tqdm[Never]") -> None:
        for path in waiting:
            await self._take(path)
            bar.update()

    async def _take(self, path: Path) -> None:
        report = self._report
        try:
            outcome = await self._import(path)
        except EXPECTED as error:
            report.failed[path] = reason(error, self._opened.backend.max_upload_bytes)
        except _UnreadableError as error:
            report.failed[path] = str(error)
        else:
            self._count(path, outcome)

    def _count(self, path: Path, outcome: Outcome) -> None:
        report = self._report
        if outcome is Outcome.ADDED:
            report.added += 1
        elif outcome is Outcome.KNOWN:
            report.known += 1
        elif path in self._given:
            report.failed[path] = "It is no PNG, JPEG or WebP picture."
        else:
            report.passed_over.append(path)

    async def _import(self, path: Path) -> Outcome:
        digest = await asyncio.to_thread(_digest, path)
        if digest is None:
            return Outcome.NO_PICTURE
        image_id = import_id(self._user_id, digest)
        if await self._is_known(image_id):
            return Outcome.KNOWN
        pipeline, limit = self._opened.pipeline, self._opened.backend.max_upload_bytes
        with _opened(path) as file:
            spooled = await pipeline.spool.keep_upload(file, limit=limit)
        await pipeline.accept_upload(self._user_id, spooled, image_id, _prompt(path))
        return Outcome.ADDED

    async def _is_known(self, image_id: UUID) -> bool:
        """Whether it is there, or another file of this run has the same bytes."""
        if image_id in self._begun:
            return True
        self._begun.add(image_id)
        async with self._opened.database.read() as session:
            return bool(await images.by_ids(session, self._user_id, [image_id]))


class _UnreadableError(Exception):
    """A file that cannot be read."""


def import_id(user_id: int, digest: str) -> UUID:
    """The id of a picture, by the hex SHA-256 of its bytes."""
    return uuid5(_NAMESPACE, f"import/{user_id}/{digest}")


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files, and those in folders and theirs, in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        unreadable: list[OSError] = []
        for folder, folders, names in os.walk(path, onerror=unreadable.append):
            folders.sort()
            yield from (Path(folder) / name for name in sorted(names))
        yield from (Path(error.filename) for error in unreadable)


def _digest(path: Path) -> str | None:
    """The hash of a picture's bytes; null for a file that begins like none."""
    if not path.is_file() and not path.is_dir():
        return None
    with _opened(path) as file:
        if not _begins_like_a_picture(file.read(12)):
            return None
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise _UnreadableError(f"It cannot be read: {error.strerror}.") from error
    with file:
        yield file


def _begins_like_a_picture(head: bytes) -> bool:
    if head[:4] == b"RIFF":
        return head[8:] == b"WEBP"
    return head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def _prompt(path: Path) -> str:
    """The name without its ending; names need not be text, prompts are."""
    return os.fsencode(path.stem).decode(errors="replace")
