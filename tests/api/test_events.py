"""Live streams: every event once, in order, only one's own, and from wherever one left off."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import pytest

from db.engine import Database
from gallery.settings import Settings
from tests.api.conftest import Painter
from tests.api.helpers import (
    RESTORE,
    STAR,
    TRASH,
    asked_for,
    ended,
    event_cursor,
    heard,
    uploaded,
)
from tests.client import Client, GraphQLFailure, Stream
from tests.conftest import House
from tests.db.world import add_image, add_user
from tests.pictures import png

CREATED = """subscription($after: String) { imageCreated(after: $after) {
    cursor jobId image { id prompt url } } }"""
EVENTS = """
    subscription($after: String) { galleryEvents(after: $after) { __typename cursor
      ... on ImageCreated { jobId image { id } }
      ... on ImagesChanged { operation { id action } images { id starred deletedAt } truncated }
      ... on JobChanged { job { id status } } } }
"""


async def some(stream: Stream, count: int, name: str = "galleryEvents") -> list[dict[str, Any]]:
    return [(await stream.next())[name] for _ in range(count)]


async def create(database: Database, prompt: str, user: str = "ann") -> None:
    """An image that another process brings, whose hint is lost."""
    user_id = await add_user(database, user)
    await add_image(database, user_id, prompt)


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [event["__typename"] for event in events]


async def test_each_change_is_one_event_in_order(house: House, ann: Client) -> None:
    async with ann.subscribe(EVENTS) as stream:
        await heard(house)
        [image_id] = await uploaded(ann, png())
        for document in (STAR, TRASH, RESTORE):
            await ann.query(document, id=image_id)
        await ann.query(RESTORE, id=image_id)  # already so: no event
        job_id = await asked_for(ann)
        events = await some(stream, 5)
    assert kinds(events) == ["ImageCreated", *["ImagesChanged"] * 3, "JobChanged"]
    assert events[0]["image"] == {"id": image_id}
    assert events[0]["jobId"] is None
    assert [event["operation"]["action"] for event in events[1:4]] == ["STAR", "TRASH", "RESTORE"]
    assert all(event["images"][0]["id"] == image_id for event in events[1:4])
    assert not any(event["truncated"] for event in events[1:4])
    assert events[4]["job"] == {"id": job_id, "status": "QUEUED"}
    assert events[4]["cursor"] == await event_cursor(ann)


async def test_a_replay_has_no_gap_and_nothing_twice(ann: Client, database: Database) -> None:
    start = await event_cursor(ann)
    await uploaded(ann, png(), prompt="0")
    await create(database, "1")
    async with ann.subscribe(CREATED, after=start) as stream:
        await uploaded(ann, png(), prompt="2")
        events = await some(stream, 3, "imageCreated")
        await uploaded(ann, png(), prompt="3")
        events += await some(stream, 1, "imageCreated")
    assert [event["image"]["prompt"] for event in events] == ["0", "1", "2", "3"]
    for number, event in enumerate(events[:3]):
        async with ann.subscribe(CREATED, after=event["cursor"]) as stream:
            again = await some(stream, 3 - number, "imageCreated")
            assert again == events[number + 1 :]
    async with ann.subscribe(CREATED, after=events[3]["cursor"]) as stream:
        await uploaded(ann, png(), prompt="4")
        [event] = await some(stream, 1, "imageCreated")
    assert event["image"]["prompt"] == "4"


async def test_long_replays_are_complete(ann: Client, database: Database) -> None:
    start = await event_cursor(ann)
    for number in range(230):
        await create(database, str(number))
    async with AsyncExitStack() as stack:
        for _ in range(2):
            stream = await stack.enter_async_context(ann.subscribe(CREATED, after=start))
            events = await some(stream, 230, "imageCreated")
            prompts = [event["image"]["prompt"] for event in events]
            assert prompts == [str(number) for number in range(230)]


async def test_only_ones_own_events_come(house: House, ann: Client, bob: Client) -> None:
    async with ann.subscribe(EVENTS) as mine, bob.subscribe(EVENTS) as theirs:
        await heard(house, 2)
        [foreign] = await uploaded(bob, png())
        [own] = await uploaded(ann, png())
        assert (await some(mine, 1))[0]["image"] == {"id": own}
        assert (await some(theirs, 1))[0]["image"] == {"id": foreign}
    # A cursor of mine leads bob nowhere.
    async with bob.subscribe(EVENTS, after=await event_cursor(ann)) as theirs:
        resync = {"__typename": "ResyncRequired", "cursor": await event_cursor(bob)}
        assert await some(theirs, 1) == [resync]


async def test_without_a_cursor_only_what_comes_from_now_on(house: House, ann: Client) -> None:
    await uploaded(ann, png(), prompt="before")
    async with ann.subscribe(CREATED) as stream:
        await heard(house)
        await uploaded(ann, png(), prompt="after")
        [event] = await some(stream, 1, "imageCreated")
    assert event["image"]["prompt"] == "after"


async def test_every_window_gets_everything(house: House, ann: Client) -> None:
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(ann.subscribe(EVENTS)) for _ in range(5)]
        await heard(house, 5)
        ids = [(await uploaded(ann, png()))[0] for _ in range(3)]
        for stream in streams:
            assert [event["image"]["id"] for event in await some(stream, 3)] == ids
    await heard(house, 0)
    async with ann.subscribe(EVENTS) as stream:
        await heard(house)
        [late] = await uploaded(ann, png())
        assert (await some(stream, 1))[0]["image"] == {"id": late}


async def test_a_change_that_is_undone_by_now_is_shown_as_it_is(ann: Client) -> None:
    start = await event_cursor(ann)
    [image_id] = await uploaded(ann, png())
    await ann.query(STAR, id=image_id)
    await ann.query(TRASH, id=image_id)
    async with ann.subscribe(EVENTS, after=start) as stream:
        events = await some(stream, 3)
    assert events[1]["images"][0]["starred"] is True
    assert events[1]["images"][0]["deletedAt"] == events[2]["images"][0]["deletedAt"]


async def test_what_is_gone_for_good_is_left_out_of_a_replay(
    ann: Client, settings: Settings
) -> None:
    start = await event_cursor(ann)
    [gone] = await uploaded(ann, png())
    await ann.query(STAR, id=gone)
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute("DELETE FROM images")
    await connection.close()
    [kept] = await uploaded(ann, png())
    async with ann.subscribe(EVENTS, after=start) as stream:
        assert (await some(stream, 1))[0]["image"] == {"id": kept}


def forged(cursor_: str, place: slice, value: bytes) -> str:
    data = bytearray(urlsafe_b64decode(cursor_ + "=" * (-len(cursor_) % 4)))
    data[place] = value
    return urlsafe_b64encode(bytes(data)).rstrip(b"=").decode()


EPOCH, NUMBER = slice(2, 6), slice(6, 14)
STRANGE: dict[str, Callable[[str], str]] = {
    "of another epoch": lambda now: forged(now, EPOCH, b"\x00\x00\x99\x99"),
    "in the future": lambda now: forged(now, NUMBER, (99).to_bytes(8)),
    "beyond all numbers": lambda now: forged(now, NUMBER, b"\xff" * 8),
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
async def test_a_cursor_that_leads_nowhere_says_where_to_go_on(
    ann: Client, strange: Callable[[str], str]
) -> None:
    await uploaded(ann, png())
    now = await event_cursor(ann)
    async with ann.subscribe(CREATED, after=strange(now)) as stream:
        with pytest.raises(GraphQLFailure) as caught:
            await stream.next()
        assert caught.value.code == "RESYNC_REQUIRED"
        assert caught.value.errors[0]["extensions"]["cursor"] == now
    async with ann.subscribe(EVENTS, after=strange(now)) as stream:
        assert await some(stream, 1) == [{"__typename": "ResyncRequired", "cursor": now}]
        with pytest.raises((StopAsyncIteration, RuntimeError)):
            await stream.next()
    async with ann.subscribe(EVENTS, after=now) as stream:
        await uploaded(ann, png())
        assert kinds(await some(stream, 1)) == ["ImageCreated"]


async def test_a_cursor_older_than_the_log_says_where_to_go_on(
    ann: Client, settings: Settings
) -> None:
    start = await event_cursor(ann)
    for _ in range(3):
        await uploaded(ann, png())
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute("DELETE FROM events WHERE seq = 1")
    await connection.close()
    now = await event_cursor(ann)
    async with ann.subscribe(EVENTS, after=start) as stream:
        assert await some(stream, 1) == [{"__typename": "ResyncRequired", "cursor": now}]


async def test_nonsense_is_no_cursor(ann: Client) -> None:
    await uploaded(ann, png())
    page = await ann.query("{ images { pageInfo { endCursor } } }")
    list_cursor = page["images"]["pageInfo"]["endCursor"]
    for document in (CREATED, EVENTS):
        for nonsense in ("", "x", "é", "AAAA", list_cursor, "a" * 5000):
            async with ann.subscribe(document, after=nonsense) as stream:
                with pytest.raises(GraphQLFailure) as caught:
                    await stream.next()
                assert caught.value.code == "BAD_USER_INPUT"


async def test_a_cursor_read_before_this_process_heard_of_the_event_is_good(
    house: House, ann: Client, database: Database
) -> None:
    async with ann.subscribe(CREATED) as watching:
        await heard(house)
        await uploaded(ann, png(), prompt="heard of")
        await some(watching, 1, "imageCreated")
        await create(database, "not heard of yet")
        for after in (await event_cursor(ann), None):
            async with ann.subscribe(CREATED, after=after) as stream:
                await heard(house, 2)
                await uploaded(ann, png(), prompt="next")
                [event] = await some(stream, 1, "imageCreated")
                assert event["image"]["prompt"] == "next"
            await heard(house)
            await create(database, "nor of this")


async def test_lost_hints_only_delay(house: House, ann: Client, database: Database) -> None:
    async with ann.subscribe(CREATED) as stream:
        await heard(house)
        await create(database, "unannounced")
        [event] = await some(stream, 1, "imageCreated")
    assert event["image"]["prompt"] == "unannounced"


async def test_what_the_worker_does_arrives(house: House, painter: Painter, ann: Client) -> None:
    async with ann.subscribe(EVENTS) as stream:
        await heard(house)
        job_id = await asked_for(ann, n=2)
        events = [await stream.until("galleryEvents", lambda event: "job" in event)]
        while kinds(events).count("ImageCreated") < 2 or events[-1]["__typename"] != "JobChanged":
            events += await some(stream, 1)
    created = [event for event in events if event["__typename"] == "ImageCreated"]
    assert {event["jobId"] for event in created} == {job_id}
    done = await ended(ann, job_id)
    assert {event["image"]["id"] for event in created} == {i["id"] for i in done["images"]}
