"""Nodes are restarted, or die, under load: nobody who asks the proxy is refused anything."""

import asyncio

import pytest

from tests.deploy.load import has_seen_all, load, windows
from tests.deploy.nodes import Api, Cluster

pytestmark = pytest.mark.xdist_group("nodes")


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
