from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import keys
from storage.base import BadKey, BadSignature, ExpiredUrl, UrlSigner
from storage.signing import FolderSigner, SignedObject

SECRET = b"0123456789abcdef0123456789abcdef"
HOURS = timedelta(hours=12)
KEY = "pictures/7/0190e0a0-1111-7222-8333-444455556666/0123456789abcdef.png"


class Clock:
    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def signer(clock: Clock) -> FolderSigner:
    return FolderSigner(SECRET, HOURS, clock=clock)


def taken_apart(url: str, base: str = "") -> tuple[str, dict[str, str]]:
    parts = urlsplit(url.removeprefix(base))
    assert parts.path.startswith("/media/")
    query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    return unquote(parts.path.removeprefix("/media/")), dict(query)


def test_it_is_a_url_signer(signer: FolderSigner) -> None:
    port: UrlSigner = signer
    assert port.url(KEY, content_type="image/png").startswith(f"/media/{KEY}?e=")


def test_what_was_signed_is_granted(signer: FolderSigner) -> None:
    granted = signer.verify(*taken_apart(signer.url(KEY, content_type="image/png")))
    assert granted == SignedObject(KEY, "image/png", None)


def test_a_download_carries_its_name(signer: FolderSigner) -> None:
    url = signer.url(KEY, content_type="image/webp", filename='a & b="ü"/…\r\n.webp')
    granted = signer.verify(*taken_apart(url))
    assert granted == SignedObject(KEY, "image/webp", 'a & b="ü"/…\r\n.webp')


def test_urls_are_absolute_under_the_public_url(clock: Clock) -> None:
    base = "https://pictures.example"
    signer = FolderSigner(SECRET, HOURS, f"{base}/", clock)
    url = signer.url(KEY, content_type="image/png")
    assert url.startswith(f"{base}/media/pictures/7/")
    assert signer.verify(*taken_apart(url, base)).key == KEY


def test_a_url_stays_the_same_for_its_window(signer: FolderSigner, clock: Clock) -> None:
    start = clock.now - clock.now % HOURS.total_seconds()
    urls = set()
    for moment in (0.0, 1.0, 43_199.999):
        clock.now = start + moment
        urls.add(signer.url(KEY, content_type="image/png"))
    assert len(urls) == 1
    clock.now = start + 43_200
    assert signer.url(KEY, content_type="image/png") not in urls


@given(st.floats(0, 4e9), st.integers(1, 10**6))
def test_a_url_lives_at_least_one_window_and_at_most_two(now: float, seconds: int) -> None:
    clock, window = Clock(now), timedelta(seconds=seconds)
    signer = FolderSigner(SECRET, window, clock=clock)
    left = signer.expires_at().timestamp() - now
    assert seconds <= left <= 2 * seconds
    granted = signer.url(KEY, content_type="image/png")
    key, query = taken_apart(granted)
    assert query["e"] == str(int(signer.expires_at().timestamp()))
    clock.now = now + seconds - 0.5
    assert signer.verify(key, query).key == KEY


def test_it_holds_until_the_second_it_says_and_no_longer(
    signer: FolderSigner, clock: Clock
) -> None:
    expiry = signer.expires_at()
    key, query = taken_apart(signer.url(KEY, content_type="image/png"))
    assert expiry.tzinfo is UTC
    assert signer.verify(key, query, expiry - timedelta(milliseconds=1)).key == KEY
    with pytest.raises(ExpiredUrl):
        signer.verify(key, query, expiry)
    clock.now = expiry.timestamp()
    with pytest.raises(ExpiredUrl):
        signer.verify(key, query)


