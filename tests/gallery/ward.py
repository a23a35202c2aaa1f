"""A gallery with faults of every kind that `gallery doctor` knows, and a judge of what it does.

The judge reads the tables, the folder and the spool by itself.
"""

import hashlib
import io
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

import asyncpg

from db import users
from db.engine import Database
from db.images import ImageRow, after
from gallery import doctor, importing
from gallery.doctor import Orders, Verdict
from gallery.doctor.findings import Kind
from gallery.settings import Settings
from storage import keys
from tests.db.world import add_user, start_job
from tests.pictures import png, speckled_png

HOUR: Final = 3600
DAY: Final = 24 * HOUR
# So many images to a missing original: with fewer the doctor suspects another bucket.
_TO_ONE: Final = 22
# Those that a person has to judge, or a worker that runs.
_LASTING: Final = frozenset(
    {
        *(Kind.ORIGINAL_LENGTH, Kind.ORIGINAL_HASH, Kind.YOUNG_ORPHAN),
        *(Kind.QUEUE, Kind.SLOTS, Kind.PUT_ASIDE),
    }
)


class Fault(NamedTuple):
    """``name`` is what its finding names: an image, a generation, a file, a folder or a user."""

    kind: Kind
    name: str


@dataclass
class State:
    """Hashes of all files of storage and spool, and all rows of images."""

    files: dict[str, bytes]
    rows: dict[UUID, dict[str, Any]]


@dataclass
class Outcome:
    """``missed`` were planted and not found, ``made_up`` found and not planted; ``lost`` is what
    the repair took; ``left`` should have been repaired, or is wrong since."""

    planted: int
    missed: set[Fault] = field(default_factory=set)
    made_up: set[Fault] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    left: set[Fault] = field(default_factory=set)

    @property
    def clean(self) -> bool:
        return not (self.missed or self.made_up or self.lost or self.left)


async def take_in(settings: Settings, folder: Path, count: int, user: str = "ann") -> None:
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(count):
        path = folder / f"{user} {number}.png"
        path.write_bytes(speckled_png(f"{user} {number}".encode()))
        paths.append(path)
    assert await importing.run(settings, paths, user) == 0


def stranger(user_id: int = 1, image_id: UUID | None = None, data: bytes | None = None) -> str:
    sha256 = hashlib.sha256(png() if data is None else data).digest()
    return keys.original(user_id, image_id or uuid4(), sha256, "image/png")


def age(path: Path, seconds: float) -> None:
    moment = time.time() - seconds
    os.utime(path, (moment, moment))


def plant(root: Path, key: str, seconds: float, data: bytes | None = None) -> Path:
    """An object of that age that nothing names."""
    path = root / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png() if data is None else data)
    age(path, seconds)
    return path


async def run(settings: Settings, scratch: Path, each: int) -> Outcome:
    """Plant ``each`` faults of every kind, have them found, repaired, and looked for again."""
    scratch.mkdir(exist_ok=True)
    await take_in(settings, scratch / "pictures", _TO_ONE * each)
    async with _database(settings) as database:
        ward = Ward(settings, database, each)
        planted = await ward.plant()
        before = await _state(settings)
        outcome = Outcome(len(planted))
        found = await _visit(settings, Orders(read_all=True))
        outcome.missed, outcome.made_up = planted - found, found - planted
        await _visit(settings, Orders(read_all=True, repair=True))
        outcome.lost = list(_lost(before, await _state(settings), ward.expendable))
        lasting = {fault for fault in planted if fault.kind in _LASTING} | ward.beyond_help
        outcome.left = await _visit(settings, Orders(read_all=True)) ^ lasting
    return outcome


