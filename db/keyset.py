"""Pages of an ordered list, cut by where their neighbours stand: the middle is as fast as the top.

An order ends in a unique id, so no two rows stand at one place, and a page stays right while rows
come and go around it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, exists, false, select, text, tuple_

from db.engine import AnyRow, ReadSession

# How many of the nearest rows a search looks through before it asks its index.
_PROBED = 4000

T = TypeVar("T")
Position = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """The first ``limit`` rows between two positions, or the last where ``backwards``."""

    limit: int
    backwards: bool = False
    after: Position | None = None
    before: Position | None = None


class Page(NamedTuple, Generic[T]):
    """A slice of a list, in its order, and whether rows lie on either side of it, exactly."""

    rows: list[T]
    has_previous: bool
    has_next: bool


@dataclass(frozen=True)
class List:
    """Rows of one table in one order. ``found`` is a search, which has an index of its own."""

    columns: Sequence[ColumnElement[Any]]
    key: Sequence[ColumnElement[Any]]
    matching: Sequence[ColumnElement[bool]]
    descending: bool = True
    found: ColumnElement[bool] | None = None


async def page(
    session: ReadSession, wanted: List, cut: Cut, make: Callable[[Sequence[Any]], T]
) -> Page[T]:
    """Cut a page from a list; rows become values by ``make``."""
    start, end = (cut.before, cut.after) if cut.backwards else (cut.after, cut.before)
    scan = _Scan(wanted, descending=wanted.descending is not cut.backwards)
    found = await scan.rows(session, start, end, cut.limit + 1)
    behind = found[0][-1] if found else await scan.any_beyond(session, start, turned=False)
    more = len(found) > cut.limit or await scan.any_beyond(session, end, turned=True)
    rows = [make(row[:-1]) for row in found[: cut.limit]]
    if cut.backwards:
        return Page(rows[::-1], has_previous=more, has_next=behind)
    return Page(rows, has_previous=behind, has_next=more)


def passed(
    key: Sequence[ColumnElement[Any]], position: Position, *, descending: bool
) -> ColumnElement[bool]:
    """Whether a row comes after a position, read in that direction."""
    bound = tuple_(*position, types=[column.type for column in key])
    return tuple_(*key) < bound if descending else tuple_(*key) > bound


class _Scan:
    """A list read in one direction."""

    def __init__(self, wanted: List, *, descending: bool) -> None:
        self._list = wanted
        self._descending = descending

    async def rows(
        self, session: ReadSession, start: Position | None, end: Position | None, limit: int
    ) -> Sequence[AnyRow]:
        """Rows between two positions, each with whether anything stands at or before ``start``."""
        found = self._list.found
        statement = self._between(start, end).add_columns(self._beyond(start, turned=False))
        if found is None:
            return await session.all(self._ordered(statement).limit(limit))
        # A common word is soon met among the nearest rows; only a rare one is worth the index,
        # which has to sort all that it finds.
        nearest = await session.all(self._probe(found, start, end, limit))
        if len(nearest) == limit:
            return nearest
        return await session.all(self._ordered(statement.where(found)).limit(limit))

    async def any_beyond(
        self, session: ReadSession, position: Position | None, *, turned: bool
    ) -> bool:
        if position is None:
            return False
        return bool(await session.scalar(select(self._beyond(position, turned=turned))))

    def _between(self, start: Position | None, end: Position | None) -> Select[Any]:
        statement = select(*self._list.columns).where(*self._list.matching)
        if start is not None:
            statement = statement.where(self._passed(start, turned=False))
        if end is not None:
            statement = statement.where(self._passed(end, turned=True))
        return statement

    def _probe(
        self,
        found: ColumnElement[bool],
        start: Position | None,
        end: Position | None,
        limit: int,
    ) -> Select[Any]:
        between = self._between(start, end).add_columns(found.label("found"))
        nearest = self._ordered(between).limit(_PROBED).subquery()
        columns = list(nearest.c)[: len(self._list.columns)]
        statement = select(*columns, self._beyond(start, turned=False)).where(nearest.c.found)
        key = [nearest.c[str(column.key)] for column in self._list.key]
        return self._ordered(statement, key).limit(limit)

    def _passed(self, position: Position, *, turned: bool) -> ColumnElement[bool]:
        return passed(self._list.key, position, descending=self._descending is not turned)

    def _ordered(
        self, statement: Select[Any], key: Sequence[ColumnElement[Any]] = ()
    ) -> Select[Any]:
        columns = key or self._list.key
        return statement.order_by(
            *(column.desc() if self._descending else column.asc() for column in columns)
        )

    def _beyond(self, position: Position | None, *, turned: bool) -> ColumnElement[bool]:
        """Whether a row stands at a position or before it, seen in the direction read."""
        if position is None:
            return false().label("behind")
        conditions = [*self._list.matching, ~self._passed(position, turned=turned)]
        if self._list.found is not None:
            conditions.append(self._list.found)
        inner = select(text("1")).select_from(self._list.key[-1].table).where(*conditions)
        return exists(inner.correlate(None)).label("behind")
