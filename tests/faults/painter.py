"""The provider of crash tests: what it drew and sent in full is what somebody paid for."""

import asyncio
import hashlib
import os
from dataclasses import dataclass, field

from starlette.types import Receive, Scope, Send

from tests.jobs.images_api import Asked, Events, Script, completed, partial, pictures
from tests.pictures import speckled_png


@dataclass
class Bill:
    """One request. ``sent`` are the SHA-256 of its pictures, once the last byte had left."""

    prompt: str
    n: int
    sent: list[bytes] = field(default_factory=list)


class Painter:
    """Draws whatever it is asked for, never the same picture twice, and keeps every bill.

    While ``open`` is not set answers are held up, streams after a partial picture.
    """

    def __init__(self) -> None:
        self.bills: list[Bill] = []
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked: Asked = scope["asked"]
        bill = Bill(asked.fields["prompt"], int(asked.fields.get("n", 1)))
        self.bills.append(bill)
        drawn = [speckled_png(os.urandom(32)) for _ in range(bill.n)]
        sending = asyncio.ensure_future(self._script(asked, drawn)(scope, receive, send))
        gone = asyncio.ensure_future(receive())
        await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
        if sending.done() and not sending.exception():
            bill.sent = [hashlib.sha256(data).digest() for data in drawn]
        for task in (sending, gone):
            task.cancel()
        await asyncio.gather(sending, gone, return_exceptions=True)

    def _script(self, asked: Asked, drawn: list[bytes]) -> Script:
        if asked.fields.get("stream") in (True, "true"):
            before = () if self.open.is_set() else (partial(drawn[0]),)
            return Events(*before, completed(drawn[0]), gate=self.open)
        return self._held(pictures(*drawn))

    def _held(self, script: Script) -> Script:
        async def held(scope: Scope, receive: Receive, send: Send) -> None:
            await self.open.wait()
            await script(scope, receive, send)

        return held
