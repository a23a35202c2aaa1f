"""Streams in order: joined where they meet, and worked on by several at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

_T = TypeVar("_T")
_L = TypeVar("_L")
_R = TypeVar("_R")


async def each(
    items: AsyncIterator[_T], work: Callable[[_T], Awaitable[None]], *, at_once: int
) -> None:
    """Do the work for every item, for so many at once; no item is asked for before its turn.

    Raises the first error of the work, after which nothing more is begun.
    """
    turn = asyncio.Lock()

    async def go() -> None:
        while True:
            async with turn:
                try:
                    item = await anext(items)
                except StopAsyncIteration:
                    return
            await work(item)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(go())
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors


async def joined(
    left: AsyncIterator[_L],
    right: AsyncIterator[_R],
    left_key: Callable[[_L], str],
    right_key: Callable[[_R], str],
) -> AsyncIterator[tuple[_L | None, _R | None]]:
    """The full outer join of two streams that are in order of their keys."""
    a, b = await anext(left, None), await anext(right, None)
    while a is not None or b is not None:
        if b is None or (a is not None and left_key(a) < right_key(b)):
            yield a, None
            a = await anext(left, None)
        elif a is None or right_key(b) < left_key(a):
            yield None, b
            b = await anext(right, None)
        else:
            yield a, b
            a, b = await anext(left, None), await anext(right, None)
