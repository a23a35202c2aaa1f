"""What every store promises of its signed URLs, whoever answers them."""

import time
from datetime import UTC, datetime

import pytest

from storage import keys
from storage.base import Storage
from tests.storage import backends
from tests.storage.backends import Backend

KEY = "pictures/7/0190e0a0/0123456789abcdef.png"
BYTES = bytes(range(256)) * 3000
LARGE = bytes(range(251)) * 67_200


async def put(store: Storage, key: str, data: bytes = b"data") -> None:
    await store.put(key, data, content_type=keys.content_type(key))


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
