"""Single values of settings, from their text; each raises ``ValueError`` with what is wanted."""

import re
from datetime import timedelta
from ipaddress import ip_network
from urllib.parse import urlsplit

_LARGEST_LIMIT = 2**31 - 1
_LARGEST_PORT = 65535
_LONGEST_DRAIN = timedelta(minutes=10)
# What the gallery's own addresses begin with: below one of them a proxy could not tell them apart.
_TAKEN = {"api", "assets", "auth", "graphql", "healthz", "media", "metrics", "readyz", "share"}


def database_url(value: str) -> str:
    if urlsplit(value).scheme not in ("postgresql", "postgres"):
        raise ValueError("begin it with postgresql://")
    return value


def origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("an address such as https://gallery.example.org")
    return value.rstrip("/")


def address(value: str) -> str:
    """Of the app, which may lie below a path of its host."""
    parts = urlsplit(origin(value))
    path = parts.path.rstrip("/")
    if not re.fullmatch(r"(/[\w.~-]+)*", path, re.ASCII) or parts.query or parts.fragment:
        raise ValueError("an address such as https://example.org/pictures, and nothing behind it")
    first = path[1:].partition("/")[0]
    if first in _TAKEN:
        raise ValueError(f"the gallery's own addresses begin with /{first}: choose another path")
    return value.rstrip("/")


def endpoint(value: str) -> str:
    parts = urlsplit(origin(value))
    # The client refuses other hosts; reading the port refuses ports that are none.
    is_host = re.fullmatch(r"[A-Za-z0-9.-]+|[0-9A-Fa-f:]+", parts.hostname or "")
    if not is_host or parts.port == 0 or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("an address such as https://s3.example.org, and nothing behind it")
    return value.rstrip("/")


def word(value: str) -> str:
    if not re.fullmatch("[!-~]+", value):
        raise ValueError("it holds what no key holds, such as a space")
    return value


def region(value: str) -> str:
    if not re.fullmatch("[A-Za-z0-9-]{1,63}", value):
        raise ValueError("a name such as eu-central-1")
    return value


def bucket(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]", value):
        raise ValueError("a bucket's name has 3 to 63 letters, digits, dots, '-' and '_'")
    return value


def origins(value: str) -> tuple[str, ...]:
    return tuple(origin(part.strip()) for part in value.split(",") if part.strip())


def networks(value: str) -> str:
    try:
        for part in [] if value == "*" else value.split(","):
            ip_network(part.strip())
    except ValueError:
        raise ValueError(
            "addresses or networks such as 10.0.0.0/8, comma-separated, or *"
        ) from None
    return value


def names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) <= _LARGEST_PORT:
        raise ValueError(f"a whole number from 1 to {_LARGEST_PORT}")
    return int(value)


def log_format(value: str) -> str:
    return _one_of(value, "json", "text")


def log_level(value: str) -> str:
    return _one_of(value, "DEBUG", "INFO", "WARNING", "ERROR")


def _one_of(value: str, *known: str) -> str:
    if value not in known:
        raise ValueError(f"one of {', '.join(known)}")
    return value


def switch(value: str) -> bool:
    if value not in ("on", "off"):
        raise ValueError("on or off")
    return value == "on"


def limit(value: str) -> int | None:
    """As large as GraphQL's Int."""
    if not value.isdecimal() or not 1 <= int(value) <= _LARGEST_LIMIT:
        raise ValueError(f"a whole number from 1 to {_LARGEST_LIMIT}, or unset for no limit")
    return int(value)


def seconds(value: str) -> timedelta:
    return _positive(timedelta(seconds=_number(value)), "a number of seconds above 0")


def drain(value: str) -> timedelta:
    span = timedelta(seconds=_number(value))
    if not timedelta() <= span <= _LONGEST_DRAIN:
        raise ValueError(f"seconds from 0 to {_LONGEST_DRAIN.total_seconds():.0f}")
    return span


def days(value: str) -> timedelta:
    return _positive(timedelta(days=_number(value)), "a number of days above 0")


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise ValueError(f"a number, not {value!r}") from None


def _positive(span: timedelta, wanted: str) -> timedelta:
    if span <= timedelta(0):
        raise ValueError(wanted)
    return span
