"""Partial pictures: none stays in the store for long once its job has ended, whoever died."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from db import previews
from jobs.handlers.sweep import sweep_leases, sweep_previews
from jobs.providers.base import Preview, ProviderEvent, Request
from storage import keys
from tests.api.helpers import eventually
from tests.jobs.conftest import Workshop
from tests.jobs.dead_workers import OVERDUE, sent
from tests.jobs.fakes import FakeProvider, draws, picture

pytestmark = pytest.mark.main_path

A_MINUTE_LATER = "UPDATE jobs SET finished_at = finished_at - interval '1 minute'"
LATER = "UPDATE jobs SET sweep_at = now(), finished_at = finished_at - interval '1 hour'"


async def shown(workshop: Workshop, *, noted: bool = True) -> str:
    """A partial picture of a worker that dies in this moment."""
    job, attempt = await sent(workshop)
    key = keys.preview(job.user_id, job.id, attempt.number, 0, 1)
    await workshop.storage.put(key, b"small", content_type="image/webp")
    if noted:
        async with workshop.database.write() as tx:
            assert await previews.note(tx, attempt, 0, key)
    await workshop.sql(OVERDUE)
    return key


@pytest.mark.parametrize("noted", [True, False])
async def test_what_a_dead_worker_showed_goes_with_the_end_of_the_job(
    workshop: Workshop, noted: bool
) -> None:
    workshop.employ(FakeProvider(draws))
    await workshop.ask()
    key = await shown(workshop, noted=noted)
    await sweep_previews(workshop.services)
    assert await workshop.objects() == [key]  # its job runs
    await sweep_leases(workshop.services)
    await sweep_previews(workshop.services)
    assert await workshop.objects() == [key]  # who was told of it just now may look
    await workshop.sql(A_MINUTE_LATER)
    await sweep_previews(workshop.services)
    assert await workshop.objects() == []


async def test_what_a_dead_worker_showed_goes_when_the_job_is_cancelled(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await shown(workshop)
    await workshop.cancel(job_id)
    await workshop.sql(A_MINUTE_LATER)
    await sweep_previews(workshop.services)
    assert await workshop.objects() == []


async def test_what_comes_after_a_cancellation_is_not_shown(workshop: Workshop) -> None:
    early, shown, late = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def goes_on(request: Request) -> AsyncIterator[ProviderEvent]:
        await early.wait()
        yield Preview(0, picture())
        shown.set()
        await late.wait()
        async for event in draws(request):
            yield event

    workshop.employ(FakeProvider(goes_on))
    job_id = await workshop.ask()
    running = asyncio.create_task(workshop.run())
    await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 1)
    await workshop.cancel(job_id)
    early.set()
    await shown.wait()
    assert await workshop.objects() == []
    late.set()
    await running
    assert len(await workshop.images(job_id)) == 1


async def test_what_cannot_be_deleted_is_tried_again(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await shown(workshop)
    await workshop.cancel(job_id)
    await workshop.sql(A_MINUTE_LATER)
    workshop.storage.broken = True
    await sweep_previews(workshop.services)
    workshop.storage.broken = False
    await workshop.sql(LATER)
    await sweep_previews(workshop.services)
    assert await workshop.objects() == []


async def test_what_a_stalled_worker_shows_after_the_end_goes_too(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    key = await shown(workshop)
    await workshop.cancel(job_id)
    await workshop.sql(A_MINUTE_LATER)
    await sweep_previews(workshop.services)
    # Stopped between its look at the job and the store, and killed after.
    await workshop.storage.put(key, b"small", content_type="image/webp")
    await workshop.sql(LATER)
    await sweep_previews(workshop.services)
    assert await workshop.objects() == []
    async with workshop.database.write() as tx:
        assert await previews.take_ended(tx, limit=10) == []


async def test_a_later_request_shows_its_own_pictures(workshop: Workshop) -> None:
    """As the keys differ, no browser has the earlier one's in its cache."""
    workshop.employ(FakeProvider(draws, paid=False))
    job_id = await workshop.ask()
    await shown(workshop)
    [before] = [slot.preview_key for slot in await workshop.slots(job_id)]
    await sweep_leases(workshop.services)
    await shown(workshop)
    [after] = [slot.preview_key for slot in await workshop.slots(job_id)]
    assert before != after
