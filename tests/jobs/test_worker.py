"""The worker process: woken by Valkey, right without it, and gentle when it ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from redis.asyncio import Redis

from db.kinds import JobStatus
from jobs.providers.base import Preview
from jobs.services import Services
from jobs.worker import run
from tests.api.helpers import eventually
from tests.jobs.conftest import Workshop
from tests.jobs.fakes import FakeProvider, draws, picture, waits
from tests.processes import PATIENCE

pytestmark = pytest.mark.main_path


@asynccontextmanager
async def working(workshop: Workshop, services: Services) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(run(services, workshop.settings.redis_url, concurrency=2))
    try:
        yield task
    finally:
        services.stopping.set()
        # A test that fails may leave something that is paid, for which a worker waits long.
        await asyncio.wait({task}, timeout=PATIENCE)
    await task


async def reaches(workshop: Workshop, job_id: Any, status: JobStatus) -> None:
    await eventually(lambda: workshop.job(job_id), lambda job: job.status is status)


async def test_two_workers_never_run_one_job_twice(workshop: Workshop) -> None:
    provider = FakeProvider(draws)
    services = workshop.employ(provider)
    async with working(workshop, services), working(workshop, services):
        ids = [await workshop.ask() for _ in range(8)]
        for job_id in ids:
            await reaches(workshop, job_id, JobStatus.SUCCEEDED)
    assert len(provider.asked) == 8
    assert {len(await workshop.attempts(job_id)) for job_id in ids} == {1}
    assert await workshop.drift() == {}


async def test_a_job_whose_wakeup_was_lost_is_found(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    redis = Redis.from_url(workshop.settings.redis_url)
    assert await redis.dbsize() > 0
    await redis.flushdb()
    await redis.aclose()
    async with working(workshop, services):
        await reaches(workshop, job_id, JobStatus.SUCCEEDED)


async def test_a_wakeup_is_held_for_as_long_as_its_job_runs(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.worker._HOLD_SECONDS", 4.0)
    gate = asyncio.Event()
    services = workshop.employ(FakeProvider(waits(gate)))
    job_id = await workshop.ask()
    async with Redis.from_url(workshop.settings.redis_url) as redis, working(workshop, services):
        await reaches(workshop, job_id, JobStatus.RUNNING)
        held = f"arq:in-progress:generate:{job_id}:0"
        left = [await redis.pttl(held)]

        async def prolonged() -> bool:
            left.append(await redis.pttl(held))
            return bool(left[-1] > left[-2])

        assert left[0] <= 4000  # a worker that dies now does not keep it for long
        await eventually(prolonged, bool)
        gate.set()


async def test_a_stop_gives_a_free_job_back(workshop: Workshop) -> None:
    gate = asyncio.Event()
    provider = FakeProvider(waits(gate, Preview(0, picture())), draws, paid=False)
    services = workshop.employ(provider)
    job_id = await workshop.ask()
    async with working(workshop, services):
        await reaches(workshop, job_id, JobStatus.RUNNING)
        await eventually(
            lambda: workshop.slots(job_id), lambda slots: slots[0].preview_key is not None
        )
    job = await workshop.job(job_id)
    assert job.status is JobStatus.QUEUED
    services.stopping.clear()
    async with working(workshop, services):
        await reaches(workshop, job_id, JobStatus.SUCCEEDED)
    assert len(provider.asked) == 2


async def test_a_stop_waits_for_what_may_be_paid(workshop: Workshop) -> None:
    gate = asyncio.Event()
    services = workshop.employ(FakeProvider(waits(gate)))
    job_id = await workshop.ask()
    async with working(workshop, services) as task:
        await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 1)
        services.stopping.set()
        done, _ = await asyncio.wait({task}, timeout=0.5)
        assert not done
        assert (await workshop.job(job_id)).status is JobStatus.RUNNING
        gate.set()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    assert len(await workshop.images(job_id)) == 1


async def test_a_stop_waits_for_a_paid_call_that_outlived_the_queue(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    services = workshop.employ(FakeProvider(waits(gate)))
    job_id = await workshop.ask()
    polls: list[bool] = []
    poll = "arq.worker.Worker.heart_beat"

    async def lost(_worker: Any) -> None:
        polls.append(True)
        raise ConnectionError("the queue is away")

    async def losses() -> int:
        return len(polls)

    monkeypatch.setattr("jobs.worker._RESTART_SECONDS", 0.01)
    async with working(workshop, services) as task:
        await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 1)
        monkeypatch.setattr(poll, lost)
        await eventually(losses, lambda found: found > 1)
        services.stopping.set()
        done, _ = await asyncio.wait({task}, timeout=0.5)
        assert not done
        gate.set()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
