"""The main job: a picture is asked for, drawn, kept, and appears in every open window."""

import pytest

from tests.api.helpers import event_cursor
from tests.client import Client
from tests.conftest import House

pytestmark = pytest.mark.main_path

GENERATE = """
    mutation($prompt: String!, $n: Int) {
      generateImages(input: {prompt: $prompt, n: $n}) {
        job { id status n } userErrors { field message code } } }
"""
CREATED = """
    subscription($after: String) {
      imageCreated(after: $after) { cursor jobId image { id prompt url } } }
"""
IMAGES = """
    query($filter: ImageFilter) {
      images(filter: $filter) { totalCount nodes { id prompt url thumbUrl } } }
"""


async def test_a_generated_picture_appears_in_every_window(
    house: House, worker: object, ann: Client, bob: Client
) -> None:
    window = ann.subscribe(CREATED, after=await event_cursor(ann))
    stranger = bob.subscribe(CREATED, after=await event_cursor(bob))
    async with window as mine, stranger as theirs:
        made = await ann.query(GENERATE, prompt="a red fox in the snow", n=2)
        job = made["generateImages"]["job"]
        assert job["status"] == "QUEUED"
        first, second = (await mine.next())["imageCreated"], (await mine.next())["imageCreated"]
        assert {first["jobId"], second["jobId"]} == {job["id"]}
        assert first["image"]["id"] != second["image"]["id"]
        await bob.query(GENERATE, prompt="bob's own", n=1)
        assert (await theirs.next())["imageCreated"]["image"]["prompt"] == "bob's own"
    listed = (await ann.query(IMAGES))["images"]
    assert listed["totalCount"] == 2
    for image in listed["nodes"]:
        original = await ann.get(image["url"])
        thumbnail = await ann.get(image["thumbUrl"])
        assert original.headers["content-type"] == "image/png"
        assert original.content.startswith(b"\x89PNG")
        assert thumbnail.content[8:12] == b"WEBP"
