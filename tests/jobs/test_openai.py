"""What is asked of the images API, and what each of its answers means."""

import asyncio
import base64
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.kinds import AttemptOutcome, JobErrorCode, JobStatus
from gallery.settings import Settings
from gallery.wiring import parts
from jobs.providers import openai_errors
from jobs.providers.base import (
    Answer,
    Preview,
    ProviderError,
    ProviderEvent,
    RefusedError,
    Request,
    RetryableError,
    UnknownError,
    Usage,
)
from jobs.providers.catalogue import openai_models
from jobs.providers.openai import (
    CONNECT_SECONDS,
    LONGEST_SECONDS,
    READ_SECONDS,
    WRITE_SECONDS,
    OpenAIProvider,
)
from jobs.worker import STOP_SECONDS, run
from tests.api.helpers import JOB, asked_for, eventually
from tests.conftest import House, serving
from tests.jobs.conftest import Workshop
from tests.jobs.images_api import (
    USED,
    Events,
    ImagesApi,
    Plain,
    Script,
    Silent,
    answer,
    completed,
    encoded,
    failure,
    images_server,
    partial,
    pictures,
)
from tests.pictures import picture_as, png
from tests.processes import free_port

KEY = "sk-the-canary-key"
ONE, TWO, THREE = (png(24, 24 + number) for number in range(3))


@pytest.fixture
async def api() -> AsyncIterator[ImagesApi]:
    async with images_server() as server:
        yield server


def request(n: int = 1, **more: Any) -> Request:
    return Request("gpt-image-1", "a red fox", n, "1024x1024", "low", "auto", "png", **more)


async def told(
    base_url: str, asked: Request, **limits: Any
) -> tuple[list[ProviderEvent], ProviderError | None]:
    """Everything that comes of a request, and the error in its end."""
    provider = OpenAIProvider(KEY, base_url, openai_models(base_url), **limits)
    events: list[ProviderEvent] = []
    try:
        async for event in provider.generate(asked):
            events.append(event)  # noqa: PERF401  what came before an error counts
    except ProviderError as error:
        return events, error
    return events, None


def answers_of(events: list[ProviderEvent]) -> list[Answer]:
    return [event for event in events if isinstance(event, Answer)]


# What is asked


async def test_several_pictures_are_asked_for_at_once(api: ImagesApi) -> None:
    api.will(pictures(ONE, TWO))
    events, error = await told(api.base_url, request(2))
    assert error is None
    assert answers_of(events) == [Answer(0, ONE, None, USED, 161), Answer(1, TWO, None, USED, 161)]
    assert Usage(322, "req_1") in events[:-2]
    [asked] = api.asked
    assert (asked.method, asked.path) == ("POST", "/v1/images/generations")
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.fields == {
        "model": "gpt-image-1",
        "prompt": "a red fox",
        "n": 2,
        "size": "1024x1024",
        "quality": "low",
        "background": "auto",
        "output_format": "png",
    }
    assert len(api.sent) == 1


async def test_the_shares_of_several_pictures_add_up(api: ImagesApi) -> None:
    api.will(answer([{"b64_json": encoded(ONE)}, {}, {"url": "?"}, {"b64_json": encoded(TWO)}]))
    events, error = await told(api.base_url, request(4))
    assert error is None
    shares = [(one.position, one.tokens) for one in answers_of(events)]
    assert shares == [(0, 107), (2, 107), (3, 108)]
    assert events[1] == Usage(107 + 107 + 108, "req_1")


async def test_one_picture_is_streamed(api: ImagesApi) -> None:
    api.will(Events(partial(ONE), partial(TWO, 1), completed(THREE)))
    events, error = await told(api.base_url, request())
    assert error is None
    shown = [event for event in events if not isinstance(event, Usage)]
    assert shown == [Preview(0, ONE), Preview(0, TWO), Answer(0, THREE, None, USED, 322)]
    assert Usage(322, "req_1") in events[:-1]
    assert api.asked[0].fields["stream"] is True
    assert api.asked[0].fields["partial_images"] == 3


