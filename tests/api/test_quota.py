"""The limits of a day: nobody passes them, and what came to nothing is given back."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import asyncpg
import httpx
import pytest

from db.kinds import JobErrorCode
from gallery.settings import Settings, SettingsError, load
from gallery.wiring import parts
from jobs.providers.base import RefusedError, UnknownError
from jobs.providers.catalogue import GPT_IMAGE_1, OPENAI, estimate, openai_models
from jobs.worker import run as run_worker
from schema.limits import MOST_ALIASES
from tests.api.helpers import asked_for, ended, eventually, generate, job
from tests.api.test_jobs import cancel
from tests.client import Client, GraphQLFailure
from tests.conftest import serving
from tests.gallery.test_image_provider import ENOUGH
from tests.jobs.fakes import FakeProvider, Script, answers, draws, waits

RETRY = "mutation($id: ID!) { retryJob(id: $id) { job { status } userErrors { code message } } }"
USAGE = "{ viewer { usage { jobs images costTokens dailyJobLimit dailyTokenLimit } } }"
COUNT = "{ jobs { totalCount } }"
JOBS = "{ jobs(first: 100) { nodes { id } } }"
PROMPT = "a red fox"
SMALL = {"size": "1024x1024", "quality": "LOW"}
EACH = estimate(GPT_IMAGE_1, "1024x1024", "low", PROMPT, 0)
MODERATED = answers(then=RefusedError(JobErrorCode.MODERATION, "not this"))
LOST = answers(then=UnknownError("the line went dead"))
_DAY = 86_400.0
# Seconds that a test here takes, also on a machine with better things to do.
_LONGEST = 60.0


@dataclass(frozen=True)
class Studio:
    """An api of a paid provider, which draws once ``gate`` is open, with a worker, and limits."""

    ann: Client
    bob: Client
    provider: FakeProvider
    gate: asyncio.Event
    database_url: str

    async def sql(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.database_url)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    async def a_day_later(self) -> None:
        for table, moment in (("jobs", "created_at"), ("job_attempts", "sent_at")):
            await self.sql(f"UPDATE {table} SET {moment} = {moment} - interval '1 day'")

    async def drawn(self) -> str:
        """A job of ann's that has ended."""
        job_id = await asked_for(self.ann, **SMALL)
        await ended(self.ann, job_id)
        return job_id


@pytest.fixture
async def settings(settings: Settings) -> Settings:
    """Those of a test that ends on the day on which it begins."""

    async def left() -> float:
        return _DAY - time.time() % _DAY

    await eventually(left, lambda seconds: seconds > _LONGEST, 2 * _LONGEST)
    return settings


@asynccontextmanager
async def studio(
    settings: Settings, script: Script = draws, *, held: bool = False, **limits: int
) -> AsyncIterator[Studio]:
    gate = asyncio.Event()
    if not held:
        gate.set()
    chosen: dict[str, Any] = {"image_provider": "openai", "openai_api_key": "sk-test", **limits}
    paid = replace(settings, **chosen)
    provider = FakeProvider(waits(gate, then=script), name="openai")
    async with parts(paid, application="painter", pool_size=8, listen=False) as opened:
        services = replace(opened.services, providers={"openai": provider})
        working = asyncio.create_task(run_worker(services, paid.redis_url, concurrency=2))
        async with serving(paid) as house:
            ann, bob = house.client("ann"), house.client("bob")
            try:
                yield Studio(ann, bob, provider, gate, paid.database_url)
            finally:
                gate.set()
                services.stopping.set()
        await working


async def refusal(client: Client, **asked: Any) -> str:
    """The words of a request that the quota refused."""
    payload = await generate(client, PROMPT, **{**SMALL, **asked})
    assert payload["job"] is None
    [error] = payload["userErrors"]
    assert (error["code"], error["field"]) == ("QUOTA_EXCEEDED", None)
    return str(error["message"])


async def insisted(client: Client, **asked: Any) -> dict[str, Any]:
    """The payload of a request that is repeated while the machine has too much to do."""
    while True:
        try:
            return await generate(client, PROMPT, **asked)
        except GraphQLFailure as failed:
            if failed.code != "UNAVAILABLE":
                raise


