"""Work that repeats, and its end."""

import asyncio

import pytest

from jobs.loops import end, every, insist


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


async def test_work_is_insisted_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("jobs.loops._FIRST_PAUSE", 0.001)
    failures = iter([OSError("full"), OSError("full")])

    async def work() -> str:
        if failure := next(failures, None):
            raise failure
        return "done"

    assert await insist(work, "not written", on=OSError) == "done"
    assert caplog.text.count("not written, trying again") == 2


@pytest.mark.parametrize(("on", "tries"), [(ValueError, 3), (OSError, 1)])
async def test_work_is_not_insisted_on_for_ever(
    monkeypatch: pytest.MonkeyPatch, on: type[Exception], tries: int
) -> None:
    monkeypatch.setattr("jobs.loops._FIRST_PAUSE", 0.001)
    times: list[None] = []

    async def work() -> None:
        times.append(None)
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        await insist(work, "not done", on=on, most=3)
    assert len(times) == tries


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
