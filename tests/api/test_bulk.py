"""Many images at once: selections, operations, undo."""

from typing import Any

import pytest

from db import changes, counters, worklists
from db.engine import Database
from jobs.handlers import operate
from resolvers import bulk, selections
from tests.api.helpers import event_cursor
from tests.client import Client, GraphQLFailure
from tests.db.world import add_image, add_user
from tests.pictures import png

OPERATION = """
    operation { id action status matched changed undoableUntil skipped { reason count ids } }
    userErrors { code field message }
"""
BULK = f"""
    mutation($selection: ImageSelection!, $action: ImageAction!) {{
      bulkUpdateImages(selection: $selection, action: $action) {{ {OPERATION} }} }}
"""
UNDO = f"mutation($id: ID!) {{ undoOperation(id: $id) {{ {OPERATION} }} }}"
STATE = """
    query($filter: ImageFilter) {
      images(first: 100, filter: $filter) { totalCount nodes { id prompt starred deletedAt } } }
"""
SUMMARY = """
    query($selection: ImageSelection!) {
      selectionSummary(selection: $selection) {
        asOf count byteSize starredCount usedAsSourceCount } }
"""

CHANGES = """
    subscription($after: String) { galleryEvents(after: $after) {
      ... on ImagesChanged { operation { id } images { id } } } }
"""


async def do(client: Client, action: str, **selection: Any) -> dict[str, Any]:
    data = await client.query(BULK, selection=selection, action=action)
    return data["bulkUpdateImages"]  # type: ignore[no-any-return]


async def undo(client: Client, operation_id: str) -> dict[str, Any]:
    return (await client.query(UNDO, id=operation_id))["undoOperation"]  # type: ignore[no-any-return]


async def upload(client: Client, *prompts: str) -> list[str]:
    return [(await client.upload(png(), prompt=prompt))["images"][0]["id"] for prompt in prompts]


async def listed(client: Client, **filter_: Any) -> list[str]:
    nodes = (await client.query(STATE, filter=filter_))["images"]["nodes"]
    return [node["id"] for node in nodes]


async def test_ids_each_get_their_outcome(ann: Client, bob: Client) -> None:
    first, second, third = await upload(ann, "one", "two", "three")
    [foreign] = await upload(bob, "bob's")
    await do(ann, "STAR", ids=[first])
    await do(ann, "TRASH", ids=[second])
    done = await do(ann, "STAR", ids=[first, second, third, foreign])
    operation = done["operation"]
    assert (operation["status"], operation["matched"], operation["changed"]) == ("DONE", 4, 1)
    assert {skip["reason"]: skip["ids"] for skip in operation["skipped"]} == {
        "ALREADY_SO": [first],
        "IN_TRASH": [second],
        "NOT_FOUND": [foreign],
    }
    assert await listed(bob, starred=True) == []


async def test_a_frozen_selection_leaves_alone_what_came_later(ann: Client) -> None:
    old = await upload(ann, "fox one", "fox two", "owl")
    selection = {"filter": {"search": "fox"}}
    summary = (await ann.query(SUMMARY, selection={"matching": selection}))["selectionSummary"]
    assert (summary["count"], summary["starredCount"]) == (2, 0)
    late = await upload(ann, "fox three")
    frozen = {**selection, "asOf": summary["asOf"], "exceptIds": [old[0]]}
    done = await do(ann, "TRASH", matching=frozen)
    assert done["operation"]["changed"] == 1
    assert set(await listed(ann, trashed=True)) == {old[1]}
    assert set(await listed(ann)) == {old[0], old[2], *late}


async def test_what_came_back_since_is_not_trashed_by_a_frozen_selection(ann: Client) -> None:
    first, second = await upload(ann, "one", "two")
    as_of = await event_cursor(ann)
    await do(ann, "TRASH", ids=[first])
    await do(ann, "RESTORE", ids=[first])
    done = await do(ann, "TRASH", matching={"filter": {}, "asOf": as_of})
    assert done["operation"]["changed"] == 1
    assert await listed(ann, trashed=True) == [second]


@pytest.mark.parametrize(
    ("selection", "code", "field"),
    [
        ({"ids": []}, "INVALID", ["selection", "ids"]),
        ({"ids": ["?"]}, "INVALID", ["selection", "ids", "0"]),
        ({"matching": {"filter": {}, "asOf": "?"}}, "INVALID", ["asOf"]),
        (
            {"matching": {"filter": {}, "exceptIds": ["?"]}},
            "INVALID",
            ["selection", "matching", "exceptIds", "0"],
        ),
    ],
)
async def test_senseless_selections(
    ann: Client, selection: dict[str, Any], code: str, field: list[str]
) -> None:
    [error] = (await do(ann, "TRASH", **selection))["userErrors"]
    assert (error["code"], error["field"]) == (code, field)


