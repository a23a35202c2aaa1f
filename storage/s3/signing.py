"""URLs of S3 objects, signed by Signature Version 4 in the query: botocore's, byte for byte.

botocore takes 200 µs for each, and a new date each second. Here a date, a key and most of the text
are made once per time window, so that a URL costs one HMAC, and a browser sees one address per
object and window. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
"""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from storage import keys, media
from storage.base import BadKey
from storage.s3.access import S3Access

# A URL lives for two windows, and S3 refuses more than a week.
MAX_WINDOW: Final = timedelta(days=3.5)
_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class _Window:
    """What all URLs of a time window have in common."""

    number: int
    expiry: int
    query: str
    sorted_query: str
    scope: str
    key: bytes


class S3Signer:
    """`window` is whole seconds, at most `MAX_WINDOW`."""

    def __init__(
        self,
        access: S3Access,
        window: timedelta = timedelta(hours=12),
        clock: Callable[[], float] = time.time,
    ) -> None:
        if not timedelta(seconds=1) <= window <= MAX_WINDOW or window.microseconds:
            raise ValueError("the URL window must be whole seconds, and at most half a week")
        self._access = access
        self._seconds = int(window.total_seconds())
        self._clock = clock
        self._base = access.public_url
        self._path = urlsplit(self._base).path
        self._headers = f"\nhost:{_host(self._base)}\n\nhost\nUNSIGNED-PAYLOAD"
        self._window = self._open(int(clock() // self._seconds))

    def url(self, key: str, *, content_type: str, filename: str | None = None) -> str:
        """See `UrlSigner.url`. Raises BadKey for a key that does not end like `content_type`."""
        # S3 answers with the type that the object was put with.
        if keys.content_type(keys.check(key)) != content_type:
            raise BadKey(f"{key!r} does not end like a {content_type}")
        window, path = self._current(), quote(key)
        query, sorted_query = window.query, window.sorted_query
        if filename is not None:
            value = quote(media.content_disposition(filename), safe="")
            query = f"response-content-disposition={value}&{query}"
            # Lower case sorts behind the capitals of all others.
            sorted_query = f"{sorted_query}&response-content-disposition={value}"
        request = f"GET\n{self._path}/{path}\n{sorted_query}{self._headers}"
        text = f"{window.scope}{sha256(request.encode()).hexdigest()}"
        signature = hmac.digest(window.key, text.encode(), "sha256").hex()
        return f"{self._base}/{path}?{query}&X-Amz-Signature={signature}"

    def expires_at(self) -> datetime:
        """See `UrlSigner.expires_at`."""
        return datetime.fromtimestamp(self._current().expiry, UTC)

    def _current(self) -> _Window:
        number = int(self._clock() // self._seconds)
        if number != self._window.number:
            self._window = self._open(number)
        return self._window

    def _open(self, number: int) -> _Window:
        access, start = self._access, number * self._seconds
        date = datetime.fromtimestamp(start, UTC)
        timestamp, day = f"{date:%Y%m%dT%H%M%SZ}", f"{date:%Y%m%d}"
        scope = f"{day}/{access.region}/s3/aws4_request"
        fields = {
            "X-Amz-Algorithm": _ALGORITHM,
            "X-Amz-Credential": f"{access.key_id}/{scope}",
            "X-Amz-Date": timestamp,
            "X-Amz-Expires": str(2 * self._seconds),
            "X-Amz-SignedHeaders": "host",
        }
        if access.session_token is not None:
            fields["X-Amz-Security-Token"] = access.session_token
        return _Window(
            number,
            start + 2 * self._seconds,
            _encoded(fields),
            _encoded(dict(sorted(fields.items()))),
            f"{_ALGORITHM}\n{timestamp}\n{scope}\n",
            _key(access.secret, day, access.region),
        )


def _encoded(fields: dict[str, str]) -> str:
    return urlencode(fields, safe="", quote_via=quote)


def _key(secret: str, day: str, region: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (day, region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def _host(url: str) -> str:
    """The Host header that clients send: without a port that the scheme implies."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    default = _DEFAULT_PORTS.get(parts.scheme)
    return host if parts.port in (None, default) else f"{host}:{parts.port}"
