"""How long an upload takes to appear in another window of the same user, and in nobody else's.

    python bench/upload.py                                      a gallery of its own
    python bench/upload.py --address URL --token A --other B    one that runs

Uploads a real PNG of 1024 x 1024 pixels, one after the other, and times each from its first byte
sent to the arrival of imageCreated. `--other` is the token of another user.
"""

import argparse
import asyncio
import io
import time
from statistics import median

from PIL import Image

from bench.own import gallery
from jobs.providers import demo_art
from tests.client import Client, Stream

_SIDE = 1024
_FOLLOW = "subscription { imageCreated { image { prompt } } }"
# How long the other window is listened to after the last upload.
_LISTEN_SECONDS = 4.0


async def measure(address: str, token: str, other: str, count: int) -> None:
    async with (
        Client(address, token) as client,
        Client(address, other) as stranger,
        client.subscribe(_FOLLOW) as window,
        stranger.subscribe(_FOLLOW) as foreign,
    ):
        # Both are known to follow from here on.
        await _settled(client, stranger)
        overhearing = asyncio.create_task(foreign.next())
        times = [await _upload(client, window, _picture(index)) for index in range(count)]
        heard, _ = await asyncio.wait([overhearing], timeout=_LISTEN_SECONDS)
        overhearing.cancel()
    slowest = sorted(times)[min(count - 1, int(0.95 * count))]
    print(f"{count} uploads of {_SIDE} x {_SIDE} PNG, start of the upload to the other window:")
    print(f"median {1000 * median(times):.0f} ms   p95 {1000 * slowest:.0f} ms")
    print(f"the other user's window heard {'SOMETHING' if heard else 'nothing'}")
    assert not heard, "an event reached another user"


async def _settled(*clients: Client) -> None:
    for client in clients:
        await client.query("{ viewer { eventCursor } }")
    await asyncio.sleep(0.5)


async def _upload(client: Client, window: Stream, data: bytes) -> float:
    prompt = f"bench {time.monotonic_ns()}"
    begun = time.perf_counter()
    sending = asyncio.create_task(client.upload(data, prompt=prompt))
    await window.until("imageCreated", lambda event: event["image"]["prompt"] == prompt)
    taken = time.perf_counter() - begun
    assert not (await sending)["userErrors"]
    return taken


def _picture(index: int) -> bytes:
    data = demo_art.draw("a harbour at dawn", _SIDE, _SIDE, index, 1, 1, "opaque", "png")
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (_SIDE, _SIDE))
    return data


def main() -> None:
    parser = argparse.ArgumentParser(description="Time uploads up to the other window.")
    parser.add_argument("--address")
    parser.add_argument("--token", help="of the user who uploads")
    parser.add_argument("--other", help="the token of another user")
    parser.add_argument("--count", type=int, default=20)
    options = parser.parse_args()
    if options.address:
        asyncio.run(measure(options.address, options.token, options.other, options.count))
        return
    with gallery("ann", "bob") as (address, [token, other]):
        asyncio.run(measure(address, token, other, options.count))


if __name__ == "__main__":
    main()
