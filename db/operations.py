"""Operations: what a mutation did to a set of images, kept so that it can be undone."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, text, update

from db import keyset
from db.engine import ReadSession, WriteSession
from db.keyset import Cut, List, Page
from db.kinds import ImageAction, OperationStatus, SkipReason
from db.tables import operations

UNDO_WINDOW = timedelta(days=7)
_MOST_SKIPPED_IDS = 100

Skipped = dict[SkipReason, list[UUID]]


class OperationRow(NamedTuple):
    id: UUID
    action: ImageAction
    status: OperationStatus
    matched: int
    changed: int
    skipped: dict[str, Any]
    error: str | None
    created_at: datetime
    undoing: bool
    # How many batches it has changed images in, and not taken back.
    batches: int


_COLUMNS = [operations.c[name] for name in OperationRow._fields]
_c = operations.c


def _row(row: Sequence[Any]) -> OperationRow:
    found = OperationRow._make(row)
    return found._replace(action=ImageAction(found.action), status=OperationStatus(found.status))


async def by_ids(
    session: ReadSession, user_id: int, ids: Collection[UUID]
) -> dict[UUID, OperationRow]:
    statement = select(*_COLUMNS).where(_c.user_id == user_id, _c.id == func.any(list(ids)))
    rows = map(_row, await session.all(statement))
    return {row.id: row for row in rows}


async def start(
    tx: WriteSession,
    user_id: int,
    action: ImageAction,
    *,
    matched: int,
    selection: dict[str, Any] | None = None,
) -> OperationRow:
    """A running operation. ``selection`` is what a worker is to list and go through."""
    values = {
        "user_id": user_id,
        "id": uuid4(),
        "action": action,
        "status": OperationStatus.RUNNING,
        "selection": selection,
        "matched": matched,
        "changed": 0,
        "skipped": {},
    }
    row = await tx.first(insert(operations).values(**values).returning(*_COLUMNS))
    assert row is not None
    return _row(row)


async def lock(tx: WriteSession, user_id: int, operation_id: UUID) -> OperationRow | None:
    statement = select(*_COLUMNS).where(_c.user_id == user_id, _c.id == operation_id)
    row = await tx.first(statement.with_for_update(key_share=True))
    return _row(row) if row else None


async def is_recent(session: ReadSession, user_id: int, operation_id: UUID) -> bool:
    """Whether an operation is young enough to be undone, by the database's clock."""
    statement = select(_c.created_at > func.now() - UNDO_WINDOW).where(
        _c.user_id == user_id, _c.id == operation_id
    )
    return bool(await session.scalar(statement))


async def advance(
    tx: WriteSession,
    user_id: int,
    operation: OperationRow,
    *,
    changed: int,
    skipped: Skipped,
    lost: int = 0,
) -> OperationRow:
    """Record what one batch of a running operation came to.

    ``lost`` images had matched, and were gone or moved when their turn came.
    """
    values = {
        "changed": _c.changed + changed,
        "skipped": merged(operation.skipped, skipped),
        "batches": _c.batches + (1 if changed else 0),
        "matched": _c.matched - lost,
    }
    return await _update(tx, user_id, operation.id, values)


async def note_listed(tx: WriteSession, user_id: int, operation_id: UUID, matched: int) -> None:
    """Record how many images the worklists of an operation hold."""
    await _update(tx, user_id, operation_id, {"matched": matched, "listed": True})


async def finish(
    tx: WriteSession,
    user_id: int,
    operation_id: UUID,
    status: OperationStatus,
    *,
    error: str | None = None,
) -> OperationRow:
    values = {"status": status, "undoing": False, "selection": None, "error": error}
    return await _update(tx, user_id, operation_id, values)


async def begin_undo(tx: WriteSession, user_id: int, operation_id: UUID) -> OperationRow:
    """Set a finished operation running backwards, from its last batch."""
    values = {"status": OperationStatus.RUNNING, "undoing": True}
    return await _update(tx, user_id, operation_id, values)


async def _update(
    tx: WriteSession, user_id: int, operation_id: UUID, values: dict[str, Any]
) -> OperationRow:
    statement = update(operations).where(_c.user_id == user_id, _c.id == operation_id)
    row = await tx.first(statement.values(**values).returning(*_COLUMNS))
    assert row is not None, "operations are never deleted"
    return _row(row)


def merged(before: dict[str, Any], more: Skipped) -> dict[str, Any]:
    merged = dict(before)
    for reason, ids in more.items():
        known = merged.get(reason.value, {"count": 0, "ids": []})
        shown = [*known["ids"], *map(str, ids)][:_MOST_SKIPPED_IDS]
        merged[reason.value] = {"count": known["count"] + len(ids), "ids": shown}
    return merged


class RunningOperation(NamedTuple):
    user_id: int
    operation: OperationRow
    selection: dict[str, Any] | None
    listed: bool


_TAKE = text(
    f"""
    SELECT user_id, selection, listed, {", ".join(OperationRow._fields)}
    FROM operations WHERE status = 'running'
    ORDER BY created_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    """  # noqa: S608 - names of columns
)


async def take_running(tx: WriteSession) -> RunningOperation | None:
    """Lock the oldest running operation that no other worker is at."""
    row = await tx.first(_TAKE)
    if row is None:
        return None
    return RunningOperation(row[0], _row(row[3:]), row[1], row[2])


_RUNNING = text(
    """
    SELECT id FROM operations WHERE status = 'running' AND created_at < now() - interval '10 s'
    ORDER BY created_at LIMIT 100
    """
)


async def running(session: ReadSession) -> list[UUID]:
    """Running operations that workers may have to be told of again."""
    return [row[0] for row in await session.all(_RUNNING)]


async def page(session: ReadSession, user_id: int, cut: Cut) -> Page[OperationRow]:
    """A user's operations, newest first."""
    key = (_c.created_at, _c.id)
    wanted = List(columns=_COLUMNS, key=key, matching=[_c.user_id == user_id])
    return await keyset.page(session, wanted, cut, _row)
