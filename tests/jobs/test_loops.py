"""Work that repeats, and its end."""

import asyncio

import pytest

from jobs.loops import end, every


async def test_work_that_fails_is_done_again(caplog: pytest.LogCaptureFixture) -> None:
    times: list[int] = []
    thrice = asyncio.Event()

    async def work() -> None:
        times.append(len(times))
        if len(times) == 3:
            thrice.set()
        raise ConnectionError("away")

    task = asyncio.create_task(every(0.001, work))
    async with asyncio.timeout(5):
        await thrice.wait()
    await end(task)
    assert "away" in caplog.text


async def test_an_end_is_said_until_it_is_heard() -> None:
    """As asyncio.wait_for may lose it before Python 3.12."""
    lost = 0

    async def deaf() -> None:
        nonlocal lost
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                lost += 1
                if lost == 2:
                    raise

    task = asyncio.create_task(deaf())
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await end(task)
    assert (task.cancelled(), lost) == (True, 2)


async def test_ends_of_every_kind_are_taken() -> None:
    async def fails() -> None:
        raise ValueError("no")

    async def ends() -> None:
        pass

    tasks = [asyncio.create_task(work()) for work in (fails, ends)]
    await asyncio.wait(tasks)
    await end(*tasks)
    await end()