async def test_a_server_without_streams_may_answer_at_once(api: ImagesApi) -> None:
    api.will(pictures(ONE))
    events, error = await told(api.base_url, request())
    assert (error, [one.data for one in answers_of(events)]) == (None, [ONE])


async def test_sources_and_mask_are_sent_as_the_files_they_are(
    api: ImagesApi, tmp_path: Path
) -> None:
    kinds = ("png", "jpeg", "webp")
    data = [picture_as(kinds[number % 3], 8 + number) for number in range(16)]
    paths = [tmp_path / f"{number}.scratch" for number in range(17)]
    for path, one in zip(paths, [*data, ONE], strict=True):
        path.write_bytes(one)
    api.will(Events(partial(ONE, what="image_edit"), completed(TWO, what="image_edit")))
    asked_with = request(sources=tuple(paths[:16]), mask=paths[16])
    events, error = await told(api.base_url, asked_with)
    assert (error, answers_of(events)) == (None, [Answer(0, TWO, None, USED, 322)])
    [asked] = api.asked
    assert asked.path == "/v1/images/edits"
    assert asked.fields == {
        "model": "gpt-image-1",
        "prompt": "a red fox",
        "n": "1",
        "size": "1024x1024",
        "quality": "low",
        "background": "auto",
        "output_format": "png",
        "stream": "true",
        "partial_images": "3",
    }
    *sources, mask = sorted(asked.files, key=lambda file: file.field == "mask")
    assert [file.field for file in sources] == ["image[]"] * 16
    assert [file.name for file in sources[:3]] == [
        "source-1.png",
        "source-2.jpeg",
        "source-3.webp",
    ]
    assert [file.content_type for file in sources[:3]] == ["image/png", "image/jpeg", "image/webp"]
    assert [file.data for file in sources] == data
    assert mask == ("mask", "mask.png", "image/png", ONE)


