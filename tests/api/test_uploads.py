"""Uploads: each file has its own outcome, and what is refused leaves nothing behind."""

import asyncio
import functools
import io
import json
from typing import Any

import httpx
import pytest
from PIL import Image

from resolvers.context import Backend
from tests.api.helpers import VIEWER, failure
from tests.client import PREFLIGHT, Client
from tests.conftest import House
from tests.pictures import huge_png, noise_png, png

pytestmark = pytest.mark.main_path

UPLOAD = """mutation($files: [Upload!]!) {
    uploadImages(files: $files) { images { id } userErrors { code field } } }"""
LISTED = "{ images { totalCount nodes { id prompt } } }"


def saved(kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, kind, **options)
    return buffer.getvalue()


def animated() -> bytes:
    frame = Image.new("RGB", (40, 30), "red")
    return saved("WEBP", save_all=True, append_images=[frame])


async def nothing_is_left(client: Client, house: House) -> None:
    assert await house.objects() == []
    assert house.spooled() == []
    assert (await client.query(LISTED))["images"] == {"totalCount": 0, "nodes": []}
    viewer = (await client.query(VIEWER))["viewer"]
    assert (viewer["gallery"]["count"], viewer["gallery"]["byteSize"]) == (0, 0)


async def test_png_jpeg_and_webp_are_kept_byte_for_byte(ann: Client, house: House) -> None:
    files = {
        "image/png": saved("PNG"),
        "image/jpeg": saved("JPEG"),
        "image/webp": saved("WEBP", lossless=True),
    }
    payload = await ann.upload(*files.values(), prompt="teal")
    assert payload["userErrors"] == []
    for image, (content_type, data) in zip(payload["images"], files.items(), strict=True):
        assert image["contentType"] == content_type
        assert (image["width"], image["height"]) == (40, 30)
        assert (image["origin"], image["prompt"]) == ("UPLOADED", "teal")
        found = await ann.get(image["url"])
        assert (found.content, found.headers["content-type"]) == (data, content_type)
    assert house.spooled() == []
    assert len(await house.objects()) == 3 * 5


async def test_a_turned_photo_is_shown_upright_and_kept_as_it_is(ann: Client) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    original = saved("JPEG", exif=exif)
    [image] = (await ann.upload(original))["images"]
    assert (image["width"], image["height"]) == (30, 40)
    assert (await ann.get(image["url"])).content == original


