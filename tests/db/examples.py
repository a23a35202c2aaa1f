"""One call of every query function, in an order in which each finds what it needs."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from db import (
    arrivals,
    counters,
    events,
    images,
    job_runs,
    jobs,
    links,
    maintenance,
    operations,
    sources,
    tombstones,
    users,
)
from db.counters import Sums, Tally
from db.engine import WriteSession
from db.images import ImageOrderField, ImageQuery
from db.job_runs import Failure
from db.kinds import (
    AttemptOutcome,
    EventKind,
    ImageAction,
    JobErrorCode,
    JobStatus,
    SourceRole,
)
from db.sources import NewSource
from db.tombstones import Tombstone
from tests.db.world import World, new_image, new_job

Example = Callable[[WriteSession, World], Awaitable[object]]

MODULES = (
    arrivals,
    counters,
    events,
    images,
    job_runs,
    jobs,
    links,
    maintenance,
    operations,
    sources,
    tombstones,
    users,
)
# These look at everybody's rows, because no user asked: workers, sweepers, the purge, sign-in.
ACROSS_USERS = {
    "events.heads",
    "events.roll_partitions",
    "job_runs.claim",
    "job_runs.expire_one",
    "job_runs.runnable",
    "links.create",
    "links.forget_expired",
    "links.redeem",
    "maintenance.overdue",
    "maintenance.record",
    "maintenance.version",
    "tombstones.lay",
    "tombstones.overdue_user",
    "tombstones.take_due",
    "users.create",
    "users.find",
}

_MOMENT = datetime(2026, 1, 31, 12, tzinfo=UTC)
_POSITION = (_MOMENT, uuid4())
_TRASH = ImageQuery(trashed=True, field=ImageOrderField.DELETED_AT)
_FAILURE = Failure(JobErrorCode.BAD_OUTPUT, "no picture")
_MONTH = timedelta(days=30)


async def _record(tx: WriteSession, world: World) -> object:
    locked = await operations.lock_images(tx, world.user_id, [world.source.id])
    plan = operations.plan(ImageAction.TRASH, [world.source.id], locked, set())
    return await operations.record(tx, world.user_id, ImageAction.TRASH, plan)


async def _apply(tx: WriteSession, world: World) -> None:
    tally = Tally()
    tally.add(_MOMENT, Sums())
    tally.add(_MOMENT, Sums(live=1))
    await counters.apply(tx, world.user_id, tally)
    tally.add(_MOMENT, Sums(live=-2))
    await counters.apply(tx, world.user_id, tally)


EXAMPLES: dict[str, list[Example]] = {
    "users.find": [lambda tx, _: users.find(tx, "ann")],
    "users.create": [lambda tx, _: users.create(tx, "bob"), lambda tx, _: users.create(tx, "ann")],
    "counters.lock": [lambda tx, w: counters.lock(tx, w.user_id)],
    "counters.apply": [_apply],
    "counters.totals": [lambda tx, w: counters.totals(tx, w.user_id)],
    "counters.drift": [lambda tx, w: counters.drift(tx, w.user_id)],
    "events.append": [
        lambda tx, w: events.append(tx, w.user_id, EventKind.JOB_CHANGED, job_id=w.job.id)
    ],
    "events.after": [lambda tx, w: events.after(tx, w.user_id, 0, 10)],
    "events.head": [lambda tx, w: events.head(tx, w.user_id)],
    "events.heads": [lambda tx, w: events.heads(tx, [w.user_id])],
    "events.roll_partitions": [lambda tx, _: events.roll_partitions(tx, date(2031, 5, 1))],
    "images.page": [
        lambda tx, w: images.page(tx, w.user_id, ImageQuery(), limit=2),
        lambda tx, w: images.page(
            tx, w.user_id, ImageQuery(starred=True), limit=2, after=_POSITION
        ),
        lambda tx, w: images.page(
            tx, w.user_id, ImageQuery(starred=False), limit=2, backwards=True, before=_POSITION
        ),
        lambda tx, w: images.page(tx, w.user_id, _TRASH, limit=2, after=(_MOMENT, *_POSITION)),
        lambda tx, w: images.page(tx, w.user_id, ImageQuery(derived_from=w.source.id), limit=2),
    ],
    "images.count": [lambda tx, w: images.count(tx, w.user_id, ImageQuery(starred=True))],
    "images.by_ids": [lambda tx, w: images.by_ids(tx, w.user_id, [w.image.id])],
    "images.by_jobs": [lambda tx, w: images.by_jobs(tx, w.user_id, [w.job.id])],
    "images.next_purge": [lambda tx, w: images.next_purge(tx, w.user_id)],
    "images.hold_sources": [lambda tx, w: images.hold_sources(tx, w.user_id, [w.image.id])],
    "images.insert_one": [lambda tx, w: images.insert_one(tx, w.user_id, new_image(), seq=1)],
    "sources.of_images": [lambda tx, w: sources.of_images(tx, w.user_id, [w.image.id])],
    "sources.of_jobs": [lambda tx, w: sources.of_jobs(tx, w.user_id, [w.job.id])],
    "sources.insert_for_job": [
        lambda tx, w: sources.insert_for_job(
            tx, w.user_id, w.job.id, [NewSource(SourceRole.MASK, 0, w.source.id, b"hash")]
        )
    ],
    "sources.hold_for_job": [lambda tx, w: sources.hold_for_job(tx, w.user_id, w.job.id)],
    "sources.inherit": [lambda tx, w: sources.inherit(tx, w.user_id, w.job.id, w.source.id)],
    "operations.by_ids": [lambda tx, w: operations.by_ids(tx, w.user_id, [uuid4()])],
    "operations.lock_images": [lambda tx, w: operations.lock_images(tx, w.user_id, [w.image.id])],
    "operations.being_purged": [lambda tx, w: operations.being_purged(tx, w.user_id, [w.image.id])],
    "operations.record": [_record],
    "jobs.create": [
        lambda tx, w: jobs.create(tx, w.user_id, new_job(1, "key"), []),
        lambda tx, w: jobs.create(tx, w.user_id, new_job(1, "key"), []),
    ],
    "jobs.by_key": [lambda tx, w: jobs.by_key(tx, w.user_id, "key")],
    "jobs.by_ids": [lambda tx, w: jobs.by_ids(tx, w.user_id, [w.job.id])],
    "jobs.page": [
        lambda tx, w: jobs.page(tx, w.user_id, None, limit=2, after=_POSITION),
        lambda tx, w: jobs.page(
            tx, w.user_id, [JobStatus.QUEUED], limit=2, backwards=True, before=_POSITION
        ),
    ],
    "jobs.count": [lambda tx, w: jobs.count(tx, w.user_id, [JobStatus.QUEUED])],
    "jobs.slots": [lambda tx, w: jobs.slots(tx, w.user_id, [w.job.id])],
    "jobs.attempts": [lambda tx, w: jobs.attempts(tx, w.user_id, [w.job.id])],
    "jobs.queue_positions": [lambda tx, w: jobs.queue_positions(tx, w.user_id, [w.job.id])],
    "jobs.cancel": [lambda tx, w: jobs.cancel(tx, w.user_id, w.job.id)],
    "job_runs.runnable": [lambda tx, _: job_runs.runnable(tx, 10)],
    "job_runs.claim": [lambda tx, _: job_runs.claim(tx, lease=30)],
    "job_runs.heartbeat": [lambda tx, w: job_runs.heartbeat(tx, w.job, lease=30)],
    "job_runs.lock": [lambda tx, w: job_runs.lock(tx, w.user_id, w.job.id)],
    "job_runs.begin_attempt": [lambda tx, w: job_runs.begin_attempt(tx, w.job, "spool")],
    "job_runs.note_preview": [lambda tx, w: job_runs.note_preview(tx, w.attempt, 1, "preview")],
    "job_runs.end_attempt": [
        lambda tx, w: job_runs.end_attempt(
            tx, w.attempt, AttemptOutcome.ANSWERED, failed=[1], failure=_FAILURE
        )
    ],
    "job_runs.fail_slot": [lambda tx, w: job_runs.fail_slot(tx, w.user_id, w.job.id, 1, _FAILURE)],
    "job_runs.fail_open": [lambda tx, w: job_runs.fail_open(tx, w.job, _FAILURE)],
    "job_runs.settle": [lambda tx, w: job_runs.settle(tx, w.user_id, w.job.id)],
    "job_runs.requeue": [lambda tx, w: job_runs.requeue(tx, w.user_id, w.job.id)],
    "job_runs.expire_one": [lambda tx, _: job_runs.expire_one(tx, ["demo"], _FAILURE)],
    "arrivals.deliver": [
        lambda tx, w: arrivals.deliver(tx, w.user_id, w.job.id, 1, new_image(job_id=w.job.id))
    ],
    "arrivals.add_upload": [lambda tx, w: arrivals.add_upload(tx, w.user_id, new_image())],
    "tombstones.overdue_user": [lambda tx, _: tombstones.overdue_user(tx, _MONTH)],
    "tombstones.bury": [
        lambda tx, w: tombstones.bury(tx, w.user_id, timedelta(seconds=-60), limit=10)
    ],
    "tombstones.take_due": [lambda tx, _: tombstones.take_due(tx, limit=10)],
    "tombstones.lay": [
        lambda tx, w: tombstones.lay(tx, [Tombstone(w.user_id, w.image.id, "key", shared=False)])
    ],
    "links.create": [lambda tx, _: links.create(tx, b"hash", "ann", ttl=timedelta(minutes=10))],
    "links.redeem": [lambda tx, _: links.redeem(tx, b"hash")],
    "links.forget_expired": [lambda tx, _: links.forget_expired(tx)],
    "maintenance.overdue": [lambda tx, _: maintenance.overdue(tx, "purge")],
    "maintenance.record": [lambda tx, _: maintenance.record(tx, "purge")],
    "maintenance.version": [lambda tx, _: maintenance.version(tx)],
}
