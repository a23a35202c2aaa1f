"""Looking at images, and starring, trashing and restoring them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import available_timezones

from db import changes, counters, derived, images, selections, sources
from db.counters import Sums
from db.engine import WriteSession
from db.image_filter import ImageFilter, ImageOrderField, ImageQuery
from db.images import ImageRow
from db.keyset import Page
from db.kinds import ImageAction, SkipReason
from db.operations import OperationRow
from db.sources import SourceRow
from db.timeline import TimelineUnit, buckets
from resolvers import bulk, cursors
from resolvers.context import Context
from resolvers.errors import (
    ConflictError,
    GoneError,
    InvalidError,
    NotFoundError,
    TooManyError,
)
from resolvers.paging import Slice

_MOST_CHOICES = 100
_LONGEST_SEARCH = 1000
_LEAST_ID = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ImagePage:
    """A page of images, and how to make the cursor of one of them."""

    query: ImageQuery
    page: Page[ImageRow]

    def cursor(self, row: ImageRow) -> str:
        return cursors.encode(self.query, images.position(row, self.query.field))


def cursor(query: ImageQuery, row: ImageRow) -> str | None:
    """Where an image stands in a list, or would; None where its order has no place for it."""
    if query.field is ImageOrderField.DELETED_AT and row.deleted_at is None:
        return None
    return cursors.encode(query, images.position(row, query.field))


async def page(context: Context, query: ImageQuery, asked: Slice) -> ImagePage:
    if query.field is ImageOrderField.DELETED_AT and not query.filter.trashed:
        raise InvalidError("Only the trash can be ordered by DELETED_AT.", ["orderBy", "field"])
    check_filter(query.filter)
    cut = asked.cut(query, moments=2 if query.field is ImageOrderField.DELETED_AT else 1)
    async with context.read() as session:
        return ImagePage(query, await images.page(session, context.viewer.id, query, cut))


def check_filter(wanted: ImageFilter) -> None:
    """Raises ``InvalidError`` or ``TooManyError``."""
    for name, values in (("models", wanted.models), ("origins", wanted.origins)):
        if values is not None and len(values) > _MOST_CHOICES:
            raise TooManyError(f"Name at most {_MOST_CHOICES} {name}.", ["filter", name])
    if wanted.deleted_before is not None and not wanted.trashed:
        raise InvalidError(
            "Only the trash can be asked for by deletedBefore: add trashed: true.",
            ["filter", "deletedBefore"],
        )
    if wanted.search is not None and len(wanted.search) > _LONGEST_SEARCH:
        raise InvalidError(
            f"A search has at most {_LONGEST_SEARCH} characters.", ["filter", "search"]
        )


async def count(context: Context, wanted: ImageFilter) -> int:
    """How many images match; the kept counts answer where they can."""
    async with context.read() as session:
        if not wanted.is_kept:
            return await images.count(session, context.viewer.id, wanted)
        sums = await counters.totals(session, context.viewer.id)
    if wanted.trashed:
        return sums.trashed
    return sums.starred if wanted.starred else sums.live


class TimelineBucket(NamedTuple):
    start: datetime
    images: int
    cursor: str


async def timeline(
    context: Context, wanted: ImageFilter, unit: TimelineUnit, zone: str
) -> list[TimelineBucket]:
    """Newest first; a cursor is where a page of the default order begins with its bucket."""
    check_filter(wanted)
    if zone not in available_timezones():
        raise InvalidError(f"There is no time zone {zone!r}.", ["timeZone"])
    async with context.read() as session:
        found = await buckets(session, context.viewer.id, wanted, unit, zone)
    query = ImageQuery(wanted)
    return [
        TimelineBucket(start, images_, cursors.encode(query, (end, _LEAST_ID)))
        for start, end, images_ in found
    ]


async def by_ids(context: Context, ids: Collection[UUID]) -> dict[UUID, ImageRow]:
    async with context.read() as session:
        return await images.by_ids(session, context.viewer.id, ids)


async def sources_of(context: Context, ids: Collection[UUID]) -> dict[UUID, list[SourceRow]]:
    async with context.read() as session:
        return await sources.of_images(session, context.viewer.id, ids)


async def derived_pages(
    context: Context, ids: Collection[UUID], limit: int
) -> dict[UUID, ImagePage]:
    """The first page of what was made from each of these images."""
    async with context.read() as session:
        found = await derived.first_pages(session, context.viewer.id, ids, limit)
    return {id_: ImagePage(made_from(id_), page_) for id_, page_ in found.items()}


async def derived_counts(context: Context, ids: Collection[UUID]) -> dict[UUID, int]:
    async with context.read() as session:
        return await derived.counts(session, context.viewer.id, ids)


def made_from(image_id: UUID) -> ImageQuery:
    return ImageQuery(ImageFilter(derived_from=image_id))


async def totals(context: Context) -> Sums:
    async with context.read() as session:
        return await counters.totals(session, context.viewer.id)


async def next_purge_at(context: Context) -> datetime | None:
    async with context.read() as session:
        oldest = await images.next_purge(session, context.viewer.id)
    return oldest + context.backend.trash_retention if oldest else None


class Changed(NamedTuple):
    """An image as it is now; no operation where it was so already."""

    image: ImageRow
    operation: OperationRow | None


_REFUSALS = {
    SkipReason.NOT_FOUND: NotFoundError("There is no such image.", ["id"]),
    SkipReason.BEING_PURGED: GoneError("This image is being deleted for ever.", ["id"]),
    SkipReason.IN_TRASH: ConflictError("This image is in the trash: restore it first.", ["id"]),
    SkipReason.NOT_IN_TRASH: ConflictError("Only from the trash: move it there first.", ["id"]),
}


async def change(context: Context, image_id: UUID, action: ImageAction) -> Changed:
    """Star, unstar, trash or restore one image."""
    user_id = context.viewer.id
    async with context.backend.database.write() as tx:
        plan = await _plan(tx, user_id, image_id, action)
        operation = await bulk.record(tx, user_id, action, plan) if plan.changing else None
        rows = await images.by_ids(tx, user_id, [image_id])
    return Changed(rows[image_id], operation)


async def delete(context: Context, image_id: UUID) -> OperationRow:
    """Delete one image for ever, from the trash."""
    async with context.backend.database.write() as tx:
        plan = await _plan(tx, context.viewer.id, image_id, ImageAction.DELETE)
        operation = await bulk.record(tx, context.viewer.id, ImageAction.DELETE, plan)
    await bulk.wake(context, operation)
    return operation


async def _plan(
    tx: WriteSession, user_id: int, image_id: UUID, action: ImageAction
) -> changes.Plan:
    locked = await selections.lock_ids(tx, user_id, [image_id])
    buried = set() if locked else await changes.being_purged(tx, user_id, [image_id])
    plan = changes.plan(action, [image_id], locked, buried)
    for reason in plan.skipped:
        if reason in _REFUSALS:
            raise _REFUSALS[reason]
    return plan
