"""Large operations, in batches: short transactions, so that nobody waits behind a large one."""

import logging
import time

from db import changes, operations, selections, undo, worklists
from db.engine import WriteSession
from db.kinds import OperationStatus
from db.operations import RunningOperation
from db.selections import Frozen
from jobs.handlers.purge import delete_objects
from jobs.names import JobName
from jobs.services import Services

logger = logging.getLogger(__name__)

_FIRST_BATCH = 500
_BATCH_SECONDS = 0.2
# A batch may be unlucky: a cold disk, a lock. What fails again and again will not go better.
_MOST_FAILURES = 3
_FAULT = "Something went wrong on the server; what was changed by then can be undone."


class _BatchError(Exception):
    """A batch that was rolled back, and the operation it was of."""

    def __init__(self, running: RunningOperation) -> None:
        super().__init__(f"a batch of operation {running.operation.id} failed")
        self.running = running


async def operate(services: Services) -> None:
    """Go on with every running operation, until none is left or the process should end."""
    size, failures = _FIRST_BATCH, 0
    while not services.stopping.is_set():
        begun = time.monotonic()
        try:
            if not await _step(services, size):
                break
        except _BatchError as error:
            logger.exception("trying again with fewer images")
            size, failures = max(1, size // 8), failures + 1
            if failures == _MOST_FAILURES:
                await _give_up(services, error.running)
                failures = 0
            continue
        failures = 0
        pace = _BATCH_SECONDS / max(time.monotonic() - begun, 0.001)
        size = max(1, min(worklists.MOST_IDS, int(size * min(pace, 2))))
    await delete_objects(services)


async def _step(services: Services, size: int) -> bool:
    """One batch of one operation; false where none is running."""
    running = None
    try:
        async with services.database.write() as tx:
            running = await operations.take_running(tx)
            if running is None:
                return False
            await _batch(tx, running, size)
    except Exception as error:
        if running is None:
            raise
        raise _BatchError(running) from error
    return True


async def _give_up(services: Services, running: RunningOperation) -> None:
    user_id, operation_id = running.user_id, running.operation.id
    async with services.database.write() as tx:
        await operations.finish(tx, user_id, operation_id, OperationStatus.FAILED, error=_FAULT)


async def _batch(tx: WriteSession, running: RunningOperation, size: int) -> None:
    if running.operation.undoing:
        await _undo_batch(tx, running)
    else:
        await _do_batch(tx, running, size)


async def _do_batch(tx: WriteSession, running: RunningOperation, size: int) -> None:
    user_id, operation = running.user_id, running.operation
    assert running.selection is not None, "a large operation keeps its selection until its end"
    frozen = Frozen.of_json(running.selection)
    if not running.listed:
        matched = await worklists.write(tx, user_id, operation.id, frozen)
        await operations.note_listed(tx, user_id, operation.id, matched)
        return
    worklist = await worklists.first(tx, user_id, operation.id)
    if worklist is None:
        await operations.finish(tx, user_id, operation.id, OperationStatus.DONE)
        return
    ids = worklist.ids[:size]
    locked = await selections.lock_ids(tx, user_id, ids, as_of=frozen.as_of)
    plan = changes.plan(operation.action, locked, locked)
    await changes.apply(
        tx, user_id, operation.id, operation.action, plan.changing, number=operation.batches
    )
    await operations.advance(
        tx,
        user_id,
        operation,
        changed=len(plan.changing),
        skipped=plan.skipped,
        lost=len(ids) - len(locked),
    )
    await worklists.shorten(tx, user_id, operation.id, worklist, len(ids))


async def _undo_batch(tx: WriteSession, running: RunningOperation) -> None:
    user_id, operation, left = running.user_id, running.operation, running.operation.batches
    if not left:
        await operations.finish(tx, user_id, operation.id, OperationStatus.UNDONE)
        return
    reverted = await undo.revert_batch(tx, user_id, operation, left - 1)
    await undo.retreat(tx, user_id, operation, left - 1, reverted.skipped)


async def sweep_operations(services: Services) -> None:
    """Send again the wake-ups of operations that are still running."""
    async with services.database.read() as session:
        running = await operations.running(session)
    for operation_id in running:
        await services.queue.wake(JobName.OPERATE, f"{operation_id}:again")
