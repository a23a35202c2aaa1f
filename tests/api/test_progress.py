"""Progress of generations, as a bar and partial pictures would show it."""

import pytest

from db import jobs
from tests.api.conftest import Painter
from tests.api.helpers import asked_for, eventually, job
from tests.api.test_images import made_up
from tests.api.test_jobs import cancel
from tests.client import Client, GraphQLFailure
from tests.conftest import House

PROGRESS = """subscription($id: ID) { jobProgress(id: $id) {
    id status progress slots { status previewUrl } images { id } } }"""


async def test_progress_of_one_job_goes_from_now_to_its_end(
    held_painter: Painter, ann: Client
) -> None:
    job_id = await asked_for(ann, n=2)
    async with ann.subscribe(PROGRESS, id=job_id) as stream:
        first = (await stream.next())["jobProgress"]
        assert first["id"] == job_id
        shown = first
        while shown["slots"][0]["previewUrl"] is None:
            shown = (await stream.next())["jobProgress"]
        assert shown["status"] == "RUNNING"
        held_painter.gate.set()
        last = await stream.until("jobProgress", lambda job: job["progress"] == 1)
        assert (last["status"], len(last["images"])) == ("SUCCEEDED", 2)
        with pytest.raises((StopAsyncIteration, RuntimeError)):
            await stream.next()
    async with ann.subscribe(PROGRESS, id=job_id) as stream:
        assert (await stream.next())["jobProgress"]["status"] == "SUCCEEDED"
        with pytest.raises((StopAsyncIteration, RuntimeError)):
            await stream.next()


async def test_progress_of_all_jobs_goes_on(painter: Painter, ann: Client, bob: Client) -> None:
    async with ann.subscribe(PROGRESS) as stream:
        await asked_for(bob)
        for _ in range(2):
            job_id = await asked_for(ann)
            await stream.until(
                "jobProgress",
                lambda job, id_=job_id: (job["id"], job["status"]) == (id_, "SUCCEEDED"),
            )


async def test_whoever_comes_late_is_shown_what_is_under_way(
    held_painter: Painter, ann: Client, bob: Client
) -> None:
    async with bob.subscribe(PROGRESS) as others:
        job_id = await asked_for(ann)
        await eventually(lambda: job(ann, job_id), lambda it: bool(it["slots"][0]["previewUrl"]))
        async with ann.subscribe(PROGRESS) as stream:
            shown = (await stream.next())["jobProgress"]
            assert (shown["id"], shown["status"]) == (job_id, "RUNNING")
            assert shown["slots"][0]["previewUrl"]
        held_painter.gate.set()
        own = await asked_for(bob)
        assert (await others.next())["jobProgress"]["id"] == own


async def test_an_end_that_falls_into_a_gap_is_told(house: House, ann: Client) -> None:
    job_id = await asked_for(ann)
    async with ann.subscribe(PROGRESS) as stream:
        assert (await stream.next())["jobProgress"]["status"] == "QUEUED"
        [(user_id, feed)] = house.parts.hub._feeds.items()
        async with house.parts.database.read() as session:
            [row] = await jobs.unfinished(session, user_id)
        await cancel(ann, job_id)
        await stream.until("jobProgress", lambda job: job["status"] == "CANCELLED")
        feed.touch([row.id])
        feed.missed()
        assert (await stream.next())["jobProgress"]["status"] == "CANCELLED"


async def test_progress_of_a_job_that_is_not_ones_own_is_refused(ann: Client, bob: Client) -> None:
    foreign = await asked_for(bob)
    answers = []
    for job_id in (foreign, made_up("Job", "0" * 32), "x"):
        async with ann.subscribe(PROGRESS, id=job_id) as stream:
            with pytest.raises(GraphQLFailure) as caught:
                await stream.next()
        assert caught.value.code == "BAD_USER_INPUT"
        answers.append(caught.value.errors)
    assert answers[0] == answers[1] == answers[2]
