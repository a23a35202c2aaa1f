"""Asking for pictures: what may be asked, and that the same request is never two bills."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from tests.api.conftest import Painter
from tests.api.helpers import asked_for, ended, event_cursor, generate, job, refused, uploaded
from tests.api.test_images import made_up
from tests.client import Client
from tests.pictures import png

pytestmark = pytest.mark.main_path

SERVER = """{ server { models { name provider isDemo sizes qualities formats maxImages maxSources
    supportsMask supportsTransparency streamsPreviews
    estimatedTokens(size: "1024x1024", quality: HIGH) } } }"""


async def test_what_is_left_out_gets_its_default(ann: Client) -> None:
    defaults = {"size": "auto", "quality": "auto", "background": "auto", "output_format": "png"}
    nothing: list[dict[str, Any]] = [
        {},
        {
            "model": None,
            "n": None,
            "size": None,
            "quality": None,
            "background": None,
            "outputFormat": None,
            "sourceIds": None,
            "maskId": None,
            "idempotencyKey": None,
        },
        {"sourceIds": []},
    ]
    for asked in nothing:
        made = (await generate(ann, "a fox", **asked))["job"]
        assert (made["status"], made["n"], made["model"]) == ("QUEUED", 1, "demo")
        assert (made["prompt"], made["params"]) == ("a fox", defaults)
        assert (made["progress"], made["sources"]) == (0.0, [])


async def test_everything_that_a_model_offers_can_be_asked_for(ann: Client) -> None:
    [model] = (await ann.query(SERVER))["server"]["models"]
    assert (model["name"], model["isDemo"], model["estimatedTokens"]) == ("demo", True, 0)
    assert model["sizes"] == ["auto", "1024x1024", "1536x1024", "1024x1536"]
    for field, values in (
        ("size", model["sizes"]),
        ("quality", model["qualities"]),
        ("outputFormat", model["formats"]),
        ("n", [1, model["maxImages"]]),
        ("model", [model["name"]]),
    ):
        for value in values:
            assert (await generate(ann, **{field: value}))["userErrors"] == [], (field, value)
    for background, kind in (("OPAQUE", "JPEG"), ("TRANSPARENT", "PNG"), ("TRANSPARENT", "WEBP")):
        payload = await generate(ann, background=background, outputFormat=kind)
        assert payload["userErrors"] == []
        assert payload["job"]["params"]["background"] == background.lower()
        assert payload["job"]["params"]["output_format"] == kind.lower()


async def test_what_makes_no_sense_is_invalid_at_its_field(ann: Client) -> None:
    [source] = await uploaded(ann, png())
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"prompt": ""}, "prompt"),
        ({"prompt": " \n\t\u3000"}, "prompt"),
        ({"prompt": "a\0b"}, "prompt"),
        ({"prompt": "x" * 32_001}, "prompt"),
        ({"model": "dall-e"}, "model"),
        ({"model": ""}, "model"),
        ({"n": 0}, "n"),
        ({"n": -1}, "n"),
        ({"n": 11}, "n"),
        ({"n": 2**31 - 1}, "n"),
        ({"size": "1x1"}, "size"),
        ({"size": "1024X1024"}, "size"),
        ({"size": ""}, "size"),
        ({"background": "TRANSPARENT", "outputFormat": "JPEG"}, "outputFormat"),
        ({"sourceIds": [source] * 17}, "sourceIds"),
        ({"maskId": source}, "maskId"),
        ({"maskId": source, "sourceIds": []}, "maskId"),
        ({"idempotencyKey": ""}, "idempotencyKey"),
        ({"idempotencyKey": "x" * 201}, "idempotencyKey"),
        ({"idempotencyKey": "a\nb"}, "idempotencyKey"),
    ]
    for asked, field in wrong:
        assert await refused(ann, **asked) == ("INVALID", ["input", field]), asked
    longest = "ä" * 32_000
    assert (await generate(ann, longest, sourceIds=[source] * 16))["job"]["prompt"] == longest
    jobs = (await ann.query("{ jobs { totalCount } }"))["jobs"]
    assert jobs["totalCount"] == 1


async def test_unknown_and_foreign_sources_are_not_found(ann: Client, bob: Client) -> None:
    [mine] = await uploaded(ann, png())
    [foreign] = await uploaded(bob, png())
    for unknown in (foreign, made_up("Image", uuid4().hex), "x", "", made_up("Job", uuid4().hex)):
        place = ["input", "sourceIds", "1"]
        assert await refused(ann, sourceIds=[mine, unknown]) == ("NOT_FOUND", place), unknown
        place = ["input", "maskId"]
        assert await refused(ann, sourceIds=[mine], maskId=unknown) == ("NOT_FOUND", place)
    assert (await ann.query("{ jobs { totalCount } }"))["jobs"]["totalCount"] == 0


async def test_a_mask_has_the_size_of_the_first_source(ann: Client) -> None:
    small, large, mask = await uploaded(ann, png(8, 8), png(16, 8), png(8, 8))
    place = ["input", "maskId"]
    assert await refused(ann, sourceIds=[large, small], maskId=mask) == ("INVALID", place)
    made = await generate(ann, sourceIds=[small, large], maskId=mask)
    assert made["userErrors"] == []


async def test_the_same_key_and_request_are_one_job(painter: Painter, ann: Client) -> None:
    asked: dict[str, Any] = {"n": 2, "idempotencyKey": "key"}
    payloads = await asyncio.gather(*(generate(ann, **asked) for _ in range(20)))
    [job_id] = {payload["job"]["id"] for payload in payloads}
    assert all(payload["userErrors"] == [] for payload in payloads)
    done = await ended(ann, job_id)
    assert (done["status"], len(done["images"])) == ("SUCCEEDED", 2)
    assert (await generate(ann, **asked))["job"]["id"] == job_id
    assert (await ann.query("{ jobs { totalCount } images { totalCount } }")) == {
        "jobs": {"totalCount": 1},
        "images": {"totalCount": 2},
    }
    assert len(painter.provider.asked) == 1


async def test_the_same_key_with_another_request_is_a_conflict(ann: Client, bob: Client) -> None:
    [source] = await uploaded(ann, png())
    first = await asked_for(ann, idempotencyKey="key")
    for other in (
        {"prompt": "another"},
        {"n": 2},
        {"size": "1024x1024"},
        {"quality": "LOW"},
        {"background": "OPAQUE"},
        {"outputFormat": "WEBP"},
        {"sourceIds": [source]},
    ):
        conflict = ("CONFLICT", ["input", "idempotencyKey"])
        assert await refused(ann, idempotencyKey="key", **other) == conflict, other
    # Said in other words it is the same request, and to somebody else a key of their own.
    assert await asked_for(ann, idempotencyKey="key", n=1, quality="AUTO", model="demo") == first
    assert await asked_for(bob, idempotencyKey="key") != first
    assert (await ann.query("{ jobs { totalCount } }"))["jobs"]["totalCount"] == 1


async def test_a_mutation_that_is_refused_leaves_no_event(ann: Client) -> None:
    before = await event_cursor(ann)
    await refused(ann, prompt="")
    await refused(ann, sourceIds=["x"])
    assert await event_cursor(ann) == before


async def test_a_picture_tells_how_it_was_made(painter: Painter, ann: Client) -> None:
    job_id = await asked_for(ann, "a blue fox", quality="HIGH", outputFormat="WEBP", n=2)
    done = await ended(ann, job_id)
    assert (done["status"], done["progress"], done["error"]) == ("SUCCEEDED", 1.0, None)
    assert [slot["status"] for slot in done["slots"]] == ["DONE", "DONE"]
    assert {slot["image"]["id"] for slot in done["slots"]} == {i["id"] for i in done["images"]}
    for image in done["images"]:
        assert (image["prompt"], image["model"]) == ("a blue fox", "demo")
        assert image["origin"] == "GENERATED"
        assert image["params"]["quality"] == "high"
        assert image["params"]["output_format"] == "webp"
    [attempt] = done["attempts"]
    assert (attempt["number"], attempt["outcome"]) == (1, "ANSWERED")
    assert done["startedAt"] <= done["finishedAt"]


async def test_the_demo_draws_what_was_asked_for(worker: object, ann: Client) -> None:
    done = await ended(ann, await asked_for(ann, outputFormat="JPEG", size="1024x1536"))
    [image] = done["images"]
    assert (image["width"], image["height"], image["contentType"]) == (1024, 1536, "image/jpeg")
    found = await ann.get(image["url"])
    assert found.headers["content-type"] == "image/jpeg"


async def test_a_refused_job_is_told_from_a_foreign_one(ann: Client, bob: Client) -> None:
    job_id = await asked_for(ann)
    assert (await job(ann, job_id))["status"] == "QUEUED"
    assert await job(bob, job_id) is None
