"""Signed URLs for the folder store: one HMAC-SHA256 each, the same URL for a whole time window.

    {base}/media/{key}?e=<unix expiry>&t=<type>&s=<signature>[&d=<download name>]

A URL signed in window n expires at the end of window n + 1: it lives at least one window and at
most two, and the browser's cache sees one address per object and window.
"""

import hmac
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from storage import keys
from storage.base import BadKey, BadSignature, ExpiredUrl

MIN_SECRET: Final = 32
TYPE_CODES: Final = {
    "image/png": "p",
    "image/jpeg": "j",
    "image/webp": "w",
    "application/json": "n",
}
TYPES: Final = {code: content_type for content_type, code in TYPE_CODES.items()}
_NUMBER = re.compile(r"[0-9]{1,12}")
_UNQUOTABLE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SignedObject:
    """What an intact URL entitles its holder to; `filename` is set where it is to be a download."""

    key: str
    content_type: str
    filename: str | None


class FolderSigner:
    """`secret` has at least 32 bytes, `window` whole seconds; `base_url` is PUBLIC_URL or empty."""

    def __init__(
        self,
        secret: bytes,
        window: timedelta = timedelta(hours=12),
        base_url: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        if len(secret) < MIN_SECRET:
            raise ValueError(f"the signing secret needs {MIN_SECRET} bytes, it has {len(secret)}")
        if window < timedelta(seconds=1) or window.microseconds:
            raise ValueError("the URL window must be a whole number of seconds")
        self._mac = hmac.new(secret, digestmod="sha256")
        self._window = int(window.total_seconds())
        self._base = f"{base_url.rstrip('/')}/media/"
        self._clock = clock

    def url(self, key: str, *, content_type: str, filename: str | None = None) -> str:
        """See `UrlSigner.url`. Raises BadKey for a key or a content type that is none of ours."""
        code = TYPE_CODES.get(content_type)
        if code is None:
            raise BadKey(f"no URL is signed for {content_type!r}")
        if filename is not None:
            filename = _UNQUOTABLE.sub("\ufffd", filename)
        expiry = self._expiry()
        signature = self._sign(keys.check(key), code, filename, expiry)
        url = f"{self._base}{quote(key)}?e={expiry}&t={code}&s={signature}"
        return url if filename is None else f"{url}&d={quote(filename, safe='')}"

    def expires_at(self) -> datetime:
        """See `UrlSigner.expires_at`."""
        return datetime.fromtimestamp(self._expiry(), UTC)

    def verify(
        self, key: str, query: Mapping[str, str], now: datetime | None = None
    ) -> SignedObject:
        """What the URL with this path below /media/ (unquoted) and this query grants.

        Raises BadSignature unless it is intact, ExpiredUrl when only its time is over.
        """
        expiry, code, filename = query.get("e", ""), query.get("t", ""), query.get("d")
        if not self._is_ours(key, query, self._sign(key, code, filename, expiry)):
            raise BadSignature("the link was altered")
        if int(expiry) <= (self._clock() if now is None else now.timestamp()):
            raise ExpiredUrl("the link has expired; open the picture again")
        return SignedObject(key, TYPES[code], filename)

    @staticmethod
    def _is_ours(key: str, query: Mapping[str, str], expected: str) -> bool:
        intact = hmac.compare_digest(expected.encode(), query.get("s", "").encode(errors="replace"))
        # A newline smuggled into an earlier field could pass for a later one: form counts too.
        dated = _NUMBER.fullmatch(query.get("e", "")) is not None
        formed = dated and query.get("t") in TYPES and query.keys() <= {"e", "t", "s", "d"}
        return intact and formed and "\n" not in key

    def _expiry(self) -> int:
        return (int(self._clock() // self._window) + 2) * self._window

    def _sign(self, key: str, code: str, filename: str | None, expiry: int | str) -> str:
        # Only the last field may hold a newline, and none differs from an empty one: no two grants
        # share a text.
        text = f"GET\n{expiry}\n{code}\n{key}"
        mac = self._mac.copy()
        mac.update((text if filename is None else f"{text}\n{filename}").encode(errors="replace"))
        return urlsafe_b64encode(mac.digest())[:-1].decode()
