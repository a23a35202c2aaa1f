"""Taking an operation back, batch by batch, for the images that nobody has changed since."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select, text, update

from db import counters, events
from db.counters import Tally
from db.engine import WriteSession
from db.kinds import EventKind, ImageAction, SkipReason
from db.operations import OperationRow, Skipped, merged
from db.tables import images, operation_batches, operations

_c = images.c
_MOVES = (ImageAction.TRASH, ImageAction.RESTORE)


class _Marked(NamedTuple):
    id: UUID
    starred: bool
    deleted_at: datetime | None
    created_at: datetime
    byte_size: int
    mark: UUID | None


class Reverted(NamedTuple):
    changed: int
    skipped: Skipped


async def revert_batch(
    tx: WriteSession, user_id: int, operation: OperationRow, number: int
) -> Reverted:
    """Change back what batch ``number`` of a locked operation changed."""
    ids, moments = await _batch(tx, user_id, operation.id, number)
    locked = await _lock_marked(tx, user_id, operation, ids)
    ours = [image for image in locked if image.mark == operation.id]
    kept = {image.id for image in ours}
    present = {image.id for image in locked}
    skipped: Skipped = {
        SkipReason.CHANGED_SINCE: [id_ for id_ in ids if id_ in present and id_ not in kept],
        SkipReason.NOT_FOUND: [id_ for id_ in ids if id_ not in present],
    }
    if ours:
        await _revert(tx, user_id, operation, ours, dict(zip(ids, moments or [], strict=False)))
    return Reverted(len(ours), {reason: left for reason, left in skipped.items() if left})


async def _batch(
    tx: WriteSession, user_id: int, operation_id: UUID, number: int
) -> tuple[list[UUID], list[datetime] | None]:
    c = operation_batches.c
    statement = select(c.ids, c.deleted_at).where(
        c.user_id == user_id, c.operation_id == operation_id, c.number == number
    )
    row = await tx.first(statement)
    return (row[0], row[1]) if row else ([], None)


async def _lock_marked(
    tx: WriteSession, user_id: int, operation: OperationRow, ids: list[UUID]
) -> list[_Marked]:
    mark = _c.move_operation_id if operation.action in _MOVES else _c.star_operation_id
    statement = (
        select(_c.id, _c.starred, _c.deleted_at, _c.created_at, _c.byte_size, mark)
        .where(_c.user_id == user_id, _c.id == func.any(ids))
        .order_by(_c.id)
        .with_for_update(key_share=True)
    )
    return [_Marked._make(row) for row in await tx.all(statement)]


_UNSTAR = text(
    """
    UPDATE images SET starred = :starred, star_operation_id = NULL
    WHERE user_id = :user_id AND id = ANY(CAST(:ids AS uuid[]))
    """
)
_UNMOVE = text(
    """
    UPDATE images SET deleted_at = earlier.deleted_at, moved_seq = :seq, move_operation_id = NULL
    FROM unnest(CAST(:ids AS uuid[]), CAST(:moments AS timestamptz[])) AS earlier (id, deleted_at)
    WHERE images.user_id = :user_id AND images.id = earlier.id
    """
)


async def _revert(
    tx: WriteSession,
    user_id: int,
    operation: OperationRow,
    ours: list[_Marked],
    moments: dict[UUID, datetime],
) -> None:
    ids = [image.id for image in ours]
    tally = _tally(operation.action, ours)
    seq = await events.append(
        tx,
        user_id,
        EventKind.IMAGES_CHANGED,
        image_ids=ids,
        operation_id=operation.id,
        change=tally.total,
    )
    parameters: dict[str, Any] = {"user_id": user_id, "ids": ids}
    if operation.action in _MOVES:
        earlier = [moments.get(image_id) for image_id in ids]
        await tx.execute(_UNMOVE, {**parameters, "seq": seq, "moments": earlier})
    else:
        starred = operation.action is ImageAction.UNSTAR
        await tx.execute(_UNSTAR, {**parameters, "starred": starred})
    await counters.apply(tx, user_id, tally)


def _tally(action: ImageAction, ours: list[_Marked]) -> Tally:
    tally = Tally()
    for image in ours:
        trashed = image.deleted_at is not None
        size = image.byte_size
        before = counters.worth(starred=image.starred, trashed=trashed, byte_size=size)
        if action in _MOVES:
            after = counters.worth(starred=image.starred, trashed=not trashed, byte_size=size)
        else:
            starred = action is ImageAction.UNSTAR
            after = counters.worth(starred=starred, trashed=trashed, byte_size=size)
        tally.add(image.created_at, after.plus(before.negative()))
    return tally


async def retreat(
    tx: WriteSession, user_id: int, operation: OperationRow, number: int, skipped: Skipped
) -> None:
    """Record that batch ``number`` has been taken back: the ones before it are next."""
    c = operations.c
    statement = update(operations).where(c.user_id == user_id, c.id == operation.id)
    values = {"batches": number, "skipped": merged(operation.skipped, skipped)}
    await tx.execute(statement.values(**values))