class Ward:
    """Plants faults in a gallery on a folder."""

    def __init__(self, settings: Settings, database: Database, each: int) -> None:
        assert settings.storage_dir is not None
        self._root = settings.storage_dir
        self._spool = settings.spool_dir
        self._url = settings.database_url
        self._database = database
        self._each = each
        self._user_id = 0
        # Files that are to go, and originals that are nowhere.
        self.expendable: set[str] = set()
        self.beyond_help: set[Fault] = set()

    async def plant(self) -> set[Fault]:
        async with self._database.read() as session:
            owner = await users.find(session, "ann")
            assert owner is not None
            rows = iter(await after(session, owner.id, None, _TO_ONE * self._each))
        self._user_id = owner.id
        planted = [*self._originals(rows), *self._thumbnails(rows), *self._strangers()]
        planted += [*await self._counts(), *await self._tombstones()]
        # In this order: whoever starts a generation is given one that waits.
        planted += [*await self._spooled(), *await self._generations()]
        assert {fault.kind for fault in planted} == set(Kind), "every kind is planted"
        assert len(planted) == len(Kind) * self._each
        return set(planted)

    def _originals(self, rows: Iterator[ImageRow]) -> Iterator[Fault]:
        for number in range(self._each):
            gone, short, other = (next(rows) for _ in range(3))
            yield Fault(Kind.ORIGINAL_MISSING, str(gone.id))
            if number % 2:
                (self._root / gone.key).unlink()
                self.beyond_help.add(Fault(Kind.ORIGINAL_MISSING, str(gone.id)))
            else:
                aside = self._root / keys.quarantined(gone.key)
                aside.parent.mkdir(parents=True)
                (self._root / gone.key).rename(aside)
            data = (self._root / short.key).read_bytes()
            (self._root / short.key).write_bytes(data[: -1 - number])
            yield Fault(Kind.ORIGINAL_LENGTH, str(short.id))
            data = (self._root / other.key).read_bytes()
            (self._root / other.key).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
            yield Fault(Kind.ORIGINAL_HASH, str(other.id))

    def _thumbnails(self, rows: Iterator[ImageRow]) -> Iterator[Fault]:
        for number in range(self._each):
            size = keys.THUMBNAIL_SIZES[number % len(keys.THUMBNAIL_SIZES)]
            lacking, damaged = next(rows), next(rows)
            (self._root / keys.thumbnail(lacking.key, size)).unlink()
            yield Fault(Kind.THUMBNAIL_MISSING, str(lacking.id))
            key = keys.thumbnail(damaged.key, size)
            (self._root / key).write_bytes((self._root / key).read_bytes()[: -1 - number])
            self.expendable.add(key)
            yield Fault(Kind.THUMBNAIL_DAMAGED, str(damaged.id))

    def _strangers(self) -> Iterator[Fault]:
        for number in range(self._each):
            for kind, seconds in ((Kind.ORPHAN, 2 * DAY), (Kind.YOUNG_ORPHAN, 2 * HOUR)):
                data = speckled_png(f"{kind} {number}".encode())
                key = stranger(self._user_id, data=data)
                if number % 2:
                    key = keys.preview(self._user_id, uuid4(), 1, 0, 1)
                plant(self._root, key, seconds, data)
                yield Fault(kind, key)

    async def _counts(self) -> list[Fault]:
        ids = [await add_user(self._database, f"user {place}") for place in range(self._each)]
        await self._sql("UPDATE user_counters SET live = 1 WHERE user_id = ANY($1)", ids)
        return [Fault(Kind.COUNTS, str(user_id)) for user_id in ids]

    async def _tombstones(self) -> list[Fault]:
        ids = [uuid4() for _ in range(self._each)]
        for image_id in ids:
            key = stranger(self._user_id, image_id)
            plant(self._root, key, 3 * DAY)
            self.expendable.add(key)
            await self._sql(
                "INSERT INTO tombstones (user_id, image_id, key, buried_at, try_at)"
                " VALUES ($1, $2, $3, now() - interval '2 days', now() + interval '1 h')",
                *(self._user_id, image_id, key),
            )
        return [Fault(Kind.TOMBSTONE, str(image_id)) for image_id in ids]

    async def _generations(self) -> list[Fault]:
        harms = {
            Kind.LEASE: "UPDATE jobs SET lease_until = now() - interval '1 h'",
            Kind.QUEUE: "UPDATE jobs SET status = 'queued', lease_until = NULL,"
            " runnable_at = now() - interval '2 h'",
            Kind.SLOTS: "UPDATE jobs SET status = 'failed', finished_at = now() - interval '2 h'",
            Kind.ATTEMPT: "UPDATE jobs SET status = 'failed', finished_at = now()",
        }
        planted = {kind: await self._started() for kind in harms}
        sent = [*planted[Kind.ATTEMPT]]
        others = [job_id for kind in harms if kind is not Kind.ATTEMPT for job_id in planted[kind]]
        attempts = "UPDATE job_attempts SET"
        await self._sql(f"{attempts} outcome = 'answered' WHERE job_id = ANY($1)", others)
        await self._sql(f"{attempts} sent_at = now() - interval '3 h' WHERE job_id = ANY($1)", sent)
        for kind, harm in harms.items():
            await self._sql(f"{harm} WHERE id = ANY($1)", planted[kind])
        return [Fault(kind, str(job_id)) for kind in harms for job_id in planted[kind]]

    async def _started(self) -> list[UUID]:
        begun = [await start_job(self._database, self._user_id) for _ in range(self._each)]
        return [job.id for job, _ in begun]

    async def _spooled(self) -> list[Fault]:
        faults = []
        for number, job_id in enumerate(await self._started()):
            folder = self._spool / f"dead-{number}"
            self._spool_answer(folder, job_id, speckled_png(f"answer {number}".encode()))
            age(folder, HOUR)
            aside = self._spool_answer(self._spool / "quarantine", uuid4(), b"%d" % number)
            faults += [Fault(Kind.SPOOL, folder.name), Fault(Kind.PUT_ASIDE, aside.name)]
        return faults

    def _spool_answer(self, folder: Path, job_id: UUID, data: bytes) -> Path:
        folder.mkdir(exist_ok=True)
        path = folder / f"{self._user_id}.{job_id}.1.0.picture"
        path.write_bytes(data)
        path.with_suffix(".json").write_text('{"prompt": "a fox", "model": "demo"}')
        return path

    async def _sql(self, statement: str, *arguments: Any) -> None:
        connection = await asyncpg.connect(self._url)
        await connection.execute(statement, *arguments)
        await connection.close()


