from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import keys
from storage.base import BadKey, StorageError

IMAGE = UUID("0190e0a0-1111-7222-8333-444455556666")
DIGEST = sha256(b"bytes").digest()
KEY = f"pictures/7/{IMAGE}/{DIGEST.hex()[:16]}.png"


def test_an_original_is_named_by_ids_and_hash() -> None:
    assert keys.original(7, IMAGE, DIGEST, "image/png") == KEY
    assert keys.original(7, IMAGE, DIGEST, "image/jpeg").endswith(".jpg")
    assert keys.original(7, IMAGE, DIGEST, "image/webp").endswith(".webp")


@pytest.mark.parametrize("content_type", ["image/gif", "application/json", "image/svg+xml", ""])
def test_nothing_else_is_an_original(content_type: str) -> None:
    with pytest.raises(BadKey):
        keys.original(7, IMAGE, DIGEST, content_type)


def test_everything_that_a_picture_owns_follows_from_its_key() -> None:
    assert keys.thumbnail(KEY, 512) == f"{KEY}.512.webp"
    assert keys.all_of(KEY) == (
        KEY,
        f"{KEY}.256.webp",
        f"{KEY}.512.webp",
        f"{KEY}.1440.webp",
        f"{KEY}.json",
    )


def test_all_previews_of_a_job_share_a_prefix_that_no_other_job_has() -> None:
    assert keys.preview(7, IMAGE, 3, 2, 1) == f"previews/7/{IMAGE}/3-2-1.webp"
    assert keys.preview(7, IMAGE, 3, 2, 1).startswith(keys.preview_prefix(7, IMAGE))
    assert keys.preview_prefix(7, IMAGE).endswith("/")


def test_the_extension_says_the_content_type() -> None:
    named = [keys.content_type(key) for key in keys.all_of(KEY)]
    assert named == ["image/png", *["image/webp"] * 3, "application/json"]
    with pytest.raises(BadKey):
        keys.content_type("pictures/7/script.html")


def test_every_key_made_here_is_a_good_key() -> None:
    for key in (*keys.all_of(KEY), keys.preview(7, IMAGE, 1, 0, 0)):
        assert keys.check(key) == key


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/etc/passwd",
        "../secret",
        "pictures/../../secret",
        "pictures/..",
        "pictures/.hidden",
        ".tmp/x.png",
        "pictures//x.png",
        "pictures/",
        "pictures/./x.png",
        "pictures\\x.png",
        "pictures/x\0.png",
        "pictures/x\n.png",
        "pictures/\ud800.png",
        "x" * 513,
    ],
)
def test_what_could_lead_astray_is_no_key(key: str) -> None:
    with pytest.raises(BadKey):
        keys.check(key)


def test_a_bad_key_is_a_storage_error_and_a_value_error() -> None:
    assert issubclass(BadKey, StorageError)
    assert issubclass(BadKey, ValueError)


@pytest.mark.parametrize("prefix", ["", "p", "pictures/", "pictures/7", "pictures/7/0190"])
def test_a_prefix_is_any_beginning_of_a_key(prefix: str) -> None:
    assert keys.check_prefix(prefix) == prefix


@pytest.mark.parametrize("prefix", ["/", "../", "pictures/../", "pictures//"])
def test_a_prefix_leads_nowhere_either(prefix: str) -> None:
    with pytest.raises(BadKey):
        keys.check_prefix(prefix)


@given(st.text(max_size=40))
def test_a_good_key_has_only_plain_segments(text: str) -> None:
    try:
        keys.check(text)
    except BadKey:
        return
    assert all(segment and not segment.startswith(".") for segment in text.split("/"))
    assert "\\" not in text
    assert "\0" not in text


def test_an_original_tells_whose_it_is_and_nothing_else_does() -> None:
    assert keys.original_of(KEY) == (7, IMAGE, DIGEST[:8])
    assert [keys.original_of(key) for key in keys.all_of(KEY)[1:]] == [None] * 4
    assert keys.original_of(KEY.replace("/7/", "/0/")) == (keys.NOBODY, IMAGE, DIGEST[:8])
    assert keys.original_of(KEY.replace("/7/", "/07/")) is None
    assert keys.original_of(KEY.replace("/7/", "/seven/")) is None
    assert keys.original_of(keys.preview(7, IMAGE, 1, 0, 0)) is None


def test_manifests_sort_by_their_moments_and_tell_their_user_and_day() -> None:
    moment = datetime(2026, 1, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    key = keys.manifest(7, moment)
    assert keys.check(key).startswith(keys.manifest_prefix(7))
    assert keys.content_type(key) == "application/gzip"
    assert keys.manifest_of(key) == (7, moment.date())
    assert key < keys.manifest(7, moment + timedelta(microseconds=1))
    assert keys.manifest_of(KEY) is None


def test_whose_an_object_is_follows_from_its_key() -> None:
    webp = keys.original(7, IMAGE, DIGEST, "image/webp")
    for original in (KEY, webp):
        assert {keys.owner(key) for key in keys.all_of(original)} == {original}
        assert keys.original_of(original) == (7, IMAGE, DIGEST[:8])
    other = f"{KEY}.999.webp"
    assert keys.owner(other) == other
    for key in (other, keys.sidecar(KEY), keys.quarantined(KEY), "pictures/7/x/y.png"):
        assert keys.original_of(key) is None


def test_the_job_of_a_partial_picture_follows_from_its_key() -> None:
    assert keys.job_of(keys.preview(7, IMAGE, 3, 2, 1)) == IMAGE
    assert keys.job_of(KEY) is None
    assert keys.job_of("previews/7/else/1-1-1.webp") is None
