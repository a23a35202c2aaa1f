"""What every store promises, whatever it keeps its bytes in."""

import asyncio
import hashlib
import time
import tracemalloc
from datetime import UTC
from pathlib import Path

import pytest

from storage import keys
from storage.base import BadKey, ObjectConflict, ObjectNotFound, Storage
from tests import s3
from tests.storage import backends
from tests.storage.backends import Backend

KEY = "pictures/7/0190e0a0/0123456789abcdef.png"
BYTES = bytes(range(256)) * 3000
# More than goes into one request to S3, and no whole number of parts.
LARGE = bytes(range(251)) * 67_200


async def put(store: Storage, key: str, data: bytes = b"data") -> None:
    await store.put(key, data, content_type=keys.content_type(key))


async def listed(store: Storage, prefix: str = "") -> list[str]:
    return [info.key async for info in store.list(prefix)]


async def read(store: Storage, key: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in store.open(key, start, end)])


async def test_what_is_put_is_got(store: Storage) -> None:
    await put(store, KEY, BYTES)
    assert await store.get(KEY) == BYTES
    assert await read(store, KEY) == BYTES


async def test_nothing_is_an_object_too(store: Storage) -> None:
    await put(store, KEY, b"")
    assert (await store.head(KEY)).size == 0
    assert await store.get(KEY) == await read(store, KEY, 0, 5) == b""


