"""What was made from each of several images: their first pages in one statement."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Uuid, func, literal, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from db.engine import ReadSession
from db.images import ImageRow
from db.keyset import Page
from db.tables import image_sources, images

_COLUMNS = [images.c[name] for name in ImageRow._fields]
_c = images.c


async def first_pages(
    session: ReadSession, user_id: int, source_ids: Collection[UUID], limit: int
) -> dict[UUID, Page[ImageRow]]:
    """The newest images in the gallery that were made from each of these."""
    asked = _asked(source_ids)
    made = (
        select(*_COLUMNS)
        .where(*_made(user_id, asked))
        .order_by(_c.created_at.desc(), _c.id.desc())
        .limit(limit + 1)
        .correlate(asked)
        .lateral("made")
    )
    statement = select(asked.c.source_id, *made.c).select_from(asked.join(made, true()))
    found: dict[UUID, list[ImageRow]] = {source_id: [] for source_id in source_ids}
    for source_id, *row in await session.all(statement):
        found[source_id].append(ImageRow._make(row))
    return {
        source_id: Page(rows[:limit], has_previous=False, has_next=len(rows) > limit)
        for source_id, rows in found.items()
    }


async def counts(
    session: ReadSession, user_id: int, source_ids: Collection[UUID]
) -> dict[UUID, int]:
    """How many images in the gallery were made from each of these."""
    asked = _asked(source_ids)
    made = select(func.count()).select_from(images).where(*_made(user_id, asked)).correlate(asked)
    statement = select(asked.c.source_id, made.scalar_subquery())
    return {row[0]: row[1] for row in await session.all(statement)}


def _asked(source_ids: Collection[UUID]) -> FromClause:
    ids = literal(list(source_ids), ARRAY(Uuid))
    return select(func.unnest(ids).label("source_id")).subquery("asked")


def _made(user_id: int, asked: FromClause) -> list[ColumnElement[bool]]:
    s = image_sources.c
    uses = select(s.image_id).where(s.user_id == user_id, s.source_id == asked.c.source_id)
    # As an array, so that the index over sources is where it begins: EXISTS in the order of a
    # page may walk a whole gallery for a source that nothing was made from.
    ids = func.array(uses.correlate(asked).scalar_subquery(), type_=ARRAY(Uuid))
    return [_c.user_id == user_id, _c.deleted_at.is_(None), _c.id == func.any(ids)]
