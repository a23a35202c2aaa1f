"""Pages of images: complete, in order, and exact about what lies on either side."""

from typing import Any

import pytest

from db.engine import Database
from tests.api.helpers import STAR, TRASH, failure
from tests.client import Client
from tests.db.world import add_image, add_user

PAGE = """
    query($first: Int, $after: String, $last: Int, $before: String, $filter: ImageFilter,
          $orderBy: ImageOrder) {
      images(first: $first, after: $after, last: $last, before: $before, filter: $filter,
             orderBy: $orderBy) {
        totalCount edges { cursor node { prompt } } nodes { prompt }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
"""
NEWEST_FIRST = ["6", "5", "4", "3", "2", "1", "0"]
IN_TRASH = {"trashed": True}
BY_DELETION = {"field": "DELETED_AT"}


@pytest.fixture
async def ids(database: Database, ann: Client) -> list[str]:
    """Seven images of ann's, from the oldest to the newest, called 0 to 6."""
    user_id = await add_user(database, "ann")
    for number in range(7):
        await add_image(database, user_id, str(number))
    found = await ann.query("{ images(orderBy: {direction: ASC}) { nodes { id } } }")
    return [image["id"] for image in found["images"]["nodes"]]


async def look(client: Client, **asked: Any) -> dict[str, Any]:
    return (await client.query(PAGE, **asked))["images"]  # type: ignore[no-any-return]


def prompts(page: dict[str, Any]) -> list[str]:
    assert page["nodes"] == [edge["node"] for edge in page["edges"]]
    return [image["prompt"] for image in page["nodes"]]


def sides(page: dict[str, Any]) -> tuple[bool, bool]:
    """(hasPreviousPage, hasNextPage), where the cursors are those of the first and last edge."""
    info = page["pageInfo"]
    cursors = [edge["cursor"] for edge in page["edges"]] or [None]
    assert (info["startCursor"], info["endCursor"]) == (cursors[0], cursors[-1])
    return info["hasPreviousPage"], info["hasNextPage"]


async def cursor_of(client: Client, prompt: str, **asked: Any) -> str:
    edges = (await look(client, **asked))["edges"]
    return next(str(edge["cursor"]) for edge in edges if edge["node"]["prompt"] == prompt)


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_every_image_comes_once_forwards_and_backwards(
    ann: Client, ids: list[str], direction: str
) -> None:
    for size in (1, 2, 3, 6, 7):
        await walk(ann, direction, size)


async def walk(ann: Client, direction: str, size: int) -> None:
    order = {"direction": direction}
    whole = NEWEST_FIRST if direction == "DESC" else NEWEST_FIRST[::-1]
    seen: list[str] = []
    after = None
    while len(seen) < 7:
        page = await look(ann, first=size, after=after, orderBy=order)
        assert sides(page) == (bool(seen), len(seen) + size < 7)
        assert page["totalCount"] == 7
        seen += prompts(page)
        after = page["pageInfo"]["endCursor"]
    assert seen == whole
    seen, before = [], None
    while len(seen) < 7:
        page = await look(ann, last=size, before=before, orderBy=order)
        assert sides(page) == (len(seen) + size < 7, bool(seen))
        seen = prompts(page) + seen
        before = page["pageInfo"]["startCursor"]
    assert seen == whole


async def test_what_lies_beyond_the_ends_is_an_empty_page_that_knows_its_sides(
    ann: Client, ids: list[str]
) -> None:
    newest, oldest = await cursor_of(ann, "6"), await cursor_of(ann, "0")
    beyond_end = await look(ann, first=3, after=oldest)
    assert (prompts(beyond_end), sides(beyond_end)) == ([], (True, False))
    beyond_start = await look(ann, last=3, before=newest)
    assert (prompts(beyond_start), sides(beyond_start)) == ([], (False, True))


async def test_between_two_cursors_both_sides_are_known(ann: Client, ids: list[str]) -> None:
    six, one = await cursor_of(ann, "6"), await cursor_of(ann, "1")
    page = await look(ann, first=2, after=six, before=one)
    assert (prompts(page), sides(page)) == (["5", "4"], (True, True))
    page = await look(ann, last=2, after=six, before=one)
    assert (prompts(page), sides(page)) == (["3", "2"], (True, True))
    page = await look(ann, first=100, after=six, before=one)
    assert (prompts(page), sides(page)) == (["5", "4", "3", "2"], (True, True))


async def test_a_cursor_of_an_image_that_left_still_stands_for_its_place(
    ann: Client, ids: list[str]
) -> None:
    five = await cursor_of(ann, "5")
    await ann.query(TRASH, id=ids[5])
    page = await look(ann, first=2, after=five)
    assert (prompts(page), sides(page)) == (["4", "3"], (True, True))
    await ann.query(TRASH, id=ids[6])
    assert sides(await look(ann, first=2, after=five)) == (False, True)


async def test_an_empty_gallery_is_one_empty_page(ann: Client, bob: Client, ids: object) -> None:
    page = await look(bob)
    assert page == {
        "totalCount": 0,
        "edges": [],
        "nodes": [],
        "pageInfo": {
            "hasNextPage": False,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        },
    }


