"""Workers that die, stall or stop: what was paid for arrives, and nothing is asked for twice."""

import asyncio
import shutil
from typing import Any
from uuid import UUID

import pytest

from db import claims, jobs
from db.kinds import AttemptOutcome, JobErrorCode, JobStatus, SlotStatus
from jobs.handlers.generate import generate
from jobs.handlers.sweep import sweep_leases, sweep_spool
from jobs.spool import Spool
from tests.api.helpers import eventually
from tests.jobs.conftest import Workshop
from tests.jobs.dead_workers import FACTS, OVERDUE, begun, left_behind
from tests.jobs.fakes import FakeProvider, draws, picture, waits

pytestmark = pytest.mark.main_path


async def test_a_paid_request_without_an_answer_is_unknown_and_stays_so(
    workshop: Workshop,
) -> None:
    provider = FakeProvider(draws)
    workshop.employ(provider)
    job_id = await workshop.ask(2)
    await begun(workshop)
    await sweep_leases(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.OUTCOME_UNKNOWN)
    assert [attempt.outcome for attempt in await workshop.attempts(job_id)] == [
        AttemptOutcome.UNKNOWN
    ]
    await workshop.run()
    assert provider.asked == []


async def test_an_answer_found_later_still_arrives(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(2)
    await begun(workshop)
    await sweep_leases(workshop.services)
    path = await left_behind(workshop, job_id, 1, picture(1))
    await sweep_spool(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.PARTIAL, JobErrorCode.OUTCOME_UNKNOWN)
    slots = await workshop.slots(job_id)
    assert [slot.status for slot in slots] == [SlotStatus.FAILED, SlotStatus.DONE]
    assert slots[1].error_code is None
    await left_behind(workshop, job_id, 0, picture(0))
    await sweep_spool(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.SUCCEEDED, None)
    assert len(await workshop.images(job_id)) == 2
    assert workshop.spooled() == []
    assert not path.parent.exists()
    assert await workshop.drift() == {}


async def test_an_answer_delivered_before_the_crash_is_not_delivered_again(
    workshop: Workshop,
) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await workshop.run()
    [image] = await workshop.images(job_id)
    objects = await workshop.objects()
    # Killed after the commit, before the file went.
    await left_behind(workshop, job_id, 0, picture())
    await sweep_spool(workshop.services)
    assert await workshop.images(job_id) == [image]
    assert await workshop.objects() == objects
    assert workshop.spooled() == []
    assert await workshop.drift() == {}


async def test_an_answer_that_cannot_be_delivered_does_not_hold_up_the_others(
    workshop: Workshop,
) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await begun(workshop)
    stuck = await left_behind(workshop, UUID(int=0), 0, picture(), user_id=0)  # of nobody
    await left_behind(workshop, job_id, 0, picture())
    await sweep_spool(workshop.services)
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    assert stuck.exists()


async def test_half_an_answer_is_swept_away(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    path = await left_behind(workshop, job_id, 0, picture())
    path.rename(path.with_name(f"{path.name}.part"))
    await sweep_spool(workshop.services)
    assert workshop.spooled() == []
    assert await workshop.images(job_id) == []


async def test_the_spool_of_a_living_process_is_left_alone(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    living = Spool(workshop.spool.root)
    answer = await living.keep_answer(workshop.user_id, job_id, 1, 0, picture(), FACTS)
    await sweep_spool(workshop.services)
    assert answer.path.exists()
    assert await workshop.images(job_id) == []
    living.close()
    await sweep_spool(workshop.services)
    assert len(await workshop.images(job_id)) == 1


async def test_the_spool_of_a_process_that_was_killed_is_free(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    path = await left_behind(workshop, job_id, 0, picture())
    # A copy without a lock file: what a restored backup looks like.
    shutil.copytree(path.parent, path.parent.with_name("backup"))
    await sweep_spool(workshop.services)
    assert len(await workshop.images(job_id)) == 1
    assert workshop.spooled() == []


async def test_a_free_job_of_a_dead_worker_runs_again(workshop: Workshop) -> None:
    provider = FakeProvider(draws, paid=False)
    workshop.employ(provider)
    job_id = await workshop.ask(2)
    await begun(workshop)
    await sweep_leases(workshop.services)
    assert (await workshop.job(job_id)).status is JobStatus.QUEUED
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    outcomes = [attempt.outcome for attempt in await workshop.attempts(job_id)]
    assert outcomes == [AttemptOutcome.RETRYABLE, AttemptOutcome.ANSWERED]
    assert len(provider.asked) == 1


async def test_many_workers_run_each_job_once(workshop: Workshop) -> None:
    provider = FakeProvider(draws)
    services = workshop.employ(provider)
    ids = [await workshop.ask() for _ in range(6)]
    await asyncio.gather(*(generate(services) for _ in range(12)))
    assert len(provider.asked) == 6
    for job_id in ids:
        assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
        assert [attempt.number for attempt in await workshop.attempts(job_id)] == [1]


async def test_a_stalled_worker_does_not_take_the_job_from_its_successor(
    workshop: Workshop,
) -> None:
    gate = asyncio.Event()
    provider = FakeProvider(waits(gate), draws, paid=False)
    services = workshop.employ(provider)
    job_id = await workshop.ask()
    stalled = asyncio.create_task(generate(services))
    await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 1)
    await workshop.sql(OVERDUE)
    await sweep_leases(services)
    # The successor has claimed it when the first one notices.
    async with workshop.database.write() as tx:
        successor = await claims.claim(tx, lease=30, spool_folder="a dead worker's")
    assert successor is not None
    await stalled
    job = await workshop.job(job_id)
    assert job.status is JobStatus.RUNNING
    async with workshop.database.write() as tx:
        assert await claims.heartbeat(tx, successor, lease=30)


async def test_one_heartbeat_that_fails_is_not_the_end(
    workshop: Workshop, monkeypatch: Any
) -> None:
    beats: list[bool] = []
    beat = claims.heartbeat

    async def flaky(*arguments: Any, **named: Any) -> bool:
        beats.append(True)
        if len(beats) == 1:
            raise ConnectionResetError("the database is away")
        return await beat(*arguments, **named)

    monkeypatch.setattr("db.claims.heartbeat", flaky)
    monkeypatch.setattr("jobs.handlers.generate._HEARTBEAT_SECONDS", 0.02)
    gate = asyncio.Event()
    services = workshop.employ(FakeProvider(waits(gate)))
    job_id = await workshop.ask()
    running = asyncio.create_task(generate(services))

    async def count() -> int:
        return len(beats)

    await eventually(count, lambda found: found > 2)
    gate.set()
    await running
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED


async def test_storage_that_heals_gets_what_was_waiting(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(2)
    workshop.storage.broken = True
    running = asyncio.create_task(workshop.run())

    async def failures() -> int:
        return workshop.storage.failures

    await eventually(failures, lambda found: found > 3)
    assert len([name for name in workshop.spooled() if name.endswith(".picture")]) == 2
    assert (await workshop.job(job_id)).status is JobStatus.RUNNING
    workshop.storage.broken = False
    await running
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    assert workshop.spooled() == []
    assert await workshop.drift() == {}


async def test_an_answer_that_waits_longer_than_its_job_is_left_to_the_sweepers(
    workshop: Workshop,
) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(2)
    workshop.storage.broken = True
    running = asyncio.create_task(workshop.run())

    async def failures() -> int:
        return workshop.storage.failures

    await eventually(failures, lambda found: found > 3)
    # What the queue does to a job after an hour.
    running.cancel()
    await asyncio.wait({running})
    workshop.storage.broken = False
    await workshop.sql(OVERDUE)
    await sweep_leases(workshop.services)
    await sweep_spool(workshop.services)
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    assert len(await workshop.images(job_id)) == 2
    assert workshop.spooled() == []


async def test_a_cancelled_paid_job_keeps_the_picture_that_was_paid(workshop: Workshop) -> None:
    gate = asyncio.Event()
    services = workshop.employ(FakeProvider(waits(gate)))
    job_id = await workshop.ask()
    running = asyncio.create_task(generate(services))
    await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 1)
    async with workshop.database.write() as tx:
        await jobs.cancel(tx, workshop.user_id, job_id)
    gate.set()
    await running
    job = await workshop.job(job_id)
    assert (job.status, len(await workshop.images(job_id))) == (JobStatus.CANCELLED, 1)
    [slot] = await workshop.slots(job_id)
    assert slot.status is SlotStatus.DONE
