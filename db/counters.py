"""Kept counts: per user, and per UTC quarter hour of creation, changed with the rows they count."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select, text

from db.engine import ReadSession, WriteSession
from db.tables import user_counters

_QUARTER = timedelta(minutes=15)


class Sums(NamedTuple):
    """What a set of images counts for. ``starred`` counts within the gallery, not the trash."""

    live: int = 0
    starred: int = 0
    trashed: int = 0
    live_bytes: int = 0
    trashed_bytes: int = 0

    def plus(self, other: "Sums") -> "Sums":
        return Sums(*(a + b for a, b in zip(self, other, strict=True)))

    def negative(self) -> "Sums":
        return Sums(*(-a for a in self))


def worth(*, starred: bool, trashed: bool, byte_size: int) -> Sums:
    """What one image in that state counts for."""
    if trashed:
        return Sums(trashed=1, trashed_bytes=byte_size)
    return Sums(live=1, starred=int(starred), live_bytes=byte_size)


class Tally:
    """Changes of counts, gathered by the quarter hour in which the images were created."""

    def __init__(self) -> None:
        self._quarters: dict[datetime, Sums] = defaultdict(Sums)

    def add(self, created_at: datetime, change: Sums) -> None:
        self._quarters[quarter_of(created_at)] = self._quarters[quarter_of(created_at)].plus(change)

    @property
    def total(self) -> Sums:
        total = Sums()
        for sums in self._quarters.values():
            total = total.plus(sums)
        return total

    def rows(self) -> list[tuple[datetime, Sums]]:
        return sorted((quarter, sums) for quarter, sums in self._quarters.items() if any(sums))


def quarter_of(moment: datetime) -> datetime:
    return moment - timedelta(
        minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond
    )


_APPLY = text(
    """
    INSERT INTO quarter_counts
      (user_id, quarter, live, starred, trashed, live_bytes, trashed_bytes)
    SELECT :user_id, * FROM unnest(
      CAST(:quarters AS timestamptz[]), CAST(:live AS integer[]), CAST(:starred AS integer[]),
      CAST(:trashed AS integer[]), CAST(:live_bytes AS bigint[]), CAST(:trashed_bytes AS bigint[]))
    ON CONFLICT (user_id, quarter) DO UPDATE SET
      live = quarter_counts.live + excluded.live,
      starred = quarter_counts.starred + excluded.starred,
      trashed = quarter_counts.trashed + excluded.trashed,
      live_bytes = quarter_counts.live_bytes + excluded.live_bytes,
      trashed_bytes = quarter_counts.trashed_bytes + excluded.trashed_bytes
    """
)


async def apply(tx: WriteSession, user_id: int, tally: Tally) -> None:
    """Add a tally to the quarter hours; the caller holds the user's counter (``events.append``)."""
    rows = tally.rows()
    if not rows:
        return
    columns = zip(*(sums for _, sums in rows), strict=True)
    await tx.execute(
        _APPLY,
        {
            "user_id": user_id,
            "quarters": [quarter for quarter, _ in rows],
            **{name: list(values) for name, values in zip(Sums._fields, columns, strict=True)},
        },
    )


async def lock(tx: WriteSession, user_id: int) -> None:
    """Keep other writers of this user out until the end of the transaction."""
    c = user_counters.c
    await tx.scalar(select(c.seq).where(c.user_id == user_id).with_for_update())


async def totals(session: ReadSession, user_id: int) -> Sums:
    c = user_counters.c
    statement = select(c.live, c.starred, c.trashed, c.live_bytes, c.trashed_bytes)
    row = await session.first(statement.where(c.user_id == user_id))
    return Sums(*row) if row else Sums()


_COUNTED = """
    SELECT date_bin('15 minutes', created_at, 'epoch') AS quarter,
      count(*) FILTER (WHERE deleted_at IS NULL),
      count(*) FILTER (WHERE deleted_at IS NULL AND starred),
      count(*) FILTER (WHERE deleted_at IS NOT NULL),
      coalesce(sum(byte_size) FILTER (WHERE deleted_at IS NULL), 0)::bigint,
      coalesce(sum(byte_size) FILTER (WHERE deleted_at IS NOT NULL), 0)::bigint
    FROM images WHERE user_id = :user_id GROUP BY quarter
    """
_RECOUNT = text(_COUNTED)
_KEPT = text(
    """
    SELECT quarter, live, starred, trashed, live_bytes, trashed_bytes
    FROM quarter_counts WHERE user_id = :user_id
    """
)


async def drift(session: ReadSession, user_id: int) -> dict[datetime, tuple[Sums, Sums]]:
    """Quarter hours whose kept counts differ from the rows: ``{quarter: (kept, counted)}``."""
    counted = _by_quarter(await session.all(_RECOUNT, {"user_id": user_id}))
    kept = _by_quarter(await session.all(_KEPT, {"user_id": user_id}))
    pairs = {q: (kept.get(q, Sums()), counted.get(q, Sums())) for q in kept.keys() | counted.keys()}
    return {quarter: pair for quarter, pair in pairs.items() if pair[0] != pair[1]}


_SUM = text(
    """
    SELECT coalesce(sum(live), 0), coalesce(sum(starred), 0), coalesce(sum(trashed), 0),
      coalesce(sum(live_bytes), 0)::bigint, coalesce(sum(trashed_bytes), 0)::bigint
    FROM quarter_counts WHERE user_id = :user_id
    """
)


async def sum_of_quarters(session: ReadSession, user_id: int) -> Sums:
    """What the quarter hours add up to, which ``totals`` should be."""
    row = await session.first(_SUM, {"user_id": user_id})
    return Sums(*map(int, row or ()))


_FORGET = text("DELETE FROM quarter_counts WHERE user_id = :user_id")
_KEEP = text(
    f"""
    INSERT INTO quarter_counts
      (user_id, quarter, live, starred, trashed, live_bytes, trashed_bytes)
    SELECT :user_id, counted.* FROM ({_COUNTED}) AS counted
    """  # noqa: S608 - two texts of this module
)
_TOTAL = text(
    """
    UPDATE user_counters SET live = :live, starred = :starred, trashed = :trashed,
      live_bytes = :live_bytes, trashed_bytes = :trashed_bytes
    WHERE user_id = :user_id
    """
)


async def recount(tx: WriteSession, user_id: int) -> None:
    """Set every kept count to what the rows are; the caller holds the user's counter."""
    await tx.execute(_FORGET, {"user_id": user_id})
    await tx.execute(_KEEP, {"user_id": user_id})
    total = await sum_of_quarters(tx, user_id)
    await tx.execute(_TOTAL, {"user_id": user_id, **total._asdict()})


def _by_quarter(rows: Iterable[Iterable[Any]]) -> dict[datetime, Sums]:
    return {quarter: Sums(*sums) for quarter, *sums in rows}
