"""Jobs that are asked for again while, or after, something came of the first time."""

import asyncio

import pytest

from db.kinds import AttemptOutcome, JobErrorCode, JobStatus, SlotStatus
from jobs.providers.base import Preview, RefusedError, RetryableError
from resolvers.errors import ConflictError
from tests.api.helpers import eventually
from tests.jobs.conftest import Workshop
from tests.jobs.fakes import FakeProvider, answers, draws, picture, waits

REFUSAL = RefusedError(JobErrorCode.MODERATION, "The rules refuse this.")


async def test_the_end_of_an_earlier_request_leaves_the_later_one_alone(workshop: Workshop) -> None:
    early, late = asyncio.Event(), asyncio.Event()
    refused = answers(Preview(0, picture()), then=REFUSAL)
    workshop.employ(FakeProvider(waits(early, then=refused), waits(late)))
    job_id = await workshop.ask(2)
    first = asyncio.create_task(workshop.run())
    await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 1)
    await workshop.cancel(job_id)
    await workshop.retry(job_id)
    second = asyncio.create_task(workshop.run())
    await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 2)
    early.set()
    await first
    slots = await workshop.slots(job_id)
    assert [slot.status for slot in slots] == [SlotStatus.RUNNING] * 2
    assert [slot.preview_key for slot in slots] == [None] * 2
    assert (await workshop.job(job_id)).status is JobStatus.RUNNING
    assert await workshop.objects() == []
    late.set()
    await second
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    outcomes = [attempt.outcome for attempt in await workshop.attempts(job_id)]
    assert outcomes == [AttemptOutcome.REFUSED, AttemptOutcome.ANSWERED]


async def test_an_answer_of_the_earlier_request_is_kept_beside_the_later_one(
    workshop: Workshop,
) -> None:
    early, late = asyncio.Event(), asyncio.Event()
    workshop.employ(FakeProvider(waits(early), waits(late)))
    job_id = await workshop.ask()
    first = asyncio.create_task(workshop.run())
    await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 1)
    await workshop.cancel(job_id)
    await workshop.retry(job_id)
    second = asyncio.create_task(workshop.run())
    await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 2)
    early.set()
    await first
    late.set()
    await second
    assert len(await workshop.images(job_id)) == 2
    job = await workshop.job(job_id)
    assert (job.status, job.cost_tokens) == (JobStatus.SUCCEEDED, 200)
    assert await workshop.drift() == {}


async def test_a_cancelled_job_that_has_all_its_pictures_lacks_none(workshop: Workshop) -> None:
    gate = asyncio.Event()
    workshop.employ(FakeProvider(waits(gate)))
    job_id = await workshop.ask()
    running = asyncio.create_task(workshop.run())
    await eventually(lambda: workshop.attempts(job_id), lambda found: len(found) == 1)
    await workshop.cancel(job_id)
    gate.set()
    await running
    with pytest.raises(ConflictError):
        await workshop.retry(job_id)
    job = await workshop.job(job_id)
    assert (job.status, job.cost_tokens) == (JobStatus.CANCELLED, 100)


async def test_asking_again_gives_four_more_tries(workshop: Workshop) -> None:
    provider = FakeProvider(answers(then=RetryableError("Overloaded.", after=0)))
    workshop.employ(provider)
    job_id = await workshop.ask()
    for _ in range(6):
        await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.FAILED
    await workshop.retry(job_id)
    for _ in range(6):
        await workshop.run()
    assert len(provider.asked) == 8
    assert [attempt.number for attempt in await workshop.attempts(job_id)] == list(range(1, 9))
    await workshop.retry(job_id)
    provider.play(draws)
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
