"""Limits of a minute: one too many is refused, with the time after which there is room again."""

import asyncio
from dataclasses import replace

import pytest

from gallery.settings import Settings
from tests.api.helpers import GENERATE, STAR, asked_for, failure, generate, uploaded
from tests.client import Client, GraphQLFailure
from tests.conftest import serving
from tests.pictures import png

_ME = "{ viewer { name } }"


async def test_one_query_too_many_is_refused(settings: Settings) -> None:
    async with serving(replace(settings, read_rate_limit=2)) as house:
        ann, bob = house.client("ann"), house.client("bob")
        [image] = await uploaded(ann, png(8, 8))
        for _ in range(2):
            await ann.query(_ME)
        refused = await failure(ann, _ME)
        assert refused.code == "RATE_LIMITED"
        assert 1 <= refused.errors[0]["extensions"]["retryAfter"] <= 30
        await ann.query(STAR, id=image)
        await bob.query(_ME)


async def test_sockets_count_too(settings: Settings) -> None:
    async with serving(replace(settings, read_rate_limit=1)) as house:
        ann = house.client("ann")
        await ann.query(_ME)
        async with ann.subscribe(_ME) as stream:
            with pytest.raises(GraphQLFailure) as refused:
                await stream.next()
    assert refused.value.code == "RATE_LIMITED"


async def test_one_generation_too_many_is_refused(settings: Settings) -> None:
    async with serving(replace(settings, generation_rate_limit=2)) as house:
        ann, bob = house.client("ann"), house.client("bob")
        first = await asked_for(ann, idempotencyKey="first")
        await asked_for(ann)
        refused = await failure(ann, GENERATE, input={"prompt": "one more"})
        assert refused.code == "RATE_LIMITED"
        assert 1 <= refused.errors[0]["extensions"]["retryAfter"] <= 60
        # What was accepted before is no new request.
        assert await asked_for(ann, idempotencyKey="first") == first
        await asked_for(bob)


async def test_those_who_ask_at_once_get_no_more(settings: Settings) -> None:
    async with serving(replace(settings, generation_rate_limit=3)) as house:
        ann = house.client("ann")
        answers = await asyncio.gather(*(_accepted(ann) for _ in range(10)))
    assert sorted(answers) == ["RATE_LIMITED"] * 7 + ["accepted"] * 3


async def _accepted(client: Client) -> str:
    try:
        payload = await generate(client)
    except GraphQLFailure as refused:
        return refused.code
    assert payload["job"]
    return "accepted"
