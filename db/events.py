"""The event log: numbered without gaps per user, written in the transaction of the change."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, text

from db.counters import Sums
from db.engine import ReadSession, WriteSession
from db.kinds import EventKind
from db.tables import events, user_counters

RETENTION_DAYS = 7
_DAYS_AHEAD = 3
# An event that names more images than this is truncated: its readers fetch anew.
MOST_IDS = 100


class EventRow(NamedTuple):
    seq: int
    kind: EventKind
    image_ids: list[UUID]
    truncated: bool
    job_id: UUID | None
    operation_id: UUID | None
    happened_at: datetime


class Head(NamedTuple):
    """Where a user's stream stands: the number of the newest event, within an epoch."""

    epoch: int
    seq: int


_APPEND = text(
    """
    WITH counter AS (
      UPDATE user_counters SET seq = seq + 1,
        live = live + :live, starred = starred + :starred, trashed = trashed + :trashed,
        live_bytes = live_bytes + :live_bytes, trashed_bytes = trashed_bytes + :trashed_bytes
      WHERE user_id = :user_id RETURNING seq)
    INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
    SELECT :user_id, seq, :kind, CAST(:image_ids AS uuid[]), :truncated,
      CAST(:job_id AS uuid), CAST(:operation_id AS uuid)
    FROM counter RETURNING seq
    """
)


async def append(
    tx: WriteSession,
    user_id: int,
    kind: EventKind,
    *,
    image_ids: Sequence[UUID] = (),
    job_id: UUID | None = None,
    operation_id: UUID | None = None,
    change: Sums = Sums(),  # noqa: B008 - a tuple
) -> int:
    """Write the next event of a user and change their totals; its number.

    This locks the user's counter, so it comes after every other lock of the transaction.
    """
    seq: int = await tx.scalar(
        _APPEND,
        {
            "user_id": user_id,
            "kind": kind,
            "image_ids": list(image_ids[:MOST_IDS]),
            "truncated": len(image_ids) > MOST_IDS,
            "job_id": job_id,
            "operation_id": operation_id,
            **change._asdict(),
        },
    )
    tx.announce(user_id, seq)
    return seq


async def after(session: ReadSession, user_id: int, seq: int, limit: int) -> list[EventRow]:
    """The events that follow a number, in order. Where the first is not ``seq + 1``, that one
    has been dropped with its day."""
    c = events.c
    statement = (
        select(c.seq, c.kind, c.image_ids, c.truncated, c.job_id, c.operation_id, c.happened_at)
        .where(c.user_id == user_id, c.seq > seq)
        .order_by(c.seq)
        .limit(limit)
    )
    rows = await session.all(statement)
    return [EventRow._make(row)._replace(kind=EventKind(row[1])) for row in rows]


async def head(session: ReadSession, user_id: int) -> Head:
    c = user_counters.c
    row = await session.first(select(c.epoch, c.seq).where(c.user_id == user_id))
    assert row is not None, "a user is made with a counter"
    return Head._make(row)


async def heads(session: ReadSession, user_ids: Collection[int]) -> dict[int, int]:
    """The newest number of each of these users."""
    c = user_counters.c
    rows = await session.all(select(c.user_id, c.seq).where(c.user_id.in_(user_ids)))
    return {row[0]: row[1] for row in rows}


_PARTITIONS = text(
    """
    SELECT inhrelid::regclass::text FROM pg_inherits
    WHERE inhparent = 'events'::regclass AND inhrelid::regclass::text LIKE 'events_2%'
    """
)
_NEWEST_STRAY = text("SELECT (max(happened_at) AT TIME ZONE 'UTC')::date FROM events_rest")


async def roll_partitions(tx: WriteSession, today: date) -> None:
    """Make the partitions of today and the days to come, and drop those past the retention.

    What was written while a day had no partition lies in ``events_rest`` and is swept from there.
    """
    await tx.execute(text("SELECT pg_advisory_xact_lock(hashtext('events_partitions'))"))
    present = {row[0] for row in await tx.all(_PARTITIONS)}
    stray = await tx.scalar(_NEWEST_STRAY)
    days = [today + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD + 1)]
    for day in days:
        if _partition(day) not in present and (stray is None or day > stray):
            await tx.execute(text(_create_partition(day)))
    oldest = today - timedelta(days=RETENTION_DAYS)
    for name in sorted(present):
        if name < _partition(oldest):
            await tx.execute(text(f"DROP TABLE {name}"))
    await tx.execute(_SWEEP_STRAYS, {"oldest": oldest})


_SWEEP_STRAYS = text("DELETE FROM events_rest WHERE happened_at < CAST(:oldest AS date)")


def _partition(day: date) -> str:
    return f"events_{day:%Y%m%d}"


def _create_partition(day: date) -> str:
    return (
        f"CREATE TABLE {_partition(day)} PARTITION OF events FOR VALUES"
        f" FROM ('{day} 00:00+00') TO ('{day + timedelta(days=1)} 00:00+00')"
    )
