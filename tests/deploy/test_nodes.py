"""Two api and two worker processes are one gallery, whichever is asked and whichever works."""

import asyncio

import asyncpg

from jobs.faults import FaultPoint
from tests.api.helpers import (
    TRASH,
    VIEWER,
    asked_for,
    ended,
    event_cursor,
    eventually,
    job,
    uploaded,
)
from tests.client import Client, Stream
from tests.deploy.load import has_seen_all, load, windows
from tests.deploy.nodes import CLEANUP_TOKEN, Api, Cluster, Node
from tests.pictures import png

CREATED = "subscription($after: String) { imageCreated(after: $after) { image { id } jobId } }"


async def test_what_any_node_makes_is_told_on_sockets_of_every_node(cluster: Cluster) -> None:
    first, second = (cluster.client("eve", api.address) for api in cluster.apis)
    async with first, second:
        after = await event_cursor(first)
        here = first.subscribe(CREATED, after=after)
        there = second.subscribe(CREATED, after=after)
        async with here as on_first, there as on_second:
            made = [*await uploaded(first, png()), *await uploaded(second, png())]
            for stream in (on_first, on_second):
                assert [await told(stream, "image", "id") for _ in made] == made
            # Two workers draw, one job each at a time.
            asked = {await asked_for(client) for client in (first, second)}
            for stream in (on_first, on_second):
                assert {await told(stream, "jobId") for _ in asked} == asked


async def told(stream: Stream, *path: str) -> str:
    value = (await stream.next())["imageCreated"]
    for name in path:
        value = value[name]
    return str(value)


async def test_two_workers_do_each_job_once(cluster: Cluster, ann: Client) -> None:
    async def took_part() -> int:
        asked = [await asked_for(ann, f"fox {number}", n=2) for number in range(4)]
        for job_id in asked:
            done = await ended(ann, job_id)
            assert (done["status"], len(done["images"])) == ("SUCCEEDED", 2)
            assert [attempt["outcome"] for attempt in done["attempts"]] == ["ANSWERED"]
        took = "SELECT DISTINCT spool_folder FROM jobs WHERE prompt LIKE 'fox %'"
        return len(await rows(cluster, took))

    # Again, where one of them was still starting when the other had done everything.
    await eventually(took_part, lambda found: found == len(cluster.workers))


async def test_a_dead_workers_job_is_taken_over_by_another_machine(
    cluster: Cluster, ann: Client
) -> None:
    for worker in cluster.workers:
        worker.kill()
    fated = cluster.worker("fated", FAULT_POINT=FaultPoint.ATTEMPT_COMMITTED)
    fated.start()
    job_id = await asked_for(ann, "a wolf")
    await eventually(lambda: died(fated), bool)
    # On another machine nobody sees that it is gone: its lease runs for half a minute, which is
    # not waited for here.
    assert (await job(ann, job_id))["status"] == "RUNNING"
    await rows(cluster, "UPDATE jobs SET lease_until = now() WHERE status = 'running'")
    cluster.workers[0].start()
    done = await ended(ann, job_id)
    assert (done["status"], len(done["images"])) == ("SUCCEEDED", 1)
    assert len(done["attempts"]) == 2


async def died(node: Node) -> bool:
    return not node.alive


async def test_a_purge_that_all_nodes_are_asked_for_happens_once(cluster: Cluster) -> None:
    async with cluster.client("zoe") as zoe:
        kept, *thrown = await uploaded(zoe, *(png() for _ in range(6)))
        for image_id in thrown:
            await zoe.query(TRASH, id=image_id)
        await rows(cluster, "UPDATE images SET deleted_at = deleted_at - interval '31 days'")
        await asyncio.gather(*(cleaned(zoe, api.address) for api in cluster.apis * 3))
        # Whoever counted one twice would be below it, for good.
        found = await eventually(
            lambda: zoe.query(VIEWER), lambda data: data["viewer"]["trash"]["count"] <= 0
        )
        assert found["viewer"]["trash"]["count"] == 0
        assert found["viewer"]["gallery"]["count"] == 1
        left = await zoe.query("{ images(first: 10) { nodes { id } } }")
        assert left["images"]["nodes"] == [{"id": kept}]


async def cleaned(client: Client, address: str) -> None:
    headers = {"Authorization": f"Bearer {CLEANUP_TOKEN}"}
    answer = await client.http.post(f"{address}/api/cleanup", headers=headers)
    assert answer.status_code == 202


async def rows(cluster: Cluster, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(cluster.environ["DATABASE_URL"])
    try:
        return list(await connection.fetch(statement))
    finally:
        await connection.close()


async def restarted(api: Api) -> None:
    api.ask_to_end()
    await asyncio.to_thread(api.wait)
    api.start()
    await asyncio.to_thread(api.wait_until, api.answers)


async def test_a_rolling_restart_refuses_nobody(cluster: Cluster) -> None:
    async with cluster.client("ann") as ann, windows(ann) as opened:
        async with load(ann) as measured:
            for api in cluster.apis:
                await restarted(api)
        assert measured.failed == []
        assert min(measured.asked.values()) > 3
        await has_seen_all(opened, measured.created)
        # Each was closed by the node that it was on, and stayed where it went unless that left too.
        assert all(1 <= window.closed <= 2 for window in opened)


async def test_a_killed_node_costs_its_own_sockets_only(cluster: Cluster) -> None:
    async with cluster.client("bob") as bob, windows(bob) as opened:
        async with load(bob) as measured:
            await measured.advance(5)
            await asyncio.to_thread(cluster.apis[0].kill)
            await measured.advance(5)
        await has_seen_all(opened, measured.created)
        on_it = sum(window.closed > 0 for window in opened)
        assert 0 < on_it < len(opened)
        # What it was answering is lost to whoever asked: nobody may ask a mutation again for them.
        assert len(measured.failed) <= 4
