"""The bytes of a gallery in an S3 bucket, under the same keys and promises as in a folder."""

import asyncio
import hashlib
import io
import logging
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from storage import keys, media
from storage.base import (
    BadKey,
    ObjectConflict,
    ObjectInfo,
    ObjectNotFound,
    StorageUnavailable,
)
from storage.s3 import multipart
from storage.s3.access import S3Access
from storage.s3.bucket import Bucket, Patience
from storage.s3.errors import EmptyRange, UnsupportedCondition, translated

logger = logging.getLogger(__name__)

CHUNK: Final = 256 * 1024
LARGEST_SINGLE: Final = 16 * 1024 * 1024
# What one DeleteObjects takes.
_DELETED_AT_ONCE: Final = 1000
_PARTIAL_CONTENT: Final = 206


class S3Storage:
    """Holds one client with its connections: one of these per process."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._condition = {"IfNoneMatch": "*"}

    @classmethod
    async def connect(cls, access: S3Access, patience: Patience | None = None) -> Self:
        """Raises BucketRefused where the store says that a setting is wrong."""
        return cls(await Bucket.connect(access, patience or Patience()))

    async def put(
        self, key: str, source: Path | bytes, *, content_type: str, sha256: bytes | None = None
    ) -> None:
        """See `Storage.put`. A key whose extension says another content type is a BadKey too.

        A store without conditional writes is asked before, which leaves a moment for another
        writer; two writers of one key have the same bytes, for its hash is part of it.
        """
        if keys.content_type(keys.check(key)) != content_type:
            raise BadKey(f"{key!r} does not end like a {content_type}")
        file, size = await asyncio.to_thread(_opened, source)
        with file:
            try:
                written = await self._write(key, file, size, sha256)
            except UnsupportedCondition:
                logger.info("this store knows no conditional writes: it is asked before each")
                self._condition = {}
                file.seek(0)
                written = await self._write(key, file, size, sha256)
        await self._verify(key, size, written)

    async def get(self, key: str) -> bytes:
        """See `Storage.get`."""
        return b"".join([chunk async for chunk in self.open(key)])

    async def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """See `Storage.open`."""
        if end is not None and end <= start:
            await self.head(key)
            return
        keys.check(key)
        wanted = {} if start == 0 and end is None else {"Range": _range(start, end)}
        try:
            answer = await self._bucket.call("get_object", key, Key=key, **wanted)
        except EmptyRange:
            return
        async with answer["Body"] as body:
            if wanted and answer["ResponseMetadata"]["HTTPStatusCode"] != _PARTIAL_CONTENT:
                raise StorageUnavailable(f"{key}: this store does not answer ranges")
            while chunk := await _read(body, key):
                yield chunk

    async def head(self, key: str) -> ObjectInfo:
        """See `Storage.head`. The content type is the one that the store holds."""
        try:
            found = await self._bucket.call("head_object", keys.check(key), Key=key)
        except ObjectNotFound:
            # It says the same of a bucket that is gone, and then nothing is known of the object.
            await self._bucket.call("list_objects_v2", key, MaxKeys=1)
            raise
        modified = found["LastModified"].astimezone(UTC)
        return ObjectInfo(key, found["ContentLength"], found["ContentType"], modified)

    async def delete(self, keys_to_delete: Sequence[str]) -> None:
        """See `Storage.delete`."""
        doomed = [{"Key": keys.check(key)} for key in keys_to_delete]
        for first in range(0, len(doomed), _DELETED_AT_ONCE):
            batch = doomed[first : first + _DELETED_AT_ONCE]
            asked = {"Objects": batch, "Quiet": True}
            answer = await self._bucket.call("delete_objects", batch[0]["Key"], Delete=asked)
            kept = [each for each in answer.get("Errors", ()) if each["Code"] != "NoSuchKey"]
            if kept:
                raise StorageUnavailable(f"{kept[0]['Key']}: {kept[0]['Code']}")

    async def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        """See `Storage.list`. Objects that are none of ours are passed over."""
        asked: dict[str, Any] = {"Prefix": keys.check_prefix(prefix)}
        while True:
            page = await self._bucket.call("list_objects_v2", prefix, **asked)
            for each in page.get("Contents", ()):
                with suppress(BadKey):
                    yield _info(each)
            if not page.get("IsTruncated"):
                return
            asked["ContinuationToken"] = page["NextContinuationToken"]

    async def probe(self) -> None:
        """See `Storage.probe`."""
        await self._bucket.call("list_objects_v2", "the bucket", MaxKeys=1)

    async def close(self) -> None:
        """See `Storage.close`."""
        await self._bucket.close()

    async def _write(self, key: str, file: BinaryIO, size: int, sha256: bytes | None) -> bool:
        """Whether it was written; false where something is stored under this key."""
        in_parts = size > LARGEST_SINGLE
        # The condition of an upload in parts is checked after the last of them.
        if (in_parts or not self._condition) and await self._is_there(key):
            return False
        headers = {
            "ContentType": keys.content_type(key),
            "CacheControl": media.FIXED_HEADERS["Cache-Control"],
        }
        if in_parts:
            return await multipart.upload(
                self._bucket,
                key,
                file,
                sha256=sha256,
                created=headers,
                condition=self._condition,
            )
        return await self._write_at_once(key, file, sha256, headers)

    async def _write_at_once(
        self, key: str, file: BinaryIO, sha256: bytes | None, headers: dict[str, str]
    ) -> bool:
        data, digest = await asyncio.to_thread(_hashed, file)
        if sha256 is not None and digest != sha256:
            raise ObjectConflict(f"the bytes for {key} are not those that were hashed")
        try:
            await self._bucket.call(
                "put_object",
                key,
                Key=key,
                Body=data,
                ContentLength=len(data),
                ChecksumSHA256=b64encode(digest).decode(),
                **headers,
                **self._condition,
            )
        except ObjectConflict:
            # Also after an attempt that was stored, and whose answer was lost.
            return False
        return True

    async def _is_there(self, key: str) -> bool:
        try:
            await self.head(key)
        except ObjectNotFound:
            return False
        return True

    async def _verify(self, key: str, size: int, written: bool) -> None:
        try:
            found = (await self.head(key)).size
        except ObjectNotFound as error:
            raise StorageUnavailable(f"{key} is gone again") from error
        if found == size:
            return
        if not written:
            raise ObjectConflict(f"{key} is stored with {found} bytes, not {size}")
        # Else the next attempt would meet it, and take it for other bytes.
        await self.delete([key])
        raise StorageUnavailable(f"{found} of {size} bytes of {key} were stored")


def _opened(source: Path | bytes) -> tuple[BinaryIO, int]:
    if isinstance(source, bytes):
        return io.BytesIO(source), len(source)
    return source.open("rb"), source.stat().st_size


def _hashed(file: BinaryIO) -> tuple[bytes, bytes]:
    data = file.read()
    return data, hashlib.sha256(data).digest()


def _range(start: int, end: int | None) -> str:
    return f"bytes={start}-" if end is None else f"bytes={start}-{end - 1}"


async def _read(body: Any, key: str) -> bytes:
    with translated(key):
        chunk: bytes = await body.read(CHUNK)
    return chunk


def _info(listed: dict[str, Any]) -> ObjectInfo:
    """Raises BadKey."""
    key = keys.check(listed["Key"])
    modified = listed["LastModified"].astimezone(UTC)
    return ObjectInfo(key, listed["Size"], keys.content_type(key), modified)
