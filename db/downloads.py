"""What somebody wants to download as one archive: the images as they were selected."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, func, insert, literal, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by

from db import selections
from db.engine import ReadSession, WriteSession
from db.selections import Selection
from db.tables import downloads, images


class DownloadRow(NamedTuple):
    """``byte_size`` is that of the originals."""

    id: UUID
    recipes: bool
    images: int
    byte_size: int
    created_at: datetime
    expires_at: datetime


_c = downloads.c
_COLUMNS = [_c[name] for name in DownloadRow._fields]


async def create(
    tx: WriteSession,
    user_id: int,
    selection: Selection,
    *,
    recipes: bool,
    lifetime: timedelta,
    most: int,
) -> DownloadRow:
    """Note the images of a selection, oldest first, and no more than ``most``."""
    i = images.c
    wanted = (
        select(i.id, i.created_at, i.byte_size)
        .where(*selections.matching(user_id, selection))
        .limit(most)
        .subquery()
    )
    ids = func.array_agg(aggregate_order_by(wanted.c.id, wanted.c.created_at, wanted.c.id))
    noted = select(
        literal(user_id, BigInteger),
        literal(uuid4()),
        func.coalesce(ids, text("'{}'::uuid[]")),
        literal(recipes),
        func.count(),
        func.coalesce(func.sum(wanted.c.byte_size), 0),
        func.now() + lifetime,
    )
    columns = ["user_id", "id", "image_ids", "recipes", "images", "byte_size", "expires_at"]
    statement = insert(downloads).from_select(columns, noted).returning(*_COLUMNS)
    row = await tx.first(statement)
    assert row is not None
    return DownloadRow._make(row)


async def find(session: ReadSession, user_id: int, download_id: UUID) -> DownloadRow | None:
    """One that has not expired."""
    statement = select(*_COLUMNS).where(
        _c.user_id == user_id, _c.id == download_id, _c.expires_at > func.now()
    )
    row = await session.first(statement)
    return DownloadRow._make(row) if row else None


_SLICE = text(
    """
    SELECT image_ids[:start + 1 : :start + :count] FROM downloads
    WHERE user_id = :user_id AND id = :id
    """
)


async def image_ids(
    session: ReadSession, user_id: int, download_id: UUID, start: int, count: int
) -> list[UUID]:
    """``count`` of the images, from the ``start``-th on, counted from 0."""
    parameters = {"user_id": user_id, "id": download_id, "start": start, "count": count}
    ids: list[UUID] = await session.scalar(_SLICE, parameters)
    return ids


_FORGET = text("DELETE FROM downloads WHERE expires_at < now() - interval '1 day'")


async def forget_expired(tx: WriteSession) -> int:
    return await tx.execute(_FORGET)
