"""Star, trash and restore: what they change, what they refuse, and what they leave behind."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from db import counters
from db.engine import Database
from tests.api.helpers import RESTORE, STAR, TRASH, VIEWER, asked_for, uploaded
from tests.api.test_images import made_up
from tests.client import Client
from tests.pictures import png

pytestmark = pytest.mark.main_path

OPERATION = """query($id: ID!) { node(id: $id) { ... on Operation { id action status matched
    changed skipped { reason count ids } error createdAt undoableUntil } } }"""
RETENTION = timedelta(days=30)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def change(client: Client, document: str, **variables: Any) -> dict[str, Any]:
    [payload] = (await client.query(document, **variables)).values()
    return payload  # type: ignore[no-any-return]


async def test_each_change_is_shown_and_recorded(ann: Client) -> None:
    [image_id] = await uploaded(ann, png())
    for document, variables, action, starred, trashed in [
        (STAR, {"starred": True}, "STAR", True, False),
        (TRASH, {}, "TRASH", True, True),
        (RESTORE, {}, "RESTORE", True, False),
        (STAR, {"starred": False}, "UNSTAR", False, False),
    ]:
        payload = await change(ann, document, id=image_id, **variables)
        assert payload["userErrors"] == []
        image, operation = payload["image"], payload["operation"]
        assert (image["id"], image["starred"]) == (image_id, starred)
        assert (image["deletedAt"] is not None, image["purgeAt"] is not None) == (trashed, trashed)
        assert (operation["action"], operation["status"]) == (action, "DONE")
        assert (operation["matched"], operation["changed"], operation["skipped"]) == (1, 1, [])
        assert operation["error"] is None
        until = moment(operation["undoableUntil"]) - moment(operation["createdAt"])
        assert until == timedelta(days=7)
        assert (await ann.query(OPERATION, id=operation["id"]))["node"] == operation


async def test_the_purge_date_is_exact(ann: Client) -> None:
    [image_id] = await uploaded(ann, png())
    image = (await change(ann, TRASH, id=image_id))["image"]
    deleted_at = moment(image["deletedAt"])
    assert moment(image["purgeAt"]) == deleted_at + RETENTION
    assert deleted_at.utcoffset() == timedelta(0)
    trash = (await ann.query(VIEWER))["viewer"]["trash"]
    assert moment(trash["nextPurgeAt"]) == deleted_at + RETENTION
    assert trash["retentionDays"] == 30


async def test_what_is_so_already_succeeds_without_an_operation(ann: Client) -> None:
    [image_id] = await uploaded(ann, png())
    for document, variables in [
        (STAR, {"starred": False}),
        (STAR, {"starred": True}),
        (STAR, {"starred": True}),
        (RESTORE, {}),
        (TRASH, {}),
        (TRASH, {}),
        (STAR, {"starred": True}),  # so it is, in the trash too
    ]:
        before = await ann.query(VIEWER)
        payload = await change(ann, document, id=image_id, **variables)
        assert payload["userErrors"] == []
        assert payload["image"]["id"] == image_id
        if payload["operation"] is None:
            assert await ann.query(VIEWER) == before
    deleted_at = payload["image"]["deletedAt"]
    again = await change(ann, TRASH, id=image_id)
    assert (again["operation"], again["image"]["deletedAt"]) == (None, deleted_at)


async def test_a_star_in_the_trash_is_a_conflict(ann: Client) -> None:
    [image_id] = await uploaded(ann, png())
    await change(ann, TRASH, id=image_id)
    payload = await change(ann, STAR, id=image_id, starred=True)
    assert (payload["image"], payload["operation"]) == (None, None)
    [error] = payload["userErrors"]
    assert (error["code"], error["field"]) == ("CONFLICT", ["id"])
    restored = (await change(ann, RESTORE, id=image_id))["image"]
    assert restored["starred"] is False


async def test_an_unknown_a_foreign_and_a_malformed_id_are_one_answer(
    ann: Client, bob: Client
) -> None:
    [foreign] = await uploaded(ann, png())
    job_id = await asked_for(bob)
    ids = [foreign, made_up("Image", uuid4().hex), "x", "", "é", job_id, made_up("Image", "7")]
    for document in (STAR, TRASH, RESTORE):
        answers = [await change(bob, document, id=id_) for id_ in ids]
        [error] = answers[0]["userErrors"]
        assert (error["code"], error["field"]) == ("NOT_FOUND", ["id"])
        assert (answers[0]["image"], answers[0]["operation"]) == (None, None)
        assert all(answer == answers[0] for answer in answers)
    [still] = (await ann.query("{ images { nodes { starred deletedAt } } }"))["images"]["nodes"]
    assert still == {"starred": False, "deletedAt": None}


async def test_summaries_follow_every_change(ann: Client, bob: Client, database: Database) -> None:
    small, large = png(8, 8), png(300, 200)
    one, two = await uploaded(ann, small, large)
    both = len(small) + len(large)

    async def summary() -> tuple[tuple[int, int, int], tuple[int, int, bool]]:
        viewer = (await ann.query(VIEWER))["viewer"]
        gallery, trash = viewer["gallery"], viewer["trash"]
        return (
            (gallery["count"], gallery["starredCount"], gallery["byteSize"]),
            (trash["count"], trash["byteSize"], trash["nextPurgeAt"] is not None),
        )

    assert await summary() == ((2, 0, both), (0, 0, False))
    await change(ann, STAR, id=one)
    await change(ann, STAR, id=two)
    assert await summary() == ((2, 2, both), (0, 0, False))
    await change(ann, TRASH, id=two)
    assert await summary() == ((1, 1, len(small)), (1, len(large), True))
    await change(ann, STAR, id=one, starred=False)
    assert await summary() == ((1, 0, len(small)), (1, len(large), True))
    await change(ann, RESTORE, id=two)
    assert await summary() == ((2, 1, both), (0, 0, False))
    empty = (await bob.query(VIEWER))["viewer"]
    assert (empty["gallery"]["count"], empty["trash"]["count"]) == (0, 0)
    async with database.read() as session:
        assert await counters.drift(session, 1) == {}


async def test_many_at_once_change_each_image_once(ann: Client, database: Database) -> None:
    import asyncio

    [image_id] = await uploaded(ann, png())
    answers = await asyncio.gather(*(change(ann, TRASH, id=image_id) for _ in range(10)))
    assert sum(answer["operation"] is not None for answer in answers) == 1
    assert len({answer["image"]["deletedAt"] for answer in answers}) == 1
    async with database.read() as session:
        assert await counters.drift(session, 1) == {}
