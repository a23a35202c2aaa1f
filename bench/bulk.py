"""What it takes to star a fifth of a million images at once, and to take that back.

    python bench/bulk.py                       1 000 000 images, the last 400 of some 1 800 days
    python bench/bulk.py --images 50000        a small one

Starts a gallery in a temporary folder and seeds it. While the worker goes through the selection,
another user turns pages and the owner stars single images by hand. Prints how long the mutation,
the operation and its undo took, and pages meanwhile against pages before; fails unless the undo
brings back exactly the earlier state and every page came.
"""

import argparse
import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import text

from bench.running import Running, gallery
from db import users
from db.engine import Database
from gallery.embedded.services import running_services
from tests.client import Client

_DAYS = 400
_OTHERS = 20_000
_CALLS = 200
_PAUSE_SECONDS = 0.02
_PAGE = "{ images(first: 50) { nodes { id prompt thumbUrl } } }"
_OLDEST = "{ images(last: 1, filter: {starred: false}) { nodes { id } } }"
_BY_HAND = (
    "mutation($id: ID!) { starImage(id: $id, starred: true) { userErrors { code } } }",
    "mutation($id: ID!) { starImage(id: $id, starred: false) { userErrors { code } } }",
)
_BULK = """
    mutation($after: DateTime!) {
      bulkUpdateImages(selection: {matching: {filter: {createdAfter: $after}}}, action: STAR) {
        operation { id } userErrors { message } } }
"""
_UNDO = "mutation($id: ID!) { undoOperation(id: $id) { operation { id } userErrors { message } } }"
_STATE = "query($id: ID!) { node(id: $id) { ... on Operation { status matched changed } } }"
_DIGEST = text(
    """
    SELECT md5(string_agg(id::text || starred || coalesce(deleted_at::text, ''), '' ORDER BY id))
    FROM images WHERE user_id = :user_id
    """
)


@dataclass
class Meanwhile:
    """How long each call took, in milliseconds, while an operation ran."""

    pages: list[float] = field(default_factory=list)
    stars: list[float] = field(default_factory=list)


async def measure(running: Running) -> None:
    async with (
        Client(running.address, running.token("user0")) as owner,
        Client(running.address, running.token("user1")) as other,
    ):
        before = [await _timed(other, _PAGE) for _ in range(_CALLS)]
        print(f"another user's page before     {_line(before)}")
        state = await _digest(running)
        after = datetime.now(UTC) - timedelta(days=_DAYS)
        answered, operation_id = await _start(owner, "bulkUpdateImages", _BULK, after=str(after))
        taken, node, meanwhile = await _finish(owner, other, operation_id)
        print(f"\n{node['changed']} of {node['matched']} images starred")
        _report(answered, taken, meanwhile, before)
        answered, _ = await _start(owner, "undoOperation", _UNDO, id=operation_id)
        taken, _, meanwhile = await _finish(owner, other, operation_id)
        print("\ntaken back")
        _report(answered, taken, meanwhile, before)
        assert await _digest(running) == state, "the undo left another state than there was"
        print("\nevery image is as it was before")


async def _timed(client: Client, query: str, **variables: Any) -> float:
    begun = time.perf_counter()
    await client.query(query, **variables)
    return 1000 * (time.perf_counter() - begun)


async def _start(client: Client, name: str, query: str, **variables: Any) -> tuple[float, str]:
    begun = time.perf_counter()
    payload = (await client.query(query, **variables))[name]
    assert not payload["userErrors"], payload
    return 1000 * (time.perf_counter() - begun), payload["operation"]["id"]


async def _finish(
    owner: Client, other: Client, operation_id: str
) -> tuple[float, dict[str, Any], Meanwhile]:
    """Seconds to the end of an operation, what it came to, and how others fared."""
    begun, meanwhile = time.perf_counter(), Meanwhile()
    # Older than the selection, and in the end as it was.
    by_hand = (await owner.query(_OLDEST))["images"]["nodes"][0]["id"]
    while True:
        node: dict[str, Any] = (await owner.query(_STATE, id=operation_id))["node"]
        if node["status"] != "RUNNING":
            return time.perf_counter() - begun, node, meanwhile
        meanwhile.pages.append(await _timed(other, _PAGE))
        meanwhile.stars += [await _timed(owner, change, id=by_hand) for change in _BY_HAND]
        await asyncio.sleep(_PAUSE_SECONDS)


async def _digest(running: Running) -> str:
    """Every star and every move of the owner's images, in one word."""
    services = running_services(running.data_dir)
    assert services is not None
    database = Database(
        services.database_url, pool_size=1, application="bench", statement_timeout=120
    )
    async with database.read() as session:
        user = await users.find(session, "user0")
        assert user is not None
        digest: str = await session.scalar(_DIGEST, {"user_id": user.id})
    await database.close()
    return digest


def _report(answered: float, taken: float, meanwhile: Meanwhile, before: list[float]) -> None:
    print(f"the mutation answered in       {answered:.0f} ms")
    print(f"the operation ended after      {taken:.1f} s")
    print(f"a star by hand meanwhile       {_line(meanwhile.stars)}")
    slower = median(meanwhile.pages) / median(before)
    print(f"another user's page meanwhile  {_line(meanwhile.pages)}   {slower:.2f} of before")


def _line(taken: list[float]) -> str:
    return f"median {median(taken):5.1f} ms   p95 {sorted(taken)[int(0.95 * len(taken))]:6.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time a large selection and its undo.")
    parser.add_argument("--images", type=int, default=1_000_000)
    options = parser.parse_args()
    with gallery() as running:
        running.run("seed", "--images", str(options.images), "--sources-every", "20")
        running.run("seed", "--images", str(_OTHERS), "--users", "2")
        asyncio.run(measure(running))


if __name__ == "__main__":
    main()
