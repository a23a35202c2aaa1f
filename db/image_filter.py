"""Which images and in which order, as conditions over the images table."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, literal
from sqlalchemy.dialects.postgresql import TSQUERY

from db import search
from db.kinds import ImageOrigin
from db.tables import image_sources, images

_c = images.c


class ImageOrderField(StrEnum):
    CREATED_AT = "created_at"
    DELETED_AT = "deleted_at"


@dataclass(frozen=True, slots=True)
class ImageFilter:
    """Which images. ``derived_from`` keeps those made from that image."""

    starred: bool | None = None
    trashed: bool = False
    search: str | None = None
    models: tuple[str, ...] | None = None
    origins: tuple[ImageOrigin, ...] | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    deleted_before: datetime | None = None
    derived_from: UUID | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the kept counts can answer for it."""
        narrower = (self.search, self.models, self.origins, self.derived_from)
        moments = (self.created_after, self.created_before, self.deleted_before)
        if any(value is not None for value in (*narrower, *moments)):
            return False
        return self.starred is None or (self.starred and not self.trashed)


@dataclass(frozen=True, slots=True)
class ImageQuery:
    """A filter and an order: a list that pages are cut from."""

    filter: ImageFilter = ImageFilter()
    field: ImageOrderField = ImageOrderField.CREATED_AT
    descending: bool = True


def order_key(field: ImageOrderField) -> tuple[ColumnElement[Any], ...]:
    if field is ImageOrderField.CREATED_AT:
        return (_c.created_at, _c.id)
    return (_c.deleted_at, _c.created_at, _c.id)


def matching(user_id: int, wanted: ImageFilter) -> list[ColumnElement[bool]]:
    """Every condition of a filter but its search."""
    conditions: list[ColumnElement[bool]] = [_c.user_id == user_id]
    conditions.append(_c.deleted_at.is_not(None) if wanted.trashed else _c.deleted_at.is_(None))
    if wanted.starred is not None:
        # Bare, so that the partial index over starred images is seen to match.
        conditions.append(_c.starred if wanted.starred else ~_c.starred)
    if wanted.models is not None:
        conditions.append(_c.model == func.any(list(wanted.models)))
    if wanted.origins is not None:
        conditions.append(_c.origin == func.any([origin.value for origin in wanted.origins]))
    if wanted.created_after is not None:
        conditions.append(_c.created_at >= wanted.created_after)
    if wanted.created_before is not None:
        conditions.append(_c.created_at < wanted.created_before)
    if wanted.deleted_before is not None:
        conditions.append(_c.deleted_at < wanted.deleted_before)
    if wanted.derived_from is not None:
        conditions.append(_made_from(user_id, wanted.derived_from))
    return conditions


def found(user_id: int, wanted: ImageFilter) -> ColumnElement[bool] | None:
    """The condition of a filter's search; null where it asks for nothing."""
    query = search.tsquery(user_id, wanted.search or "")
    return None if query is None else _c.search.op("@@")(literal(query).cast(TSQUERY))


def everything(user_id: int, wanted: ImageFilter) -> list[ColumnElement[bool]]:
    """Every condition of a filter."""
    searched = found(user_id, wanted)
    return [*matching(user_id, wanted), *([] if searched is None else [searched])]


def _made_from(user_id: int, source_id: UUID) -> ColumnElement[bool]:
    s = image_sources.c
    return exists().where(s.user_id == user_id, s.image_id == _c.id, s.source_id == source_id)
