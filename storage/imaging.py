"""Pictures are decoded, scaled and drawn in child processes; this is the side that asks.

A child does one thing at a time. Whatever does not end as it should (a deadline, a crash, a caller
that went away) ends the child, so that no answer is ever taken for the answer to another question.
"""

import asyncio
import json
import os
import struct
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from storage.imaging_errors import (
    AnimatedPicture,
    ImagingBusy,
    ImagingCrashed,
    ImagingError,
    ImagingTimeout,
    ImagingUnavailable,
    NotAPicture,
    PictureError,
    TooManyPixels,
    TruncatedPicture,
)
from storage.keys import THUMBNAIL_SIZES

__all__ = [
    "AnimatedPicture",
    "ImagingBusy",
    "ImagingCrashed",
    "ImagingError",
    "ImagingPool",
    "ImagingTimeout",
    "ImagingUnavailable",
    "NotAPicture",
    "Picture",
    "PictureError",
    "TooManyPixels",
    "TruncatedPicture",
]

GIBIBYTE: Final = 1024**3
MAX_REPLY: Final = 64 * 1024**2
MAX_SIDE: Final = 16_384
MAX_THUMBHASH: Final = 25
CONTENT_TYPES: Final = {"image/png", "image/jpeg", "image/webp"}
IDLE_SECONDS: Final = 60.0
DRAWINGS: Final = ("jobs.providers.demo_art:draw",)
ROOT: Final = Path(__file__).resolve().parent.parent
ENVIRONMENT: Final = {
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
PICTURE_ERRORS: Final = {kind.__name__: kind for kind in PictureError.__subclasses__()}
_LENGTHS: Final = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is: `width` and `height` in pixels as displayed, after EXIF orientation.

    `content_type` is what it decoded as; `thumbhash` has at most 25 bytes; `thumbnails` holds a
    WebP per size (256, 512, 1440 pixels on the longer side, or the picture's own where smaller).
    """

    width: int
    height: int
    content_type: str
    thumbhash: bytes
    thumbnails: dict[int, bytes]


class ImagingPool:
    """At most `workers` children, started when needed, replaced after `recycle_after` tasks.

    `memory_limit` in bytes of address space per child, `deadline` in seconds per task, `queue` how
    many callers may wait. `functions` are the only names that `call` takes. Used by one event loop.
    """

    def __init__(
        self,
        *,
        workers: int,
        memory_limit: int = GIBIBYTE * 3 // 2,
        deadline: float = 30.0,
        recycle_after: int = 200,
        queue: int = 256,
        functions: Iterable[str] = DRAWINGS,
    ) -> None:
        self._slots = asyncio.Semaphore(workers)
        self._room = workers + queue
        self._memory_limit = memory_limit
        self._deadline = deadline
        self._recycle_after = recycle_after
        self._functions = tuple(functions)
        self._idle: list[_Child] = []
        self._living: set[_Child] = set()
        self._trim: asyncio.TimerHandle | None = None

    async def inspect(self, path: Path) -> Picture:
        """Decode the file wholly, and make what the gallery shows of it.

        Raises PictureError where the picture is at fault, ImagingUnavailable where we are.
        """
        facts, parts = await self._ask("inspect", str(path))
        return _picture(facts, parts)

    async def preview(self, data_path: Path) -> bytes:
        """The picture as WebP of at most 512 pixels on a side. Raises as `inspect` does."""
        _, parts = await self._ask("preview", str(data_path))
        return _only(parts)

    async def check(self, path: Path) -> None:
        """Decode the file wholly, and make nothing of it. Raises as `inspect` does."""
        await self._ask("check", str(path))

    async def call(self, function: str, *args: str | float) -> bytes:
        """What the allowed function "module:name" returns in a child.

        Raises LookupError for any other function, ImagingUnavailable for one that fails.
        """
        if function not in self._functions:
            raise LookupError(f"{function} is not one of the functions of this pool")
        _, parts = await self._ask(function, *args)
        return _only(parts)

    async def close(self) -> None:
        """End every child, busy or not, and wait for their end."""
        if self._trim is not None:
            self._trim.cancel()
        living = tuple(self._living)
        for child in living:
            child.kill()
        for child in living:
            await child.ended()

    async def _ask(self, verb: str, *args: str | float) -> "_Reply":
        if self._room == 0:
            raise ImagingBusy("Too many pictures are being worked on. Try again in a minute.")
        self._room -= 1
        try:
            async with self._slots:
                return await self._ask_child(await self._child(), verb, args)
        finally:
            self._room += 1

    async def _ask_child(
        self, child: "_Child", verb: str, args: tuple[str | float, ...]
    ) -> "_Reply":
        finished = False
        try:
            async with asyncio.timeout(self._deadline):
                reply = await child.ask({"verb": verb, "arguments": args})
            finished = reply[0].get("error") in {None, *PICTURE_ERRORS}
        except TimeoutError:
            raise ImagingTimeout(f"The picture took longer than {self._deadline:g} s.") from None
        finally:
            if finished and child.tasks < self._recycle_after:
                self._rest(child)
            else:
                child.kill()
        _raise_error(*reply)
        return reply

    async def _child(self) -> "_Child":
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                return child
        child = await _Child.start(self._memory_limit, self._functions)
        self._living = {each for each in self._living if each.alive} | {child}
        return child

    def _rest(self, child: "_Child") -> None:
        child.idle_since = time.monotonic()
        self._idle.append(child)
        if self._trim is None:
            self._trim = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._trim_idle)

    def _trim_idle(self) -> None:
        """End all but one of the children that nobody needed for a minute; oldest first."""
        self._trim = None
        threshold = time.monotonic() - IDLE_SECONDS
        while len(self._idle) > 1 and self._idle[0].idle_since <= threshold:
            self._idle.pop(0).kill()
        if len(self._idle) > 1:
            self._trim = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._trim_idle)


_Reply = tuple[dict[str, Any], list[bytes]]


class _Child:
    """One child process, which answers one request at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.tasks = 0
        self.idle_since = 0.0

    @classmethod
    async def start(cls, memory_limit: int, functions: tuple[str, ...]) -> "_Child":
        arguments = ("-m", "storage.imaging_child", str(os.getpid()), str(memory_limit), *functions)
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *arguments,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                cwd=ROOT,
                env=ENVIRONMENT,
                start_new_session=True,
                limit=1024 * 1024,
            )
        except OSError as error:
            raise ImagingUnavailable(f"no process for pictures: {error.strerror}") from error
        return cls(process)

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, request: dict[str, object]) -> _Reply:
        """Raises ImagingCrashed when the child ends before its answer does, or answers nonsense."""
        assert self._process.stdin
        assert self._process.stdout
        self.tasks += 1
        header = json.dumps(request).encode()
        try:
            self._process.stdin.write(_LENGTHS.pack(len(header), 0) + header)
            await self._process.stdin.drain()
            return await _read(self._process.stdout)
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise ImagingCrashed("The process that reads pictures ended.") from error
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise ImagingCrashed(_NONSENSE) from error

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()

    async def ended(self) -> None:
        await self._process.wait()


