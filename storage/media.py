"""The headers under which stored bytes leave the server, and those that ask for them. Pure.

What storage serves came from strangers or models: it is never sniffed, never scripted, never shared
by a proxy. A key never changes its bytes, so that a browser may keep them for good.
"""

import re
import textwrap
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from storage import keys
from storage.signing import SignedObject

MAX_FILENAME: Final = 120
MAX_WORDS: Final = 60
# Controls, marks that turn the direction of text, lone surrogates, and what file systems refuse.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|[\"\\/:*?<>|]"
)
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")

FIXED_HEADERS: Final[Mapping[str, str]] = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


class UnsatisfiableRange(ValueError):
    """The range asked for begins after the object's end: answer 416 (RFC 9110, 14.4)."""


def headers(signed: SignedObject) -> dict[str, str]:
    """Every header of a 200, 206 or 304 except those that count bytes."""
    disposition = "inline" if signed.filename is None else content_disposition(signed.filename)
    return {
        **FIXED_HEADERS,
        "Content-Type": signed.content_type,
        "Content-Disposition": disposition,
        "ETag": etag(signed.key),
    }


def etag(key: str) -> str:
    """A strong entity tag: the last part of the key, which holds the hash of the bytes."""
    return f'"{key.rpartition("/")[2]}"'


def is_fresh(if_none_match: str | None, key: str) -> bool:
    """Whether If-None-Match names these bytes, so that 304 is the answer (RFC 9110, 13.1.2)."""
    if if_none_match is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag(key) in tags


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """`(start, end)`, `end` excluded, for a Range of one part; None where all `size` bytes are due.

    Several parts and what is not understood are ignored, as RFC 9110, 14.2 allows. Raises
    UnsatisfiableRange.
    """
    match = _RANGE.fullmatch((header or "").replace(" ", ""))
    if match is None or match[1] == match[2] == "":
        return None
    first, last = match.groups()
    if not first:
        return _checked(max(0, size - int(last)), size, size)
    if last and int(last) < int(first):
        return None
    return _checked(int(first), int(last) + 1 if last else size, size)


def content_disposition(filename: str) -> str:
    """`attachment` under an untrusted name: RFC 6266, in ASCII and (RFC 8187, once 5987) UTF-8."""
    name = safe_filename(filename)
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    fallback = re.sub(r"[^\w .()+,=@-]|%", "_", ascii_name).strip(" .") or "picture"
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"


def safe_filename(filename: str) -> str:
    """The name without controls, quotes, separators and leading dots, cut to 120 characters.

    Its extension is kept.
    """
    name = _UNSAFE.sub(" ", filename)
    name = re.sub(r"\s+", " ", name).strip(" .")
    if len(name) <= MAX_FILENAME:
        return name or "picture"
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > 5:
        return name[:MAX_FILENAME].rstrip(" .")
    return stem[: MAX_FILENAME - len(extension) - 1].rstrip(" .") + dot + extension


def download_name(prompt: str, created_at: datetime, content_type: str) -> str:
    """A name to know the file by: the prompt's first words, and `created_at` in its own zone."""
    words = textwrap.shorten(safe_filename(prompt), MAX_WORDS, placeholder="")
    words = (words or safe_filename(prompt)[:MAX_WORDS]).strip(" .,;-") or "picture"
    return f"{words} {created_at:%Y-%m-%d %H.%M.%S}.{keys.EXTENSIONS[content_type]}"


def _checked(start: int, end: int, size: int) -> tuple[int, int]:
    if start >= size:
        raise UnsatisfiableRange(f"the object has {size} bytes")
    return start, min(end, size)