async def test_what_is_no_picture_of_ours_is_invalid_at_its_path(ann: Client, house: House) -> None:
    whole = noise_png(64)
    bad = {
        "text": b"hello, I am a text file",
        "empty": b"",
        "html": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "gif": saved("GIF"),
        "cut short": whole[: len(whole) // 2],
        "only a signature": whole[:8],
        "60 megapixels": huge_png(),
        "animated": animated(),
    }
    payload = await ann.upload(*bad.values())
    assert payload["images"] == []
    errors = payload["userErrors"]
    assert [error["field"] for error in errors] == [["files", str(i)] for i in range(len(bad))]
    assert {error["code"] for error in errors} == {"INVALID"}
    assert all(error["message"] for error in errors)
    await nothing_is_left(ann, house)


async def test_good_and_bad_files_in_one_request_have_their_own_outcomes(
    ann: Client, house: House
) -> None:
    good = [png(colour="red"), png(colour="blue")]
    payload = await ann.upload(b"no", good[0], b"nor this", good[1], prompt="mixed")
    assert [error["field"] for error in payload["userErrors"]] == [["files", "0"], ["files", "2"]]
    contents = [(await ann.get(image["url"])).content for image in payload["images"]]
    assert contents == good
    assert (await ann.query(LISTED))["images"]["totalCount"] == 2
    assert len(await house.objects()) == 2 * 5


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> int:
    limit = 1024 * 1024
    smaller = functools.partial(Backend, max_upload_bytes=limit)
    monkeypatch.setattr("gallery.wiring.Backend", smaller)
    return limit


async def test_a_file_may_be_as_large_as_the_limit_and_no_larger(
    small_limit: int, ann: Client, house: House
) -> None:
    assert Backend.__dataclass_fields__["max_upload_bytes"].default == 50 * 1024 * 1024
    fitting = png() + bytes(small_limit - len(png()))
    payload = await ann.upload(fitting + b"x")
    assert payload["images"] == []
    [error] = payload["userErrors"]
    assert (error["code"], error["field"]) == ("INVALID", ["files", "0"])
    assert "1 MB" in error["message"]
    await nothing_is_left(ann, house)
    assert (await ann.upload(fitting))["userErrors"] == []
    server = await ann.query("{ server { maxUploadBytes maxUploadFiles } }")
    assert server["server"] == {"maxUploadBytes": small_limit, "maxUploadFiles": 20}


async def test_one_request_brings_1_to_20_files(ann: Client, house: House) -> None:
    many = await ann.upload(*[png()] * 21)
    assert many["images"] == []
    [error] = many["userErrors"]
    assert (error["code"], error["field"]) == ("TOO_MANY", ["files"])
    assert "20" in error["message"]
    assert "21" in error["message"]
    none = await ann.query(UPLOAD, files=[])
    assert none["uploadImages"]["userErrors"] == [{"code": "INVALID", "field": ["files"]}]
    await nothing_is_left(ann, house)


async def test_the_same_key_and_files_are_the_same_images(ann: Client, bob: Client) -> None:
    files = [png(colour="red"), png(colour="blue")]
    first = await ann.upload(*files, prompt="once", key="k")
    again = await ann.upload(*files, prompt="once", key="k")
    assert again == first
    assert (await ann.query(LISTED))["images"]["totalCount"] == 2
    # A key is the user's own.
    assert (await bob.upload(*files, key="k"))["userErrors"] == []


async def test_the_same_key_with_another_file_is_a_conflict(ann: Client, house: House) -> None:
    await ann.upload(png(colour="red"), key="k")
    before = await house.objects()
    payload = await ann.upload(png(colour="blue"), key="k")
    assert payload["images"] == []
    [error] = payload["userErrors"]
    assert (error["code"], error["field"]) == ("CONFLICT", ["files", "0"])
    assert await house.objects() == before
    assert house.spooled() == []


async def test_the_same_key_at_the_same_time_is_one_image(ann: Client, house: House) -> None:
    payloads = await asyncio.gather(*(ann.upload(png(), key="k") for _ in range(6)))
    assert all(payload == payloads[0] for payload in payloads)
    assert len(payloads[0]["images"]) == 1
    assert (await ann.query(LISTED))["images"]["totalCount"] == 1
    assert len(await house.objects()) == 5


async def test_a_race_of_two_files_for_one_key_leaves_no_orphans(ann: Client, house: House) -> None:
    files = [png(colour=colour) for colour in ("red", "blue", "green", "white")]
    payloads = await asyncio.gather(*(ann.upload(file, key="k") for file in files))
    codes = [error["code"] for payload in payloads for error in payload["userErrors"]]
    assert codes == ["CONFLICT"] * 3
    assert (await ann.query(LISTED))["images"]["totalCount"] == 1
    assert len(await house.objects()) == 5


async def test_a_key_or_prompt_that_cannot_be_kept_is_refused(ann: Client, house: House) -> None:
    for key in ("", "x" * 201, "a\nb"):
        [error] = (await ann.upload(png(), key=key))["userErrors"]
        assert (error["code"], error["field"]) == ("INVALID", ["idempotencyKey"])
    for prompt in ("a\0b", "x" * 32_001):
        [error] = (await ann.upload(png(), prompt=prompt))["userErrors"]
        assert (error["code"], error["field"]) == ("INVALID", ["prompt"])
    await nothing_is_left(ann, house)


async def post(client: Client, operations: Any, map_: Any, *names: str) -> httpx.Response:
    return await client.http.post(
        "/graphql",
        data={"operations": json.dumps(operations), "map": json.dumps(map_)},
        files={name: ("a.png", png()) for name in names},
        headers={**client.headers, **PREFLIGHT},
    )


async def test_what_is_no_file_is_no_upload(ann: Client) -> None:
    for files in (["text"], [5], [{"file": "x"}], ["text", None]):
        assert (await failure(ann, UPLOAD, files=files)).code == "BAD_USER_INPUT"
    operations = {"query": UPLOAD, "variables": {"files": [None]}}
    unmapped = await post(ann, operations, {}, "0")
    assert unmapped.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_malformed_multipart_request_is_a_bad_request(ann: Client, house: House) -> None:
    operations = {"query": UPLOAD, "variables": {"files": [None]}}
    for sent, map_, names in [
        (operations, {"0": ["variables.files.0"]}, ["1"]),
        (operations, {"0": ["variables.files.7"]}, ["0"]),
        (operations, {"0": ["variables.files.x"]}, ["0"]),
        (operations, {"0": ["nowhere.files.0"]}, ["0"]),
        (operations, {"0": ["query.0"]}, ["0"]),
        (operations, {"0": [5]}, ["0"]),
        (operations, {"0": 5}, ["0"]),
        (operations, {"0": None}, ["0"]),
        (operations, [], ["0"]),
        (operations, 5, ["0"]),
        ([], {"0": ["variables.files.0"]}, ["0"]),
        (5, {}, ["0"]),
        (None, {}, ["0"]),
    ]:
        answer = await post(ann, sent, map_, *names)
        assert answer.status_code == 400, (map_, answer.text)
        assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    headers = {**ann.headers, **PREFLIGHT, "Content-Type": "multipart/form-data; boundary=x"}
    for body in (b"", b"nonsense", b"--x\r\n\r\n", b"--x--"):
        answer = await ann.http.post("/graphql", content=body, headers=headers)
        assert answer.status_code == 400, (body, answer.text)
    await nothing_is_left(ann, house)