_NONSENSE: Final = "The process that reads pictures answered nonsense."


async def _read(stream: asyncio.StreamReader) -> _Reply:
    header, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    if header + body > MAX_REPLY:
        raise ValueError(f"an answer of {header + body} bytes is none of ours")
    facts = json.loads(await stream.readexactly(header))
    content = await stream.readexactly(body)
    parts, start = [], 0
    for length in facts.pop("parts"):
        parts.append(content[start : start + length])
        start += length
    return facts, parts


def _raise_error(facts: dict[str, Any], _: list[bytes]) -> None:
    name = facts.get("error")
    if name is None:
        return
    if name not in PICTURE_ERRORS:
        raise ImagingCrashed(f"{name} while reading a picture: {facts.get('message')}")
    raise PICTURE_ERRORS[name](facts.get("message"))


def _picture(facts: dict[str, Any], parts: list[bytes]) -> Picture:
    # The child has met hostile bytes: what it says is checked like any stranger's word.
    try:
        width, height, content_type = facts["width"], facts["height"], facts["content_type"]
        thumbhash, *thumbnails = parts
        made: dict[int, bytes] = dict(zip(THUMBNAIL_SIZES, thumbnails, strict=True))
        sound = content_type in CONTENT_TYPES and 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE
    except (LookupError, TypeError, ValueError) as error:
        raise ImagingCrashed(_NONSENSE) from error
    if not sound or len(thumbhash) > MAX_THUMBHASH:
        raise ImagingCrashed(_NONSENSE)
    return Picture(width, height, content_type, thumbhash, made)


def _only(parts: list[bytes]) -> bytes:
    (part,) = parts
    return part
