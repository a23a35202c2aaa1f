from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from db import counters, events, images, search, sources, tombstones, users
from db.engine import Database
from db.image_filter import ImageFilter
from gallery import seed
from gallery.settings import Settings
from storage import keys
from tests.conftest import House
from tests.pictures import png

VIEW = "{ viewer { eventCursor gallery { count starredCount byteSize } trash { count } } }"
FOLLOW = "subscription($after: String) { imageCreated(after: $after) { cursor image { id } } }"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed, "BATCH", 500)


async def fill(
    settings: Settings, count: int, *, people: int = 1, sources_every: int = 0, pictures: int = 3
) -> None:
    await seed.seed(
        settings, images=count, users=people, sources_every=sources_every, pictures=pictures
    )


async def user_id(database: Database, name: str) -> int:
    async with database.read() as session:
        user = await users.find(session, name)
    assert user is not None
    return user.id


async def indexes(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(
        "SELECT pg_get_indexdef(indexrelid) AS made FROM pg_index"
        " WHERE indrelid = 'images'::regclass AND indisvalid"
    )
    await connection.close()
    return {row["made"] for row in rows}


async def test_what_is_kept_beside_the_rows_is_right(
    settings: Settings, database: Database, database_url: str
) -> None:
    indexed = await indexes(database_url)

    await fill(settings, 1501, people=2)
    await fill(settings, 700)

    for name, count in (("user0", 751 + 700), ("user1", 750)):
        seeded = await user_id(database, name)
        async with database.read() as session:
            assert await counters.drift(session, seeded) == {}
            totals = await counters.totals(session, seeded)
            assert totals.live + totals.trashed == count
            assert await images.count(session, seeded, ImageFilter()) == totals.live
            assert await images.count(session, seeded, ImageFilter(starred=True)) == totals.starred
            assert await images.count(session, seeded, ImageFilter(trashed=True)) == totals.trashed
    assert await indexes(database_url) == indexed


async def test_shares_and_dates_are_plausible_and_nothing_is_due(
    settings: Settings, database: Database
) -> None:
    await fill(settings, 2000)

    found = text(
        """
        SELECT avg(starred::int), avg((deleted_at IS NOT NULL)::int),
          avg((origin = 'uploaded')::int), min(created_at), max(created_at),
          bool_and(coalesce(deleted_at >= created_at AND deleted_at <= now(), true)),
          count(DISTINCT key), bool_and(key LIKE 'pictures/0/%')
        FROM images
        """
    )
    async with database.read() as session:
        row = await session.first(found)
        overdue = await tombstones.any_overdue(session, settings.trash_retention)
    assert row is not None
    starred, trashed, uploaded, oldest, newest, in_order, shared, unowned = row
    assert 0.1 < starred < 0.2
    assert 0.04 < trashed < 0.12
    assert 0.03 < uploaded < 0.17
    assert oldest < datetime.now(UTC) - timedelta(days=4 * 365)
    assert datetime.now(UTC) - timedelta(days=30) < newest <= datetime.now(UTC)
    assert in_order
    assert (shared, unowned) == (3, True)
    assert not overdue


async def test_search_words_are_those_of_an_image_that_came_alone(
    settings: Settings, database: Database
) -> None:
    await fill(settings, 1200)

    seeded = await user_id(database, "user0")
    async with database.read() as session:
        rows = await session.all(text("SELECT prompt, search::text FROM images"))
        for prompt, written in {tuple(row) for row in rows}:
            literal = {"literal": search.tsvector(seeded, prompt)}
            wanted = await session.scalar(text("SELECT CAST(:literal AS tsvector)::text"), literal)
            assert written == wanted
    prompts = [row[0] for row in rows]
    assert sum("lighthouse" in prompt for prompt in prompts) > 10
    assert sum("astronaut" in prompt for prompt in prompts) > 10
    assert not any("lighthouse" in prompt and "astronaut" in prompt for prompt in prompts)


async def test_events_go_on_from_where_seeding_left_them(
    settings: Settings, database: Database, house: House
) -> None:
    client = house.client("user0")
    before = (await client.query(VIEW))["viewer"]
    await fill(settings, 1200)
    view = (await client.query(VIEW))["viewer"]
    assert view["gallery"]["count"] + view["trash"]["count"] == 1200

    for cursor in (before["eventCursor"], view["eventCursor"]):
        async with client.subscribe(FOLLOW, after=cursor) as stream:
            await client.upload(png(), prompt=cursor)
            assert (await stream.next())["imageCreated"]["image"]["id"]

    seeded = await user_id(database, "user0")
    async with database.read() as session:
        head = await events.head(session, seeded)
        logged = await events.after(session, seeded, 0, 100)
        most = await session.scalar(text("SELECT max(moved_seq) FROM images"))
        least = await session.scalar(text("SELECT min(moved_seq) FROM images"))
    assert [event.seq for event in logged] == list(range(1, head.seq + 1))
    assert 1 <= least <= most <= head.seq


async def test_sources_are_earlier_images_of_the_same_user(
    settings: Settings, database: Database
) -> None:
    await fill(settings, 1100, people=2, sources_every=10)

    for name in ("user0", "user1"):
        seeded = await user_id(database, name)
        async with database.read() as session:
            listed = await session.all(
                text("SELECT id, created_at FROM images WHERE user_id = :user_id"),
                {"user_id": seeded},
            )
            made: dict[UUID, datetime] = {row[0]: row[1] for row in listed}
            lineage = await sources.of_images(session, seeded, made)
        derived = {image: of for image, of in lineage.items() if of}
        assert len(derived) == 55
        for image, of in derived.items():
            assert 1 <= len(of) <= 3
            assert [source.position for source in of] == list(range(len(of)))
            for source in of:
                assert source.source_id in made
                # Pictures asked for one after the other may overlap by a few minutes.
                assert made[source.source_id] < made[image] + timedelta(minutes=15)


async def test_pictures_are_stored_with_their_thumbnails_and_served(
    settings: Settings, house: House
) -> None:
    await fill(settings, 30, pictures=5)
    await fill(settings, 30, pictures=5)

    assert settings.storage_dir is not None
    stored = [path for path in settings.storage_dir.rglob("*") if path.is_file()]
    assert len(stored) == 5 * (1 + len(keys.THUMBNAIL_SIZES))
    client = house.client("user0")
    answer = await client.query("{ images(first: 1) { nodes { url thumbUrl byteSize } } }")
    (image,) = answer["images"]["nodes"]
    assert len((await client.get(image["url"])).content) == image["byteSize"]
    assert (await client.get(image["thumbUrl"])).headers["content-type"] == "image/webp"
