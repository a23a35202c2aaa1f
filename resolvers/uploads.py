"""Existing pictures into the gallery, through the same pipeline as generated ones."""

from collections.abc import Sequence
from typing import BinaryIO
from uuid import uuid4

from db.images import ImageRow
from jobs.pipeline import BuriedError, TakenError, upload_id
from jobs.spool import TooLargeError
from resolvers.checks import checked_key, checked_prompt
from resolvers.context import Context
from resolvers.errors import (
    ConflictError,
    DomainError,
    GoneError,
    InvalidError,
    TooManyError,
)
from storage.imaging_errors import PictureError


async def upload(
    context: Context, files: Sequence[BinaryIO], prompt: str | None, idempotency_key: str | None
) -> tuple[list[ImageRow], list[DomainError]]:
    """Each file its own outcome: the images made, and what was wrong with the others."""
    most = context.backend.max_upload_files
    if not files:
        raise InvalidError(f"Send 1 to {most} files.", ["files"])
    if len(files) > most:
        raise TooManyError(f"Send 1 to {most} files at once, not {len(files)}.", ["files"])
    text = checked_prompt(prompt or "", ["prompt"])
    key = checked_key(idempotency_key, ["idempotencyKey"])
    made: list[ImageRow] = []
    faults: list[DomainError] = []
    for position, file in enumerate(files):
        try:
            made.append(await _upload(context, file, text, key, position))
        except DomainError as fault:
            faults.append(fault)
    return made, faults


async def _upload(
    context: Context, file: BinaryIO, prompt: str, key: str | None, position: int
) -> ImageRow:
    backend, user_id = context.backend, context.viewer.id
    path = ["files", str(position)]
    image_id = upload_id(user_id, key, position) if key else uuid4()
    limit = backend.max_upload_bytes
    try:
        spooled = await backend.pipeline.spool.keep_upload(file, limit=limit)
        return await backend.pipeline.accept_upload(user_id, spooled, image_id, prompt)
    except TooLargeError:
        megabytes = limit // (1024 * 1024)
        raise InvalidError(f"This file is larger than {megabytes} MB.", path) from None
    except PictureError as error:
        raise InvalidError(str(error), path) from None
    except BuriedError:
        raise GoneError("This upload is being deleted for ever: use a new key.", path) from None
    except TakenError:
        raise ConflictError(
            "Another file was sent with this key before: use a new key.", path
        ) from None
