"""What every store promises, whatever it keeps its bytes in."""

import asyncio
import hashlib
import time
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime
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


@pytest.fixture(params=backends.NAMES)
async def backend(request: pytest.FixtureRequest) -> AsyncIterator[Backend]:
    async with backends.opened(request.param, request) as backend:
        yield backend


@pytest.fixture
def store(backend: Backend) -> Storage:
    return backend.storage


@pytest.fixture
def guarded(backend: Backend) -> Backend:
    if not backend.checks_signatures:
        pytest.skip("this server believes every signature")
    return backend


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


@pytest.mark.parametrize("key", [KEY, "a b+c/ü=1&x?y#z%41~'(猫)/x.png"])
async def test_a_url_opens_one_object(backend: Backend, key: str) -> None:
    await put(backend.storage, key, BYTES)
    shown = await backend.browser.get(backend.signer(time.time).url(key, content_type="image/png"))
    assert (shown.status_code, shown.content) == (200, BYTES)
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert "attachment" not in shown.headers.get("content-disposition", "")


async def test_a_url_of_a_large_object_says_the_same(backend: Backend) -> None:
    await put(backend.storage, KEY, LARGE)
    url = backend.signer(time.time).url(KEY, content_type="image/png")
    shown = await backend.browser.get(url, headers={"Range": "bytes=5-9"})
    assert (shown.status_code, shown.content) == (206, LARGE[5:10])
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["cache-control"] == "private, max-age=31536000, immutable"


async def test_a_download_has_the_name_of_its_prompt(backend: Backend) -> None:
    await put(backend.storage, KEY)
    url = backend.signer(time.time).url(
        KEY, content_type="image/png", filename='a "red" füchs + 猫.png'
    )
    shown = await backend.browser.get(url)
    assert (shown.status_code, shown.content) == (200, b"data")
    disposition = shown.headers["content-disposition"]
    assert disposition.startswith("attachment; filename=\"a red fuchs + .png\"; filename*=UTF-8''")
    assert disposition.endswith("a%20red%20f%C3%BCchs%20%2B%20%E7%8C%AB.png")


async def test_a_url_stays_the_same_for_its_window_and_says_when_it_ends(backend: Backend) -> None:
    now = 1_800_000_000.0
    signer = backend.signer(lambda: now)
    seconds = backends.WINDOW.total_seconds()
    start = now - now % seconds
    urls = set()
    for now in (start, start + 1, start + seconds - 0.001):  # noqa: B007 (the signer's clock)
        urls.add(signer.url(KEY, content_type="image/png"))
        assert signer.expires_at() == datetime.fromtimestamp(start + 2 * seconds, UTC)
    assert len(urls) == 1
    now = start + seconds
    assert signer.url(KEY, content_type="image/png") not in urls
    assert signer.expires_at() == datetime.fromtimestamp(start + 3 * seconds, UTC)


async def test_a_url_ends_when_it_says(guarded: Backend) -> None:
    await put(guarded.storage, KEY)
    earlier = backends.WINDOW.total_seconds()
    for windows, status in ((0, 200), (1, 200), (2, 403)):
        signer = guarded.signer(lambda past=windows * earlier: time.time() - past)  # type: ignore[misc]
        assert (signer.expires_at() <= datetime.now(UTC)) == (status == 403)
        shown = await guarded.browser.get(signer.url(KEY, content_type="image/png"))
        assert shown.status_code == status


async def test_a_url_that_was_changed_opens_nothing(guarded: Backend) -> None:
    for key in (KEY, keys.thumbnail(KEY, 256), KEY.replace("/7/", "/8/")):
        await put(guarded.storage, key)
    url = guarded.signer(time.time).url(KEY, content_type="image/png", filename="a.png")
    assert (await guarded.browser.get(url)).status_code == 200
    changed = [
        url[:-1],
        url.replace("/7/", "/8/"),
        url.replace(".png?", ".png.256.webp?"),
        url.replace("=", "=1"),
        url.replace("?", "?response-content-type=text/html&"),
        url.replace("X-Amz-Expires=", "X-Amz-Expires=1").replace("e=1", "e=9"),
        url.replace("a.png", "b.png"),
    ]
    for each in changed:
        assert each != url
        assert (await guarded.browser.get(each)).status_code in (400, 403)


async def test_a_url_lets_nobody_write(guarded: Backend) -> None:
    await put(guarded.storage, KEY)
    url = guarded.signer(time.time).url(KEY, content_type="image/png")
    for method in ("PUT", "POST", "DELETE"):
        answer = await guarded.browser.request(method, url, content=b"other")
        assert answer.status_code in (403, 405)
    assert await guarded.storage.get(KEY) == b"data"


async def test_another_secret_signs_nothing_here(guarded: Backend) -> None:
    await put(guarded.storage, KEY)
    url = guarded.stranger.url(KEY, content_type="image/png")
    assert (await guarded.browser.get(url)).status_code == 403


async def test_nothing_is_open_without_a_signature(backend: Backend) -> None:
    await put(backend.storage, KEY)
    url = backend.signer(time.time).url(KEY, content_type="image/png")
    assert (await backend.browser.get(url.partition("?")[0])).status_code == 403
