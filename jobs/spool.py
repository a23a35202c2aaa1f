"""Bytes on disk before anything looks at them: what was paid for outlives the process.

SPOOL_DIR/
├── <process>.lock        locked for as long as the process lives
├── <process>/            its folder
│   ├── <name>.picture    the bytes, complete as soon as the name is there
│   ├── <name>.json       what is known of them, written before; and how often they failed
│   └── *.part            being written
└── quarantine/           answers that made no picture, kept for whoever wants to look
"""

import asyncio
import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple
from uuid import UUID, uuid4

import orjson

from jobs.faults import FaultPoint, reach
from jobs.providers.base import Usage

logger = logging.getLogger(__name__)

_QUARANTINE = "quarantine"
_CHUNK = 1 << 20
# Below this nothing new is asked for: what is on its way already must find room.
_LEAST_FREE = 256 << 20


@dataclass(frozen=True, slots=True)
class SpooledAnswer:
    """One picture that a provider answered with, and which slot of which attempt it is for.

    ``facts`` are of the image; ``usage`` is the whole attempt's, as far as it was known by then.
    """

    path: Path
    user_id: int
    job_id: UUID
    attempt: int
    slot: int
    facts: dict[str, Any]
    usage: Usage = Usage()  # noqa: RUF009 - a tuple

    @property
    def notes(self) -> Path:
        return self.path.with_suffix(".json")


class Stranded(NamedTuple):
    """The folder of a process that is gone, and the answers in it."""

    folder: str
    answers: list[SpooledAnswer]


class TooLargeError(Exception):
    """An upload that goes on beyond what is accepted."""


