"""Finding images: search, filters, the timeline."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from db import counters
from db.engine import Database
from tests.client import Client, GraphQLFailure
from tests.db.world import add_image, add_user

FIND = """
    query($filter: ImageFilter, $first: Int, $after: String) {
      images(filter: $filter, first: $first, after: $after) {
        totalCount nodes { prompt createdAt } pageInfo { hasNextPage hasPreviousPage endCursor } } }
"""
TIMELINE = """
    query($filter: ImageFilter, $unit: TimelineUnit! = MONTH, $zone: String! = "UTC") {
      imageTimeline(filter: $filter, unit: $unit, timeZone: $zone) { start count cursor } }
"""
SUMMARY = "query($selection: ImageSelection!) { selectionSummary(selection: $selection) { count } }"
_DELETED = text("UPDATE images SET deleted_at = :moment WHERE user_id = :user_id AND id = :id")
_DATE = text("UPDATE images SET created_at = :moment WHERE user_id = :user_id AND id = :id")


async def find(client: Client, **filter_: Any) -> list[str]:
    nodes = (await client.query(FIND, filter=filter_))["images"]["nodes"]
    return sorted(node["prompt"] for node in nodes)


@pytest.fixture
async def gallery(database: Database) -> None:
    user_id, other = await add_user(database, "ann"), await add_user(database, "bob")
    for prompt in ("A red fox", "a blue whale", "Fuchs und Wal", "黒猫が座る", "fox and whale"):
        await add_image(database, user_id, prompt)
    await add_image(database, other, "bob's fox")


@pytest.mark.usefixtures("gallery")
async def test_search(ann: Client) -> None:
    assert await find(ann, search="fox") == ["A red fox", "fox and whale"]
    assert await find(ann, search="WHALE fo") == ["fox and whale"]
    assert await find(ann, search="猫") == ["黒猫が座る"]
    assert await find(ann, search='"blue whale"') == ["a blue whale"]
    assert await find(ann, search="unicorn") == []
    assert len(await find(ann, search="  ")) == 5


@pytest.mark.usefixtures("gallery")
async def test_pages_of_a_search(ann: Client) -> None:
    first = (await ann.query(FIND, filter={"search": "fox"}, first=1))["images"]
    assert first["totalCount"] == 2
    assert [node["prompt"] for node in first["nodes"]] == ["fox and whale"]
    after = first["pageInfo"]["endCursor"]
    second = (await ann.query(FIND, filter={"search": "fox"}, first=1, after=after))["images"]
    assert [node["prompt"] for node in second["nodes"]] == ["A red fox"]
    assert second["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "endCursor": second["pageInfo"]["endCursor"],
    }


@pytest.mark.usefixtures("gallery")
async def test_other_filters(ann: Client) -> None:
    assert len(await find(ann, origins=["UPLOADED"])) == 5
    assert await find(ann, origins=["GENERATED"]) == []
    assert await find(ann, models=["demo"]) == []
    assert len(await find(ann, models=["demo", ""])) == 5
    now = datetime.now(UTC)
    assert await find(ann, createdBefore=(now - timedelta(hours=1)).isoformat()) == []
    assert len(await find(ann, createdAfter=(now - timedelta(hours=1)).isoformat())) == 5


@pytest.mark.parametrize(
    "filter_",
    [
        {"models": ["m"] * 101},
        {"search": "x" * 1001},
        {"createdAfter": "2026-01-31T12:00:00"},
        {"createdAfter": "yesterday"},
        {"deletedBefore": "2026-01-31T12:00:00Z"},
    ],
)
async def test_filters_that_make_no_sense(ann: Client, filter_: dict[str, Any]) -> None:
    with pytest.raises(GraphQLFailure) as failure:
        await find(ann, **filter_)
    assert failure.value.code == "BAD_USER_INPUT"


async def test_bounds_of_dates_are_inclusive_and_exclusive(ann: Client, database: Database) -> None:
    moment = datetime(2026, 3, 1, 12, 30, 0, 123456, tzinfo=UTC)
    await _dated(database, "ann", {"exact": moment})
    assert await find(ann, createdAfter=moment.isoformat()) == ["exact"]
    assert await find(ann, createdBefore=moment.isoformat()) == []
    later = moment + timedelta(microseconds=1)
    assert await find(ann, createdBefore=later.isoformat()) == ["exact"]


async def test_the_trash_by_when_it_was_thrown_away(ann: Client, database: Database) -> None:
    user_id = await add_user(database, "ann")
    moments = [datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2, 3)]
    for moment in moments:
        row = await add_image(database, user_id, f"day {moment.day}")
        async with database.write() as tx:
            await tx.execute(_DELETED, {"moment": moment, "user_id": user_id, "id": row.id})
    before = moments[2].isoformat()
    assert await find(ann, trashed=True, deletedBefore=before) == ["day 1", "day 2"]
    assert await find(ann, trashed=True, starred=True, deletedBefore=before) == []
    matching = {"filter": {"trashed": True, "deletedBefore": before}}
    summary = (await ann.query(SUMMARY, selection={"matching": matching}))["selectionSummary"]
    assert summary["count"] == 2


async def test_days_are_those_of_the_time_zone(ann: Client, database: Database) -> None:
    # The clocks of Berlin went forward in the night to 2026-03-29.
    moments = {
        "before midnight": datetime(2026, 3, 28, 22, 59, tzinfo=UTC),
        "after midnight": datetime(2026, 3, 28, 23, 0, tzinfo=UTC),
        "in the evening": datetime(2026, 3, 29, 21, 59, tzinfo=UTC),
        "the day after": datetime(2026, 3, 29, 22, 0, tzinfo=UTC),
    }
    await _dated(database, "ann", moments)
    # The kept counts answer the first, the rows themselves the second.
    for filter_ in ({}, {"origins": ["UPLOADED"]}):
        data = await ann.query(TIMELINE, filter=filter_, unit="DAY", zone="Europe/Berlin")
        buckets = data["imageTimeline"]
        assert [(bucket["start"], bucket["count"]) for bucket in buckets] == [
            ("2026-03-29T22:00:00+00:00", 1),
            ("2026-03-28T23:00:00+00:00", 2),
            ("2026-03-27T23:00:00+00:00", 1),
        ]
        page = (await ann.query(FIND, filter=filter_, first=1, after=buckets[1]["cursor"]))[
            "images"
        ]
        assert [node["prompt"] for node in page["nodes"]] == ["in the evening"]
        assert page["pageInfo"]["hasPreviousPage"]


async def test_months_and_a_quarter_hour_zone(ann: Client, database: Database) -> None:
    moments = {
        "january": datetime(2026, 1, 31, 18, 14, tzinfo=UTC),
        "february": datetime(2026, 1, 31, 18, 15, tzinfo=UTC),
    }
    await _dated(database, "ann", moments)
    data = await ann.query(TIMELINE, zone="Asia/Kathmandu")
    assert [(bucket["start"], bucket["count"]) for bucket in data["imageTimeline"]] == [
        ("2026-01-31T18:15:00+00:00", 1),
        ("2025-12-31T18:15:00+00:00", 1),
    ]


async def test_an_unknown_time_zone(ann: Client) -> None:
    with pytest.raises(GraphQLFailure) as failure:
        await ann.query(TIMELINE, zone="Mars/Olympus")
    assert failure.value.errors[0]["extensions"] == {
        "code": "BAD_USER_INPUT",
        "field": ["timeZone"],
    }


async def _dated(database: Database, name: str, moments: dict[str, datetime]) -> None:
    """Images of given moments, counted as if they had come then."""
    user_id = await add_user(database, name)
    for prompt, moment in moments.items():
        row = await add_image(database, user_id, prompt)
        async with database.write() as tx:
            await tx.execute(_DATE, {"moment": moment, "user_id": user_id, "id": row.id})
            tally = counters.Tally()
            for quarter, (kept, counted) in (await counters.drift(tx, user_id)).items():
                tally.add(quarter, counted.plus(kept.negative()))
            await counters.apply(tx, user_id, tally)
