"""Statements per operation: few, and as many for a large page as for a small one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from db import arrivals, users
from db.attempts import Answered, Attempt
from db.claims import ClaimedJob
from db.engine import Database
from gallery.telemetry import current
from tests.api.helpers import event_cursor
from tests.client import Client
from tests.conftest import House
from tests.db.world import add_image, new_image, start_job

_JOBS = 8

_IMAGE = "id prompt starred url thumbUrl medium: thumbUrl(size: MEDIUM) urlExpiresAt params"
_SOURCES = "sources { position thumbhash url thumbUrl image { id thumbUrl } }"
PAGE = f"""
    query($first: Int) {{ images(first: $first) {{
      edges {{ cursor node {{ {_IMAGE} {_SOURCES} job {{ id status }} }} }}
      pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}
"""
JOBS = f"""
    query($first: Int) {{ jobs(first: $first) {{ nodes {{
      id status progress queuePosition error {{ code }} attempts {{ number outcome }}
      slots {{ index status previewUrl image {{ id thumbUrl }} }} images {{ {_IMAGE} }} {_SOURCES}
    }} }} }}
"""
DERIVED = """
    query($first: Int) { images(first: $first) { nodes {
      derived(first: 3) { totalCount nodes { id } pageInfo { hasNextPage } } } } }
"""
OPERATIONS = "query($first: Int) { operations(first: $first) { nodes { id changed } } }"
NODES = """
    query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Image { prompt thumbUrl }
      ... on Job { status } } }
"""


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The SQL that is sent for requests meanwhile, not what a process asks by the clock."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if current.record() is not None:
            sent.append(statement)

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
async def full_house(house: House, database: Database) -> House:
    """Ann's gallery: jobs of two pictures each, every one of them made from two others."""
    async with database.write() as tx:
        user_id = (await users.create(tx, "ann")).id
    made_from = [(await add_image(database, user_id, "a source")).id for _ in range(2)]
    for _ in range(_JOBS):
        await _finish(database, user_id, await start_job(database, user_id, *made_from))
    return house


async def _finish(database: Database, user_id: int, started: tuple[ClaimedJob, Attempt]) -> None:
    job, _ = started
    for slot in range(2):
        async with database.write() as tx:
            answer = Answered(user_id, job.id, 1, slot)
            await arrivals.deliver(tx, answer, new_image(job_id=job.id))


async def _count(house: House, document: str, **variables: Any) -> tuple[int, dict[str, Any]]:
    client = house.client("ann")
    await client.query("{ viewer { name } }")
    with statements(house.parts.database) as sent:
        answer = await client.query(document, **variables)
    return len(sent), answer


@pytest.mark.parametrize(
    ("document", "most"),
    # The page, and one statement for each kind of thing that hangs on it.
    [(PAGE, 4), (JOBS, 7), (DERIVED, 3), (OPERATIONS, 1)],
    ids=["images", "jobs", "derived", "operations"],
)
async def test_a_larger_page_takes_no_more_statements(
    full_house: House, document: str, most: int
) -> None:
    small, _ = await _count(full_house, document, first=2)
    large, _ = await _count(full_house, document, first=16)
    assert 0 < max(small, large) <= most


async def test_what_hangs_on_a_page_is_there(full_house: House) -> None:
    _, page = await _count(full_house, PAGE, first=16)
    nodes = [edge["node"] for edge in page["images"]["edges"]]
    assert all(len(node["sources"]) == 2 and node["job"] for node in nodes)
    assert all(source["image"]["thumbUrl"] for node in nodes for source in node["sources"])
    _, found = await _count(full_house, JOBS, first=_JOBS)
    assert all(len(job["images"]) == 2 for job in found["jobs"]["nodes"])
    _, found = await _count(full_house, DERIVED, first=18)
    derived = [node["derived"] for node in found["images"]["nodes"]]
    assert sorted(page["totalCount"] for page in derived) == [0] * 16 + [16, 16]
    assert sum(page["pageInfo"]["hasNextPage"] for page in derived) == 2


async def test_nodes_of_a_kind_are_one_statement(full_house: House) -> None:
    _, found = await _count(
        full_house, "{ images(first: 16) { nodes { id } } jobs { nodes { id } } }"
    )
    image_ids = [node["id"] for node in found["images"]["nodes"]]
    job_ids = [node["id"] for node in found["jobs"]["nodes"]]
    many = [*image_ids, *image_ids, *image_ids, "nonsense", *image_ids[:2]]
    sent, answer = await _count(full_house, NODES, ids=many)
    assert (sent, len(answer["nodes"])) == (1, 51)
    sent, answer = await _count(full_house, NODES, ids=[*job_ids, *image_ids])
    assert sent == 2
    assert [node["id"] for node in answer["nodes"]] == [*job_ids, *image_ids]


async def test_sources_as_nodes_are_few_statements(full_house: House) -> None:
    _, found = await _count(full_house, "{ images(first: 16) { nodes { sources { id } } } }")
    ids = [source["id"] for node in found["images"]["nodes"] for source in node["sources"]]
    document = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on SourceImage { thumbUrl } } }"
    sent, answer = await _count(full_house, document, ids=ids)
    assert sent == 2
    assert all(node["thumbUrl"] for node in answer["nodes"])


CHANGED = """
    subscription($after: String) { galleryEvents(after: $after) {
      ... on ImagesChanged { operation { changed } images { id thumbUrl sources { image { id } } } }
      ... on ImageCreated { image { id thumbUrl } } } }
"""
STAR_ALL = """
    mutation { bulkUpdateImages(selection: { matching: { filter: {} } }, action: STAR) {
      operation { changed } } }
"""


async def test_an_event_of_many_images_is_few_statements(full_house: House, ann: Client) -> None:
    after = await event_cursor(ann)
    await ann.query(STAR_ALL)
    with statements(full_house.parts.database) as sent:
        async with ann.subscribe(CHANGED, after=after) as stream:
            changed = (await stream.next())["galleryEvents"]
    assert len(changed["images"]) == 2 + 2 * _JOBS
    # Who asks, where the stream stands and its events; then the images, the operation, the
    # sources, and their images.
    assert 0 < len(sent) <= 10, sent