async def test_several_edits_are_asked_for_at_once(api: ImagesApi, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(ONE)
    api.will(pictures(TWO, THREE))
    events, error = await told(api.base_url, request(2, sources=(source,)))
    assert (error, [one.data for one in answers_of(events)]) == (None, [TWO, THREE])
    assert "stream" not in api.asked[0].fields
    assert [file.name for file in api.asked[0].files] == ["source-1.png"]


# Answers that are not as they should be


async def test_fewer_and_more_pictures_than_asked_for(api: ImagesApi) -> None:
    api.will(pictures(ONE), pictures(ONE, TWO, THREE))
    for expected in ([ONE], [ONE, TWO]):
        events, error = await told(api.base_url, request(2))
        assert (error, [one.data for one in answers_of(events)]) == (None, expected)


async def test_a_hole_among_the_pictures_keeps_their_places(api: ImagesApi) -> None:
    api.will(answer([{}, {"b64_json": encoded(ONE), "revised_prompt": "a fox\0"}, "what?"]))
    events, error = await told(api.base_url, request(3))
    assert (error, answers_of(events)) == (None, [Answer(1, ONE, "a fox�", USED, 322)])


async def test_what_is_no_base64_is_kept_as_it_came(api: ImagesApi) -> None:
    rubbish = "*** no base64 ***"
    api.will(
        answer([{"b64_json": rubbish}, {"b64_json": encoded(ONE)}]),
        Events(completed(ONE) | {"b64_json": rubbish}),
    )
    events, _ = await told(api.base_url, request(2))
    assert [one.data for one in answers_of(events)] == [rubbish.encode(), ONE]
    events, _ = await told(api.base_url, request())
    assert [one.data for one in answers_of(events)] == [rubbish.encode()]


async def test_base64_in_lines_is_read(api: ImagesApi) -> None:
    api.will(answer([{"b64_json": base64.encodebytes(ONE).decode()}]))
    events, _ = await told(api.base_url, request())
    assert [one.data for one in answers_of(events)] == [ONE]


async def test_a_picture_behind_an_address_is_only_fetched_from_the_same_host(
    api: ImagesApi,
) -> None:
    async with images_server() as elsewhere:
        elsewhere.will(Plain(TWO, kind="image/png"))
        urls = [f"{api.address}/1.png", "/2.png", f"{elsewhere.address}/3.png"]
        found, missing = Plain(ONE, kind="image/png"), failure(404, None)
        api.will(answer([{"url": url} for url in urls]), found, missing)
        events, error = await told(api.base_url, request(3))
        assert error is None
        assert [one.data for one in answers_of(events)] == [ONE, b"/2.png", urls[2].encode()]
        assert [asked.path for asked in api.asked[1:]] == ["/1.png", "/2.png"]
        assert elsewhere.asked == []


async def test_a_redirect_is_not_followed(api: ImagesApi) -> None:
    api.will(Plain(b"", 307, location=f"{api.address}/elsewhere"))
    _, error = await told(api.base_url, request())
    assert isinstance(error, RefusedError)
    assert len(api.asked) == 1


# Errors: each asks once, and says whether it may be asked again

HTML = b"<html>Bad gateway</html>"


@pytest.mark.parametrize(
    ("script", "code", "words"),
    [
        (failure(400, "moderation_blocked", "Violence."), JobErrorCode.MODERATION, "Violence."),
        (failure(400, "content_policy_violation"), JobErrorCode.MODERATION, "No."),
        (failure(400, "bad_size", "Bad."), JobErrorCode.PROVIDER_REJECTED, "Bad."),
        (failure(401, None, f"Bad key {KEY}"), JobErrorCode.PROVIDER_REJECTED, "server's key"),
        (failure(403, None, f"{KEY}: no."), JobErrorCode.PROVIDER_REJECTED, "…: no."),
        (failure(404, "model_not_found"), JobErrorCode.PROVIDER_REJECTED, "No."),
        (failure(422, None), JobErrorCode.PROVIDER_REJECTED, "No."),
        (Plain(HTML, 413), JobErrorCode.PROVIDER_REJECTED, "refused"),
        (failure(429, "insufficient_quota", "Pay."), JobErrorCode.PROVIDER_REJECTED, "Pay."),
        (
            Events(partial(ONE), {"error": {"code": "moderation_blocked", "message": "Violence."}}),
            JobErrorCode.MODERATION,
            "Violence.",
        ),
    ],
)
async def test_refusals(api: ImagesApi, script: Script, code: JobErrorCode, words: str) -> None:
    api.will(script)
    events, error = await told(api.base_url, request())
    assert isinstance(error, RefusedError)
    assert error.code is code
    assert words in str(error)
    assert KEY not in str(error)
    assert Usage(None, "req_1") in events
    assert len(api.asked) == 1


NOON = "Sun, 22 Nov 2026 12:00:00 GMT"
LATER = "Sun, 22 Nov 2026 12:01:30 GMT"


@pytest.mark.parametrize(
    ("script", "code", "after"),
    [
        (failure(429, "rate_limit_exceeded"), JobErrorCode.RATE_LIMITED, None),
        (failure(429, None, retry_after="7"), JobErrorCode.RATE_LIMITED, 7),
        (Plain(HTML, 429, retry_after="0.5"), JobErrorCode.RATE_LIMITED, 0.5),
        (failure(500, "server_error"), JobErrorCode.PROVIDER_UNAVAILABLE, None),
        (failure(503, None, retry_after="20"), JobErrorCode.PROVIDER_UNAVAILABLE, 20),
    ],
)
async def test_what_was_certainly_not_done_may_be_tried_again(
    api: ImagesApi, script: Script, code: JobErrorCode, after: float | None
) -> None:
    api.will(script)
    events, error = await told(api.base_url, request())
    assert isinstance(error, RetryableError)
    assert (error.code, error.after) == (code, after)
    assert events == [Usage(None, "req_1")]
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "inf"}, 3600),
        ({"retry-after": "86400"}, 3600),
        ({"retry-after": LATER, "date": NOON}, 90),
        ({"retry-after": NOON, "date": LATER}, None),
        ({"retry-after": "Sun, 22 Nov 2099 12:00:00 -0000"}, 3600),
    ],
)
def test_how_long_the_provider_wants_to_be_left_alone(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert openai_errors.pause(headers) == seconds


WHOLE = json.dumps({"data": [{"b64_json": encoded(ONE)}]}).encode()


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize(
    "script",
    [
        Plain(HTML, 502, "text/html"),
        Plain(HTML, 500, "text/html"),
        Plain(b'{"detail": "gateway"}', 503),
        failure(504, None),
        failure(408, None),
        Plain(WHOLE, kept=20),
        Plain(WHOLE, 503, kept=20),
        Plain(b"{this is no JSON"),
        Plain(b'{"error": null}'),
        Plain(b"[]"),
        Plain(b""),
        Plain(b"\xff\xfe\xfa"),
        Events(partial(ONE), partial(TWO, 1), cut=True),
        Events(partial(ONE), partial(TWO, 1)),
        Events({"error": {"code": "server_error", "message": "Oh."}}),
        Events({"type": "error", "code": "server_error", "message": "Oh."}),
        Plain(b"data: {no JSON}\n\n", kind="text/event-stream"),
        Plain(b"data: 7\n\ndata: [DONE]\n\n", kind="text/event-stream"),
        Silent(),
    ],
)
async def test_what_may_have_been_done_is_unknown(api: ImagesApi, script: Script, n: int) -> None:
    api.will(script)
    read = 1.0 if isinstance(script, Silent) else 20
    events, error = await told(api.base_url, request(n), read=read)
    assert isinstance(error, UnknownError)
    assert answers_of(events) == []
    assert len(api.asked) == 1


async def test_a_stream_that_stops_is_unknown(api: ImagesApi) -> None:
    gate = asyncio.Event()
    api.will(Events(partial(ONE), completed(TWO), gate=gate))
    events, error = await told(api.base_url, request(), read=1.0)
    gate.set()
    assert isinstance(error, UnknownError)
    assert Preview(0, ONE) in events


async def test_an_answer_has_a_largest_size(api: ImagesApi) -> None:
    api.will(pictures(ONE), Events(partial(ONE), completed(ONE)), failure(500, None, "x" * 500))
    for n in (2, 1, 1):
        events, error = await told(api.base_url, request(n), largest=100)
        assert isinstance(error, UnknownError)
        assert answers_of(events) == []


async def test_an_answer_has_a_longest_time(api: ImagesApi) -> None:
    api.will(Events(partial(ONE), completed(ONE)))
    events, error = await told(api.base_url, request(), longest=0)
    assert isinstance(error, UnknownError)
    assert answers_of(events) == []


# Requests that never went out


async def test_a_refused_connection_carried_nothing() -> None:
    _, error = await told(f"http://127.0.0.1:{free_port()}/v1", request())
    assert isinstance(error, RetryableError)
    assert error.code is JobErrorCode.PROVIDER_UNAVAILABLE


async def test_a_name_that_is_not_found_carried_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    _, error = await told("http://images.invalid/v1", request())
    assert isinstance(error, RetryableError)


async def test_a_server_without_tls_was_told_nothing(api: ImagesApi) -> None:
    _, error = await told(api.base_url.replace("http:", "https:"), request())
    assert isinstance(error, RetryableError)
    assert api.asked == []


async def test_a_handshake_that_takes_too_long_carried_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/v1"
        _, error = await told(url, request(), connect=0.1)
    assert isinstance(error, RetryableError)


# Jobs


def _employ(workshop: Workshop, api: ImagesApi) -> None:
    workshop.employ(OpenAIProvider(KEY, api.base_url, openai_models(api.base_url)))


@pytest.mark.parametrize(
    ("status", "code"),
    [(429, JobErrorCode.RATE_LIMITED), (503, JobErrorCode.PROVIDER_UNAVAILABLE)],
)
async def test_four_tries_end_a_job_with_the_reason(
    workshop: Workshop, api: ImagesApi, status: int, code: JobErrorCode
) -> None:
    api.will(failure(status, None, "Later.", retry_after="0"))
    _employ(workshop, api)
    job_id = await workshop.ask(2)
    for _ in range(6):
        await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code, job.error_message) == (JobStatus.FAILED, code, "Later.")
    assert len(api.asked) == 4
    attempts = await workshop.attempts(job_id)
    assert [attempt.outcome for attempt in attempts] == [AttemptOutcome.RETRYABLE] * 4
    assert [attempt.provider_request_id for attempt in attempts] == ["req_1"] * 4


