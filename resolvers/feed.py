"""The viewer's events: where the stream stands, and following it from a cursor."""

from collections.abc import AsyncIterator, Collection
from contextlib import aclosing
from typing import NamedTuple
from uuid import UUID

from db import events, images, jobs, operations
from db.engine import ReadSession
from db.events import EventRow, Head
from db.images import ImageRow
from db.jobs import JobRow
from db.operations import OperationRow
from jobs.events import CursorGoneError, Touched
from resolvers import cursors
from resolvers.context import Context
from resolvers.errors import ResyncError


class Event(NamedTuple):
    cursor: str
    row: EventRow


async def cursor(context: Context) -> str:
    """Where the stream stands now."""
    return cursors.encode_event(await _head(context))


async def follow(context: Context, after: str | None) -> AsyncIterator[Event]:
    """Every event after a cursor, or from now on; raises ``ResyncError`` where it is too old."""
    head = await _head(context)
    start = head if after is None else cursors.decode_event(after)
    if start.epoch != head.epoch:
        raise _resync(head)
    try:
        async with aclosing(context.backend.hub.follow(context.viewer.id, start.seq)) as rows:
            async for row in rows:
                yield Event(cursors.encode_event(Head(head.epoch, row.seq)), row)
    except CursorGoneError as gone:
        raise _resync(Head(head.epoch, gone.head)) from None


def _resync(head: Head) -> ResyncError:
    return ResyncError(
        "Events since this cursor are no longer kept: refetch, then go on from the new one.",
        cursors.encode_event(head),
    )


async def progress(context: Context, only: UUID | None) -> AsyncIterator[JobRow]:
    """The viewer's jobs that go on, at once, and all whenever they change.

    ``only`` that one, in whatever state it is, until it ends.
    """
    user_id = context.viewer.id
    async with context.backend.hub.watching_jobs(user_id) as watch:
        while True:
            touched = await watch.next()
            async with context.read() as session:
                found = await _touched(session, user_id, touched, only)
            for job in found:
                yield job
                if job.id == only and job.finished_at is not None:
                    return


async def _touched(
    session: ReadSession, user_id: int, touched: Touched, only: UUID | None
) -> Collection[JobRow]:
    """The jobs that are to be told of; of all, those that may have changed unseen go on still."""
    if only is not None:
        concerned = touched.missed or only in touched.ids
        return (await jobs.by_ids(session, user_id, [only])).values() if concerned else ()
    going_on = await jobs.unfinished(session, user_id) if touched.missed else []
    changed = await jobs.by_ids(session, user_id, touched.ids) if touched.ids else {}
    return ({job.id: job for job in going_on} | changed).values()


async def images_of(context: Context, event: EventRow) -> list[ImageRow]:
    """The images an event names, as they are now; those gone for good are left out."""
    async with context.read() as session:
        found = await images.by_ids(session, context.viewer.id, event.image_ids)
    return [found[image_id] for image_id in event.image_ids if image_id in found]


async def operation_of(context: Context, event: EventRow) -> OperationRow | None:
    if event.operation_id is None:
        return None
    async with context.read() as session:
        found = await operations.by_ids(session, context.viewer.id, [event.operation_id])
    return found.get(event.operation_id)


async def job_of(context: Context, event: EventRow) -> JobRow | None:
    if event.job_id is None:
        return None
    async with context.read() as session:
        found = await jobs.by_ids(session, context.viewer.id, [event.job_id])
    return found.get(event.job_id)


async def _head(context: Context) -> Head:
    async with context.read() as session:
        return await events.head(session, context.viewer.id)
