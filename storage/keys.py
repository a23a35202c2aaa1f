"""The names of objects, made of ids and hashes only. Pure.

pictures/<user id>/<image id>/<16 hex of sha256>.png            the original, byte for byte
pictures/<user id>/<image id>/<16 hex of sha256>.png.256.webp   a thumbnail, also .512 and .1440
pictures/<user id>/<image id>/<16 hex of sha256>.png.json       its sidecar: what `rebuild` reads
previews/<user id>/<job id>/<attempt>-<slot>-<number>.webp      a partial picture
manifests/<user id>/<UTC date and time>.jsonl.gz                what was starred and trashed then
quarantine/<any of these>                                       what `gallery doctor` put aside

User 0 is nobody: pictures that seeded images share.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final, Literal, NamedTuple, get_args
from uuid import UUID

from storage.base import BadKey

ThumbnailSize = Literal[256, 512, 1440]
THUMBNAIL_SIZES: Final[tuple[ThumbnailSize, ...]] = get_args(ThumbnailSize)
MAX_LENGTH: Final = 512

EXTENSIONS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "application/json": "json",
    "application/gzip": "gz",
}
CONTENT_TYPES: Final = {extension: content_type for content_type, extension in EXTENSIONS.items()}
PICTURES: Final = "pictures/"
PREVIEWS: Final = "previews/"
MANIFESTS: Final = "manifests/"
QUARANTINE: Final = "quarantine/"
NOBODY: Final = 0
_UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_OWNED: Final = re.compile(rf"\.(?:(?:{'|'.join(map(str, THUMBNAIL_SIZES))})\.webp|json)$")
_ORIGINAL: Final = re.compile(
    rf"pictures/(0|[1-9][0-9]{{0,17}})/({_UUID})/([0-9a-f]{{16}})\.(?:png|jpg|webp)"
)
_PREVIEW: Final = re.compile(rf"previews/\d+/({_UUID})/")
_MANIFEST: Final = re.compile(
    r"manifests/([1-9][0-9]{0,17})/([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9.-]+Z\.jsonl\.gz"
)


def original(user_id: int, image_id: UUID, sha256: bytes, content_type: str) -> str:
    """The key of an original. Raises BadKey for a content type that is no picture of ours."""
    return f"{PICTURES}{user_id}/{image_id}/{sha256[:8].hex()}.{_extension(content_type)}"


def thumbnail(key: str, size: ThumbnailSize) -> str:
    """The key of the WebP that fits into `size` by `size` pixels, from its original's key."""
    return f"{key}.{size}.webp"


def sidecar(key: str) -> str:
    """The key of the JSON beside an original."""
    return f"{key}.json"


def all_of(key: str) -> Sequence[str]:
    """Every key that a picture may own, from its original's key: what a purge deletes."""
    return (key, *(thumbnail(key, size) for size in THUMBNAIL_SIZES), sidecar(key))


def owner(key: str) -> str:
    """The key of the original that an object belongs to, from its own: its own for an original."""
    return _OWNED.sub("", key, count=1)


class Original(NamedTuple):
    """What the key of an original names; ``sha256`` are the first 8 bytes of its hash."""

    user_id: int
    image_id: UUID
    sha256: bytes


def original_of(key: str) -> Original | None:
    """What an original's key names; null for any other key."""
    match = _ORIGINAL.fullmatch(key)
    if match is None:
        return None
    return Original(int(match[1]), UUID(match[2]), bytes.fromhex(match[3]))


def job_of(key: str) -> UUID | None:
    """The job that a partial picture is of; null for any other key."""
    match = _PREVIEW.match(key)
    return UUID(match[1]) if match else None


def quarantined(key: str) -> str:
    """Where an object is put aside."""
    return f"{QUARANTINE}{key}"


def preview(user_id: int, job_id: UUID, attempt: int, slot: int, number: int) -> str:
    """The key of the partial picture `number` that an attempt brought for a slot of a job."""
    return f"{preview_prefix(user_id, job_id)}{attempt}-{slot}-{number}.webp"


def preview_prefix(user_id: int, job_id: UUID) -> str:
    """What the keys of all partial pictures of a job begin with."""
    return f"{PREVIEWS}{user_id}/{job_id}/"


def manifest_prefix(user_id: int) -> str:
    """What the keys of all manifests of a user begin with."""
    return f"{MANIFESTS}{user_id}/"


def manifest(user_id: int, moment: datetime) -> str:
    """The key of a user's manifest as of a moment, by which keys sort."""
    return f"{manifest_prefix(user_id)}{moment.astimezone(UTC):%Y-%m-%dT%H-%M-%S.%f}Z.jsonl.gz"


def manifest_of(key: str) -> tuple[int, date] | None:
    """The user, and the day in UTC, of a manifest; null for any other key."""
    match = _MANIFEST.fullmatch(key)
    return (int(match[1]), date.fromisoformat(match[2])) if match else None


def content_type(key: str) -> str:
    """The content type that the key's extension says. Raises BadKey where it says none of ours."""
    try:
        return CONTENT_TYPES[key.rpartition(".")[2]]
    except KeyError:
        raise BadKey(f"no content type is known for {key!r}") from None


def check(key: str) -> str:
    """The key itself, if it is relative, plain and at most 512 characters. Raises BadKey."""
    if len(key) > MAX_LENGTH:
        raise BadKey(f"a key of {len(key)} characters is longer than {MAX_LENGTH}")
    # No segment begins with a dot: that covers "..", and leaves names for the stores' own files.
    # Plain searches: every signed URL comes by here, and an expression takes ten times as long.
    astray = key[:1] in "./" or key[-1] == "/" or "//" in key or "/." in key
    if astray or "\\" in key or not key.isprintable():
        raise BadKey(f"{key!r} is not a key")
    return key


def check_prefix(prefix: str) -> str:
    """The prefix itself, if some key could begin with it; the empty one is. Raises BadKey."""
    if prefix:
        check(f"{prefix}x")
    return prefix


def _extension(content_type: str) -> str:
    if not content_type.startswith("image/") or content_type not in EXTENSIONS:
        raise BadKey(f"no original is kept as {content_type!r}")
    return EXTENSIONS[content_type]
