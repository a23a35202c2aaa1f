"""Workers that are gone: noticed at once where their spool is seen, made up for three times."""

import pytest

from db import attempts
from db.kinds import AttemptOutcome, JobErrorCode, JobStatus, SlotStatus
from jobs.handlers.sweep import sweep_leases, sweep_spool
from jobs.spool import Spool
from tests.jobs.conftest import Workshop
from tests.jobs.dead_workers import FACTS, OVERDUE, begun, claimed, killed, left_behind, sent
from tests.jobs.fakes import FakeProvider, draws, picture


async def test_a_lost_worker_is_noticed_by_its_free_spool(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(2)
    dead = Spool(workshop.spool.root)
    await sent(workshop, dead.folder.name)
    await sweep_spool(workshop.services)
    assert (await workshop.job(job_id)).status is JobStatus.RUNNING
    await dead.keep_answer(workshop.user_id, job_id, 1, 0, picture(), FACTS)
    killed(dead)
    await sweep_spool(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.PARTIAL, JobErrorCode.OUTCOME_UNKNOWN)
    slots = await workshop.slots(job_id)
    assert [slot.status for slot in slots] == [SlotStatus.DONE, SlotStatus.FAILED]
    # What was on the spool never was of unknown outcome.
    assert slots[0].error_code is None
    assert not dead.folder.exists()


@pytest.mark.parametrize("asked", [True, False])
async def test_a_free_job_of_a_lost_worker_runs_again_at_once(
    workshop: Workshop, asked: bool
) -> None:
    workshop.employ(FakeProvider(draws, paid=False))
    job_id = await workshop.ask()
    dead = Spool(workshop.spool.root)
    await (sent if asked else claimed)(workshop, dead.folder.name)
    killed(dead)
    await sweep_spool(workshop.services)
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED


async def test_a_paid_job_that_was_not_asked_for_yet_runs_again_at_once(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    dead = Spool(workshop.spool.root)
    await claimed(workshop, dead.folder.name)
    killed(dead)
    await sweep_spool(workshop.services)
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED


async def test_an_answer_that_cannot_be_delivered_yet_is_waited_for(workshop: Workshop) -> None:
    provider = FakeProvider(draws)
    workshop.employ(provider)
    job_id = await workshop.ask()
    dead = Spool(workshop.spool.root)
    await sent(workshop, dead.folder.name)
    await dead.keep_answer(workshop.user_id, job_id, 1, 0, picture(), FACTS)
    killed(dead)
    workshop.storage.broken = True
    await workshop.sql(OVERDUE)
    for _ in range(3):
        await sweep_spool(workshop.services)
        await sweep_leases(workshop.services)
        assert (await workshop.job(job_id)).status is JobStatus.RUNNING
    workshop.storage.broken = False
    await sweep_spool(workshop.services)
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED
    assert provider.asked == []


async def test_what_was_answered_elsewhere_is_not_asked_for_again(workshop: Workshop) -> None:
    """The answers may lie on a spool of another host: the request has ended, its slots have not."""
    provider = FakeProvider(draws)
    workshop.employ(provider)
    job_id = await workshop.ask()
    _, attempt = await begun(workshop)
    async with workshop.database.write() as tx:
        await attempts.end(tx, attempt, AttemptOutcome.ANSWERED)
    await sweep_leases(workshop.services)
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.OUTCOME_UNKNOWN)
    assert provider.asked == []


async def lose(workshop: Workshop) -> None:
    await begun(workshop)
    await sweep_leases(workshop.services)


async def test_a_job_that_ends_its_worker_each_time_fails_and_others_run(
    workshop: Workshop,
) -> None:
    provider = FakeProvider(draws, paid=False)
    workshop.employ(provider)
    poison = await workshop.ask()
    for status in (JobStatus.QUEUED, JobStatus.QUEUED, JobStatus.FAILED):
        await lose(workshop)
        assert (await workshop.job(poison)).status is status
    job = await workshop.job(poison)
    assert job.error_code is JobErrorCode.INTERNAL
    assert "3 times" in str(job.error_message)
    assert {attempt.outcome for attempt in await workshop.attempts(poison)} == {
        AttemptOutcome.RETRYABLE
    }
    other = await workshop.ask()
    await workshop.run()
    assert (await workshop.job(other)).status is JobStatus.SUCCEEDED
    # Asked again by a person, it has three tries more.
    await workshop.retry(poison)
    for status in (JobStatus.QUEUED, JobStatus.QUEUED, JobStatus.FAILED):
        await lose(workshop)
        assert (await workshop.job(poison)).status is status


async def test_a_paid_job_that_ends_its_worker_before_it_is_asked_for_fails(
    workshop: Workshop,
) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    for _ in range(3):
        await claimed(workshop)
        await workshop.sql(OVERDUE)
        await sweep_leases(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.INTERNAL)


async def test_a_job_that_comes_on_is_not_given_up(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws, paid=False))
    job_id = await workshop.ask(3)
    for number in range(1, 5):
        await lose(workshop)
        assert (await workshop.job(job_id)).status is JobStatus.QUEUED
        if number == 2:
            await left_behind(workshop, job_id, 0, picture(), attempt=2)
            await sweep_spool(workshop.services)
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, len(await workshop.images(job_id))) == (JobStatus.SUCCEEDED, 3)


@pytest.mark.parametrize(
    ("paid", "outcome"), [(True, AttemptOutcome.UNKNOWN), (False, AttemptOutcome.RETRYABLE)]
)
@pytest.mark.parametrize("seen", [True, False])
async def test_the_request_of_a_cancelled_job_ends_with_its_worker(
    workshop: Workshop, paid: bool, outcome: AttemptOutcome, seen: bool
) -> None:
    workshop.employ(FakeProvider(draws, paid=paid))
    job_id = await workshop.ask()
    dead = Spool(workshop.spool.root)
    await sent(workshop, dead.folder.name)
    await workshop.cancel(job_id)
    await sweep_leases(workshop.services)
    [attempt] = await workshop.attempts(job_id)
    assert attempt.outcome is AttemptOutcome.PENDING
    if seen:
        killed(dead)
        await sweep_spool(workshop.services)
    else:
        await workshop.sql("UPDATE job_attempts SET sent_at = sent_at - interval '2 hours'")
        await sweep_leases(workshop.services)
    [attempt] = await workshop.attempts(job_id)
    assert attempt.outcome is outcome
    assert (await workshop.job(job_id)).status is JobStatus.CANCELLED
    dead.close()
