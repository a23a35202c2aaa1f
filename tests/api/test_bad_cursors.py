"""Cursors that no server made, or that somebody has worked on: refused, and never a fault."""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable

import pytest

from db.engine import Database
from tests.api.helpers import failure
from tests.client import Client
from tests.db.world import add_image, add_user

PAGE = """query($after: String, $before: String) {
    images(after: $after, before: $before) { nodes { id } } }"""
JOBS = PAGE.replace("images", "jobs")
FIRST = "{ images(first: 1) { pageInfo { endCursor } } viewer { eventCursor } }"


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


NONSENSE = ["", "x", "!!!!", "é", "AAAA", "a" * 5000, text(bytes(29)), text(bytes(37))]


@pytest.mark.parametrize("document", [PAGE, JOBS], ids=["images", "jobs"])
async def test_nonsense_is_refused(ann: Client, document: str) -> None:
    for argument in ("after", "before"):
        for cursor in NONSENSE:
            error = await failure(ann, document, **{argument: cursor})
            assert error.code == "BAD_USER_INPUT", cursor
            assert error.errors[0]["extensions"]["field"] == [argument]


FORGERIES: dict[str, Callable[[bytes], bytes]] = {
    "a moment more": lambda data: data[:5] + bytes(8) + data[5:],
    "a moment less": lambda data: data[:5] + data[13:],
    "the end of time": lambda data: data[:5] + struct.pack(">q", 2**63 - 1) + data[13:],
    "before all time": lambda data: data[:5] + struct.pack(">q", -(2**63)) + data[13:],
    "another version": lambda data: b"\x09" + data[1:],
}


async def test_a_forged_one_is_refused(database: Database, ann: Client) -> None:
    await add_image(database, await add_user(database, "ann"))
    found = await ann.query(FIRST)
    cursor = found["images"]["pageInfo"]["endCursor"]
    data = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for name, forge in FORGERIES.items():
        error = await failure(ann, PAGE, after=text(forge(data)))
        assert error.code == "BAD_USER_INPUT", name


async def test_one_of_events_is_none_of_a_list(ann: Client) -> None:
    cursor = (await ann.query(FIRST))["viewer"]["eventCursor"]
    assert (await failure(ann, PAGE, after=cursor)).code == "BAD_USER_INPUT"
