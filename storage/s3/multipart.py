"""Objects that are too large for one request, in parts: one part in memory at a time."""

import asyncio
import hashlib
from base64 import b64encode
from contextlib import suppress
from typing import Any, BinaryIO, Final

from storage.base import ObjectConflict, StorageError
from storage.s3.bucket import Bucket

PART: Final = 8 * 1024 * 1024


async def upload(
    bucket: Bucket,
    key: str,
    file: BinaryIO,
    *,
    sha256: bytes | None,
    created: dict[str, str],
    condition: dict[str, str],
) -> bool:
    """Store `file`; false where the condition failed, because something is stored there.

    `created` and `condition` are arguments of the first and the last call. Raises ObjectConflict
    where the bytes do not have this hash.
    """
    begun = await bucket.call("create_multipart_upload", key, Key=key, **created)
    place = {"Key": key, "UploadId": begun["UploadId"]}
    completed = False
    try:
        parts = await _send(bucket, place, file, sha256)
        completed = await _complete(bucket, place, parts, condition)
    finally:
        if not completed:
            # Parts that stay are paid for, until the bucket's own rule removes them.
            with suppress(StorageError):
                await bucket.call("abort_multipart_upload", key, **place)
    return completed


async def _complete(
    bucket: Bucket, place: dict[str, str], parts: list[dict[str, Any]], condition: dict[str, str]
) -> bool:
    try:
        await bucket.call(
            "complete_multipart_upload",
            place["Key"],
            **place,
            **condition,
            MultipartUpload={"Parts": parts},
        )
    except ObjectConflict:
        return False
    return True


async def _send(
    bucket: Bucket, place: dict[str, str], file: BinaryIO, sha256: bytes | None
) -> list[dict[str, Any]]:
    digest = hashlib.sha256()
    parts: list[dict[str, Any]] = []
    while found := await asyncio.to_thread(_next, file, digest):
        data, md5 = found
        number = len(parts) + 1
        sent = await bucket.call(
            "upload_part", place["Key"], **place, PartNumber=number, Body=data, ContentMD5=md5
        )
        parts.append({"PartNumber": number, "ETag": sent["ETag"]})
    if sha256 is not None and digest.digest() != sha256:
        raise ObjectConflict(f"the bytes for {place['Key']} are not those that were hashed")
    return parts


def _next(file: BinaryIO, digest: "hashlib._Hash") -> tuple[bytes, str] | None:
    """The next part, and its MD5 as the header wants it."""
    data = file.read(PART)
    if not data:
        return None
    digest.update(data)
    return data, b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode()
