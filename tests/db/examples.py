"""One call of every query function, in an order in which each finds what it needs."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from db import (
    arrivals,
    attempts,
    changes,
    claims,
    clock,
    counters,
    derived,
    downloads,
    events,
    images,
    inspection,
    jobs,
    leases,
    links,
    maintenance,
    manifests,
    operations,
    previews,
    quota,
    rebuild,
    selections,
    settling,
    sidecars,
    sources,
    timeline,
    tombstones,
    undo,
    usage,
    users,
    worklists,
)
from db.attempts import Answered
from db.counters import Sums, Tally
from db.engine import WriteSession
from db.image_filter import ImageFilter, ImageOrderField, ImageQuery
from db.keyset import Cut
from db.kinds import (
    AttemptOutcome,
    EventKind,
    ImageAction,
    ImageOrigin,
    JobErrorCode,
    JobStatus,
    OperationStatus,
    SourceRole,
)
from db.leases import Rules
from db.operations import OperationRow
from db.previews import EndedJob
from db.selections import Frozen, Selection
from db.settling import Failure
from db.sources import NewSource, SourceRow
from db.timeline import TimelineUnit
from db.tombstones import Tombstone
from tests.db.world import World, new_image, new_job

Example = Callable[[WriteSession, World], Awaitable[object]]

MODULES = (
    arrivals,
    attempts,
    changes,
    claims,
    clock,
    counters,
    derived,
    downloads,
    events,
    images,
    inspection,
    jobs,
    leases,
    links,
    maintenance,
    manifests,
    operations,
    previews,
    quota,
    rebuild,
    selections,
    settling,
    sidecars,
    sources,
    timeline,
    tombstones,
    undo,
    usage,
    users,
    worklists,
)
# These look at everybody's rows, because no user asked: workers, sweepers, the purge, sign-in.
ACROSS_USERS = {
    "claims.claim",
    "claims.queue",
    "claims.runnable",
    "leases.close_left",
    "leases.end_held",
    "leases.end_overdue",
    "previews.swept",
    "previews.take_ended",
    "events.heads",
    "events.roll_partitions",
    "inspection.begin",
    "inspection.count",
    "inspection.is_named",
    "inspection.is_wanted",
    "inspection.make_due",
    "inspection.may_have_previews",
    "inspection.stuck_jobs",
    "inspection.stuck_tombstones",
    "inspection.unfinished",
    "links.create",
    "links.forget_expired",
    "links.redeem",
    "downloads.forget_expired",
    "maintenance.begin",
    "maintenance.overdue",
    "maintenance.record",
    "clock.now",
    "operations.running",
    "operations.take_running",
    "rebuild.begin",
    "rebuild.finish",
    "sidecars.take_due",
    "tombstones.lay",
    "tombstones.any_overdue",
    "tombstones.lock_overdue",
    "tombstones.standing",
    "tombstones.take_due",
    "users.by_id",
    "users.create",
    "users.everyone",
    "users.find",
}

_MOMENT = datetime(2026, 1, 31, 12, tzinfo=UTC)
_POSITION = (_MOMENT, uuid4())
_TRASH = ImageQuery(ImageFilter(trashed=True), field=ImageOrderField.DELETED_AT)
_NARROW = ImageFilter(
    search='fox "in the snow"',
    models=("demo",),
    origins=(ImageOrigin.UPLOADED,),
    created_after=_MOMENT,
    created_before=_MOMENT,
)
_GOING = ImageQuery(ImageFilter(trashed=True, deleted_before=_MOMENT), ImageOrderField.DELETED_AT)
_FROZEN = Frozen(ImageFilter(), as_of=1000)
_FAILURE = Failure(JobErrorCode.BAD_OUTPUT, "no picture")
_RULES = Rules([], _FAILURE, _FAILURE, most=1)
_MONTH = timedelta(days=30)


def _answered(world: World) -> Answered:
    return Answered(world.user_id, world.job.id, 1, 1, 100, "req_1")


async def _settle(tx: WriteSession, world: World) -> None:
    await settling.fail_slots(tx, world.user_id, world.job.id, _FAILURE)
    await settling.settle(tx, world.user_id, world.job.id)


async def _change(tx: WriteSession, world: World, action: ImageAction) -> OperationRow:
    locked = await selections.lock_ids(tx, world.user_id, [world.source.id])
    plan = changes.plan(action, locked, locked)
    operation = await operations.start(tx, world.user_id, action, matched=1)
    await changes.apply(tx, world.user_id, operation.id, action, plan.changing)
    return operation


async def _change_all(tx: WriteSession, world: World) -> None:
    for action in (ImageAction.STAR, ImageAction.TRASH, ImageAction.RESTORE, ImageAction.TRASH):
        await _change(tx, world, action)
    await _change(tx, world, ImageAction.DELETE)


async def _bury(tx: WriteSession, world: World) -> None:
    await _change(tx, world, ImageAction.TRASH)
    await tombstones.bury(tx, world.user_id, [world.source.id])


async def _revert_all(tx: WriteSession, world: World) -> None:
    starred = await _change(tx, world, ImageAction.STAR)
    trashed = await _change(tx, world, ImageAction.TRASH)
    for operation in (starred, trashed):
        await undo.revert_batch(tx, world.user_id, operation, 0)
        await undo.retreat(tx, world.user_id, operation, 0, {})


async def _run_operation(tx: WriteSession, world: World) -> None:
    user_id = world.user_id
    selection = _FROZEN.to_json()
    started = await operations.start(tx, user_id, ImageAction.STAR, matched=1, selection=selection)
    await operations.lock(tx, user_id, started.id)
    matched = await worklists.write(tx, user_id, started.id, _FROZEN)
    await operations.note_listed(tx, user_id, started.id, matched)
    for _ in range(matched):
        worklist = await worklists.first(tx, user_id, started.id)
        assert worklist is not None
        await worklists.shorten(tx, user_id, started.id, worklist, 1)
    await operations.advance(tx, user_id, started, changed=1, skipped={})
    await operations.finish(tx, user_id, started.id, OperationStatus.DONE)
    await operations.is_recent(tx, user_id, started.id)
    await operations.begin_undo(tx, user_id, started.id)


async def _download(tx: WriteSession, world: World, selection: Selection) -> None:
    lifetime = timedelta(hours=1)
    await downloads.create(
        tx, world.user_id, selection, recipes=False, lifetime=lifetime, most=1001
    )


async def _rebuild(tx: WriteSession, world: World) -> None:
    await rebuild.begin(tx)
    made = replace(new_image(), created_at=_MOMENT)
    made_from = [SourceRow(made.id, 0, uuid4(), b"hash")]
    await rebuild.add_images(tx, world.user_id, [made], made_from)
    await rebuild.finish(tx)


async def _retry(tx: WriteSession, world: World) -> None:
    await jobs.cancel(tx, world.user_id, world.job.id)
    await jobs.retry(tx, world.user_id, world.job.id)


async def _inspect(tx: WriteSession, world: World) -> None:
    await inspection.begin(tx, world.user_id)
    assert await inspection.following(tx)
    await inspection.end(tx)


async def _apply(tx: WriteSession, world: World) -> None:
    tally = Tally()
    tally.add(_MOMENT, Sums())
    tally.add(_MOMENT, Sums(live=1))
    await counters.apply(tx, world.user_id, tally)
    tally.add(_MOMENT, Sums(live=-2))
    await counters.apply(tx, world.user_id, tally)


EXAMPLES: dict[str, list[Example]] = {
    "clock.now": [lambda tx, _: clock.now(tx)],
    "users.find": [lambda tx, _: users.find(tx, "ann")],
    "users.by_id": [lambda tx, w: users.by_id(tx, w.user_id)],
    "users.everyone": [lambda tx, _: users.everyone(tx)],
    "users.create": [lambda tx, _: users.create(tx, "bob"), lambda tx, _: users.create(tx, "ann")],
    "counters.lock": [lambda tx, w: counters.lock(tx, w.user_id)],
    "counters.apply": [_apply],
    "counters.totals": [lambda tx, w: counters.totals(tx, w.user_id)],
    "counters.sum_of_quarters": [lambda tx, w: counters.sum_of_quarters(tx, w.user_id)],
    "counters.recount": [lambda tx, w: counters.recount(tx, w.user_id)],
    "counters.drift": [lambda tx, w: counters.drift(tx, w.user_id)],
    "events.append": [
        lambda tx, w: events.append(tx, w.user_id, EventKind.JOB_CHANGED, job_id=w.job.id)
    ],
    "events.after": [lambda tx, w: events.after(tx, w.user_id, 0, 10)],
    "events.head": [lambda tx, w: events.head(tx, w.user_id)],
    "events.heads": [lambda tx, w: events.heads(tx, [w.user_id])],
    "events.roll_partitions": [lambda tx, _: events.roll_partitions(tx, date(2031, 5, 1))],
    "images.page": [
        lambda tx, w: images.page(tx, w.user_id, ImageQuery(), Cut(2)),
        lambda tx, w: images.page(
            tx, w.user_id, ImageQuery(ImageFilter(starred=True)), Cut(2, after=_POSITION)
        ),
        lambda tx, w: images.page(
            tx,
            w.user_id,
            ImageQuery(ImageFilter(starred=False)),
            Cut(2, backwards=True, before=_POSITION),
        ),
        lambda tx, w: images.page(tx, w.user_id, _TRASH, Cut(2, after=(_MOMENT, *_POSITION))),
        lambda tx, w: images.page(
            tx, w.user_id, ImageQuery(ImageFilter(derived_from=w.source.id)), Cut(2)
        ),
        lambda tx, w: images.page(tx, w.user_id, ImageQuery(_NARROW), Cut(2)),
        lambda tx, w: images.page(tx, w.user_id, _GOING, Cut(2)),
    ],
    "images.count": [lambda tx, w: images.count(tx, w.user_id, _NARROW)],
    "images.by_ids": [lambda tx, w: images.by_ids(tx, w.user_id, [w.image.id])],
    "images.after": [
        lambda tx, w: images.after(tx, w.user_id, None, 10),
        lambda tx, w: images.after(tx, w.user_id, w.image.id, 10),
    ],
    "images.hashes": [lambda tx, w: images.hashes(tx, w.user_id, [w.image.id])],
    "derived.first_pages": [lambda tx, w: derived.first_pages(tx, w.user_id, [w.source.id], 3)],
    "derived.counts": [lambda tx, w: derived.counts(tx, w.user_id, [w.source.id])],
    "images.by_jobs": [lambda tx, w: images.by_jobs(tx, w.user_id, [w.job.id])],
    "images.next_purge": [lambda tx, w: images.next_purge(tx, w.user_id)],
    "images.hold_sources": [lambda tx, w: images.hold_sources(tx, w.user_id, [w.image.id])],
    "images.insert_one": [lambda tx, w: images.insert_one(tx, w.user_id, new_image(), seq=1)],
    "inspection.begin": [lambda tx, w: inspection.begin(tx, w.user_id)],
    "inspection.following": [_inspect],
    "inspection.end": [_inspect],
    "inspection.count": [lambda tx, _: inspection.count(tx, None)],
    "inspection.is_named": [lambda tx, w: inspection.is_named(tx, w.image.key)],
    "inspection.is_wanted": [lambda tx, w: inspection.is_wanted(tx, w.image.key)],
    "inspection.may_have_previews": [lambda tx, w: inspection.may_have_previews(tx, w.job.id)],
    "inspection.unfinished": [lambda tx, _: inspection.unfinished(tx)],
    "inspection.stuck_jobs": [lambda tx, _: inspection.stuck_jobs(tx, limit=10)],
    "inspection.stuck_tombstones": [lambda tx, _: inspection.stuck_tombstones(tx, limit=10)],
    "inspection.make_due": [lambda tx, _: inspection.make_due(tx)],
    "sources.of_images": [lambda tx, w: sources.of_images(tx, w.user_id, [w.image.id])],
    "sources.of_jobs": [lambda tx, w: sources.of_jobs(tx, w.user_id, [w.job.id])],
    "sources.insert_for_job": [
        lambda tx, w: sources.insert_for_job(
            tx, w.user_id, w.job.id, [NewSource(SourceRole.MASK, 0, w.source.id, b"hash")]
        )
    ],
    "sources.hold_for_job": [lambda tx, w: sources.hold_for_job(tx, w.user_id, w.job.id)],
    "sources.inherit": [lambda tx, w: sources.inherit(tx, w.user_id, w.job.id, w.source.id)],
    "sources.insert_for_images": [
        lambda tx, w: sources.insert_for_images(
            tx, w.user_id, [SourceRow(w.source.id, 0, w.image.id, b"hash")]
        )
    ],
    "sources.connect": [
        lambda tx, w: sources.connect(
            tx, w.user_id, [SourceRow(w.image.id, 0, w.source.id, b"hash")]
        )
    ],
    "operations.by_ids": [lambda tx, w: operations.by_ids(tx, w.user_id, [uuid4()])],
    "operations.page": [lambda tx, w: operations.page(tx, w.user_id, Cut(2, after=_POSITION))],
    "operations.start": [
        lambda tx, w: operations.start(tx, w.user_id, ImageAction.STAR, matched=0)
    ],
    "operations.lock": [lambda tx, w: operations.lock(tx, w.user_id, uuid4())],
    "operations.is_recent": [lambda tx, w: operations.is_recent(tx, w.user_id, uuid4())],
    "operations.advance": [_run_operation],
    "operations.note_listed": [_run_operation],
    "operations.finish": [_run_operation],
    "operations.begin_undo": [_run_operation],
    "operations.take_running": [lambda tx, _: operations.take_running(tx)],
    "operations.running": [lambda tx, _: operations.running(tx)],
    "downloads.create": [
        lambda tx, w: _download(tx, w, (w.image.id,)),
        lambda tx, w: _download(tx, w, _FROZEN),
    ],
    "downloads.find": [lambda tx, w: downloads.find(tx, w.user_id, uuid4())],
    "downloads.image_ids": [lambda tx, w: downloads.image_ids(tx, w.user_id, uuid4(), 0, 10)],
    "downloads.forget_expired": [lambda tx, _: downloads.forget_expired(tx)],
    "worklists.write": [_run_operation],
    "worklists.first": [_run_operation],
    "worklists.shorten": [_run_operation],
    "changes.being_purged": [lambda tx, w: changes.being_purged(tx, w.user_id, [w.image.id])],
    "changes.apply": [_change_all],
    "selections.lock_ids": [
        lambda tx, w: selections.lock_ids(tx, w.user_id, [w.image.id]),
        lambda tx, w: selections.lock_ids(tx, w.user_id, [w.image.id], as_of=1000),
    ],
    "selections.lock_frozen": [
        lambda tx, w: selections.lock_frozen(tx, w.user_id, _FROZEN, limit=2)
    ],
    "selections.count": [lambda tx, w: selections.count(tx, w.user_id, _FROZEN, most=1001)],
    "selections.summary": [
        lambda tx, w: selections.summary(tx, w.user_id, (w.image.id,)),
        lambda tx, w: selections.summary(tx, w.user_id, Frozen(_NARROW, 1000, (w.image.id,))),
    ],
    "timeline.buckets": [
        lambda tx, w: timeline.buckets(
            tx, w.user_id, ImageFilter(), TimelineUnit.MONTH, "Europe/Berlin"
        ),
        lambda tx, w: timeline.buckets(
            tx, w.user_id, ImageFilter(search="fox"), TimelineUnit.DAY, "UTC"
        ),
    ],
    "undo.revert_batch": [_revert_all],
    "undo.retreat": [_revert_all],
    "jobs.create": [lambda tx, w: jobs.create(tx, w.user_id, new_job(1, "key"), [])],
    "jobs.by_key": [lambda tx, w: jobs.by_key(tx, w.user_id, "key")],
    "jobs.by_ids": [lambda tx, w: jobs.by_ids(tx, w.user_id, [w.job.id])],
    "jobs.page": [
        lambda tx, w: jobs.page(tx, w.user_id, None, Cut(2, after=_POSITION)),
        lambda tx, w: jobs.page(
            tx, w.user_id, [JobStatus.QUEUED], Cut(2, backwards=True, before=_POSITION)
        ),
    ],
    "jobs.unfinished": [lambda tx, w: jobs.unfinished(tx, w.user_id)],
    "jobs.count": [lambda tx, w: jobs.count(tx, w.user_id, [JobStatus.QUEUED])],
    "jobs.slots": [lambda tx, w: jobs.slots(tx, w.user_id, [w.job.id])],
    "jobs.attempts": [lambda tx, w: jobs.attempts(tx, w.user_id, [w.job.id])],
    "jobs.queue_positions": [lambda tx, w: jobs.queue_positions(tx, w.user_id, [w.job.id])],
    "jobs.retry": [_retry],
    "quota.wait": [lambda tx, w: quota.wait(tx, w.user_id, 3)],
    "quota.today": [lambda tx, w: quota.today(tx, w.user_id, besides=w.job.id)],
    "usage.since": [
        lambda tx, w: usage.since(tx, w.user_id, None),
        lambda tx, w: usage.since(tx, w.user_id, _MOMENT),
    ],
    "jobs.cancel": [lambda tx, w: jobs.cancel(tx, w.user_id, w.job.id)],
    "claims.queue": [lambda tx, _: claims.queue(tx, 10)],
    "claims.runnable": [lambda tx, _: claims.runnable(tx, 10)],
    "claims.claim": [lambda tx, _: claims.claim(tx, lease=30, spool_folder="spool")],
    "claims.heartbeat": [lambda tx, w: claims.heartbeat(tx, w.job, lease=30)],
    "claims.fail": [lambda tx, w: claims.fail(tx, w.job, _FAILURE)],
    "settling.lock": [lambda tx, w: settling.lock(tx, w.user_id, w.job.id)],
    "settling.fail_slots": [lambda tx, w: settling.fail_slots(tx, w.user_id, w.job.id, _FAILURE)],
    "settling.settle": [_settle],
    "attempts.begin": [lambda tx, w: attempts.begin(tx, w.job, "spool")],
    "attempts.end": [
        lambda tx, w: attempts.end(
            tx, w.attempt, AttemptOutcome.ANSWERED, failed=[1], failure=_FAILURE
        )
    ],
    "attempts.record": [lambda tx, w: attempts.record(tx, _answered(w))],
    "attempts.reject": [lambda tx, w: attempts.reject(tx, _answered(w), _FAILURE)],
    "leases.requeue": [lambda tx, w: leases.requeue(tx, w.user_id, w.job.id)],
    "leases.end_overdue": [lambda tx, w: leases.end_overdue(tx, _RULES, [w.job.id])],
    "leases.end_held": [lambda tx, _: leases.end_held(tx, _RULES, "a-spool")],
    "leases.close_left": [lambda tx, _: leases.close_left(tx, ["demo"], "a-spool")],
    "previews.note": [lambda tx, w: previews.note(tx, w.attempt, 1, "preview")],
    "previews.take_ended": [lambda tx, _: previews.take_ended(tx, limit=10)],
    "previews.swept": [lambda tx, w: previews.swept(tx, [EndedJob(w.user_id, w.job.id)])],
    "arrivals.deliver": [
        lambda tx, w: arrivals.deliver(tx, _answered(w), new_image(job_id=w.job.id))
    ],
    "arrivals.add_upload": [lambda tx, w: arrivals.add_upload(tx, w.user_id, new_image())],
    "arrivals.add_restored": [
        lambda tx, w: arrivals.add_restored(
            tx,
            w.user_id,
            made := new_image(),
            made_from=[SourceRow(made.id, 0, w.source.id, b"hash")],
        )
    ],
    "sidecars.owe": [lambda tx, w: sidecars.owe(tx, w.user_id, [w.image.id])],
    "sidecars.take_due": [lambda tx, _: sidecars.take_due(tx, limit=10)],
    "sidecars.settle": [lambda tx, w: sidecars.settle(tx, w.user_id, [w.image.id])],
    "manifests.page": [lambda tx, w: manifests.page(tx, w.user_id, manifests.NIL, 10)],
    "rebuild.begin": [lambda tx, _: rebuild.begin(tx)],
    "rebuild.add_user": [lambda tx, w: rebuild.add_user(tx, w.user_id, "ann")],
    "rebuild.add_images": [_rebuild],
    "rebuild.bury": [lambda tx, w: rebuild.bury(tx, w.user_id, {uuid4(): "key"})],
    "rebuild.finish": [_rebuild],
    "tombstones.any_overdue": [lambda tx, _: tombstones.any_overdue(tx, _MONTH)],
    "tombstones.lock_overdue": [lambda tx, _: tombstones.lock_overdue(tx, _MONTH, limit=10)],
    "tombstones.bury": [_bury],
    "tombstones.keep_buried": [
        lambda tx, w: tombstones.keep_buried(tx, w.user_id, w.image.id, "key", since=0)
    ],
    "tombstones.take_due": [lambda tx, _: tombstones.take_due(tx, limit=10)],
    "tombstones.lay": [
        lambda tx, w: tombstones.lay(tx, [Tombstone(w.user_id, w.image.id, "key", 1, shared=False)])
    ],
    "tombstones.standing": [lambda tx, _: tombstones.standing(tx)],
    "links.create": [lambda tx, _: links.create(tx, b"hash", "ann", ttl=timedelta(minutes=10))],
    "links.redeem": [lambda tx, _: links.redeem(tx, b"hash")],
    "links.forget_expired": [lambda tx, _: links.forget_expired(tx)],
    "maintenance.overdue": [lambda tx, _: maintenance.overdue(tx, "purge")],
    "maintenance.begin": [lambda tx, _: maintenance.begin(tx, "purge")],
    "maintenance.record": [lambda tx, _: maintenance.record(tx, "purge")],
}
