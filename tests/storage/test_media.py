from datetime import UTC, datetime
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import media
from storage.signing import SignedObject

KEY = "pictures/7/0190e0a0-1111-7222-8333-444455556666/0123456789abcdef.png"


def parsed(disposition: str) -> str:
    message = Message()
    message["Content-Disposition"] = disposition
    return message.get_filename() or ""


def test_a_picture_is_shown_and_never_run() -> None:
    headers = media.headers(SignedObject(KEY, "image/png", None))
    assert headers["Content-Type"] == "image/png"
    assert headers["Content-Disposition"] == "inline"
    assert headers["ETag"] == '"0123456789abcdef.png"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_download_is_an_attachment() -> None:
    headers = media.headers(SignedObject(KEY, "image/png", "Füchse im Schnee.png"))
    assert headers["Content-Disposition"] == (
        'attachment; filename="Fuchse im Schnee.png"; '
        "filename*=UTF-8''F%C3%BCchse%20im%20Schnee.png"
    )


@given(st.text(max_size=300))
def test_no_name_breaks_the_header(name: str) -> None:
    disposition = media.content_disposition(name)
    assert disposition.isascii()
    assert disposition.isprintable()
    assert disposition.count('"') == 2
    assert disposition.startswith('attachment; filename="')
    assert parsed(disposition)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.png", "a.png"),
        ('a"b\r\nSet-Cookie: x.png', "a b Set-Cookie x.png"),
        ("../../etc/passwd", "etc passwd"),
        (".htaccess", "htaccess"),
        ("invoice\u202egnp.exe", "invoice gnp.exe"),
        ("日本語.png", "日本語.png"),
        ("", "picture"),
        ("\0\0", "picture"),
        ("x" * 500 + ".png", "x" * 116 + ".png"),
        ("y" * 500, "y" * 120),
        ("z." + "y" * 500, "z." + "y" * 118),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert media.safe_filename(name) == safe


def test_a_name_of_no_ascii_has_a_fallback() -> None:
    disposition = media.content_disposition("日本語")
    assert 'filename="picture"' in disposition
    assert parsed(disposition)


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("A fox in the snow.", "A fox in the snow"),
        ("a/b\nc", "a b c"),
        ("", "picture"),
        ("word " * 40, " ".join(["word"] * 12)),
        ("w" * 100, "w" * 60),
    ],
)
def test_a_download_is_named_after_its_prompt(prompt: str, name: str) -> None:
    created = datetime(2026, 11, 22, 9, 5, 3, tzinfo=UTC)
    assert media.download_name(prompt, created, "image/jpeg") == f"{name} 2026-11-22 09.05.03.jpg"


@pytest.mark.parametrize(
    ("header", "span"),
    [
        (None, None),
        ("", None),
        ("bytes=0-0", (0, 1)),
        ("bytes=2-4", (2, 5)),
        ("bytes=2-", (2, 10)),
        ("bytes=2-99", (2, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes= 2 - 4", (2, 5)),
        ("bytes=4-2", None),
        ("bytes=-", None),
        ("bytes=1-2,4-5", None),
        ("pages=1-2", None),
        ("bytes=" + "9" * 400 + "-", None),
    ],
)
def test_ranges_of_ten_bytes(header: str | None, span: tuple[int, int] | None) -> None:
    assert media.byte_range(header, 10) == span


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-11", "bytes=-0"])
def test_a_range_beyond_the_end_is_unsatisfiable(header: str) -> None:
    with pytest.raises(media.UnsatisfiableRange):
        media.byte_range(header, 10)


@pytest.mark.parametrize(
    ("header", "fresh"),
    [
        (None, False),
        ("*", True),
        ('"0123456789abcdef.png"', True),
        ('"other", W/"0123456789abcdef.png"', True),
        ('"other"', False),
        ("", False),
    ],
)
def test_what_the_browser_has_is_not_sent_again(header: str | None, fresh: bool) -> None:
    assert media.is_fresh(header, KEY) is fresh
