"""How many images there are in each day or month of a time zone."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, text

from db import image_filter
from db.engine import ReadSession
from db.image_filter import ImageFilter
from db.tables import images


class TimelineUnit(StrEnum):
    DAY = "day"
    MONTH = "month"


class Bucket(NamedTuple):
    """``images`` of them from ``start`` up to, not including, ``end``."""

    start: datetime
    end: datetime
    images: int


_KEPT = """
    SELECT date_trunc('{unit}', quarter AT TIME ZONE :zone) AS start, sum({column}) AS count
    FROM quarter_counts WHERE user_id = :user_id GROUP BY 1
"""
_BUCKETS = """
    SELECT start AT TIME ZONE :zone, (start + interval '1 {unit}') AT TIME ZONE :zone, count
    FROM ({counted}) AS counted WHERE count > 0 ORDER BY start DESC
"""
_KEPT_STATEMENTS = {
    (column, unit): text(_BUCKETS.format(unit=unit, counted=_KEPT.format(unit=unit, column=column)))
    for column in ("live", "starred", "trashed")
    for unit in TimelineUnit
}


async def buckets(
    session: ReadSession, user_id: int, wanted: ImageFilter, unit: TimelineUnit, zone: str
) -> list[Bucket]:
    """The buckets that are not empty, newest first. The kept counts answer where they can."""
    if wanted.is_kept:
        column = "trashed" if wanted.trashed else "starred" if wanted.starred else "live"
        parameters = {"user_id": user_id, "zone": zone}
        rows = await session.all(_KEPT_STATEMENTS[column, unit], parameters)
    else:
        rows = await session.all(_counted(user_id, wanted, unit, zone))
    return [Bucket(row[0], row[1], int(row[2])) for row in rows]


def _counted(user_id: int, wanted: ImageFilter, unit: TimelineUnit, zone: str) -> Select[Any]:
    local = func.date_trunc(unit.value, func.timezone(zone, images.c.created_at))
    conditions = image_filter.everything(user_id, wanted)
    inner = (
        select(local.label("start"), func.count().label("count"))
        .where(*conditions)
        .group_by(text("1"))
        .subquery()
    )
    end = inner.c.start + text(f"interval '1 {unit.value}'")
    return select(
        func.timezone(zone, inner.c.start), func.timezone(zone, end), inner.c.count
    ).order_by(inner.c.start.desc())
