"""The proxy of deploy/ before two real api processes: what passes, and what does not."""

import asyncio
import json
import ssl
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx
import pytest

from gallery.bodies import MOST_BODY
from resolvers.context import Backend
from tests.api.helpers import event_cursor, eventually, uploaded
from tests.certificates import self_signed
from tests.client import PREFLIGHT, Client
from tests.deploy.nodes import PROXY, Cluster, Proxy
from tests.pictures import png

VIEWER = "{ viewer { name } }"
CREATED = "subscription($after: String) { imageCreated(after: $after) { cursor image { id } } }"
PICTURE = "query($id: ID!) { node(id: $id) { ... on Image { url thumbUrl } } }"


async def test_pictures_come_from_the_store_by_signed_urls(cluster: Cluster, ann: Client) -> None:
    data = png()
    [image_id] = await uploaded(ann, data)
    found = (await ann.query(PICTURE, id=image_id))["node"]
    assert found["url"].startswith(cluster.pictures)
    assert (await ann.get(found["url"])).content == data
    assert (await ann.get(found["thumbUrl"])).content[8:12] == b"WEBP"
    assert (await ann.get(found["url"] + "x")).status_code == 403
    assert (await ann.http.put(found["url"], content=b"other")).status_code == 405


async def test_a_socket_goes_on_at_another_node_where_it_was(cluster: Cluster) -> None:
    first, second = (cluster.client("bob", api.address) for api in cluster.apis)
    async with first, second, cluster.client("bob") as bob:
        async with first.subscribe(CREATED, after=await event_cursor(first)) as stream:
            [seen] = await uploaded(bob, png())
            event = (await stream.next())["imageCreated"]
            assert event["image"]["id"] == seen
        [missed] = await uploaded(bob, png())
        async with second.subscribe(CREATED, after=event["cursor"]) as stream:
            assert (await stream.next())["imageCreated"]["image"]["id"] == missed
            [live] = await uploaded(first, png())
            assert (await stream.next())["imageCreated"]["image"]["id"] == live


async def test_events_stream_through_until_their_reader_leaves(
    cluster: Cluster, ann: Client
) -> None:
    after = await event_cursor(ann)
    [image_id] = await uploaded(ann, png())
    body = {"query": CREATED, "variables": {"after": after}}
    headers = {**ann.headers, "Accept": "text/event-stream"}
    async with ann.http.stream("POST", "/graphql", json=body, headers=headers) as response:
        lines = response.aiter_lines()
        while not (line := await anext(lines)).startswith("data: {"):
            pass
    event = json.loads(line.removeprefix("data: "))["data"]["imageCreated"]
    assert event["image"] == {"id": image_id}

    async def followed() -> float:
        return sum(api.told("gallery_subscriptions_open") for api in cluster.apis)

    # Sooner than the next word of the stream, by which the api would notice by itself.
    await eventually(followed, lambda count: count == 0, patience=10)


async def test_what_is_too_large_does_not_reach_the_gallery(ann: Client, cluster: Cluster) -> None:
    limits: dict[str, Any] = {field.name: field.default for field in fields(Backend)}
    most = limits["max_upload_files"] * limits["max_upload_bytes"] + MOST_BODY
    assert f"gt {most} " in PROXY.read_text()
    reader, writer = await asyncio.open_connection("127.0.0.1", _port(cluster))
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: {most + 1}\r\n\r\n"
    writer.write(head.encode())
    assert b" 413 " in await reader.readline()
    writer.close()


async def test_a_header_that_does_not_come_ends_the_connection(cluster: Cluster) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", _port(cluster))
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    answer = await asyncio.wait_for(reader.read(), 20)
    assert answer.startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_what_came_by_tls_is_told_to_the_api(cluster: Cluster, tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    proxy = Proxy(cluster.proxied, tmp_path / "proxy.log", certificates=str(certificate))
    proxy.start()
    headers = {**cluster.client("ann").headers, **PREFLIGHT}
    tls = ssl.create_default_context(cafile=str(certificate))
    async with httpx.AsyncClient(base_url=proxy.address, verify=tls) as client:

        async def signed_out() -> httpx.Response | None:
            try:
                answer = await client.post("/auth/logout", headers=headers)
            except httpx.ConnectError:
                return None
            # The proxy's own, before it has found an api.
            return None if answer.status_code == 503 else answer

        answer = await eventually(signed_out, lambda found: found is not None)
    assert answer is not None
    assert "secure" in answer.headers["set-cookie"].lower()
    proxy.kill()


async def test_a_client_says_nothing_of_itself_that_is_believed(ann: Client) -> None:
    said = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "https",
        "Forwarded": "for=203.0.113.9;proto=https",
    }
    # To whoever asks from this machine, as this test does.
    assert (await ann.get("/readyz", **said)).status_code in (200, 503)
    signed_out = await ann.http.post("/auth/logout", headers={**ann.headers, **PREFLIGHT, **said})
    assert "secure" not in signed_out.headers["set-cookie"].lower()


async def test_an_api_that_leaves_says_so_and_works_on(cluster: Cluster, ann: Client) -> None:
    api = cluster.apis[0]
    async with cluster.client("ann", api.address) as direct:
        api.ask_to_end()

        async def health() -> int:
            return (await direct.get("/healthz")).status_code

        await eventually(health, lambda status: status == 503)
        assert (await direct.get("/readyz")).status_code == 503
        assert await direct.query(VIEWER) == {"viewer": {"name": "ann"}}
        api.wait()
        with pytest.raises(httpx.ConnectError):
            await direct.get("/healthz")
    assert await ann.query(VIEWER) == {"viewer": {"name": "ann"}}


def _port(cluster: Cluster) -> int:
    return int(cluster.address.rpartition(":")[2])
