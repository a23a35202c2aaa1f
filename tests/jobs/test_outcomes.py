"""What a provider does, and what becomes of the job: nothing paid is lost, or asked twice."""

import asyncio
from typing import Any

import pytest

from db.kinds import AttemptOutcome, JobErrorCode, JobStatus, SlotStatus
from jobs.providers.base import Answer, Preview, RefusedError, RetryableError, UnknownError, Usage
from tests.jobs.conftest import Workshop
from tests.jobs.fakes import FakeProvider, answers, draws, picture

pytestmark = pytest.mark.main_path

DONE, FAILED = SlotStatus.DONE, SlotStatus.FAILED


async def test_everything_that_was_asked_for_comes(workshop: Workshop) -> None:
    provider = FakeProvider(draws)
    workshop.employ(provider)
    job_id = await workshop.ask(3)
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code, job.cost_tokens) == (JobStatus.SUCCEEDED, None, 300)
    made = await workshop.images(job_id)
    assert sorted(image.height for image in made) == [24, 25, 26]
    assert [slot.status for slot in await workshop.slots(job_id)] == [DONE] * 3
    for slot, height in zip(await workshop.slots(job_id), (24, 25, 26), strict=True):
        assert next(image.height for image in made if image.id == slot.image_id) == height
    [attempt] = await workshop.attempts(job_id)
    assert attempt.outcome is AttemptOutcome.ANSWERED
    assert (attempt.cost_tokens, attempt.provider_request_id) == (300, "req_1")
    for image in made:
        assert await workshop.storage.get(image.key) == picture(image.height - 24)
    assert len(await workshop.kept()) == 3 * 5
    assert workshop.spooled() == []
    assert await workshop.drift() == {}


async def test_some_of_them_come(workshop: Workshop) -> None:
    came = [Answer(position, picture(position)) for position in (0, 3, 1)]
    workshop.employ(FakeProvider(answers(*came, Usage(tokens=30))))
    job_id = await workshop.ask(4)
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.PARTIAL, JobErrorCode.BAD_OUTPUT)
    assert job.cost_tokens == 30
    slots = await workshop.slots(job_id)
    assert [slot.status for slot in slots] == [DONE, DONE, FAILED, DONE]
    assert [slot.error_code for slot in slots] == [None, None, JobErrorCode.BAD_OUTPUT, None]
    assert len(await workshop.images(job_id)) == 3


async def test_a_refusal_is_final_and_says_why(workshop: Workshop) -> None:
    refusal = RefusedError(JobErrorCode.MODERATION, "The provider's rules refuse this.")
    provider = FakeProvider(answers(then=refusal))
    workshop.employ(provider)
    job_id = await workshop.ask(2)
    await workshop.run()
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.MODERATION)
    assert job.error_message == "The provider's rules refuse this."
    assert {slot.error_message for slot in await workshop.slots(job_id)} == {job.error_message}
    assert [attempt.outcome for attempt in await workshop.attempts(job_id)] == [
        AttemptOutcome.REFUSED
    ]
    assert len(provider.asked) == 1


async def test_what_was_certainly_not_done_is_asked_again(workshop: Workshop) -> None:
    busy = RetryableError("Too many requests.", after=0)
    provider = FakeProvider(answers(then=busy), draws)
    workshop.employ(provider)
    job_id = await workshop.ask(2)
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.QUEUED
    assert {slot.status for slot in await workshop.slots(job_id)} == {SlotStatus.WAITING}
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    outcomes = [attempt.outcome for attempt in await workshop.attempts(job_id)]
    assert outcomes == [AttemptOutcome.RETRYABLE, AttemptOutcome.ANSWERED]
    assert len(await workshop.images(job_id)) == 2


async def test_a_retry_waits_as_long_as_it_was_told_to(workshop: Workshop) -> None:
    provider = FakeProvider(answers(then=RetryableError("Later.", after=3600)), draws)
    workshop.employ(provider)
    job_id = await workshop.ask()
    await workshop.run()
    await workshop.run()
    assert len(provider.asked) == 1
    assert (await workshop.job(job_id)).status is JobStatus.QUEUED


async def test_four_tries_are_enough(workshop: Workshop) -> None:
    provider = FakeProvider(answers(then=RetryableError("Overloaded.", after=0)))
    workshop.employ(provider)
    job_id = await workshop.ask()
    for _ in range(6):
        await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.PROVIDER_UNAVAILABLE)
    assert len(provider.asked) == 4
    outcomes = [attempt.outcome for attempt in await workshop.attempts(job_id)]
    assert outcomes == [AttemptOutcome.RETRYABLE] * 4


async def test_what_came_before_a_retry_is_not_asked_for_again(workshop: Workshop) -> None:
    first = Answer(1, picture(1))
    provider = FakeProvider(answers(first, then=RetryableError("Busy.", after=0)), draws)
    workshop.employ(provider)
    job_id = await workshop.ask(3)
    await workshop.run()
    await workshop.run()
    assert [request.n for request in provider.asked] == [3, 2]
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    assert len(await workshop.images(job_id)) == 3