async def test_a_pause_that_was_asked_for_is_kept(workshop: Workshop, api: ImagesApi) -> None:
    api.will(failure(429, None, retry_after="600"), pictures(ONE, TWO))
    _employ(workshop, api)
    job_id = await workshop.ask(2)
    await workshop.run()
    await workshop.run()
    assert len(api.asked) == 1
    await workshop.sql("UPDATE jobs SET runnable_at = now()")
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED


async def test_an_unknown_outcome_is_not_asked_for_again(
    workshop: Workshop, api: ImagesApi
) -> None:
    api.will(Plain(HTML, 502, "text/html"))
    _employ(workshop, api)
    job_id = await workshop.ask()
    for _ in range(3):
        await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.OUTCOME_UNKNOWN)
    [attempt] = await workshop.attempts(job_id)
    assert (attempt.outcome, attempt.provider_request_id) == (AttemptOutcome.UNKNOWN, "req_1")
    assert len(api.asked) == 1


async def test_rubbish_is_paid_for_and_put_aside(workshop: Workshop, api: ImagesApi) -> None:
    api.will(answer([{"b64_json": "*rubbish*"}, {"b64_json": encoded(ONE)}]))
    _employ(workshop, api)
    job_id = await workshop.ask(2)
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.PARTIAL, JobErrorCode.BAD_OUTPUT)
    assert job.cost_tokens == 322
    [kept] = (workshop.spool.root / "quarantine").glob("*.picture")
    assert kept.read_bytes() == b"*rubbish*"


