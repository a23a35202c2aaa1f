"""Generations on their way: their places, progress and partial pictures, lists, and the end."""

from typing import Any
from uuid import uuid4

from db.kinds import JobErrorCode
from jobs.providers.base import RefusedError
from tests.api.conftest import Painter
from tests.api.helpers import asked_for, ended, eventually, failure, generate, job
from tests.api.test_images import made_up
from tests.client import Client
from tests.jobs.fakes import answers

CANCEL = """mutation($id: ID!) { cancelJob(id: $id) {
    job { id status finishedAt } userErrors { code field } } }"""
JOBS = """
    query($first: Int, $after: String, $last: Int, $before: String, $filter: JobFilter) {
      jobs(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
        totalCount edges { cursor node { id } } nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
"""


async def cancel(client: Client, job_id: str) -> dict[str, Any]:
    return (await client.query(CANCEL, id=job_id))["cancelJob"]  # type: ignore[no-any-return]


async def begun(client: Client, job_id: str) -> None:
    await eventually(lambda: job(client, job_id), lambda found: found["status"] == "RUNNING")


async def page(client: Client, **asked: Any) -> tuple[list[str], bool, bool]:
    found = (await client.query(JOBS, **asked))["jobs"]
    assert found["nodes"] == [edge["node"] for edge in found["edges"]]
    info = found["pageInfo"]
    cursors = [edge["cursor"] for edge in found["edges"]] or [None]
    assert (info["startCursor"], info["endCursor"]) == (cursors[0], cursors[-1])
    ids = [node["id"] for node in found["nodes"]]
    return ids, info["hasPreviousPage"], info["hasNextPage"]


async def test_jobs_are_listed_newest_first_in_pages(ann: Client, bob: Client) -> None:
    ids = [await asked_for(ann) for _ in range(5)][::-1]
    await asked_for(bob)
    whole = (await ann.query(JOBS))["jobs"]
    assert ([node["id"] for node in whole["nodes"]], whole["totalCount"]) == (ids, 5)
    at = {edge["node"]["id"]: edge["cursor"] for edge in whole["edges"]}
    assert await page(ann, first=2) == (ids[:2], False, True)
    assert await page(ann, first=2, after=at[ids[1]]) == (ids[2:4], True, True)
    assert await page(ann, first=2, after=at[ids[3]]) == (ids[4:], True, False)
    assert await page(ann, first=2, after=at[ids[4]]) == ([], True, False)
    assert await page(ann, last=2) == (ids[3:], True, False)
    assert await page(ann, last=2, before=at[ids[3]]) == (ids[1:3], True, True)
    assert await page(ann, last=2, before=at[ids[1]]) == (ids[:1], False, True)
    assert await page(ann, last=2, before=at[ids[0]]) == ([], False, True)
    assert await page(ann, first=9, after=at[ids[0]], before=at[ids[4]]) == (ids[1:4], True, True)
    assert (await failure(ann, JOBS, after=at[ids[0]], filter={"statuses": ["QUEUED"]})).code == (
        "BAD_USER_INPUT"
    )
    for asked in ({"first": 0}, {"last": 101}, {"first": 1, "last": 1}):
        assert (await failure(ann, JOBS, **asked)).code == "BAD_USER_INPUT"


async def test_jobs_are_filtered_by_their_states(painter: Painter, ann: Client) -> None:
    done = await asked_for(ann)
    await ended(ann, done)
    painter.gate.clear()
    running = [await asked_for(ann) for _ in range(2)]
    for job_id in running:
        await begun(ann, job_id)
    waiting = await asked_for(ann)
    called_off = await asked_for(ann)
    await cancel(ann, called_off)
    for statuses, ids in [
        (["QUEUED"], [waiting]),
        (["RUNNING"], running[::-1]),
        (["SUCCEEDED", "CANCELLED"], [called_off, done]),
        (["FAILED", "PARTIAL"], []),
        ([], []),
        (None, [called_off, waiting, *running[::-1], done]),
    ]:
        found = (await ann.query(JOBS, filter={"statuses": statuses}))["jobs"]
        assert [node["id"] for node in found["nodes"]] == ids, statuses
        assert found["totalCount"] == len(ids)
    painter.gate.set()
    for job_id in (waiting, *running):
        await ended(ann, job_id)