async def test_a_selection_is_one_thing_or_the_other(ann: Client) -> None:
    for selection in ({}, {"ids": [], "matching": {"filter": {}}}):
        with pytest.raises(GraphQLFailure):
            await do(ann, "TRASH", **selection)


@pytest.mark.parametrize(
    ("before", "action"), [("", "STAR"), ("STAR", "UNSTAR"), ("", "TRASH"), ("TRASH", "RESTORE")]
)
async def test_an_undo_brings_back_exactly_what_was(ann: Client, before: str, action: str) -> None:
    ids = await upload(ann, "one", "two", "three")
    if before:
        await do(ann, before, ids=ids[:2])
    everything = [await ann.query(STATE, filter={"trashed": trashed}) for trashed in (False, True)]
    done = await do(ann, action, ids=ids)
    undone = await undo(ann, done["operation"]["id"])
    assert (undone["operation"]["status"], undone["operation"]["undoableUntil"]) == ("UNDONE", None)
    assert everything == [
        await ann.query(STATE, filter={"trashed": trashed}) for trashed in (False, True)
    ]
    again = await undo(ann, done["operation"]["id"])
    assert [error["code"] for error in again["userErrors"]] == ["NOT_UNDOABLE"]


async def test_an_undo_leaves_alone_what_was_changed_since(ann: Client) -> None:
    first, second = await upload(ann, "one", "two")
    done = await do(ann, "STAR", ids=[first, second])
    await do(ann, "UNSTAR", ids=[first])
    await do(ann, "STAR", ids=[first])
    undone = await undo(ann, done["operation"]["id"])
    assert [(s["reason"], s["ids"]) for s in undone["operation"]["skipped"]] == [
        ("CHANGED_SINCE", [first])
    ]
    assert await listed(ann, starred=True) == [first]


async def test_nobody_undoes_anothers_operation(ann: Client, bob: Client) -> None:
    ids = await upload(ann, "one")
    done = await do(ann, "STAR", ids=ids)
    refused = await undo(bob, done["operation"]["id"])
    assert [error["code"] for error in refused["userErrors"]] == ["NOT_FOUND"]
    assert await listed(ann, starred=True) == ids


async def test_deleting_for_ever_is_only_from_the_trash_and_never_undone(ann: Client) -> None:
    first, second, third = await upload(ann, "one", "two", "three")
    await do(ann, "TRASH", ids=[first, second])
    done = await do(ann, "DELETE", ids=[first, third])
    assert done["operation"]["changed"] == 1
    assert [skip["reason"] for skip in done["operation"]["skipped"]] == ["NOT_IN_TRASH"]
    refused = await undo(ann, done["operation"]["id"])
    assert [error["code"] for error in refused["userErrors"]] == ["NOT_UNDOABLE"]
    emptied = (await ann.query(f"mutation {{ emptyTrash {{ {OPERATION} }} }}"))["emptyTrash"]
    assert emptied["operation"]["changed"] == 1
    assert await listed(ann, trashed=True) == []
    assert await listed(ann) == [third]


async def test_emptying_the_trash_as_of_a_moment(ann: Client) -> None:
    first, second = await upload(ann, "one", "two")
    await do(ann, "TRASH", ids=[first])
    as_of = await event_cursor(ann)
    await do(ann, "TRASH", ids=[second])
    empty = f"mutation($asOf: String) {{ emptyTrash(asOf: $asOf) {{ {OPERATION} }} }}"
    await ann.query(empty, asOf=as_of)
    assert await listed(ann, trashed=True) == [second]


async def test_delete_image(ann: Client) -> None:
    [only] = await upload(ann, "one")
    delete = f"mutation($id: ID!) {{ deleteImage(id: $id) {{ {OPERATION} }} }}"
    refused = (await ann.query(delete, id=only))["deleteImage"]
    assert [error["code"] for error in refused["userErrors"]] == ["CONFLICT"]
    await do(ann, "TRASH", ids=[only])
    deleted = (await ann.query(delete, id=only))["deleteImage"]
    assert (deleted["operation"]["changed"], deleted["userErrors"]) == (1, [])
    # Until its objects are gone it is known to be going.
    gone = (await ann.query(delete, id=only))["deleteImage"]
    assert gone["userErrors"][0]["code"] in ("GONE", "NOT_FOUND")


