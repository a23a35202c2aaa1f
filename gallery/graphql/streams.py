"""Server-sent events end when the token that opened them does."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import orjson

_EXPIRED = {
    "errors": [
        {
            "message": "The token has expired: get a new one, and go on from the last cursor.",
            "extensions": {"code": "UNAUTHENTICATED"},
        }
    ]
}
_ENDING = f"event: next\r\ndata: {orjson.dumps(_EXPIRED).decode()}\r\n\r\n"
_COMPLETE = "event: complete\r\ndata: \r\n\r\n"

_Stream = Callable[[], AsyncIterator[str]]


def until(expires: float, stream: _Stream) -> _Stream:
    """The same stream up to a moment, in seconds since 1970; then it says why it ends."""

    async def limited() -> AsyncIterator[str]:
        events = aiter(stream())
        try:
            while True:
                # Not one timeout around it all: that would also fire while a message is sent.
                yield await asyncio.wait_for(anext(events), max(0.0, expires - time.time()))
        except StopAsyncIteration:
            return
        except TimeoutError:
            yield _ENDING + _COMPLETE

    return limited