@asynccontextmanager
async def _database(settings: Settings) -> Any:
    database = Database(settings.database_url, pool_size=2, application="tests")
    try:
        yield database
    finally:
        await database.close()


async def _visit(settings: Settings, orders: Orders) -> set[Fault]:
    """What is found, and found wrong where something is."""
    file = io.BytesIO()
    verdict = await doctor.run(settings, orders._replace(listing=file))
    assert verdict in (Verdict.WRONG, Verdict.WELL)
    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    found = [
        Fault(Kind[line["kind"]], line["id"] or line["key"] or str(line["userId"]))
        for line in lines
    ]
    assert len(set(found)) == len(found), "each is told once"
    return set(found)


async def _state(settings: Settings) -> State:
    assert settings.storage_dir is not None
    files = dict(_hashes((settings.storage_dir, settings.spool_dir)))
    connection = await asyncpg.connect(settings.database_url)
    rows = {row["id"]: dict(row) for row in await connection.fetch("SELECT * FROM images")}
    await connection.close()
    return State(files, rows)


def _hashes(roots: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for root in roots:
        for path in root.rglob("*"):
            if path.suffix in (".png", ".webp", ".picture"):
                yield path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).digest()


def _lost(before: State, later: State, expendable: set[str]) -> Iterator[str]:
    originals = {row["sha256"] for row in later.rows.values() if row["key"] in later.files}
    for key, sha256 in before.files.items():
        places = (key, keys.quarantined(key))
        is_there = sha256 in (later.files.get(place) for place in places)
        became_an_image = key.endswith(".picture") and sha256 in originals
        if key not in expendable and not is_there and not became_an_image:
            yield key
    for image_id, row in before.rows.items():
        if later.rows.get(image_id) != row:
            yield f"the row of {image_id}"
