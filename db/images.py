"""Images: the page query, look-ups by id, and the insert."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from db import image_filter, keyset, search
from db.engine import ReadSession, WriteSession
from db.image_filter import ImageFilter, ImageOrderField, ImageQuery
from db.keyset import Cut, List, Page, Position
from db.kinds import ImageOrigin
from db.tables import images


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


def position(row: ImageRow, field: ImageOrderField) -> Position:
    if field is ImageOrderField.CREATED_AT:
        return (row.created_at, row.id)
    assert row.deleted_at is not None, "only the trash is ordered by deletion"
    return (row.deleted_at, row.created_at, row.id)


async def page(session: ReadSession, user_id: int, query: ImageQuery, cut: Cut) -> Page[ImageRow]:
    wanted = List(
        columns=_COLUMNS,
        key=image_filter.order_key(query.field),
        matching=image_filter.matching(user_id, query.filter),
        descending=query.descending,
        found=image_filter.found(user_id, query.filter),
    )
    return await keyset.page(session, wanted, cut, ImageRow._make)


async def count(session: ReadSession, user_id: int, wanted: ImageFilter) -> int:
    conditions = image_filter.everything(user_id, wanted)
    statement = select(func.count()).select_from(images).where(*conditions)
    return int(await session.scalar(statement))


async def by_ids(session: ReadSession, user_id: int, ids: Collection[UUID]) -> dict[UUID, ImageRow]:
    """Those of the images that are this user's, in the gallery or the trash."""
    statement = select(*_COLUMNS).where(_c.user_id == user_id, _c.id == func.any(list(ids)))
    rows = [ImageRow._make(row) for row in await session.all(statement)]
    return {row.id: row for row in rows}


async def after(
    session: ReadSession, user_id: int, image_id: UUID | None, limit: int
) -> list[ImageRow]:
    """The user's images in the order of their ids, the trash among them, after one or from the
    first: none is missed or comes twice, whatever changes meanwhile."""
    statement = select(*_COLUMNS).where(_c.user_id == user_id).order_by(_c.id).limit(limit)
    if image_id is not None:
        statement = statement.where(_c.id > image_id)
    return [ImageRow._make(row) for row in await session.all(statement)]


async def hashes(session: ReadSession, user_id: int, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The SHA-256 of those of the images that are this user's."""
    statement = select(_c.id, _c.sha256).where(_c.user_id == user_id, _c.id == func.any(list(ids)))
    return {row[0]: row[1] for row in await session.all(statement)}


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
    """What is known of a picture before its row exists; ``created_at`` is null for now."""

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
    starred: bool = False
    deleted_at: datetime | None = None
    created_at: datetime | None = None


async def insert_one(tx: WriteSession, user_id: int, image: NewImage, *, seq: int) -> ImageRow:
    """Insert an image under the number of its event; the caller holds the user's counter."""
    values = {name: getattr(image, name) for name in NewImage.__slots__}
    values["created_at"] = image.created_at or func.clock_timestamp()
    statement = (
        insert(images)
        .values(
            user_id=user_id,
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
