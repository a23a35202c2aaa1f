"""An export comes back into a gallery: its own, another user's, or another installation's.

Images keep their ids. Where the user has another picture under such an id, the image gets one that
is made of both, so that a second run finds all of it and adds nothing. The lines are all read
before anything is taken in: one that is not as it should be refuses the whole.
"""

import asyncio
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from tqdm import tqdm

from db import images, sidecars, sources
from db.sources import SourceRow
from gallery.backup import BackupError
from gallery.backup.export import LINES
from gallery.backup.records import BadRecordError, ExportedImage, lines, read
from gallery.report import EXPECTED, Report, reason
from gallery.wiring import Parts
from jobs.pipeline import Past, TakenError, WrongBytesError

_NAMESPACE: Final = UUID("a51b9a6e-8f0d-4a43-9a54-3c1f5f3a6f0e")
_CHUNK: Final = 200
_AT_ONCE: Final = 4


def is_export(path: Path) -> bool:
    return (path / LINES).is_file()


async def check(folder: Path) -> int:
    """How many images an export has. Raises ``BackupError`` for the first line that is wrong."""
    count = 0
    for chunk in _chunks(folder):
        count += len(await asyncio.to_thread(_files, folder, chunk))
    return count


def _files(folder: Path, chunk: list[ExportedImage]) -> list[Path]:
    return [_file(folder, line) for line in chunk]


def _file(folder: Path, line: ExportedImage) -> Path:
    """The picture of a line: a file in the folder, also where links are followed."""
    path = folder / line.file
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BackupError(f"{folder / LINES}: {line.file} leads out of the export.")
    if not path.is_file():
        raise BackupError(f"{folder / LINES}: {line.file} is missing.")
    return path


def _chunks(folder: Path) -> Iterator[list[ExportedImage]]:
    with (folder / LINES).open("rb") as file:
        numbered = enumerate(lines(file), 1)
        while chunk := [_read(folder, *line) for line in islice(numbered, _CHUNK)]:
            yield chunk


def _read(folder: Path, number: int, raw: bytes) -> ExportedImage:
    try:
        return read(ExportedImage, raw)
    except BadRecordError as error:
        raise BackupError(f"{folder / LINES}, line {number}: {error}.") from None


class _Moved(NamedTuple):
    """The id that an image gets, because the picture of the hash ``found`` has its own."""

    to: UUID
    found: str


class Restore:
    """Takes an export in, one that has been checked."""

    def __init__(self, opened: Parts, user_id: int, folder: Path, report: Report) -> None:
        self._opened = opened
        self._user_id = user_id
        self._folder = folder
        self._report = report
        self._turns = asyncio.Semaphore(_AT_ONCE)
        # Ids of the export under which the user has other pictures, and where theirs come instead.
        self._moved: dict[UUID, _Moved] = {}

    async def run(self, count: int) -> None:
        for chunk in _chunks(self._folder):
            await self._resolve(chunk)
        if self._moved:
            for chunk in _chunks(self._folder):
                self._stay(chunk)
        with tqdm(total=count, desc="import", unit="image") as bar:
            for chunk in _chunks(self._folder):
                await self._take_all(chunk)
                bar.update(len(chunk))
        for chunk in _chunks(self._folder):
            await self._connect(chunk)

    async def _resolve(self, chunk: list[ExportedImage]) -> None:
        present = await self._hashes([line.id for line in chunk])
        for line in chunk:
            found = present.get(line.id, line.sha256)
            if found != line.sha256 and line.id not in self._moved:
                name = f"import/{self._user_id}/{line.id}/{line.sha256}"
                self._moved[line.id] = _Moved(uuid5(_NAMESPACE, name), found)

    def _stay(self, chunk: list[ExportedImage]) -> None:
        """What is there by a line of this export keeps its id, whatever another line says of it."""
        for line in chunk:
            moved = self._moved.get(line.id)
            if moved and moved.found == line.sha256:
                del self._moved[line.id]

    async def _hashes(self, ids: list[UUID]) -> dict[UUID, str]:
        async with self._opened.database.read() as session:
            found = await images.hashes(session, self._user_id, ids)
        return {image_id: sha256.hex() for image_id, sha256 in found.items()}

    async def _take_all(self, chunk: list[ExportedImage]) -> None:
        """Where lines have the same id, the first is taken in before the others are looked at."""
        while chunk:
            first = {line.id: line for line in reversed(chunk)}
            await self._take_each(list(first.values()))
            chunk = [line for line in chunk if first[line.id] is not line]

    async def _take_each(self, chunk: list[ExportedImage]) -> None:
        present = await self._hashes([self._here(line.id) for line in chunk])
        missing = []
        for line in chunk:
            sha256 = present.get(self._here(line.id))
            if sha256 is None:
                missing.append(line)
            elif sha256 == line.sha256:
                self._report.known += 1
            else:
                self._report.failed[self._folder / line.file] = _twice(line)
        await asyncio.gather(*map(self._take, missing))

    async def _take(self, line: ExportedImage) -> None:
        report, limit = self._report, self._opened.backend.max_upload_bytes
        path = self._folder / line.file
        try:
            async with self._turns:
                await self._import(line, limit)
        except WrongBytesError:
            report.failed[path] = "It is not the picture that was exported: its hash differs."
        except TakenError:
            report.failed[path] = _twice(line)
        except EXPECTED as error:
            report.failed[path] = reason(error, limit)
        else:
            report.added += 1

    async def _import(self, line: ExportedImage, limit: int) -> None:
        pipeline = self._opened.pipeline
        with _file(self._folder, line).open("rb") as file:
            spooled = await pipeline.spool.keep_upload(file, limit=limit)
        facts = {
            "origin": line.origin,
            "prompt": line.prompt,
            "revised_prompt": line.revised_prompt,
            "model": line.model,
            "params": line.params,
            "cost_tokens": line.cost_tokens,
            "starred": line.starred,
            "deleted_at": line.deleted_at,
            "created_at": line.created_at,
        }
        past = Past(bytes.fromhex(line.sha256), facts, self._made_from(line))
        await pipeline.accept_restored(self._user_id, spooled, self._here(line.id), past)

    async def _connect(self, chunk: list[ExportedImage]) -> None:
        """Name the sources that came in after what was made from them."""
        made_from = [one for line in chunk for one in self._made_from(line) if one.source_id]
        if not made_from:
            return
        async with self._opened.database.write() as tx:
            changed = await sources.connect(tx, self._user_id, made_from)
            await sidecars.owe(tx, self._user_id, changed)
        if changed:
            await self._opened.pipeline.describe(self._user_id, changed)

    def _made_from(self, line: ExportedImage) -> list[SourceRow]:
        return [
            SourceRow(
                self._here(line.id),
                source.position,
                source.id and self._here(source.id),
                source.thumbhash,
            )
            for source in line.sources
        ]

    def _here(self, image_id: UUID) -> UUID:
        moved = self._moved.get(image_id)
        return moved.to if moved else image_id


def _twice(line: ExportedImage) -> str:
    return f"The export has two pictures with the id {line.id}."
