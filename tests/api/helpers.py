"""What several tests of the API say and ask."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest

from tests.client import Client, GraphQLFailure
from tests.conftest import House
from tests.processes import PATIENCE

_T = TypeVar("_T")

GENERATE = """
    mutation($input: GenerateImagesInput!) {
      generateImages(input: $input) {
        job { id status n model prompt params progress queuePosition sources { position } }
        userErrors { field message code } } }
"""
JOB = """
    query($id: ID!) { node(id: $id) { ... on Job {
      id status n progress queuePosition costTokens startedAt finishedAt
      error { code message retryable }
      slots { index status previewUrl image { id } error { code message retryable } }
      images { id url width height contentType params prompt model origin }
      attempts { number outcome costTokens providerRequestId } } } }
"""
CHANGED = """
    image { id starred deletedAt purgeAt } operation { id action status matched changed
      skipped { reason count ids } error createdAt undoableUntil }
    userErrors { field message code }
"""
TRASH = f"mutation($id: ID!) {{ trashImage(id: $id) {{ {CHANGED} }} }}"
RESTORE = f"mutation($id: ID!) {{ restoreImage(id: $id) {{ {CHANGED} }} }}"
STAR = f"""mutation($id: ID!, $starred: Boolean! = true) {{
    starImage(id: $id, starred: $starred) {{ {CHANGED} }} }}"""
VIEWER = """
    { viewer { eventCursor gallery { count starredCount byteSize }
      trash { count byteSize nextPurgeAt retentionDays } } }
"""


async def generate(client: Client, prompt: str = "a red fox", **asked: Any) -> dict[str, Any]:
    """The whole payload of a generation."""
    made = await client.query(GENERATE, input={"prompt": prompt, **asked})
    return made["generateImages"]  # type: ignore[no-any-return]


async def asked_for(client: Client, prompt: str = "a red fox", **asked: Any) -> str:
    """The id of a job that was accepted."""
    payload = await generate(client, prompt, **asked)
    assert payload["userErrors"] == []
    return str(payload["job"]["id"])


async def refused(client: Client, **asked: Any) -> tuple[str, list[str]]:
    """The code and field of a generation's only refusal."""
    payload = await generate(client, **asked)
    assert payload["job"] is None
    [error] = payload["userErrors"]
    assert error["message"]
    return error["code"], error["field"]


async def job(client: Client, job_id: str) -> dict[str, Any]:
    return (await client.query(JOB, id=job_id))["node"]  # type: ignore[no-any-return]


async def ended(client: Client, job_id: str) -> dict[str, Any]:
    """The job once it has ended."""
    return await eventually(lambda: job(client, job_id), lambda found: bool(found["finishedAt"]))


async def uploaded(client: Client, *files: bytes, prompt: str = "") -> list[str]:
    payload = await client.upload(*files, prompt=prompt)
    assert payload["userErrors"] == []
    return [image["id"] for image in payload["images"]]


async def event_cursor(client: Client) -> str:
    """Where the stream stands: without it, a subscription that opens late misses what was made."""
    return str((await client.query("{ viewer { eventCursor } }"))["viewer"]["eventCursor"])


async def failure(client: Client, document: str, **variables: Any) -> GraphQLFailure:
    """The errors of an operation that has to have some."""
    with pytest.raises(GraphQLFailure) as caught:
        await client.query(document, **variables)
    return caught.value


async def heard(house: House, followers: int = 1) -> None:
    """Wait until so many streams follow the log."""

    async def following() -> int:
        return house.parts.hub.followers

    await eventually(following, lambda count: count == followers)


async def eventually(
    look: Callable[[], Awaitable[_T]], condition: Callable[[_T], bool], patience: float = PATIENCE
) -> _T:
    """What a look finds as soon as it fulfils the condition."""
    deadline = time.monotonic() + patience
    while not condition(found := await look()):
        assert time.monotonic() < deadline, f"still {found}"
        await asyncio.sleep(0.02)
    return found
