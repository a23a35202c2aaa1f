"""What pictures cost: told with them, and once."""

import asyncio

import orjson

from db.kinds import AttemptOutcome, JobStatus
from jobs.handlers.sweep import sweep_spool
from jobs.providers.base import Answer, Usage
from tests.api.helpers import eventually
from tests.jobs.conftest import Workshop
from tests.jobs.dead_workers import FACTS, left_behind, sent
from tests.jobs.fakes import FakeProvider, answers, draws, picture, waits


async def test_each_picture_says_what_it_cost(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(3)
    await workshop.run()
    assert [image.cost_tokens for image in await workshop.images(job_id)] == [100] * 3
    assert (await workshop.job(job_id)).cost_tokens == 300


async def test_what_is_free_or_uploaded_has_no_cost(workshop: Workshop) -> None:
    job_id = await workshop.ask()
    await workshop.run()
    [drawn] = await workshop.images(job_id)
    [uploaded] = await workshop.upload("red")
    assert (drawn.model, drawn.cost_tokens, uploaded.cost_tokens) == ("demo", None, None)


async def test_the_last_event_of_a_job_finds_what_it_cost(workshop: Workshop) -> None:
    gate = asyncio.Event()
    told = Usage(100, "req_1"), Answer(0, picture(), tokens=100)
    workshop.employ(FakeProvider(waits(gate, *told, then=answers())))
    job_id = await workshop.ask()
    running = asyncio.create_task(workshop.run())
    job = await eventually(lambda: workshop.job(job_id), lambda job: job.finished_at is not None)
    # The provider's stream is still open.
    assert (job.status, job.cost_tokens) == (JobStatus.SUCCEEDED, 100)
    [attempt] = await workshop.attempts(job_id)
    assert attempt.outcome is AttemptOutcome.ANSWERED
    assert (attempt.cost_tokens, attempt.provider_request_id) == (100, "req_1")
    events = await workshop.told()
    gate.set()
    await running
    assert await workshop.told() == events
    assert await workshop.attempts(job_id) == [attempt]


async def test_an_adopted_answer_brings_what_it_cost(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await sent(workshop)
    await left_behind(workshop, job_id, 0, picture())
    await sweep_spool(workshop.services)
    [image] = await workshop.images(job_id)
    [attempt] = await workshop.attempts(job_id)
    assert (image.cost_tokens, (await workshop.job(job_id)).cost_tokens) == (50, 100)
    assert attempt.outcome is AttemptOutcome.ANSWERED
    assert (attempt.cost_tokens, attempt.provider_request_id) == (100, "req_1")


async def test_an_answer_that_is_no_picture_has_its_cost_all_the_same(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await sent(workshop)
    await left_behind(workshop, job_id, 0, b"no picture")
    await sweep_spool(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, job.cost_tokens) == (JobStatus.FAILED, 100)


async def test_a_spool_of_the_version_before_is_read(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await sent(workshop)
    path = await left_behind(workshop, job_id, 0, picture())
    facts = {name: value for name, value in FACTS.items() if name != "cost_tokens"}
    path.with_suffix(".json").write_bytes(orjson.dumps(facts))
    await sweep_spool(workshop.services)
    [image] = await workshop.images(job_id)
    assert (image.prompt, image.cost_tokens) == ("a red fox", None)
