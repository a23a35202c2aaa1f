"""Single images: found again by their ids, and their files by their URLs."""

import hashlib
import io
import time
from base64 import urlsafe_b64encode
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from PIL import Image

from tests.api.helpers import (
    TRASH,
    asked_for,
    ended,
    failure,
    uploaded,
)
from tests.client import Client
from tests.pictures import noise_png, png

NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
NODE = "query($id: ID!) { node(id: $id) { __typename id } }"
FILES = """
    query($id: ID!) { node(id: $id) { ... on Image {
      url again: url download: url(download: true) urlExpiresAt sha256 byteSize contentType
      width height thumbhash origin model params job { id }
      small: thumbUrl medium: thumbUrl(size: MEDIUM) preview: thumbUrl(size: PREVIEW) } } }
"""
LINEAGE = """
    query($id: ID!) { node(id: $id) { ... on Image {
      sources { id position url thumbUrl thumbhash image { id } }
      job { sources { id } }
      derived { totalCount nodes { id } pageInfo { hasNextPage } } } } }
"""


def made_up(kind: str, key: str) -> str:
    return urlsafe_b64encode(f"{kind}:{key}".encode()).rstrip(b"=").decode()


@pytest.mark.main_path
async def test_everything_is_found_again_by_its_id(
    painter: object, ann: Client, bob: Client
) -> None:
    [source] = await uploaded(ann, png())
    trashed = (await ann.query(TRASH, id=source))["trashImage"]
    job_id = await asked_for(ann, sourceIds=[source], size="1024x1024")
    [image] = (await ended(ann, job_id))["images"]
    lineage = (await ann.query(LINEAGE, id=image["id"]))["node"]
    kinds = {
        source: "Image",
        image["id"]: "Image",
        job_id: "Job",
        trashed["operation"]["id"]: "Operation",
        lineage["sources"][0]["id"]: "SourceImage",
        lineage["job"]["sources"][0]["id"]: "SourceImage",
    }
    ids = list(kinds)
    expected = [{"__typename": kind, "id": id_} for id_, kind in kinds.items()]
    assert (await ann.query(NODES, ids=ids))["nodes"] == expected
    for id_, kind in kinds.items():
        assert (await ann.query(NODE, id=id_))["node"] == {"__typename": kind, "id": id_}
    assert (await bob.query(NODES, ids=ids))["nodes"] == [None] * len(ids)


async def test_what_is_not_there_is_null(ann: Client) -> None:
    garbage = [
        "",
        "x",
        "é",
        "....",
        "a" * 10_000,
        made_up("Image", uuid4().hex),
        made_up("Image", "no uuid"),
        made_up("Job", uuid4().hex),
        made_up("Nothing", uuid4().hex),
        made_up("Viewer", "1"),
        made_up("SourceImage", f"image.{uuid4().hex}.0"),
        made_up("SourceImage", "image..0"),
        made_up("SourceImage", "image"),
        urlsafe_b64encode(b"\xff\xfe\xfd").decode(),
    ]
    assert (await ann.query(NODES, ids=garbage))["nodes"] == [None] * len(garbage)
    assert (await ann.query(NODES, ids=[]))["nodes"] == []
    for id_ in garbage:
        assert (await ann.query(NODE, id=id_))["node"] is None


async def test_a_hundred_nodes_are_the_most(ann: Client) -> None:
    assert (await ann.query(NODES, ids=["x"] * 100))["nodes"] == [None] * 100
    error = await failure(ann, NODES, ids=["x"] * 101)
    assert error.code == "BAD_USER_INPUT"
    assert "100" in error.errors[0]["message"]
    assert "101" in error.errors[0]["message"]