async def test_operations_are_listed_newest_first(ann: Client) -> None:
    ids = await upload(ann, "one")
    for action in ("STAR", "TRASH", "RESTORE"):
        await do(ann, action, ids=ids)
    query = """
        query($after: String) { operations(first: 2, after: $after) {
          nodes { action } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }
    """
    first = (await ann.query(query))["operations"]
    assert [node["action"] for node in first["nodes"]] == ["RESTORE", "TRASH"]
    assert first["pageInfo"]["hasNextPage"]
    second = (await ann.query(query, after=first["pageInfo"]["endCursor"]))["operations"]
    assert [node["action"] for node in second["nodes"]] == ["STAR"]
    assert second["pageInfo"]["hasPreviousPage"]


async def test_a_large_selection_is_gone_through_by_a_worker_and_undone(
    monkeypatch: pytest.MonkeyPatch, ann: Client, worker: object, database: Database
) -> None:
    for module in (bulk, selections):
        monkeypatch.setattr(module, "MOST_IDS", 10)
    monkeypatch.setattr(operate, "_FIRST_BATCH", 7)
    monkeypatch.setattr(worklists, "MOST_IDS", 7)
    user_id = await add_user(database, "ann")
    for _ in range(30):
        await add_image(database, user_id)
    cursor = await event_cursor(ann)
    async with ann.subscribe(CHANGES, after=cursor) as stream:
        done = await do(ann, "TRASH", matching={"filter": {}})
        assert (done["operation"]["status"], done["operation"]["matched"]) == ("RUNNING", 11)
        seen: list[str] = []
        while len(seen) < 30:
            event = (await stream.next())["galleryEvents"]
            seen += [image["id"] for image in event["images"]]
        assert len(set(seen)) == 30
    assert len(await listed(ann, trashed=True)) == 30
    finished = await _finished(ann, done["operation"]["id"])
    assert finished == {"status": "DONE", "matched": 30, "changed": 30}
    await undo(ann, done["operation"]["id"])
    assert (await _finished(ann, done["operation"]["id"]))["status"] == "UNDONE"
    assert len(await listed(ann)) == 30
    async with database.read() as session:
        assert await counters.drift(session, user_id) == {}


@pytest.mark.parametrize(("faults", "status", "changed"), [(2, "DONE", 30), (99, "FAILED", 0)])
async def test_a_batch_that_fails_is_tried_again_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
    ann: Client,
    worker: object,
    database: Database,
    faults: int,
    status: str,
    changed: int,
) -> None:
    for module in (bulk, selections):
        monkeypatch.setattr(module, "MOST_IDS", 10)
    apply, left = changes.apply, iter(range(faults))

    async def unlucky(*args: Any, **options: Any) -> None:
        await apply(*args, **options)
        if next(left, None) is not None:
            raise TimeoutError

    monkeypatch.setattr(changes, "apply", unlucky)
    user_id = await add_user(database, "ann")
    for _ in range(30):
        await add_image(database, user_id)
    done = await do(ann, "TRASH", matching={"filter": {}})
    finished = await _finished(ann, done["operation"]["id"])
    assert finished == {"status": status, "matched": 30, "changed": changed}
    assert len(await listed(ann, trashed=True)) == changed
    async with database.read() as session:
        assert await counters.drift(session, user_id) == {}


async def test_what_moves_while_a_large_operation_runs_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, ann: Client, worker: object, database: Database
) -> None:
    for module in (bulk, selections):
        monkeypatch.setattr(module, "MOST_IDS", 10)
    user_id = await add_user(database, "ann")
    for _ in range(12):
        await add_image(database, user_id)
    back, gone = (await listed(ann))[:2]
    write = worklists.write

    async def overtaken(*args: Any) -> int:
        listed = await write(*args)
        await do(ann, "TRASH", ids=[back, gone])
        await do(ann, "RESTORE", ids=[back])
        return listed

    monkeypatch.setattr(worklists, "write", overtaken)
    done = await do(ann, "TRASH", matching={"filter": {}})
    finished = await _finished(ann, done["operation"]["id"])
    assert finished == {"status": "DONE", "matched": 10, "changed": 10}
    assert await listed(ann) == [back]


async def _finished(client: Client, operation_id: str) -> dict[str, Any]:
    query = "query($id: ID!) { node(id: $id) { ... on Operation { status matched changed } } }"
    while True:
        node: dict[str, Any] = (await client.query(query, id=operation_id))["node"]
        if node["status"] != "RUNNING":
            return node
