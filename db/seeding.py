"""Invented images by the million, for trials: COPY, and indexes built after the rows.

All that is kept beside a row holds as if it had come alone: counts, search words, event numbers.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import text

from db import counters, events, search
from db.counters import Sums, Tally
from db.engine import ReadSession, WriteSession
from db.events import MOST_IDS
from db.kinds import EventKind, ImageOrigin
from db.tables import image_sources, images


class Picture(NamedTuple):
    """A stored picture that many rows may share."""

    width: int
    height: int
    content_type: str
    byte_size: int
    sha256: bytes
    thumbhash: bytes
    key: str


class Request(NamedTuple):
    """What the pictures that were asked for together have in common."""

    origin: ImageOrigin
    prompt: str
    model: str
    params: dict[str, Any]
    cost_tokens: int | None


class Shot(NamedTuple):
    """One image, with what became of it."""

    id: UUID
    picture: Picture
    starred: bool
    created_at: datetime
    deleted_at: datetime | None


_IMAGE_COLUMNS = (
    *("user_id", "id", "starred", "created_at", "deleted_at"),
    *("width", "height", "content_type", "byte_size", "sha256", "thumbhash", "key"),
    *("origin", "model", "params", "cost_tokens", "prompt", "search", "moved_seq"),
)
_SOURCE_COLUMNS = ("user_id", "image_id", "position", "source_id", "thumbhash")


class Batch:
    """Images of one user on their way into the tables, in the lines that COPY takes."""

    def __init__(self, user_id: int) -> None:
        self.user_id = user_id
        self.tally = Tally()
        self._shots: list[Shot] = []
        self._lines: list[bytes] = []
        self._source_lines: list[str] = []
        self._pictures: dict[Picture, str] = {}

    @property
    def count(self) -> int:
        return len(self._shots)

    @property
    def first_ids(self) -> list[UUID]:
        """As many as an event can tell from more than it names."""
        return [shot.id for shot in self._shots[: MOST_IDS + 1]]

    def add(self, request: Request, shots: Sequence[Shot]) -> None:
        asked = _request_fields(self.user_id, request)
        self._shots.extend(shots)
        for shot in shots:
            line = (
                f"{shot.id.hex}\t{shot.starred}\t{shot.created_at}\t{shot.deleted_at or _NULL}"
                f"\t{self._picture_fields(shot.picture)}\t{asked}"
            )
            self._lines.append(line.encode())
        for quarter, together in groupby(shots, _quarter):
            self.tally.add(quarter, _worth(list(together)))

    def derive(self, place: int, sources: Sequence[int]) -> None:
        """Let the image at a place have been made from those at other places."""
        image_id = self._shots[place].id.hex
        for position, source in enumerate(sources):
            shot = self._shots[source]
            self._source_lines.append(
                f"{self.user_id}\t{image_id}\t{position}\t{shot.id.hex}"
                f"\t{_bytea(shot.picture.thumbhash)}\n"
            )

    def image_lines(self, seq: int) -> bytes:
        """The number of the event is not known before its transaction has begun."""
        start, end = f"{self.user_id}\t".encode(), f"\t{seq}\n".encode()
        return start + (end + start).join(self._lines) + end

    def source_lines(self) -> bytes:
        return "".join(self._source_lines).encode()

    def _picture_fields(self, picture: Picture) -> str:
        fields = self._pictures.get(picture)
        if fields is None:
            *plain, sha256, thumbhash, key = picture
            values = (*plain, _bytea(sha256), _bytea(thumbhash), _escaped(key))
            fields = self._pictures[picture] = "\t".join(map(str, values))
        return fields


_NULL = r"\N"
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _request_fields(user_id: int, request: Request) -> str:
    fields = (
        request.origin.value,
        _escaped(request.model),
        _escaped(orjson.dumps(request.params).decode()),
        _NULL if request.cost_tokens is None else str(request.cost_tokens),
        _prompt_fields(user_id, request.prompt),
    )
    return "\t".join(fields)


@lru_cache(maxsize=8192)
def _prompt_fields(user_id: int, prompt: str) -> str:
    return f"{_escaped(prompt)}\t{_escaped(search.tsvector(user_id, prompt))}"


def _escaped(value: str) -> str:
    return value.translate(_ESCAPES)


def _bytea(value: bytes) -> str:
    return rf"\\x{value.hex()}"


def _quarter(shot: Shot) -> datetime:
    return counters.quarter_of(shot.created_at)


def _worth(shots: Sequence[Shot]) -> Sums:
    live = [shot for shot in shots if shot.deleted_at is None]
    live_bytes = sum(shot.picture.byte_size for shot in live)
    return Sums(
        live=len(live),
        starred=sum(shot.starred for shot in live),
        trashed=len(shots) - len(live),
        live_bytes=live_bytes,
        trashed_bytes=sum(shot.picture.byte_size for shot in shots) - live_bytes,
    )


async def load(tx: WriteSession, batch: Batch) -> None:
    """Write a batch with its counts, as one event without an operation.

    Sources lie in the same batch, so that nothing of others is locked under the user's counter.
    """
    seq = await events.append(
        tx,
        batch.user_id,
        EventKind.IMAGES_CHANGED,
        image_ids=batch.first_ids,
        change=batch.tally.total,
    )
    await _copy(tx, images.name, _IMAGE_COLUMNS, batch.image_lines(seq))
    await _copy(tx, image_sources.name, _SOURCE_COLUMNS, batch.source_lines())
    await counters.apply(tx, batch.user_id, batch.tally)


async def _copy(tx: WriteSession, table: str, columns: Sequence[str], lines: bytes) -> None:
    if not lines:
        return

    async def source() -> Any:
        yield lines

    connection = await _driver(tx)
    await connection.copy_to_table(table, source=source(), columns=columns)


async def _driver(session: ReadSession) -> Any:
    """The connection of asyncpg itself, for what SQLAlchemy has no words for."""
    raw = await session._connection.get_raw_connection()  # noqa: SLF001  (only this module copies)
    return raw.driver_connection


_EMPTY = text("SELECT NOT EXISTS (SELECT 1 FROM images)")
_LOCK = text("LOCK TABLE images IN ACCESS EXCLUSIVE MODE")
_PATIENT = (
    text("SET LOCAL statement_timeout = 0"),
    text("SET LOCAL idle_in_transaction_session_timeout = 0"),
)
_MEMORY = text("SET LOCAL maintenance_work_mem = '256MB'")
_INDEXES = text(
    """
    SELECT index.relname, pg_get_indexdef(index.oid)
    FROM pg_index JOIN pg_class AS index ON index.oid = pg_index.indexrelid
    WHERE indrelid = 'images'::regclass
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = index.oid)
    ORDER BY index.relname
    """
)


async def is_empty(session: ReadSession) -> bool:
    """Whether nobody has an image."""
    return bool(await session.scalar(_EMPTY))


async def be_patient(tx: WriteSession) -> None:
    """Lift the limits of time that protect a server, for this transaction."""
    for statement in _PATIENT:
        await tx.execute(statement)


async def drop_indexes(tx: WriteSession) -> list[str]:
    """Drop the indexes of the images, nobody else using the table until the end of the
    transaction; their definitions. Keys stay. None where somebody has an image by now."""
    await tx.execute(_LOCK)
    if not await is_empty(tx):
        return []
    found = await tx.all(_INDEXES)
    for name, _ in found:
        await tx.execute(text(f"DROP INDEX {name}"))
    await tx.execute(_MEMORY)
    return [definition for _, definition in found]


async def create_index(tx: WriteSession, definition: str) -> None:
    await tx.execute(text(definition))


async def tidy(session: ReadSession) -> None:
    """Give the planner its numbers, and mark what is visible to all."""
    connection = await _driver(session)
    await connection.execute("SET statement_timeout = 0")
    await connection.execute(
        "VACUUM (ANALYZE) images, image_sources, quarter_counts, user_counters"
    )
    await connection.execute("RESET statement_timeout")