@pytest.mark.parametrize("paid", [True, False])
async def test_what_may_have_been_done_is_never_asked_again(workshop: Workshop, paid: bool) -> None:
    came = Answer(0, picture())
    provider = FakeProvider(answers(came, then=UnknownError("The answer was cut.")), paid=paid)
    workshop.employ(provider)
    job_id = await workshop.ask(2)
    for _ in range(3):
        await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.PARTIAL, JobErrorCode.OUTCOME_UNKNOWN)
    assert [slot.status for slot in await workshop.slots(job_id)] == [DONE, FAILED]
    assert [attempt.outcome for attempt in await workshop.attempts(job_id)] == [
        AttemptOutcome.UNKNOWN
    ]
    assert len(provider.asked) == 1


async def test_a_fault_of_ours_in_a_paid_call_counts_as_unknown(workshop: Workshop) -> None:
    provider = FakeProvider(answers(Answer(0, picture()), then=KeyError("a bug")))
    workshop.employ(provider)
    job_id = await workshop.ask(2)
    for _ in range(2):
        await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.PARTIAL, JobErrorCode.OUTCOME_UNKNOWN)
    assert len(provider.asked) == 1


async def test_a_fault_of_ours_in_a_free_call_is_not_repeated_for_ever(workshop: Workshop) -> None:
    provider = FakeProvider(answers(then=KeyError("a bug")), paid=False)
    workshop.employ(provider)
    job_id = await workshop.ask()
    for _ in range(6):
        await workshop.run()
        await workshop.sql("UPDATE jobs SET runnable_at = now()")
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.PROVIDER_UNAVAILABLE)
    assert len(provider.asked) == 4


async def test_a_partial_picture_that_fails_costs_nothing(workshop: Workshop) -> None:
    shown = Preview(0, b"no picture")
    workshop.employ(FakeProvider(answers(shown, Answer(0, picture()))))
    job_id = await workshop.ask()
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    assert workshop.spooled() == []


async def test_a_database_that_fails_a_partial_picture_costs_nothing(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> bool:
        raise ConnectionResetError("the database is away")

    monkeypatch.setattr("db.previews.note", away)
    provider = FakeProvider(draws)
    workshop.employ(provider)
    job_id = await workshop.ask()
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED


async def test_a_partial_picture_that_storage_does_not_take_holds_nothing_up(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = workshop.storage.put

    async def stalling(key: str, *args: Any, **kwargs: Any) -> None:
        if key.startswith("previews/"):
            await asyncio.Event().wait()
        await put(key, *args, **kwargs)

    monkeypatch.setattr(workshop.storage, "put", stalling)
    monkeypatch.setattr("jobs.handlers.answers._PREVIEW_SECONDS", 0.01)
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(2)
    await workshop.run()
    assert (await workshop.job(job_id)).status == JobStatus.SUCCEEDED
    assert len(await workshop.images(job_id)) == 2


async def test_an_answer_that_is_no_picture_is_put_aside(workshop: Workshop) -> None:
    bad = Answer(1, b"this is no picture")
    workshop.employ(FakeProvider(answers(Answer(0, picture()), bad, Answer(2, picture()))))
    job_id = await workshop.ask(3)
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.PARTIAL, JobErrorCode.BAD_OUTPUT)
    assert [slot.status for slot in await workshop.slots(job_id)] == [DONE, FAILED, DONE]
    quarantine = workshop.spool.root / "quarantine"
    name = f"{workshop.user_id}.{job_id}.1.1"
    assert (quarantine / f"{name}.picture").read_bytes() == b"this is no picture"
    assert workshop.spooled() == [f"{name}.json", f"{name}.picture"]


async def test_a_second_answer_for_one_picture_is_left_out(workshop: Workshop) -> None:
    twice = [Answer(0, picture(0)), Answer(0, picture(1)), Answer(1, picture(2))]
    workshop.employ(FakeProvider(answers(*twice)))
    job_id = await workshop.ask(2)
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    assert sorted(image.height for image in await workshop.images(job_id)) == [24, 26]
    assert workshop.spooled() == []


async def test_a_model_that_is_no_longer_here_fails_the_job(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    workshop.employ(FakeProvider(draws, name="other"))
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.INTERNAL)


async def test_the_originals_of_sources_and_mask_are_handed_over_in_order(
    workshop: Workshop,
) -> None:
    red, blue = await workshop.upload("red", "blue")
    seen: list[bytes] = []

    class Reader(FakeProvider):
        async def generate(self, request):  # type: ignore[no-untyped-def]
            seen.extend(path.read_bytes() for path in request.sources)
            async for event in super().generate(request):
                yield event

    workshop.employ(Reader(draws))
    await workshop.ask(1, blue.id, red.id, blue.id)
    await workshop.run()
    assert len(seen) == 3
    keys = [blue.key, red.key, blue.key]
    assert seen == [await workshop.storage.get(key) for key in keys]
    assert workshop.spooled() == []
