"""What a large operation has still to do: its images in the order in which they were created."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Integer, cast, delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import aggregate_order_by

from db import selections
from db.engine import WriteSession
from db.selections import Frozen
from db.tables import images, operation_worklists

MOST_IDS = 2000

_c = operation_worklists.c


class Worklist(NamedTuple):
    number: int
    ids: list[UUID]


async def write(tx: WriteSession, user_id: int, operation_id: UUID, frozen: Frozen) -> int:
    """List the images of a selection, ``MOST_IDS`` to a list; how many there are."""
    i = images.c
    place = func.row_number().over(order_by=(i.created_at, i.id)) - 1
    placed = (
        select(i.created_at, i.id, cast(place, Integer).op("/")(MOST_IDS).label("number"))
        .where(*selections.matching(user_id, frozen))
        .subquery()
    )
    ids = func.array_agg(aggregate_order_by(placed.c.id, placed.c.created_at, placed.c.id))
    lists = select(literal(user_id, BigInteger), literal(operation_id), placed.c.number, ids)
    written = insert(operation_worklists).from_select(
        ["user_id", "operation_id", "number", "ids"], lists.group_by(placed.c.number)
    )
    await tx.execute(written)
    total = select(func.coalesce(func.sum(func.cardinality(_c.ids)), 0))
    return int(await tx.scalar(total.where(_c.user_id == user_id, _c.operation_id == operation_id)))


async def first(tx: WriteSession, user_id: int, operation_id: UUID) -> Worklist | None:
    """The list that is next; null where everything is done."""
    statement = (
        select(_c.number, _c.ids)
        .where(_c.user_id == user_id, _c.operation_id == operation_id)
        .order_by(_c.number)
        .limit(1)
    )
    row = await tx.first(statement)
    return Worklist._make(row) if row else None


async def shorten(
    tx: WriteSession, user_id: int, operation_id: UUID, worklist: Worklist, done: int
) -> None:
    """Take the first ``done`` images from a list."""
    key = (
        _c.user_id == user_id,
        _c.operation_id == operation_id,
        _c.number == worklist.number,
    )
    if left := worklist.ids[done:]:
        await tx.execute(update(operation_worklists).where(*key).values(ids=left))
    else:
        await tx.execute(delete(operation_worklists).where(*key))
