"""Images: the page query, look-ups by id, and the insert."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, false, func, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert

from db import search
from db.engine import ReadSession, WriteSession
from db.kinds import ImageOrigin
from db.tables import image_sources, images


class ImageRow(NamedTuple):
    user_id: int
    id: UUID
    origin: str
    prompt: str
    revised_prompt: str | None
    model: str
    params: dict[str, Any]
    width: int
    height: int
    content_type: str
    byte_size: int
    sha256: bytes
    thumbhash: bytes
    key: str
    cost_tokens: int | None
    starred: bool
    deleted_at: datetime | None
    created_at: datetime
    job_id: UUID | None


_COLUMNS = [images.c[name] for name in ImageRow._fields]
_c = images.c


class ImageOrderField(StrEnum):
    CREATED_AT = "created_at"
    DELETED_AT = "deleted_at"


@dataclass(frozen=True, slots=True)
class ImageQuery:
    """Which images, in which order. ``derived_from`` keeps those made from that image."""

    starred: bool | None = None
    trashed: bool = False
    derived_from: UUID | None = None
    field: ImageOrderField = ImageOrderField.CREATED_AT
    descending: bool = True


# Where an image stands in an order: (created_at, id), or (deleted_at, created_at, id).
Position = tuple[datetime, UUID] | tuple[datetime, datetime, UUID]


class Page(NamedTuple):
    """A slice of an order, in that order, and whether images lie on either side of it."""

    rows: list[ImageRow]
    has_previous: bool
    has_next: bool


def position(row: ImageRow, field: ImageOrderField) -> Position:
    if field is ImageOrderField.CREATED_AT:
        return (row.created_at, row.id)
    assert row.deleted_at is not None, "only the trash is ordered by deletion"
    return (row.deleted_at, row.created_at, row.id)


async def page(
    session: ReadSession,
    user_id: int,
    query: ImageQuery,
    *,
    limit: int,
    backwards: bool = False,
    after: Position | None = None,
    before: Position | None = None,
) -> Page:
    """The first ``limit`` images between two positions, or the last where ``backwards``."""
    start, end = (before, after) if backwards else (after, before)
    descending = query.descending is not backwards
    key = _order_key(query.field)
    statement = select(*_COLUMNS, _beyond(user_id, query, start, descending).label("behind"))
    statement = statement.where(*_matching(user_id, query))
    if start is not None:
        statement = statement.where(_passed(key, start, descending))
    if end is not None:
        statement = statement.where(_passed(key, end, not descending))
    found = await session.all(_ordered(statement, key, descending).limit(limit + 1))
    behind = (
        found[0][-1] if found else await _any_beyond(session, user_id, query, start, descending)
    )
    more = len(found) > limit or await _any_beyond(session, user_id, query, end, not descending)
    rows = [ImageRow._make(row[:-1]) for row in found[:limit]]
    if backwards:
        return Page(rows[::-1], has_previous=more, has_next=behind)
    return Page(rows, has_previous=behind, has_next=more)


def _order_key(field: ImageOrderField) -> tuple[ColumnElement[Any], ...]:
    if field is ImageOrderField.CREATED_AT:
        return (_c.created_at, _c.id)
    return (_c.deleted_at, _c.created_at, _c.id)


def _matching(user_id: int, query: ImageQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_c.user_id == user_id]
    conditions.append(_c.deleted_at.is_not(None) if query.trashed else _c.deleted_at.is_(None))
    if query.starred is not None:
        # Bare, so that the partial index over starred images is seen to match.
        conditions.append(_c.starred if query.starred else ~_c.starred)
    if query.derived_from is not None:
        s = image_sources.c
        made_from = exists().where(
            s.user_id == user_id, s.image_id == _c.id, s.source_id == query.derived_from
        )
        conditions.append(made_from)
    return conditions


def _passed(
    key: tuple[ColumnElement[Any], ...], position: Position, descending: bool
) -> ColumnElement[bool]:
    bound = tuple_(*position, types=[column.type for column in key])
    return tuple_(*key) < bound if descending else tuple_(*key) > bound


def _ordered(
    statement: Select[Any], key: tuple[ColumnElement[Any], ...], descending: bool
) -> Select[Any]:
    return statement.order_by(*(column.desc() if descending else column.asc() for column in key))


def _beyond(
    user_id: int, query: ImageQuery, position: Position | None, descending: bool
) -> ColumnElement[bool]:
    """Whether a matching image stands at the position or before it, seen in the direction read."""
    if position is None:
        return false()
    key = _order_key(query.field)
    behind = ~_passed(key, position, descending)
    matching = select(text("1")).select_from(images).where(*_matching(user_id, query), behind)
    return exists(matching.correlate(None))


async def _any_beyond(
    session: ReadSession,
    user_id: int,
    query: ImageQuery,
    position: Position | None,
    descending: bool,
) -> bool:
    if position is None:
        return False
    return bool(await session.scalar(select(_beyond(user_id, query, position, descending))))


async def count(session: ReadSession, user_id: int, query: ImageQuery) -> int:
    statement = select(func.count()).select_from(images).where(*_matching(user_id, query))
    return int(await session.scalar(statement))


async def by_ids(session: ReadSession, user_id: int, ids: Collection[UUID]) -> dict[UUID, ImageRow]:
    """Those of the images that are this user's, in the gallery or the trash."""
    statement = select(*_COLUMNS).where(_c.user_id == user_id, _c.id == func.any(list(ids)))
    rows = [ImageRow._make(row) for row in await session.all(statement)]
    return {row.id: row for row in rows}