def test_an_altered_url_is_refused_even_when_expired(signer: FolderSigner) -> None:
    key, query = taken_apart(signer.url(KEY, content_type="image/png"))
    with pytest.raises(BadSignature):
        signer.verify(f"{key}x", query, datetime.max.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    "change",
    [
        {"e": "9999999999"},
        {"e": "0"},
        {"e": ""},
        {"e": "x"},
        {"e": "1_0"},
        {"e": "١٢"},
        {"t": "j"},
        {"t": ""},
        {"t": "text/html"},
        {"s": ""},
        {"s": "A" * 43},
        {"s": "ü"},
        {"s": "\ud800"},
        {"d": ""},
        {"d": "name.png"},
        {"retry": "1"},
    ],
)
def test_any_change_is_noticed(signer: FolderSigner, change: dict[str, str]) -> None:
    key, query = taken_apart(signer.url(KEY, content_type="image/png"))
    with pytest.raises(BadSignature):
        signer.verify(key, query | change)


@pytest.mark.parametrize("missing", ["e", "t", "s", "d"])
def test_nothing_may_be_left_out(signer: FolderSigner, missing: str) -> None:
    url = signer.url(KEY, content_type="image/png", filename="name.png")
    key, query = taken_apart(url)
    del query[missing]
    with pytest.raises(BadSignature):
        signer.verify(key, query)


@pytest.mark.parametrize("key", ["", "x", "\ud800", f"{KEY}.256.webp", KEY.replace("/7/", "/8/")])
def test_a_url_is_good_for_one_object(signer: FolderSigner, key: str) -> None:
    _, query = taken_apart(signer.url(KEY, content_type="image/png"))
    with pytest.raises(BadSignature):
        signer.verify(key, query)


def test_no_field_can_pass_for_another(signer: FolderSigner) -> None:
    key, query = taken_apart(signer.url(KEY, content_type="image/png", filename="a\nb"))
    shifted = [
        (f"{key}\na", query | {"d": "b"}),
        (f"{key}\na\nb", {name: value for name, value in query.items() if name != "d"}),
        ("a", query | {"e": f"{query['e']}\np", "t": key, "d": "b"}),
    ]
    for other, fields in shifted:
        with pytest.raises(BadSignature):
            signer.verify(other, fields)


def test_another_secret_signs_nothing_here(signer: FolderSigner, clock: Clock) -> None:
    other = FolderSigner(SECRET[::-1], HOURS, clock=clock)
    with pytest.raises(BadSignature):
        signer.verify(*taken_apart(other.url(KEY, content_type="image/png")))


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", ""])
def test_only_our_types_are_signed(signer: FolderSigner, content_type: str) -> None:
    with pytest.raises(BadKey):
        signer.url(KEY, content_type=content_type)


def test_only_keys_are_signed(signer: FolderSigner) -> None:
    with pytest.raises(BadKey):
        signer.url("../secret", content_type="image/png")


@pytest.mark.parametrize(
    ("secret", "window"),
    [
        (b"short", HOURS),
        (SECRET, timedelta(0)),
        (SECRET, timedelta(seconds=-1)),
        (SECRET, timedelta(seconds=1.5)),
    ],
)
def test_weak_settings_do_not_start(secret: bytes, window: timedelta) -> None:
    with pytest.raises(ValueError):
        FolderSigner(secret, window)


def is_key(text: str) -> bool:
    try:
        keys.check(text)
    except BadKey:
        return False
    return True


@given(
    st.text(min_size=1, max_size=60).filter(is_key),
    st.sampled_from(["image/png", "image/jpeg", "image/webp", "application/json"]),
    st.none() | st.text(max_size=60),
)
def test_whatever_is_signed_survives_quoting(
    key: str, content_type: str, filename: str | None
) -> None:
    signer = FolderSigner(SECRET, clock=Clock())
    url = signer.url(key, content_type=content_type, filename=filename)
    assert url.isascii()
    granted = signer.verify(*taken_apart(url))
    assert granted == SignedObject(key, content_type, filename)


def test_a_name_with_a_lone_surrogate_is_signed_without_it(signer: FolderSigner) -> None:
    url = signer.url(KEY, content_type="image/png", filename="a\ud800b")
    assert signer.verify(*taken_apart(url)).filename == "a\ufffdb"
