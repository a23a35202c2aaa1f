"""Changing many images at once, and taking it back."""

from collections.abc import Collection
from uuid import UUID

from db import changes, operations, selections, undo
from db.changes import Plan
from db.engine import WriteSession
from db.image_filter import ImageFilter
from db.keyset import Page
from db.kinds import ImageAction, OperationStatus
from db.operations import OperationRow
from db.selections import Frozen
from jobs.names import JobName
from resolvers import cursors
from resolvers.context import Context
from resolvers.errors import NotFoundError, NotUndoableError
from resolvers.paging import Slice
from resolvers.selections import MOST_IDS, Chosen, Matching, check, freeze


async def update(
    context: Context, selection: Chosen | Matching, action: ImageAction
) -> OperationRow:
    """Do something to every image of a selection. A large one is gone through by a worker."""
    check(selection)
    user_id = context.viewer.id
    async with context.backend.database.write() as tx:
        if isinstance(selection, Chosen):
            operation = await _update_chosen(tx, user_id, selection, action)
        else:
            frozen, _ = await freeze(tx, user_id, selection)
            operation = await _update_frozen(tx, user_id, frozen, action)
    await wake(context, operation)
    return operation


async def empty_trash(context: Context, as_of: str | None) -> OperationRow:
    """Delete for ever what is in the trash, as of a moment."""
    whole = Matching(ImageFilter(trashed=True), as_of)
    return await update(context, whole, ImageAction.DELETE)


async def _update_chosen(
    tx: WriteSession, user_id: int, chosen: Chosen, action: ImageAction
) -> OperationRow:
    ids = list(dict.fromkeys(chosen.ids))
    locked = await selections.lock_ids(tx, user_id, ids)
    buried = await changes.being_purged(tx, user_id, [id_ for id_ in ids if id_ not in locked])
    return await record(tx, user_id, action, changes.plan(action, ids, locked, buried))


async def _update_frozen(
    tx: WriteSession, user_id: int, frozen: Frozen, action: ImageAction
) -> OperationRow:
    matched = await selections.count(tx, user_id, frozen, most=MOST_IDS + 1)
    if matched > MOST_IDS:
        selection = frozen.to_json()
        return await operations.start(tx, user_id, action, matched=matched, selection=selection)
    locked = await selections.lock_frozen(tx, user_id, frozen, limit=MOST_IDS)
    return await record(tx, user_id, action, changes.plan(action, locked, locked))


async def record(tx: WriteSession, user_id: int, action: ImageAction, plan: Plan) -> OperationRow:
    """Carry out a plan as an operation that is finished at once."""
    matched = len(plan.changing) + sum(map(len, plan.skipped.values()))
    operation = await operations.start(tx, user_id, action, matched=matched)
    await changes.apply(tx, user_id, operation.id, action, plan.changing)
    changed = len(plan.changing)
    await operations.advance(tx, user_id, operation, changed=changed, skipped=plan.skipped)
    return await operations.finish(tx, user_id, operation.id, OperationStatus.DONE)


async def undo_operation(context: Context, operation_id: UUID) -> OperationRow:
    """Take an operation back, for the images that nobody has changed since."""
    user_id = context.viewer.id
    async with context.backend.database.write() as tx:
        operation = await operations.lock(tx, user_id, operation_id)
        if operation is None:
            raise NotFoundError("There is no such operation.", ["id"])
        _check_undoable(operation, recent=await operations.is_recent(tx, user_id, operation_id))
        operation = await operations.begin_undo(tx, user_id, operation_id)
        if operation.batches <= 1:
            operation = await _undo_at_once(tx, user_id, operation)
    await wake(context, operation)
    return operation


def _check_undoable(operation: OperationRow, *, recent: bool) -> None:
    if operation.action is ImageAction.DELETE:
        raise NotUndoableError("What was deleted for ever cannot be brought back.", ["id"])
    if operation.status is OperationStatus.UNDONE:
        raise NotUndoableError("This operation has been undone already.", ["id"])
    if operation.status is OperationStatus.RUNNING:
        raise NotUndoableError("This operation is still running: wait for its end.", ["id"])
    if not recent:
        raise NotUndoableError("This operation is too old to be undone.", ["id"])


async def _undo_at_once(tx: WriteSession, user_id: int, operation: OperationRow) -> OperationRow:
    reverted = await undo.revert_batch(tx, user_id, operation, 0)
    await undo.retreat(tx, user_id, operation, 0, reverted.skipped)
    return await operations.finish(tx, user_id, operation.id, OperationStatus.UNDONE)


async def wake(context: Context, operation: OperationRow) -> None:
    if operation.status is OperationStatus.RUNNING:
        await context.backend.queue.wake(JobName.OPERATE, f"{operation.id}:{operation.undoing}")
    elif operation.action is ImageAction.DELETE and operation.changed:
        await context.backend.queue.wake(JobName.DELETE_OBJECTS, str(operation.id))


async def by_ids(context: Context, ids: Collection[UUID]) -> dict[UUID, OperationRow]:
    async with context.read() as session:
        return await operations.by_ids(session, context.viewer.id, ids)


async def page(context: Context, asked: Slice) -> Page[OperationRow]:
    async with context.read() as session:
        return await operations.page(session, context.viewer.id, asked.cut(ORDER))


ORDER = "operations"


def cursor(row: OperationRow) -> str:
    return cursors.encode(ORDER, (row.created_at, row.id))