async def test_a_file_is_put_too(store: Storage, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(BYTES)
    digest = hashlib.sha256(BYTES).digest()
    await store.put(KEY, source, content_type="image/png", sha256=digest)
    assert await store.get(KEY) == BYTES
    assert source.read_bytes() == BYTES


async def test_what_is_known_of_an_object(store: Storage) -> None:
    await put(store, KEY, BYTES)
    info = await store.head(KEY)
    assert (info.key, info.size, info.content_type) == (KEY, len(BYTES), "image/png")
    assert info.modified.tzinfo is UTC
    assert abs(info.modified.timestamp() - time.time()) < 60
    [found] = [each async for each in store.list("")]
    assert (found.key, found.size, found.content_type) == (KEY, len(BYTES), "image/png")
    assert abs(found.modified - info.modified).total_seconds() < 1


async def test_the_same_again_is_left_and_other_bytes_are_a_conflict(store: Storage) -> None:
    await put(store, KEY, b"once")
    await put(store, KEY, b"once")
    with pytest.raises(ObjectConflict):
        await put(store, KEY, b"of another length")
    assert await store.get(KEY) == b"once"


@pytest.mark.parametrize("data", [b"data", LARGE], ids=["small", "large"])
async def test_bytes_that_are_not_what_was_hashed_are_not_stored(
    store: Storage, data: bytes
) -> None:
    with pytest.raises(ObjectConflict):
        await store.put(KEY, data, content_type="image/png", sha256=bytes(32))
    assert await listed(store) == []


async def test_a_large_file_is_like_any_other(store: Storage, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(LARGE)
    digest = hashlib.sha256(LARGE).digest()
    for _ in range(2):
        await store.put(KEY, source, content_type="image/png", sha256=digest)
    info = await store.head(KEY)
    assert (info.size, info.content_type) == (len(LARGE), "image/png")
    assert hashlib.sha256(await store.get(KEY)).digest() == digest
    with pytest.raises(ObjectConflict):
        await put(store, KEY, LARGE[1:])


async def test_a_source_that_is_missing_is_the_callers_fault(
    store: Storage, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        await store.put(KEY, tmp_path / "missing", content_type="image/png")


@pytest.mark.parametrize(("data", "writers"), [(BYTES, 16), (LARGE, 2)], ids=["small", "large"])
async def test_many_writers_of_one_key_leave_one_object(
    store: Storage, data: bytes, writers: int
) -> None:
    await asyncio.gather(*(put(store, KEY, data) for _ in range(writers)))
    assert await store.get(KEY) == data
    assert await listed(store) == [KEY]


async def test_ranges_are_slices(store: Storage) -> None:
    await put(store, KEY, BYTES)
    size = len(BYTES)
    ranges = [(0, None), (0, 1), (5, 10), (262_143, 262_145), (262_144, 524_288)]
    for start, end in (*ranges, (size - 1, size + 100), (size, None), (10, 5)):
        assert await read(store, KEY, start, end) == BYTES[start:end]


async def test_a_reader_may_stop(store: Storage) -> None:
    await put(store, KEY, LARGE)
    chunks = store.open(KEY)
    first = await anext(chunks)
    await chunks.aclose()  # type: ignore[attr-defined]
    assert LARGE.startswith(first)
    assert await read(store, KEY, 0, 10) == LARGE[:10]


async def test_reading_keeps_little_in_memory(store: Storage) -> None:
    await put(store, KEY, LARGE)
    tracemalloc.start()
    try:
        size = sum([len(chunk) async for chunk in store.open(KEY, 1)])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size == len(LARGE) - 1
    assert most < 4 * 1024 * 1024


async def test_what_is_not_there_is_not_found(store: Storage) -> None:
    for attempt in (
        store.get(KEY),
        store.head(KEY),
        read(store, KEY, 3, 7),
        read(store, KEY, 2, 1),
    ):
        with pytest.raises(ObjectNotFound):
            await attempt


async def test_deleting_what_is_not_there_is_no_error(store: Storage) -> None:
    await put(store, KEY)
    await put(store, "other.png")
    await store.delete([])
    await store.delete(keys.all_of(KEY))
    await store.delete(keys.all_of(KEY))
    assert await listed(store) == ["other.png"]


async def test_any_number_is_deleted_at_once(store: Storage) -> None:
    made = [f"previews/7/{number:02}.webp" for number in range(9)]
    await asyncio.gather(*(put(store, key) for key in made))
    missing = [f"previews/8/{number:04}.webp" for number in range(2100)]
    await store.delete([*missing[:1500], *made, *missing[1500:]])
    assert await listed(store) == []


async def test_listing_is_in_the_order_of_keys(store: Storage) -> None:
    made = ["a/b.png", "a/b/c.png", "a/b0.png", "a-b.png", "a/bc/d.png", "b.png", "ü +&.png"]
    for key in made:
        await put(store, key)
    assert await listed(store) == sorted(made)
    assert await listed(store, "a/") == sorted(key for key in made if key.startswith("a/"))
    assert await listed(store, "a/b") == sorted(key for key in made if key.startswith("a/b"))
    assert await listed(store, "a/b/") == ["a/b/c.png"]
    assert await listed(store, "a/b/c.png") == ["a/b/c.png"]
    assert await listed(store, "missing/") == []


@pytest.mark.parametrize("name", backends.NAMES)
async def test_ten_thousand_are_listed(name: str, request: pytest.FixtureRequest) -> None:
    async with backends.filled(name, request) as store:
        assert await listed(store) == s3.MANY_KEYS
        assert len(await listed(store, "many/07")) == 1000


async def test_no_key_leads_out(store: Storage) -> None:
    for key in ("../x.png", "/x.png", "a/../../x.png", "a\0.png", ".tmp/x.png"):
        attempts = [
            store.put(key, b"", content_type="image/png"),
            store.get(key),
            read(store, key, 2, 1),
            store.head(key),
            store.delete([KEY, key]),
            listed(store, key.rpartition("/")[0] + "/"),
        ]
        for attempt in attempts:
            with pytest.raises(BadKey):
                await attempt


async def test_a_key_that_says_another_type_is_no_key(backend: Backend) -> None:
    signer = backend.signer(time.time)
    for key, content_type in ((KEY, "image/webp"), ("pictures/x.html", "text/html")):
        with pytest.raises(BadKey):
            await backend.storage.put(key, b"", content_type=content_type)
    for key, content_type in ((KEY, "text/html"), ("../x.png", "image/png")):
        with pytest.raises(BadKey):
            signer.url(key, content_type=content_type)
