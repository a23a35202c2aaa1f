"""What sidecars, manifests and exports tell, read back. They may come from strangers.

Sidecars are written by ``jobs.recipes``, manifests by ``jobs.handlers.manifests``, lines of exports
by ``gallery.backup.export``.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from gzip import GzipFile
from pathlib import PurePosixPath
from typing import IO, Annotated, Any, Final, Literal, TypeVar
from uuid import UUID

import orjson
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic.alias_generators import to_camel

from db.kinds import ImageOrigin

MOST_BYTES: Final = 1024 * 1024
_LONGEST_PROMPT: Final = 32_000
_MOST_SOURCES: Final = 64
# JSON can say U+0000, PostgreSQL cannot keep it. An escaped backslash before it is another matter.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SKEW = timedelta(days=1)

_T = TypeVar("_T", bound=BaseModel)


class BadRecordError(ValueError):
    """A record that is broken, too long, or tells what cannot be; says which field."""


def _plausible(moment: datetime) -> datetime:
    if not _EPOCH <= moment <= datetime.now(UTC) + _SKEW:
        raise ValueError("a moment between 1970 and now")
    return moment


def _unpacked(text: Any) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Error, TypeError, ValueError):
        raise ValueError("bytes as Base64") from None


def _plain(path: str) -> str:
    parts = PurePosixPath(path).parts
    if "\\" in path or path.startswith("/") or ".." in parts or not path.isprintable():
        raise ValueError("a path within the export")
    return path


Moment = Annotated[AwareDatetime, AfterValidator(_plausible)]
Thumbhash = Annotated[bytes, BeforeValidator(_unpacked), Field(max_length=64)]
FilePath = Annotated[str, AfterValidator(_plain), Field(min_length=1, max_length=512)]
Name = Annotated[str, Field(min_length=1, max_length=512)]


class _Record(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, frozen=True, strict=True)


class Source(_Record):
    position: Annotated[int, Field(ge=0, lt=_MOST_SOURCES)]
    id: UUID | None
    thumbhash: Thumbhash


def _storable(params: dict[str, Any]) -> dict[str, Any]:
    try:
        orjson.dumps(params)
    except TypeError:
        raise ValueError("numbers of at most 64 bits") from None
    return params


def _each_once(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    if len({source.position for source in sources}) < len(sources):
        raise ValueError("each position once")
    return sources


Sources = Annotated[tuple[Source, ...], AfterValidator(_each_once), Field(max_length=_MOST_SOURCES)]


class Recipe(_Record):
    """A sidecar."""

    version: Literal[1]
    user: Name
    id: UUID
    origin: ImageOrigin
    prompt: Annotated[str, Field(max_length=_LONGEST_PROMPT)]
    revised_prompt: str | None
    model: Annotated[str, Field(max_length=512)]
    params: Annotated[dict[str, Any], AfterValidator(_storable)]
    sources: Sources
    created_at: Moment
    width: Annotated[int, Field(ge=1, lt=1 << 31)]
    height: Annotated[int, Field(ge=1, lt=1 << 31)]
    content_type: str
    byte_size: Annotated[int, Field(ge=1, lt=1 << 62)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    thumbhash: Thumbhash
    cost_tokens: Annotated[int, Field(ge=0, lt=1 << 31)] | None


class ExportedImage(Recipe):
    """A line of an export: a recipe with what changes, and the picture's file."""

    starred: bool
    deleted_at: Moment | None
    file: FilePath


class ManifestHead(_Record):
    """The first line of a manifest."""

    version: Literal[1]
    user: Name
    user_id: Annotated[int, Field(ge=1)]
    as_of: Moment


class ManifestLine(_Record):
    """An image that there was, or one that was ``buried``: about to be gone for ever."""

    id: UUID
    starred: bool = False
    deleted_at: Moment | None = None
    buried: bool = False


def read(kind: type[_T], raw: bytes) -> _T:
    """One record. Raises ``BadRecordError``."""
    if len(raw) > MOST_BYTES:
        raise BadRecordError(f"it is longer than {MOST_BYTES // 1024} KiB")
    if _NUL.search(raw):
        raise BadRecordError("it holds the character U+0000")
    try:
        return kind.model_validate_json(raw)
    except ValidationError as error:
        raise BadRecordError(_first(error)) from None


def lines(file: IO[bytes] | GzipFile) -> Iterator[bytes]:
    """The lines of a file, of which no one is read further than ``read`` accepts."""
    return iter(lambda: file.readline(MOST_BYTES + 1), b"")


def _first(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, fault["loc"]))
    message = fault["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