async def test_every_url_loads_what_it_says(ann: Client) -> None:
    original = noise_png(side=600)
    [image_id] = await uploaded(ann, original, prompt='A "red" fox/дом')
    image = (await ann.query(FILES, id=image_id))["node"]
    found = await ann.get(image["url"])
    assert (found.status_code, found.content) == (200, original)
    assert found.headers["content-type"] == image["contentType"] == "image/png"
    assert found.headers["content-disposition"] == "inline"
    assert found.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert image["sha256"] == hashlib.sha256(original).hexdigest()
    assert (image["byteSize"], image["width"], image["height"]) == (len(original), 600, 600)
    assert (image["origin"], image["model"], image["params"]) == ("UPLOADED", "", {})
    assert image["job"] is None
    for name, side in (("small", 256), ("medium", 512), ("preview", 600)):
        thumbnail = await ann.get(image[name])
        assert thumbnail.headers["content-type"] == "image/webp"
        with Image.open(io.BytesIO(thumbnail.content)) as opened:
            assert (opened.format, opened.size) == ("WEBP", (side, side))
    download = await ann.get(image["download"])
    assert download.content == original
    disposition = download.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="A red fox')
    assert disposition.endswith(".png")
    assert "%D0%B4%D0%BE%D0%BC" in disposition


async def test_urls_stay_the_same_and_say_how_long_they_work(ann: Client) -> None:
    [image_id] = await uploaded(ann, png())
    first = (await ann.query(FILES, id=image_id))["node"]
    assert first == (await ann.query(FILES, id=image_id))["node"]
    assert first["url"] == first["again"]
    expires = datetime.fromisoformat(first["urlExpiresAt"]).timestamp()
    for name in ("url", "download", "small", "medium", "preview"):
        assert parse_qs(urlsplit(first[name]).query)["e"] == [str(int(expires))]
    assert 12 * 3600 < expires - time.time() <= 24 * 3600


async def test_a_url_is_good_for_whoever_holds_it_and_for_that_object_alone(
    ann: Client, bob: Client
) -> None:
    one, other = await uploaded(ann, png(colour="red"), png(colour="blue"))
    url = (await ann.query(FILES, id=one))["node"]["url"]
    elsewhere = (await ann.query(FILES, id=other))["node"]["url"]
    assert (await bob.http.get(url)).status_code == 200
    swapped = f"{urlsplit(elsewhere).path}?{urlsplit(url).query}"
    altered = url.replace("&t=p", "&t=n")
    for forged in (swapped, altered, url + "&d=x", urlsplit(url).path, f"{url}x"):
        answer = await ann.get(forged)
        assert answer.status_code == 403, forged
        assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_parts_of_a_picture_and_what_the_browser_has_already(ann: Client) -> None:
    original = png()
    [image_id] = await uploaded(ann, original)
    url = (await ann.query(FILES, id=image_id))["node"]["url"]
    part = await ann.get(url, range="bytes=2-5")
    assert (part.status_code, part.content) == (206, original[2:6])
    assert part.headers["content-range"] == f"bytes 2-5/{len(original)}"
    beyond = await ann.get(url, range="bytes=99999999-")
    assert beyond.status_code == 416
    known = await ann.get(url, **{"if-none-match": part.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    head = await ann.http.head(url)
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(original)))


@pytest.mark.main_path
async def test_lineage_goes_both_ways(painter: object, ann: Client) -> None:
    second, first = await uploaded(ann, png(colour="red"), png(colour="blue"))
    job_id = await asked_for(ann, sourceIds=[first, second], maskId=first, size="1024x1024")
    [image] = (await ended(ann, job_id))["images"]
    sources = (await ann.query(LINEAGE, id=image["id"]))["node"]["sources"]
    assert [source["position"] for source in sources] == [0, 1]
    assert [source["image"]["id"] for source in sources] == [first, second]
    for source, source_id in zip(sources, (first, second), strict=True):
        files = (await ann.query(FILES, id=source_id))["node"]
        assert (source["url"], source["thumbUrl"]) == (files["url"], files["small"])
        assert source["thumbhash"] == files["thumbhash"]
        derived = (await ann.query(LINEAGE, id=source_id))["node"]["derived"]
        assert derived["nodes"] == [{"id": image["id"]}]
        assert derived["totalCount"] == 1
    await ann.query(TRASH, id=image["id"])
    derived = (await ann.query(LINEAGE, id=first))["node"]["derived"]
    assert (derived["nodes"], derived["totalCount"]) == ([], 0)
    # A source in the trash is still a source.
    await ann.query(TRASH, id=first)
    sources = (await ann.query(LINEAGE, id=image["id"]))["node"]["sources"]
    assert sources[0]["image"] == {"id": first}