# The whole path


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    async with parts(settings, application="tests", pool_size=8, listen=False) as opened:
        work = asyncio.create_task(run(opened.services, settings.redis_url, concurrency=2))
        try:
            yield
        finally:
            opened.services.stopping.set()
            await work


async def _opened(url: str | None, house: House) -> bytes:
    assert url
    return (await house.client("ann").get(url)).content


async def test_a_paid_picture_arrives_byte_for_byte(settings: Settings, api: ImagesApi) -> None:
    drawn = asyncio.Event()
    api.will(Events(partial(png(32, 32)), completed(TWO), gate=drawn))
    paying = replace(
        settings, image_provider="openai", openai_api_key=KEY, openai_base_url=api.base_url
    )
    async with serving(paying) as house, working(paying):
        ann = house.client("ann")
        job_id = await asked_for(ann)

        async def job() -> dict[str, Any]:
            return (await ann.query(JOB, id=job_id))["node"]  # type: ignore[no-any-return]

        shown = await eventually(job, lambda job: job["slots"][0]["previewUrl"])
        assert (await _opened(shown["slots"][0]["previewUrl"], house))[8:12] == b"WEBP"
        drawn.set()
        ended = await eventually(job, lambda job: job["finishedAt"])
        assert (ended["status"], ended["costTokens"]) == ("SUCCEEDED", 322)
        assert ended["attempts"] == [
            {
                "number": 1,
                "outcome": "ANSWERED",
                "costTokens": 322,
                "providerRequestId": "req_1",
            }
        ]
        [image] = ended["images"]
        assert image["model"] == "gpt-image-1"
        assert image["params"] == USED
        assert await _opened(image["url"], house) == TWO
    [asked] = api.asked
    assert (asked.fields["model"], asked.fields["prompt"]) == ("gpt-image-1", "a red fox")
    assert asked.headers["authorization"] == f"Bearer {KEY}"


IMPORTS = """
import sys
import gallery.app, gallery.serving, gallery.wiring, jobs.worker
assert not {"openai", "httpx2"} & sys.modules.keys()
"""


def test_the_sdk_is_not_imported_before_it_is_needed() -> None:
    subprocess.run([sys.executable, "-c", IMPORTS], check=True, cwd=Path(__file__).parents[2])


def test_a_stop_waits_for_longer_than_any_call_takes() -> None:
    assert STOP_SECONDS > CONNECT_SECONDS + WRITE_SECONDS + READ_SECONDS + LONGEST_SECONDS