async def test_filters_show_what_they_say_and_count_it(ann: Client, ids: list[str]) -> None:
    for number in (1, 4, 5):
        await ann.query(STAR, id=ids[number])
    for number in (5, 2):
        await ann.query(TRASH, id=ids[number])
    for chosen, expected in [
        (None, ["6", "4", "3", "1", "0"]),
        ({}, ["6", "4", "3", "1", "0"]),
        ({"starred": None, "trashed": None}, ["6", "4", "3", "1", "0"]),
        ({"starred": True}, ["4", "1"]),
        ({"starred": False}, ["6", "3", "0"]),
        (IN_TRASH, ["5", "2"]),
        ({"trashed": True, "starred": True}, ["5"]),
        ({"trashed": True, "starred": False}, ["2"]),
    ]:
        page = await look(ann, filter=chosen)
        assert (prompts(page), page["totalCount"]) == (expected, len(expected)), chosen


async def test_the_trash_is_also_ordered_by_deletion(ann: Client, ids: list[str]) -> None:
    for number in (2, 6, 0, 4):
        await ann.query(TRASH, id=ids[number])
    newest = await look(ann, filter=IN_TRASH, orderBy=BY_DELETION)
    assert prompts(newest) == ["4", "0", "6", "2"]
    oldest = await look(ann, filter=IN_TRASH, orderBy={**BY_DELETION, "direction": "ASC"}, first=2)
    assert (prompts(oldest), sides(oldest)) == (["2", "6"], (False, True))
    rest = await look(
        ann,
        filter=IN_TRASH,
        orderBy={**BY_DELETION, "direction": "ASC"},
        after=oldest["pageInfo"]["endCursor"],
    )
    assert (prompts(rest), sides(rest)) == (["0", "4"], (True, False))
    last = await look(
        ann, filter=IN_TRASH, orderBy=BY_DELETION, last=1, before=newest["pageInfo"]["endCursor"]
    )
    assert (prompts(last), sides(last)) == (["6"], (True, True))


async def test_only_the_trash_can_be_ordered_by_deletion(ann: Client, ids: list[str]) -> None:
    for chosen in (None, {"starred": True}, {"trashed": None}):
        error = await failure(ann, PAGE, orderBy=BY_DELETION, filter=chosen)
        assert error.code == "BAD_USER_INPUT"


async def test_a_cursor_is_good_for_its_own_list_only(ann: Client, ids: list[str]) -> None:
    await ann.query(TRASH, id=ids[3])
    cursor = await cursor_of(ann, "6")
    trashed = await cursor_of(ann, "3", filter=IN_TRASH)
    for other in (
        {"filter": {"starred": True}},
        {"filter": IN_TRASH},
        {"filter": IN_TRASH, "orderBy": BY_DELETION},
        {"orderBy": {"direction": "ASC"}},
    ):
        for argument in ("after", "before"):
            error = await failure(ann, PAGE, **{argument: cursor}, **other)
            assert error.code == "BAD_USER_INPUT"
            assert error.errors[0]["extensions"]["field"] == [argument]
    assert (await failure(ann, PAGE, after=trashed)).code == "BAD_USER_INPUT"
    # The same list under another name is the same list.
    assert prompts(await look(ann, after=cursor, filter={"trashed": None}, first=1)) == ["5"]


async def test_a_page_has_1_to_100_images_from_one_end(ann: Client) -> None:
    for name in ("first", "last"):
        for size in (0, -1, 101, 2_147_483_647):
            error = await failure(ann, PAGE, **{name: size})
            assert error.code == "BAD_USER_INPUT"
            assert error.errors[0]["extensions"]["field"] == [name]
            assert "1 to 100" in error.errors[0]["message"]
    assert (await failure(ann, PAGE, first=1, last=1)).code == "BAD_USER_INPUT"


async def test_fifty_come_where_no_size_is_given(database: Database, ann: Client) -> None:
    user_id = await add_user(database, "ann")
    for _ in range(51):
        await add_image(database, user_id)
    page = await look(ann)
    assert (len(page["nodes"]), sides(page), page["totalCount"]) == (50, (False, True), 51)
    assert len((await look(ann, first=100))["nodes"]) == 51


CURSOR = """
    query($id: ID!, $filter: ImageFilter, $orderBy: ImageOrder) {
      node(id: $id) { ... on Image { cursor(filter: $filter, orderBy: $orderBy) } } }
"""


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_a_picture_knows_its_place_in_any_list(
    ann: Client, ids: list[str], direction: str
) -> None:
    await ann.query(STAR, id=ids[1])
    await ann.query(STAR, id=ids[5])
    list_ = {"filter": {"starred": True}, "orderBy": {"direction": direction}}
    here = (await ann.query(CURSOR, id=ids[3], **list_))["node"]["cursor"]
    before = await look(ann, last=9, before=here, **list_)
    after = await look(ann, first=9, after=here, **list_)
    assert (prompts(before), prompts(after)) == (
        (["1"], ["5"]) if direction == "ASC" else (["5"], ["1"])
    )


async def test_only_the_trash_has_places_by_deletion(ann: Client, ids: list[str]) -> None:
    by_deletion = {"filter": IN_TRASH, "orderBy": BY_DELETION}
    assert (await ann.query(CURSOR, id=ids[4], **by_deletion))["node"]["cursor"] is None
    for number in (4, 2, 6):
        await ann.query(TRASH, id=ids[number])
    here = (await ann.query(CURSOR, id=ids[2], **by_deletion))["node"]["cursor"]
    assert prompts(await look(ann, last=9, before=here, **by_deletion)) == ["6"]
    assert prompts(await look(ann, first=9, after=here, **by_deletion)) == ["4"]
