"""Taking an operation back, batch by batch, for the images that nobody has changed since."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select, text, update

from db import changes, counters, events, selections
from db.engine import WriteSession
from db.kinds import EventKind, ImageAction, SkipReason
from db.operations import OperationRow, Skipped, merged
from db.selections import LockedImage
from db.tables import operation_batches, operations

_MOVES = (ImageAction.TRASH, ImageAction.RESTORE)
_INVERSES = {
    ImageAction.STAR: ImageAction.UNSTAR,
    ImageAction.UNSTAR: ImageAction.STAR,
    ImageAction.TRASH: ImageAction.RESTORE,
    ImageAction.RESTORE: ImageAction.TRASH,
}


class Reverted(NamedTuple):
    changed: int
    skipped: Skipped


async def revert_batch(
    tx: WriteSession, user_id: int, operation: OperationRow, number: int
) -> Reverted:
    """Change back what batch ``number`` of a locked operation changed."""
    ids, moments = await _batch(tx, user_id, operation.id, number)
    locked = await selections.lock_ids(tx, user_id, ids)
    ours = [image for image in locked.values() if _mark(operation.action, image) == operation.id]
    kept = {image.id for image in ours}
    missing = [id_ for id_ in ids if id_ not in locked]
    buried = await changes.being_purged(tx, user_id, missing)
    skipped: Skipped = {
        SkipReason.CHANGED_SINCE: [id_ for id_ in ids if id_ in locked and id_ not in kept],
        SkipReason.BEING_PURGED: [id_ for id_ in missing if id_ in buried],
        SkipReason.NOT_FOUND: [id_ for id_ in missing if id_ not in buried],
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


def _mark(action: ImageAction, image: LockedImage) -> UUID | None:
    return image.move_operation_id if action in _MOVES else image.star_operation_id


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
    ours: list[LockedImage],
    moments: dict[UUID, datetime],
) -> None:
    ids = [image.id for image in ours]
    tally = changes.tally_of(_INVERSES[operation.action], ours)
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


async def retreat(
    tx: WriteSession, user_id: int, operation: OperationRow, number: int, skipped: Skipped
) -> None:
    """Record that batch ``number`` has been taken back: the ones before it are next."""
    c = operations.c
    statement = update(operations).where(c.user_id == user_id, c.id == operation.id)
    values = {"batches": number, "skipped": merged(operation.skipped, skipped)}
    await tx.execute(statement.values(**values))
