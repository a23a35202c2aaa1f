"""The pool and its children, which are real processes throughout."""

import asyncio
import io
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PIL import Image

from storage import imaging
from storage.imaging import (
    AnimatedPicture,
    ImagingBusy,
    ImagingCrashed,
    ImagingPool,
    ImagingTimeout,
    NotAPicture,
    PictureError,
    TooManyPixels,
)
from tests.storage.pictures import photo, png_of_one_bit, saved
from tests.storage.tricks import TRICKS, process

MakePool = Callable[..., ImagingPool]


async def test_a_picture_is_inspected(pool: ImagingPool, picture: Path) -> None:
    found = await pool.inspect(picture)
    assert (found.width, found.height, found.content_type) == (640, 320, "image/png")
    assert 5 <= len(found.thumbhash) <= 25
    sizes = {side: Image.open(io.BytesIO(data)).size for side, data in found.thumbnails.items()}
    assert sizes == {256: (256, 128), 512: (512, 256), 1440: (640, 320)}


async def test_a_picture_that_is_cut_is_told_from_a_whole_one(
    pool: ImagingPool, picture: Path, tmp_path: Path
) -> None:
    thumbnail = tmp_path / "thumbnail.webp"
    whole = (await pool.inspect(picture)).thumbnails[512]
    thumbnail.write_bytes(whole)
    await pool.check(thumbnail)
    for size in (0, 11, len(whole) // 2, len(whole) - 1):
        thumbnail.write_bytes(whole[:size])
        with pytest.raises(PictureError):
            await pool.check(thumbnail)


async def test_a_preview_is_made(pool: ImagingPool, picture: Path) -> None:
    assert Image.open(io.BytesIO(await pool.preview(picture))).size == (512, 256)


async def test_the_pictures_faults_are_told_and_the_child_goes_on(
    pool: ImagingPool, tmp_path: Path, picture: Path
) -> None:
    before = await process(pool)
    text = tmp_path / "text.png"
    text.write_text("text")
    frames = [photo(32, 32), photo(32, 31).resize((32, 32))]
    moving = saved(tmp_path / "moving.webp", frames[0], save_all=True, append_images=frames)
    vast = png_of_one_bit(tmp_path / "vast.png", 10_000, 6_000)
    for path, error in ((text, NotAPicture), (moving, AnimatedPicture), (vast, TooManyPixels)):
        with pytest.raises(error) as raised:
            await pool.inspect(path)
        assert isinstance(raised.value, PictureError)
        assert "again" in str(raised.value)
    assert (await pool.inspect(picture)).width == 640
    assert await process(pool) == before


async def test_a_missing_file_is_our_fault(pool: ImagingPool, tmp_path: Path) -> None:
    with pytest.raises(ImagingCrashed, match="FileNotFoundError"):
        await pool.inspect(tmp_path / "missing.png")


async def test_one_child_serves_many(pool: ImagingPool, picture: Path) -> None:
    before = await process(pool)
    await asyncio.gather(*(pool.inspect(picture) for _ in range(5)))
    assert await process(pool) == before


async def test_as_many_children_as_workers(make_pool: MakePool) -> None:
    pool = make_pool(workers=2)
    found = await asyncio.gather(*(process(pool) for _ in range(6)))
    assert 1 <= len({pid for pid, _, _ in found}) <= 2


async def test_a_child_is_replaced_in_time(make_pool: MakePool) -> None:
    pool = make_pool(recycle_after=2)
    first, second, third = [await process(pool) for _ in range(3)]
    assert first == second
    assert first != third


async def test_the_deadline_kills(make_pool: MakePool, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = make_pool(deadline=1.0)
    with pytest.raises(ImagingTimeout, match="1 s"):
        await pool.call(f"{TRICKS}:hang")
    # The next child has yet to start, which takes longer where others work.
    monkeypatch.setattr(pool, "_deadline", 30.0)
    assert await pool.call(f"{TRICKS}:talk", "alive") == b"alive"


async def test_a_crash_is_told_and_the_child_replaced(pool: ImagingPool) -> None:
    before = await process(pool)
    with pytest.raises(ImagingCrashed):
        await pool.call(f"{TRICKS}:die")
    assert await process(pool) != before


async def test_a_child_that_dies_idle_is_replaced(pool: ImagingPool) -> None:
    pid, *_ = await process(pool)
    ended = asyncio.create_task(_ended(pool))
    os.kill(pid, signal.SIGKILL)
    await ended
    assert (await process(pool))[0] != pid


async def _ended(pool: ImagingPool) -> None:
    await pool._idle[0].ended()


async def test_a_function_that_fails_is_our_fault(pool: ImagingPool) -> None:
    with pytest.raises(ImagingCrashed, match="RuntimeError"):
        await pool.call(f"{TRICKS}:fail")
    with pytest.raises(ImagingCrashed, match="AttributeError"):
        await pool.call(f"{TRICKS}:missing")


@pytest.mark.parametrize("function", ["os:getpid", "inspect", "", f"{TRICKS}:absent"])
async def test_only_allowed_functions_are_called(pool: ImagingPool, function: str) -> None:
    with pytest.raises(LookupError):
        await pool.call(function)


async def test_memory_has_a_limit(make_pool: MakePool) -> None:
    pool = make_pool(memory_limit=1024**3)
    assert eval(await pool.call(f"{TRICKS}:limits")) == [1024**3, 0, 0]
    with pytest.raises(ImagingCrashed, match="MemoryError"):
        await pool.call(f"{TRICKS}:devour")
    assert await pool.call(f"{TRICKS}:talk", "alive") == b"alive"


async def test_an_answer_has_a_limit(pool: ImagingPool) -> None:
    with pytest.raises(ImagingCrashed, match="nonsense"):
        await pool.call(f"{TRICKS}:flood")


async def test_what_libraries_print_is_no_answer(pool: ImagingPool) -> None:
    assert await pool.call(f"{TRICKS}:talk", "one") == b"one"
    assert await pool.call(f"{TRICKS}:talk", "two") == b"two"


async def test_a_caller_that_goes_away_takes_no_answer_with_it(
    pool: ImagingPool, picture: Path
) -> None:
    await pool.call(f"{TRICKS}:talk", "warm")
    for turns in range(12):
        asking = asyncio.create_task(pool.inspect(picture))
        for _ in range(turns):
            await _turn()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert await pool.call(f"{TRICKS}:talk", str(turns)) == str(turns).encode()


def _turn() -> Awaitable[None]:
    turned = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(turned.set_result, None)
    return turned


async def test_a_caller_that_stops_waiting_takes_no_place(pool: ImagingPool) -> None:
    hanging = asyncio.create_task(pool.call(f"{TRICKS}:hang"))
    waiting = asyncio.create_task(pool.call(f"{TRICKS}:talk", "never"))
    await _turn()
    await _turn()
    for task in (waiting, hanging):
        task.cancel()
    await asyncio.gather(waiting, hanging, return_exceptions=True)
    assert await pool.call(f"{TRICKS}:talk", "alive") == b"alive"


async def test_no_more_wait_than_there_is_room_for(make_pool: MakePool) -> None:
    pool = make_pool(queue=1)
    asked = [asyncio.create_task(pool.call(f"{TRICKS}:talk", str(n))) for n in range(3)]
    *answers, last = await asyncio.gather(*asked, return_exceptions=True)
    assert answers == [b"0", b"1"]
    assert isinstance(last, ImagingBusy)
    assert await pool.call(f"{TRICKS}:talk", "room again") == b"room again"


async def test_children_that_nobody_needs_go_but_one(
    make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = make_pool(workers=3)
    children = [await pool._child() for _ in range(3)]
    for child in children:
        pool._rest(child)
    pool._trim_idle()
    assert len(pool._idle) == 3
    monkeypatch.setattr(imaging, "IDLE_SECONDS", 0.0)
    pool._trim_idle()
    for child in children[:2]:
        await child.ended()
    assert [child.alive for child in children] == [False, False, True]
    assert pool._idle == children[2:]


async def test_closing_ends_every_child(make_pool: MakePool) -> None:
    pool = make_pool(workers=2)
    idle, *_ = await process(pool)
    hanging = asyncio.create_task(pool.call(f"{TRICKS}:hang"))
    await _turn()
    await _turn()
    await pool.close()
    with pytest.raises(ImagingCrashed):
        await hanging
    with pytest.raises(ProcessLookupError):
        os.kill(idle, 0)
