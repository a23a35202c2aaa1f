"""Whether a request that is sent again and again is paid once.

    python bench/bills.py                                    1000 requests over 10 keys, all at once
    python bench/bills.py --requests 100 --address URL --token A

Asks for pictures under each idempotency key many times in parallel, and waits until they are drawn.
Prints how many jobs and requests to the provider came of it; fails unless each key has one of
either, and all answers to a key are the same.
"""

import argparse
import asyncio
import sys
import time
from collections import defaultdict
from typing import Any
from uuid import uuid4

from bench.running import gallery
from tests.client import Client

_GENERATE = """
    mutation($key: String!) {
      generateImages(input: { prompt: "a lighthouse", size: "1024x1024", idempotencyKey: $key }) {
        job { id prompt n params createdAt } userErrors { code message } } }
"""
_JOB = "query($id: ID!) { node(id: $id) { ... on Job { finishedAt attempts { number } } } }"
_COUNT = "{ jobs { totalCount } }"
_PATIENCE_SECONDS = 120


async def measure(address: str, token: str, requests: int, keys: int) -> bool:
    """Whether each key became one job, and one bill."""
    names = [f"bench {uuid4()}" for _ in range(keys)]
    async with Client(address, token) as client:
        before = await _jobs(client)
        begun = time.perf_counter()
        asking = [client.query(_GENERATE, key=names[i % keys]) for i in range(requests)]
        told = await asyncio.gather(*asking)
        taken = time.perf_counter() - begun
        answers = defaultdict(list)
        for i, answer in enumerate(told):
            answers[names[i % keys]].append(answer["generateImages"])
        same = all(answer == group[0] for group in answers.values() for answer in group)
        made = await _jobs(client) - before
        bills = sum([await _bills(client, group[0]) for group in answers.values()])
    print(f"{requests} requests over {keys} keys, answered in {taken:.1f} s: {made} jobs,", end=" ")
    print(f"{bills} requests to the provider, answers {'the same' if same else 'NOT THE SAME'}")
    return same and made == bills == keys


async def _jobs(client: Client) -> int:
    return int((await client.query(_COUNT))["jobs"]["totalCount"])


async def _bills(client: Client, payload: dict[str, Any]) -> int:
    """How often the provider was asked for a job, once that has ended."""
    assert payload["userErrors"] == [], payload
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while True:
            job = (await client.query(_JOB, id=payload["job"]["id"]))["node"]
            if job["finishedAt"]:
                return len(job["attempts"])
            await asyncio.sleep(0.1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Send the same requests many times.")
    parser.add_argument("--address")
    parser.add_argument("--token")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--keys", type=int, default=10)
    options = parser.parse_args()
    if options.address:
        load = measure(options.address, options.token, options.requests, options.keys)
        sys.exit(0 if asyncio.run(load) else 1)
    with gallery() as own:
        load = measure(own.address, own.token("ann"), options.requests, options.keys)
        once = asyncio.run(load)
    sys.exit(0 if once else 1)


if __name__ == "__main__":
    main()
