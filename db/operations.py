"""What a mutation does to a set of images, recorded so that it can be undone."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, text

from db import counters, events
from db.engine import ReadSession, WriteSession
from db.kinds import EventKind, ImageAction, OperationStatus, SkipReason
from db.tables import images, operation_batches, operations

UNDO_WINDOW = timedelta(days=7)
_MOST_SKIPPED_IDS = 100


class OperationRow(NamedTuple):
    id: UUID
    action: ImageAction
    status: OperationStatus
    matched: int
    changed: int
    skipped: dict[str, Any]
    error: str | None
    created_at: datetime


_COLUMNS = [operations.c[name] for name in OperationRow._fields]


def _row(row: Sequence[Any]) -> OperationRow:
    return OperationRow(row[0], ImageAction(row[1]), OperationStatus(row[2]), *row[3:])


async def by_ids(
    session: ReadSession, user_id: int, ids: Collection[UUID]
) -> dict[UUID, OperationRow]:
    c = operations.c
    statement = select(*_COLUMNS).where(c.user_id == user_id, c.id == func.any(list(ids)))
    rows = map(_row, await session.all(statement))
    return {row.id: row for row in rows}


class LockedImage(NamedTuple):
    id: UUID
    starred: bool
    deleted_at: datetime | None
    created_at: datetime
    byte_size: int


async def lock_images(
    tx: WriteSession, user_id: int, ids: Collection[UUID]
) -> dict[UUID, LockedImage]:
    """Lock those of the images that are this user's, in the order of their ids."""
    c = images.c
    statement = (
        select(c.id, c.starred, c.deleted_at, c.created_at, c.byte_size)
        .where(c.user_id == user_id, c.id == func.any(list(ids)))
        .order_by(c.id)
        .with_for_update(key_share=True)
    )
    return {row[0]: LockedImage._make(row) for row in await tx.all(statement)}


_BURIED = text(
    """
    SELECT image_id FROM tombstones
    WHERE user_id = :user_id AND image_id = ANY(CAST(:ids AS uuid[]))
    """
)


async def being_purged(session: ReadSession, user_id: int, ids: Collection[UUID]) -> set[UUID]:
    """Which of these images have lost their row to the purge, their objects not yet gone."""
    rows = await session.all(_BURIED, {"user_id": user_id, "ids": list(ids)})
    return {row[0] for row in rows}


@dataclass(slots=True)
class Plan:
    """Which of the images an action would change, and why not the others."""

    changing: list[LockedImage] = field(default_factory=list)
    skipped: dict[SkipReason, list[UUID]] = field(default_factory=lambda: defaultdict(list))


def plan(
    action: ImageAction,
    ids: Collection[UUID],
    locked: dict[UUID, LockedImage],
    buried: Collection[UUID],
) -> Plan:
    made = Plan()
    for image_id in ids:
        image = locked.get(image_id)
        if image is None:
            reason = SkipReason.BEING_PURGED if image_id in buried else SkipReason.NOT_FOUND
            made.skipped[reason].append(image_id)
        elif skip := _obstacle(action, image):
            made.skipped[skip].append(image_id)
        else:
            made.changing.append(image)
    return made


def _obstacle(action: ImageAction, image: LockedImage) -> SkipReason | None:
    trashed = image.deleted_at is not None
    if action in (ImageAction.TRASH, ImageAction.RESTORE):
        return SkipReason.ALREADY_SO if trashed is (action is ImageAction.TRASH) else None
    if image.starred is (action is ImageAction.STAR):
        return SkipReason.ALREADY_SO
    return SkipReason.IN_TRASH if trashed else None


_STAR = text(
    """
    UPDATE images SET starred = :starred, star_operation_id = :operation_id
    WHERE user_id = :user_id AND id = ANY(CAST(:ids AS uuid[]))
    """
)
_TRASH = text(
    """
    UPDATE images SET deleted_at = now(), moved_seq = :seq, move_operation_id = :operation_id
    WHERE user_id = :user_id AND id = ANY(CAST(:ids AS uuid[]))
    """
)
_RESTORE = text(
    """
    UPDATE images SET deleted_at = NULL, moved_seq = :seq, move_operation_id = :operation_id
    WHERE user_id = :user_id AND id = ANY(CAST(:ids AS uuid[]))
    """
)


async def record(tx: WriteSession, user_id: int, action: ImageAction, made: Plan) -> OperationRow:
    """Write a planned action as one finished operation: its row, batch, event, counts and images.

    ``action`` is STAR, UNSTAR, TRASH or RESTORE; the images are locked (``lock_images``).
    """
    operation = await _insert(tx, user_id, action, made)
    ids = [image.id for image in made.changing]
    if not ids:
        return operation
    tally = _tally(action, made.changing)
    seq = await events.append(
        tx,
        user_id,
        EventKind.IMAGES_CHANGED,
        image_ids=ids,
        operation_id=operation.id,
        change=tally.total,
    )
    parameters = {"user_id": user_id, "operation_id": operation.id, "ids": ids}
    if action is ImageAction.TRASH:
        await tx.execute(_TRASH, {**parameters, "seq": seq})
    elif action is ImageAction.RESTORE:
        await tx.execute(_RESTORE, {**parameters, "seq": seq})
    else:
        await tx.execute(_STAR, {**parameters, "starred": action is ImageAction.STAR})
    await counters.apply(tx, user_id, tally)
    return operation


async def _insert(tx: WriteSession, user_id: int, action: ImageAction, made: Plan) -> OperationRow:
    skipped = {
        reason.value: {"count": len(ids), "ids": [str(id_) for id_ in ids[:_MOST_SKIPPED_IDS]]}
        for reason, ids in made.skipped.items()
    }
    values = {
        "user_id": user_id,
        "id": uuid4(),
        "action": action,
        "status": OperationStatus.DONE,
        "matched": len(made.changing) + sum(map(len, made.skipped.values())),
        "changed": len(made.changing),
        "skipped": skipped,
    }
    row = await tx.first(insert(operations).values(**values).returning(*_COLUMNS))
    assert row is not None
    operation = _row(row)
    batch = {"user_id": user_id, "operation_id": operation.id, "number": 0}
    ids = [image.id for image in made.changing]
    await tx.execute(insert(operation_batches).values(**batch, ids=ids))
    return operation


def _tally(action: ImageAction, changing: Collection[LockedImage]) -> counters.Tally:
    tally = counters.Tally()
    for image in changing:
        trashed = image.deleted_at is not None
        before = counters.worth(starred=image.starred, trashed=trashed, byte_size=image.byte_size)
        starred = image.starred
        if action in (ImageAction.STAR, ImageAction.UNSTAR):
            starred = action is ImageAction.STAR
        elif action in (ImageAction.TRASH, ImageAction.RESTORE):
            trashed = action is ImageAction.TRASH
        after = counters.worth(starred=starred, trashed=trashed, byte_size=image.byte_size)
        tally.add(image.created_at, after.plus(before.negative()))
    return tally