async def test_the_queue_is_one_for_all(ann: Client, bob: Client) -> None:
    first, others, last = await asked_for(ann), await asked_for(bob), await asked_for(ann)
    assert (await job(ann, first))["queuePosition"] == 1
    assert (await job(bob, others))["queuePosition"] == 2
    assert (await job(ann, last))["queuePosition"] == 3
    await cancel(ann, first)
    assert (await job(ann, first))["queuePosition"] is None
    assert (await job(ann, last))["queuePosition"] == 2


async def test_partial_pictures_can_be_seen_while_it_runs(
    held_painter: Painter, ann: Client
) -> None:
    job_id = await asked_for(ann, n=2)
    shown = await eventually(
        lambda: job(ann, job_id), lambda found: found["slots"][0]["previewUrl"] is not None
    )
    assert (shown["status"], shown["queuePosition"]) == ("RUNNING", None)
    assert [slot["status"] for slot in shown["slots"]] == ["RUNNING", "RUNNING"]
    assert 0 < shown["progress"] < 1
    preview = await ann.get(shown["slots"][0]["previewUrl"])
    assert (preview.status_code, preview.headers["content-type"]) == (200, "image/webp")
    held_painter.gate.set()
    done = await ended(ann, job_id)
    assert [slot["previewUrl"] for slot in done["slots"]] == [None, None]


async def test_a_waiting_job_is_called_off(ann: Client) -> None:
    job_id = await asked_for(ann, n=2)
    first = await cancel(ann, job_id)
    assert (first["job"]["status"], first["userErrors"]) == ("CANCELLED", [])
    assert first["job"]["finishedAt"] is not None
    assert await cancel(ann, job_id) == first
    found = await job(ann, job_id)
    assert [slot["status"] for slot in found["slots"]] == ["FAILED", "FAILED"]
    assert (found["images"], found["attempts"]) == ([], [])


async def test_a_cancelled_job_is_never_drawn(painter: Painter, ann: Client) -> None:
    painter.gate.clear()
    holding = [await asked_for(ann) for _ in range(2)]
    for job_id in holding:
        await begun(ann, job_id)
    called_off = await asked_for(ann)
    await cancel(ann, called_off)
    painter.gate.set()
    for job_id in (*holding, await asked_for(ann)):
        await ended(ann, job_id)
    assert len(painter.provider.asked) == 3
    assert (await job(ann, called_off))["attempts"] == []


async def test_a_running_free_job_is_called_off(held_painter: Painter, ann: Client) -> None:
    job_id = await asked_for(ann)
    await eventually(lambda: job(ann, job_id), lambda found: bool(found["attempts"]))
    assert (await cancel(ann, job_id))["job"]["status"] == "CANCELLED"
    found = await eventually(
        lambda: job(ann, job_id), lambda found: found["attempts"][0]["outcome"] != "PENDING"
    )
    assert (found["status"], found["images"]) == ("CANCELLED", [])


async def test_what_has_ended_cannot_be_called_off(painter: Painter, ann: Client) -> None:
    job_id = await asked_for(ann)
    await ended(ann, job_id)
    payload = await cancel(ann, job_id)
    assert payload["job"] is None
    assert payload["userErrors"] == [{"code": "CONFLICT", "field": ["id"]}]


async def test_a_foreign_and_an_unknown_job_are_one_answer(ann: Client, bob: Client) -> None:
    foreign = await asked_for(bob)
    for job_id in (foreign, made_up("Job", uuid4().hex), made_up("Image", uuid4().hex), "x", ""):
        payload = await cancel(ann, job_id)
        assert payload == {"job": None, "userErrors": [{"code": "NOT_FOUND", "field": ["id"]}]}
    assert (await job(bob, foreign))["status"] == "QUEUED"


async def test_a_refusal_is_shown_with_its_reason(painter: Painter, ann: Client) -> None:
    refusal = RefusedError(JobErrorCode.MODERATION, "Not that.")
    painter.provider.play(answers(then=refusal))
    payload = await generate(ann, n=2)
    found = await ended(ann, payload["job"]["id"])
    error = {"code": "MODERATION", "message": "Not that.", "retryable": False}
    assert (found["status"], found["error"]) == ("FAILED", error)
    assert [slot["error"] for slot in found["slots"]] == [error, error]