class Spool:
    """This process's own folder; nobody else touches it while the process lives."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, mode=0o700, exist_ok=True)
        self.folder = root / f"{os.getpid()}-{uuid4().hex[:8]}"
        # Locked before there is a folder, which others would otherwise take for a stranded one.
        self._lock = _lock_of(self.folder).open("wb")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.folder.mkdir(mode=0o700)
        self._roomy = True

    def close(self) -> None:
        """Leave the folder, and remove it where nothing is left in it."""
        with suppress(OSError):
            self.folder.rmdir()
            _lock_of(self.folder).unlink()
        self._lock.close()

    def has_room(self) -> bool:
        """Whether what is asked for now could be kept; a change is logged once."""
        free = shutil.disk_usage(self.root).free
        roomy, before = free >= _LEAST_FREE, self._roomy
        self._roomy = roomy
        if before and not roomy:
            least = _LEAST_FREE >> 20
            logger.error(
                "%d MB are free on the disk of SPOOL_DIR, %d are needed: nothing is generated"
                " until there is room again",
                free >> 20,
                least,
            )
        if roomy and not before:
            logger.info("there is room on the disk of SPOOL_DIR again")
        return roomy

    async def keep_answer(
        self,
        user_id: int,
        job_id: UUID,
        attempt: int,
        slot: int,
        data: bytes,
        facts: dict[str, Any],
        usage: Usage = Usage(),  # noqa: B008 - a tuple
    ) -> SpooledAnswer:
        """Write an answer so that it survives a power cut, before it is known to be a picture."""
        path = self.folder / f"{user_id}.{job_id}.{attempt}.{slot}.picture"
        answer = SpooledAnswer(path, user_id, job_id, attempt, slot, facts, usage)
        await asyncio.to_thread(_write_answer, answer, data)
        return answer

    async def keep_upload(self, source: BinaryIO, *, limit: int) -> Path:
        """Copy an upload to disk; raises ``TooLargeError`` beyond ``limit`` bytes."""
        path = self.folder / f"{uuid4().hex}.upload"
        try:
            await asyncio.to_thread(_write_upload, path, source, limit)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def scratch(self, data: bytes) -> Path:
        """A file for bytes that nobody would miss: partial pictures."""
        path = self.folder / f"{uuid4().hex}.scratch"
        path.write_bytes(data)
        return path

    def remove(self, *paths: Path) -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    async def count_failure(self, answer: SpooledAnswer) -> int:
        """Note beside an answer that it could not be read; how often that was so."""
        return await asyncio.to_thread(_count_failure, answer.notes)

    def leave(self, answer: SpooledAnswer) -> None:
        """Let any process deliver an answer, which this one has no more time for."""
        folder = self.root / f"{self.folder.name}-{uuid4().hex[:8]}"
        # Locked until it is filled: others remove a folder in which they find nothing.
        with _lock_of(folder).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            folder.mkdir(mode=0o700)
            # Each beside its copy until both are there: whenever this ends, an answer has notes.
            for path in (answer.notes, answer.path):
                (folder / path.name).hardlink_to(path)
            _sync_folder(folder)
            self.remove(answer.path, answer.notes)

    def quarantine(self, answer: SpooledAnswer) -> Path:
        """Put aside an answer that makes no picture."""
        folder = self.root / _QUARANTINE
        folder.mkdir(mode=0o700, exist_ok=True)
        kept = folder / answer.path.name
        # The picture first: left on the spool without its notes, it would be in everybody's way.
        answer.path.replace(kept)
        answer.notes.replace(kept.with_suffix(".json"))
        return kept

    def jobs(self) -> set[UUID]:
        """The jobs whose answers lie on a spool that this process sees, whoever delivers them."""
        return {job_id for job_id, _, _ in self.places()}

    def places(self) -> set[tuple[UUID, int, int]]:
        """Those jobs, with the attempt and the slot that each answer is for."""
        folders = [self.folder, *self._others()]
        names = [path.name.split(".") for folder in folders for path in folder.glob("*.picture")]
        return {(UUID(name[1]), int(name[2]), int(name[3])) for name in names}

    def left(self) -> Iterator[Path]:
        """The folders whose processes are gone, to look at: nothing is taken or removed."""
        for folder in self._others():
            if (lock := _try_lock(folder)) is not None:
                lock.close()
                yield folder

    def put_aside(self) -> list[Path]:
        """The answers that made no picture."""
        return sorted((self.root / _QUARANTINE).glob("*.picture"))

    @contextmanager
    def stranded(self) -> Iterator[list[Stranded]]:
        """The folders whose processes are gone, held while they are dealt with.

        What else lies there is removed: an upload that was never answered is sent again.
        """
        held = {folder: lock for folder in self._others() if (lock := _try_lock(folder))}
        try:
            yield [Stranded(folder.name, list(_answers(folder))) for folder in held]
        finally:
            for folder, lock in held.items():
                if not any(_answers(folder)):
                    shutil.rmtree(folder, ignore_errors=True)
                    _lock_of(folder).unlink(missing_ok=True)
                lock.close()

    def _others(self) -> list[Path]:
        return [
            entry
            for entry in self.root.iterdir()
            if entry.is_dir() and entry != self.folder and entry.name != _QUARANTINE
        ]


def _write_answer(answer: SpooledAnswer, data: bytes) -> None:
    _write_whole(answer.notes, orjson.dumps({**answer.facts, "usage": [*answer.usage]}))
    reach(FaultPoint.HALF_SPOOLED)
    _write_whole(answer.path, data)
    _sync_folder(answer.path.parent)


def _count_failure(notes: Path) -> int:
    known = orjson.loads(notes.read_bytes())
    known["failures"] = failures = known.get("failures", 0) + 1
    _write_whole(notes, orjson.dumps(known))
    _sync_folder(notes.parent)
    return int(failures)


def _write_whole(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        _sync(file)
    part.replace(path)


def _write_upload(path: Path, source: BinaryIO, limit: int) -> None:
    written = 0
    with path.open("wb") as file:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > limit:
                raise TooLargeError
            file.write(chunk)
        _sync(file)


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _try_lock(folder: Path) -> IO[bytes] | None:
    lock = _lock_of(folder).open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _answers(folder: Path) -> Iterator[SpooledAnswer]:
    for path in sorted(folder.glob("*.picture")):
        user_id, job_id, attempt, slot, _ = path.name.split(".")
        facts = orjson.loads(path.with_suffix(".json").read_bytes())
        facts.pop("failures", None)
        usage = Usage(*facts.pop("usage", ()))
        yield SpooledAnswer(path, int(user_id), UUID(job_id), int(attempt), int(slot), facts, usage)
