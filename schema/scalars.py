"""Scalars that are stricter, or better described, than Strawberry's own."""

from datetime import UTC, datetime
from typing import Any

import strawberry
from starlette.datastructures import UploadFile
from strawberry.exceptions import StrawberryInputCoercionError
from strawberry.file_uploads import Upload
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise StrawberryInputCoercionError(
            "A DateTime is RFC 3339 with an offset, as in 2026-01-31T12:00:00Z."
        )
    return moment.astimezone(UTC)


def _file(value: object) -> UploadFile:
    if not isinstance(value, UploadFile):
        raise StrawberryInputCoercionError("An Upload is a file of a multipart request.")
    return value


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="RFC 3339, always with an offset, microseconds kept.",
        serialize=datetime.isoformat,
        parse_value=_moment,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value.",
        serialize=lambda value: value,
        parse_value=lambda value: value,
    ),
    Upload: strawberry.scalar(
        name="Upload",
        description="A file of a multipart request.",
        specified_by_url="https://github.com/jaydenseric/graphql-multipart-request-spec",
        parse_value=_file,
    ),
}

Json = Any