async def sent(client: Client, job_id: str) -> None:
    await eventually(lambda: job(client, job_id), lambda found: bool(found["attempts"]))


async def retry(client: Client, job_id: str) -> dict[str, Any]:
    return (await client.query(RETRY, id=job_id))["retryJob"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("limit", "requests"),
    [({"daily_job_limit": 10}, 100), ({"daily_token_limit": 11 * EACH - 1}, 40)],
    ids=["jobs", "tokens"],
)
async def test_whoever_asks_for_much_at_once_gets_no_more(
    settings: Settings, limit: dict[str, int], requests: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So much at once takes long where other tests run beside it.
    monkeypatch.setattr("schema.limits._DEADLINE_SECONDS", 120)
    aliased = "mutation($input: GenerateImagesInput!) {" + " ".join(
        f"a{i}: generateImages(input: $input) {{ job {{ id }} userErrors {{ code }} }}"
        for i in range(MOST_ALIASES)
    )
    async with studio(settings, draws, held=True, **limit) as made:
        made.ann.http.timeout = httpx.Timeout(120)
        asked = {"prompt": PROMPT, **SMALL}
        documents = [made.ann.query(aliased + "}", input=asked) for _ in range(requests)]
        told = await asyncio.gather(*documents, return_exceptions=True)
        payloads = [p for answer in told if isinstance(answer, dict) for p in answer.values()]
        refused = [payload["userErrors"] for payload in payloads if not payload["job"]]
        assert all(errors == [{"code": "QUOTA_EXCEEDED"}] for errors in refused)
        # A machine that has too much to do may say so instead.
        lost = [error for error in told if isinstance(error, BaseException)]
        assert all(isinstance(e, GraphQLFailure) and e.code == "UNAVAILABLE" for e in lost)
        accepted = [node["id"] for node in (await made.ann.query(JOBS))["jobs"]["nodes"]]
        assert len(accepted) == 10
        made.gate.set()
        for job_id in accepted:
            assert (await ended(made.ann, job_id))["status"] == "SUCCEEDED"
        assert len(made.provider.asked) == 10
        # A limit is each user's own.
        assert (await generate(made.bob, PROMPT, **SMALL))["userErrors"] == []


@pytest.mark.parametrize("keys", [10])
async def test_repeats_of_a_request_are_one_bill(settings: Settings, keys: int) -> None:
    async with studio(settings, daily_job_limit=keys) as made:
        asking = [insisted(made.ann, idempotencyKey=f"key {i % keys}", n=2) for i in range(100)]
        payloads = await asyncio.gather(*asking)
        assert all(payload["userErrors"] == [] for payload in payloads)
        ids = [payload["job"]["id"] for payload in payloads]
        assert ids == ids[:keys] * (100 // keys)
        for job_id in ids[:keys]:
            await ended(made.ann, job_id)
        assert len(made.provider.asked) == keys == len(set(ids))


async def test_a_repeat_is_no_matter_of_quota(settings: Settings) -> None:
    async with studio(settings, daily_job_limit=1, daily_token_limit=EACH) as made:
        first = await asked_for(made.ann, PROMPT, **SMALL, idempotencyKey="key")
        assert "1 generations" in await refusal(made.ann)
        assert await asked_for(made.ann, PROMPT, **SMALL, idempotencyKey="key") == first


async def test_a_new_day_begins_anew(settings: Settings) -> None:
    async with studio(settings, daily_job_limit=1, daily_token_limit=EACH) as made:
        for _ in range(2):
            await made.drawn()
            await refusal(made.ann)
            await made.a_day_later()
        assert (await made.ann.query(USAGE))["viewer"]["usage"]["jobs"] == 0


async def test_what_was_refused_for_nothing_is_given_back(settings: Settings) -> None:
    async with studio(settings, MODERATED, daily_job_limit=1, daily_token_limit=EACH) as made:
        failed = await made.drawn()
        assert (await job(made.ann, failed))["status"] == "FAILED"
        made.provider.play(draws)
        await made.drawn()
        await refusal(made.ann)


async def test_only_what_was_never_sent_is_called_off_for_nothing(settings: Settings) -> None:
    async with studio(settings, held=True, daily_job_limit=3) as made:
        begun = [await asked_for(made.ann, PROMPT, **SMALL) for _ in range(2)]
        for job_id in begun:
            await sent(made.ann, job_id)
        waiting = await asked_for(made.ann, PROMPT, **SMALL)
        await refusal(made.ann)
        await cancel(made.ann, begun[0])
        await refusal(made.ann)
        await cancel(made.ann, waiting)
        assert (await generate(made.ann, PROMPT, **SMALL))["userErrors"] == []


async def test_what_was_called_off_is_no_way_around(settings: Settings) -> None:
    async with studio(settings, held=True, daily_job_limit=2) as made:
        for _ in range(2):
            await sent(made.bob, await asked_for(made.bob, PROMPT, **SMALL))
        hoard = []
        for _ in range(3):
            hoard.append(await asked_for(made.ann, PROMPT, **SMALL))
            await cancel(made.ann, hoard[-1])
        await made.a_day_later()
        for job_id in hoard[:2]:
            assert (await retry(made.ann, job_id))["userErrors"] == []
        made.gate.set()
        for job_id in hoard[:2]:
            await ended(made.ann, job_id)
        refused = await retry(made.ann, hoard[2])
        assert [error["code"] for error in refused["userErrors"]] == ["QUOTA_EXCEEDED"]
        assert (await job(made.ann, hoard[2]))["status"] == "CANCELLED"


async def test_an_outcome_that_nobody_knows_may_have_been_paid(settings: Settings) -> None:
    async with studio(settings, LOST, daily_token_limit=2 * EACH - 1) as made:
        lost = await made.drawn()
        assert f"{EACH - 1} of today's" in await refusal(made.ann)
        refused = await retry(made.ann, lost)
        assert [error["code"] for error in refused["userErrors"]] == ["QUOTA_EXCEEDED"]
        assert (await job(made.ann, lost))["status"] == "FAILED"
        assert len(made.provider.asked) == 1
        await made.a_day_later()
        made.provider.play(draws)
        assert (await retry(made.ann, lost))["userErrors"] == []
        assert (await ended(made.ann, lost))["status"] == "SUCCEEDED"


async def test_what_was_charged_takes_the_place_of_the_estimate(settings: Settings) -> None:
    async with studio(settings, daily_token_limit=EACH + 100) as made:
        assert "ask for less" in await refusal(made.ann, n=2)
        await made.drawn()
        await made.drawn()
        assert f"{EACH - 100} of today's {EACH + 100} are left" in await refusal(made.ann)
        used = (await made.ann.query(USAGE))["viewer"]["usage"]
        assert used == {
            "jobs": 2,
            "images": 2,
            "costTokens": 200,
            "dailyJobLimit": None,
            "dailyTokenLimit": EACH + 100,
        }


async def test_what_is_free_costs_no_tokens(settings: Settings) -> None:
    async with serving(replace(settings, daily_token_limit=1, daily_job_limit=2)) as house:
        ann = house.client("ann")
        for _ in range(2):
            assert (await generate(ann, PROMPT, n=10))["userErrors"] == []
        assert "2 generations" in await refusal(ann)
        assert (await ann.query(COUNT))["jobs"]["totalCount"] == 2
        assert (await ann.query(USAGE))["viewer"]["usage"]["dailyJobLimit"] == 2


def test_the_estimate_is_the_most_that_is_known() -> None:
    model, unknown = GPT_IMAGE_1, openai_models(OPENAI)[0]
    assert model.most_tokens("1024x1024", "low") == 272
    assert model.most_tokens("auto", "low") == 408
    assert model.most_tokens("1536x1024", "auto") == 6208
    assert model.most_tokens("auto", "auto") == 6240
    assert unknown.most_tokens("auto", "auto") is None
    assert estimate(unknown, "auto", "low", PROMPT, 2) == estimate(model, "auto", "low", PROMPT, 2)
    assert estimate(model, "auto", "low", PROMPT, 2) > estimate(model, "auto", "low", PROMPT, 0)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many", "²", str(2**31)])
def test_a_limit_that_makes_no_sense_stops_the_start(value: str) -> None:
    for name in ("DAILY_JOB_LIMIT", "DAILY_TOKEN_LIMIT"):
        with pytest.raises(SettingsError, match=f"^{name}: a whole number from 1"):
            load(ENOUGH | {name: value})
