"""Pages of an ordered list, cut by where their neighbours stand: the middle is as fast as the top.

An order ends in a unique id, so no two rows stand at one place, and a page stays right while rows
come and go around it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, exists, select, text, tuple_

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
    found, behind = await scan.rows(session, start, end, cut.limit + 1)
    more = len(found) > cut.limit or await scan.any_beyond(session, end, turned=True)
    rows = [make(row) for row in found[: cut.limit]]
    if cut.backwards:
        return Page(rows[::-1], has_previous=more, has_next=behind)
    return Page(rows, has_previous=behind, has_next=more)


class _Scan:
    """A list read in one direction."""

    def __init__(self, wanted: List, *, descending: bool) -> None:
        self._list = wanted
        self._descending = descending

    async def rows(
        self, session: ReadSession, start: Position | None, end: Position | None, limit: int
    ) -> tuple[Sequence[AnyRow], bool]:
        """Rows between two positions, and whether anything stands at or before ``start``.

        The row at ``start`` is read along: where it is still there, nothing else has to be asked.
        """
        if start is None:
            return await self._found_rows(session, None, end, limit), False
        found = await self._found_rows(session, start, end, limit + 1)
        if found and self._place(found[0]) == start:
            return found[1:], True
        return found[:limit], await self.any_beyond(session, start, turned=False)

    async def _found_rows(
        self, session: ReadSession, start: Position | None, end: Position | None, limit: int
    ) -> Sequence[AnyRow]:
        found = self._list.found
        statement = self._between(start, end)
        if found is None:
            return await session.all(self._ordered(statement).limit(limit))
        # A common word is soon met among the nearest rows; only a rare one is worth the index,
        # which has to sort all that it finds.
        nearest = await session.all(self._nearest(statement, found, limit))
        if len(nearest) == limit:
            return nearest
        return await session.all(self._ordered(statement.where(found)).limit(limit))

    async def any_beyond(
        self, session: ReadSession, position: Position | None, *, turned: bool
    ) -> bool:
        """Whether a row stands at a position or before it, seen in the direction read."""
        if position is None:
            return False
        wanted, outside = self._list, self._from(position, turned=not turned)
        rows = select(text("1")).select_from(wanted.key[-1].table).where(*wanted.matching, outside)
        if wanted.found is not None:
            return bool(await session.scalar(select(exists(rows.where(wanted.found)))))
        # In order, from the position on: where many rows match, EXISTS is planned as a scan of the
        # table, which meets half of it, or other users' rows, before the first of them.
        descending = self._descending is turned
        key = [column.desc() if descending else column.asc() for column in wanted.key]
        return await session.first(rows.order_by(*key).limit(1)) is not None

    def _between(self, start: Position | None, end: Position | None) -> Select[Any]:
        """From ``start`` on, that row included, up to ``end``, which is not."""
        statement = select(*self._list.columns).where(*self._list.matching)
        if start is not None:
            statement = statement.where(self._from(start, turned=False))
        if end is not None:
            statement = statement.where(self._before(end))
        return statement

    def _nearest(
        self, statement: Select[Any], found: ColumnElement[bool], limit: int
    ) -> Select[Any]:
        probed = statement.add_columns(found.label("found"))
        nearest = self._ordered(probed).limit(_PROBED).subquery()
        columns = list(nearest.c)[: len(self._list.columns)]
        key = [nearest.c[str(column.key)] for column in self._list.key]
        return self._ordered(select(*columns).where(nearest.c.found), key).limit(limit)

    def _place(self, row: AnyRow) -> Position:
        names = [column.key for column in self._list.columns]
        return tuple(row[names.index(column.key)] for column in self._list.key)

    def _from(self, position: Position, *, turned: bool) -> ColumnElement[bool]:
        """Whether a row stands at a position or after it, read in this direction or the other."""
        key, bound = tuple_(*self._list.key), self._bound(position)
        return key <= bound if self._descending is not turned else key >= bound

    def _before(self, position: Position) -> ColumnElement[bool]:
        key, bound = tuple_(*self._list.key), self._bound(position)
        return key > bound if self._descending else key < bound

    def _bound(self, position: Position) -> ColumnElement[Any]:
        return tuple_(*position, types=[column.type for column in self._list.key])

    def _ordered(
        self, statement: Select[Any], key: Sequence[ColumnElement[Any]] = ()
    ) -> Select[Any]:
        columns = key or self._list.key
        return statement.order_by(
            *(column.desc() if self._descending else column.asc() for column in columns)
        )