async def by_jobs(
    session: ReadSession, user_id: int, job_ids: Collection[UUID]
) -> dict[UUID, list[ImageRow]]:
    """The images that each of these jobs made, oldest first."""
    statement = (
        select(*_COLUMNS)
        .where(_c.user_id == user_id, _c.job_id == func.any(list(job_ids)))
        .order_by(_c.created_at, _c.id)
    )
    found: dict[UUID, list[ImageRow]] = {job_id: [] for job_id in job_ids}
    for row in map(ImageRow._make, await session.all(statement)):
        assert row.job_id is not None
        found[row.job_id].append(row)
    return found


async def next_purge(session: ReadSession, user_id: int) -> datetime | None:
    """The oldest deletion in a user's trash: what the purge takes first."""
    statement = select(func.min(_c.deleted_at)).where(
        _c.user_id == user_id, _c.deleted_at.is_not(None)
    )
    moment: datetime | None = await session.scalar(statement)
    return moment


@dataclass(frozen=True, slots=True)
class NewImage:
    """What is known of a picture before its row exists."""

    id: UUID
    origin: ImageOrigin
    prompt: str
    model: str
    params: dict[str, Any]
    width: int
    height: int
    content_type: str
    byte_size: int
    sha256: bytes
    thumbhash: bytes
    key: str
    revised_prompt: str | None = None
    cost_tokens: int | None = None
    job_id: UUID | None = None


async def insert_one(tx: WriteSession, user_id: int, image: NewImage, *, seq: int) -> ImageRow:
    """Insert an image under the number of its event; the caller holds the user's counter."""
    values = {name: getattr(image, name) for name in NewImage.__slots__}
    statement = (
        insert(images)
        .values(
            user_id=user_id,
            created_at=func.clock_timestamp(),
            moved_seq=seq,
            search=search.tsvector(user_id, image.prompt),
            **values,
        )
        .returning(*_COLUMNS)
    )
    row = await tx.first(statement)
    assert row is not None
    return ImageRow._make(row)


async def hold_sources(tx: WriteSession, user_id: int, ids: Sequence[UUID]) -> dict[UUID, bytes]:
    """Keep these images from being purged until the end of the transaction; their thumbhashes."""
    statement = (
        select(_c.id, _c.thumbhash)
        .where(_c.user_id == user_id, _c.id == func.any(list(ids)))
        .order_by(_c.id)
        .with_for_update(read=True, key_share=True)
    )
    return {row[0]: row[1] for row in await tx.all(statement)}
