"""Changing images, one batch in one transaction: images by id, then the counter, then the rest."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import insert, text

from db import counters, events, tombstones
from db.counters import Tally
from db.engine import ReadSession, WriteSession
from db.kinds import EventKind, ImageAction, SkipReason
from db.operations import Skipped
from db.selections import LockedImage
from db.tables import operation_batches

_BURIED = text(
    """
    SELECT image_id FROM tombstones
    WHERE user_id = :user_id AND image_id = ANY(CAST(:ids AS uuid[]))
    """
)


async def being_purged(session: ReadSession, user_id: int, ids: Collection[UUID]) -> set[UUID]:
    """Which of these images have lost their row, their objects not yet gone."""
    rows = await session.all(_BURIED, {"user_id": user_id, "ids": list(ids)})
    return {row[0] for row in rows}


@dataclass(slots=True)
class Plan:
    """Which of the images an action would change, and why not the others."""

    changing: list[LockedImage] = field(default_factory=list)
    skipped: Skipped = field(default_factory=lambda: defaultdict(list))


def plan(
    action: ImageAction,
    ids: Collection[UUID],
    locked: dict[UUID, LockedImage],
    buried: Collection[UUID] = (),
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
    if action is ImageAction.DELETE:
        return None if trashed else SkipReason.NOT_IN_TRASH
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


async def apply(
    tx: WriteSession,
    user_id: int,
    operation_id: UUID,
    action: ImageAction,
    changing: list[LockedImage],
    *,
    number: int = 0,
) -> None:
    """Change locked images as batch ``number`` of an operation, with their event and counts."""
    if not changing:
        return
    ids = [image.id for image in changing]
    if action is ImageAction.DELETE:
        await tombstones.bury(tx, user_id, ids, operation_id=operation_id)
        return
    tally = tally_of(action, changing)
    await _remember(tx, user_id, operation_id, number, action, changing)
    seq = await events.append(
        tx,
        user_id,
        EventKind.IMAGES_CHANGED,
        image_ids=ids,
        operation_id=operation_id,
        change=tally.total,
    )
    parameters = {"user_id": user_id, "operation_id": operation_id, "ids": ids}
    if action is ImageAction.TRASH:
        await tx.execute(_TRASH, {**parameters, "seq": seq})
    elif action is ImageAction.RESTORE:
        await tx.execute(_RESTORE, {**parameters, "seq": seq})
    else:
        await tx.execute(_STAR, {**parameters, "starred": action is ImageAction.STAR})
    await counters.apply(tx, user_id, tally)


async def _remember(
    tx: WriteSession,
    user_id: int,
    operation_id: UUID,
    number: int,
    action: ImageAction,
    changing: list[LockedImage],
) -> None:
    """Keep what an undo needs: the ids, and since when restored images had been in the trash."""
    restored = action is ImageAction.RESTORE
    values = {
        "user_id": user_id,
        "operation_id": operation_id,
        "number": number,
        "ids": [image.id for image in changing],
        "deleted_at": [image.deleted_at for image in changing] if restored else None,
    }
    await tx.execute(insert(operation_batches).values(**values))


def tally_of(action: ImageAction, changing: Collection[LockedImage]) -> Tally:
    """How starring or moving these images changes the counts."""
    tally = Tally()
    for image in changing:
        trashed = image.deleted_at is not None
        before = counters.worth(starred=image.starred, trashed=trashed, byte_size=image.byte_size)
        starred = image.starred
        if action in (ImageAction.STAR, ImageAction.UNSTAR):
            starred = action is ImageAction.STAR
        else:
            trashed = action is ImageAction.TRASH
        after = counters.worth(starred=starred, trashed=trashed, byte_size=image.byte_size)
        tally.add(image.created_at, after.plus(before.negative()))
    return tally
