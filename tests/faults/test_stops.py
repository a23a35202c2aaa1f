"""SIGTERM, as every deploy sends it: what is paid is waited for, and sockets are told."""

import asyncio
import signal
import socket
from contextlib import AsyncExitStack

import pytest
from websockets.exceptions import ConnectionClosed

from tests.api.helpers import asked_for, eventually, job
from tests.client import Client, Stream
from tests.faults.judge import Findings
from tests.faults.site import Site, ended, is_in_flight

CREATED = "subscription { imageCreated { image { id } } }"
ALIVE = "{ viewer { name } }"
WAITING = "waiting for 1 generation(s) to end"


async def test_a_worker_ends_a_paid_call_before_it_ends(site: Site) -> None:
    site.painter.open.clear()
    async with site.working() as worker:
        job_id = await asked_for(site.ann)
        await site.once(job_id, is_in_flight)
        worker.send_signal(signal.SIGTERM)
        await eventually(site.errors, lambda said: WAITING in said)
        assert worker.returncode is None
        site.painter.open.set()
        assert await ended(worker) == 0
    found = await job(site.ann, job_id)
    assert (found["status"], len(found["images"])) == ("SUCCEEDED", 1)
    assert await site.judged() == Findings()


async def test_an_api_closes_its_sockets_and_ends(site: Site) -> None:
    async with AsyncExitStack() as opened:
        listener = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        api = await opened.enter_async_context(site.serving(listener))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        ann = await opened.enter_async_context(Client(address, site.ann.token))
        await ann.query(ALIVE)
        streams = [await opened.enter_async_context(ann.subscribe(CREATED)) for _ in range(20)]
        closings = [asyncio.create_task(closed(stream)) for stream in streams]
        api.send_signal(signal.SIGTERM)
        assert set(await asyncio.gather(*closings)) == {1012}
        assert await ended(api, 10) == -signal.SIGTERM


async def closed(stream: Stream) -> int:
    """The code that a socket is closed with."""
    with pytest.raises(ConnectionClosed) as closing:
        await stream.until("imageCreated", lambda event: False)
    assert closing.value.rcvd is not None
    return closing.value.rcvd.code
