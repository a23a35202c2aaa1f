"""Looking at images, and starring, trashing and restoring them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from db import counters, images, operations, sources
from db.counters import Sums
from db.images import ImageOrderField, ImageQuery, ImageRow
from db.kinds import ImageAction, SkipReason
from db.operations import OperationRow
from db.sources import SourceRow
from resolvers import cursors
from resolvers.context import Context
from resolvers.errors import ConflictError, GoneError, InvalidError, NotFoundError
from resolvers.paging import Slice


@dataclass(frozen=True, slots=True)
class ImagePage:
    """A page of images, and how to make the cursor of one of them."""

    query: ImageQuery
    rows: list[ImageRow]
    has_previous: bool
    has_next: bool

    def cursor(self, row: ImageRow) -> str:
        return cursors.encode(self.query, images.position(row, self.query.field))


async def page(context: Context, query: ImageQuery, asked: Slice) -> ImagePage:
    if query.field is ImageOrderField.DELETED_AT and not query.trashed:
        raise InvalidError("Only the trash can be ordered by DELETED_AT.", ["orderBy", "field"])
    bounds = {
        name: _position(query, cursor, name)
        for name, cursor in (("after", asked.after), ("before", asked.before))
    }
    async with context.read() as session:
        found = await images.page(
            session,
            context.viewer.id,
            query,
            limit=asked.limit,
            backwards=asked.backwards,
            **bounds,
        )
    return ImagePage(query, *found)


def _position(query: ImageQuery, cursor: str | None, argument: str) -> Any:
    return None if cursor is None else cursors.decode(query, cursor, argument)


async def count(context: Context, query: ImageQuery) -> int:
    """How many images match; the kept counts answer where they can."""
    kept = _kept_count(query)
    async with context.read() as session:
        if kept is None:
            return await images.count(session, context.viewer.id, query)
        totals = await counters.totals(session, context.viewer.id)
        return int(getattr(totals, kept))


def _kept_count(query: ImageQuery) -> str | None:
    if query.derived_from is not None:
        return None
    if query.starred is None:
        return "trashed" if query.trashed else "live"
    return "starred" if query.starred and not query.trashed else None


async def by_ids(context: Context, ids: Collection[UUID]) -> dict[UUID, ImageRow]:
    async with context.read() as session:
        return await images.by_ids(session, context.viewer.id, ids)


async def sources_of(context: Context, ids: Collection[UUID]) -> dict[UUID, list[SourceRow]]:
    async with context.read() as session:
        return await sources.of_images(session, context.viewer.id, ids)


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
}


async def change(context: Context, image_id: UUID, action: ImageAction) -> Changed:
    """Star, unstar, trash or restore one image."""
    user_id = context.viewer.id
    async with context.backend.database.write() as tx:
        locked = await operations.lock_images(tx, user_id, [image_id])
        buried = set() if locked else await operations.being_purged(tx, user_id, [image_id])
        plan = operations.plan(action, [image_id], locked, buried)
        for reason in plan.skipped:
            if reason in _REFUSALS:
                raise _REFUSALS[reason]
        operation = await operations.record(tx, user_id, action, plan) if plan.changing else None
        rows = await images.by_ids(tx, user_id, [image_id])
    return Changed(rows[image_id], operation)


async def operations_by_ids(context: Context, ids: Collection[UUID]) -> dict[UUID, OperationRow]:
    async with context.read() as session:
        return await operations.by_ids(session, context.viewer.id, ids)
