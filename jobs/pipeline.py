"""Bytes on the spool become an image: decoded, stored, committed (T4 to T8).

An upload runs it in the api, an answer in a worker. The order is what loses nothing: the spool
file goes last, objects are written under keys that only this picture can have, and the commit is
one transaction under an id made of the picture's place, so that a second run changes nothing.
"""

import asyncio
import hashlib
import logging
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from uuid import UUID, uuid5

from db import arrivals, attempts, changes, events, images
from db.attempts import Answered
from db.engine import Database, WriteSession
from db.images import ImageRow, NewImage
from db.kinds import ImageOrigin, JobErrorCode
from db.settling import Failure, UnknownJobError
from db.sources import SourceRow
from jobs import sidecars
from jobs.faults import FaultPoint, reach
from jobs.spool import Spool, SpooledAnswer
from storage import keys
from storage.base import ObjectConflict, Storage
from storage.imaging import ImagingPool, Picture
from storage.imaging_errors import ImagingCrashed, ImagingTimeout, PictureError

logger = logging.getLogger(__name__)

# What fails for a reason of its own this often is not to blame on a busy machine.
_MOST_FAILURES = 5
_NAMESPACE = UUID("6b1c8f0e-3f5b-4a5e-9d53-70a3c9a8a1d2")


class BuriedError(Exception):
    """The same upload was made before and is being purged: its objects are about to go."""


class TakenError(Exception):
    """Another picture was uploaded under this id before."""


class WrongBytesError(Exception):
    """A file that is not what its export says."""


class Past(NamedTuple):
    """What an export tells of an image: ``facts`` for its row, and what it was made from."""

    sha256: bytes
    facts: dict[str, Any]
    made_from: Sequence[SourceRow]


class _Measured(NamedTuple):
    sha256: bytes
    byte_size: int


class _Before(NamedTuple):
    """How things stand before a picture is stored; ``seq`` is the newest event."""

    seq: int
    row: ImageRow | None
    buried: bool


class _Stored(NamedTuple):
    """A picture whose objects are all in storage."""

    picture: Picture
    key: str
    byte_size: int
    sha256: bytes


class _Add(Protocol):
    async def __call__(
        self, tx: WriteSession, user_id: int, image: NewImage, *, since: int
    ) -> ImageRow | None:
        """Commit an image, or find the one that is there; null where it is deleted for ever."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    database: Database
    storage: Storage
    imaging: ImagingPool
    spool: Spool

    async def accept_upload(
        self, user_id: int, path: Path, image_id: UUID, prompt: str
    ) -> ImageRow:
        """Make an image of an upload, or find the one that the same upload made before.

        Raises ``PictureError`` where it is no picture, ``TakenError`` where the id is another's,
        ``BuriedError`` where the image is being purged.
        """
        facts = {"origin": ImageOrigin.UPLOADED, "prompt": prompt, "model": ""}
        return await self._accept(user_id, path, image_id, facts, arrivals.add_upload)

    async def accept_restored(
        self, user_id: int, path: Path, image_id: UUID, past: Past
    ) -> ImageRow:
        """Make an image again of a file that was exported, or find the one that was made before.

        Raises ``WrongBytesError``, and what ``accept_upload`` raises.
        """
        add = partial(arrivals.add_restored, made_from=past.made_from)
        return await self._accept(user_id, path, image_id, past.facts, add, past.sha256)

    async def _accept(
        self,
        user_id: int,
        path: Path,
        image_id: UUID,
        facts: dict[str, Any],
        add: _Add,
        expected: bytes | None = None,
    ) -> ImageRow:
        try:
            measured = await asyncio.to_thread(_measure, path)
            if expected not in (None, measured.sha256):
                raise WrongBytesError
            before = await self._before(user_id, image_id)
            if before.row is not None:
                return _same(before.row, measured.sha256)
            if before.buried:
                raise BuriedError
            stored = await self._store(user_id, image_id, path, measured)
            image = _image(image_id, stored, **facts)
            async with self.database.write() as tx:
                row = await add(tx, user_id, image, since=before.seq)
            if row is None:
                raise BuriedError
            if row.key != stored.key:
                # Another file came first under this id, so nothing names these objects.
                await self.storage.delete(keys.all_of(stored.key))
            await self.describe(row.user_id, [row.id])
            return _same(row, measured.sha256)
        finally:
            self.spool.remove(path)

    async def recover(
        self, user_id: int, image_id: UUID, path: Path, key: str, stored_at: datetime
    ) -> NewImage:
        """What is left to tell of a stored original without a sidecar; its thumbnails are made.

        Raises ``WrongBytesError`` where it is not what was stored, and ``PictureError``.
        """
        measured = await asyncio.to_thread(_measure, path)
        stored = await self._store(user_id, image_id, path, measured, expected=key)
        return _image(
            image_id, stored, origin=ImageOrigin.UPLOADED, prompt="", model="", created_at=stored_at
        )

    async def accept_answer(self, answer: SpooledAnswer) -> ImageRow | None:
        """Make an image of an answer; null where it is no picture, which its slot then says, and
        where the image that it made before has been deleted for ever."""
        image_id = answer_id(answer.job_id, answer.attempt, answer.slot)
        before = await self._before(answer.user_id, image_id)
        if before.row is not None or before.buried:
            self.spool.remove(answer.path, answer.notes)
            return before.row
        try:
            measured = await asyncio.to_thread(_measure, answer.path)
            stored = await self._store(answer.user_id, image_id, answer.path, measured)
        except PictureError as error:
            await self._put_aside(answer, f"What the provider sent is no picture: {error}")
            return None
        except (ImagingCrashed, ImagingTimeout, ObjectConflict) as error:
            if await self.spool.count_failure(answer) < _MOST_FAILURES:
                raise
            await self._put_aside(answer, f"What the provider sent makes no picture here: {error}")
            return None
        image = _image(
            image_id,
            stored,
            origin=ImageOrigin.GENERATED,
            job_id=answer.job_id,
            **answer.facts,
        )
        async with self.database.write() as tx:
            row = await arrivals.deliver(tx, _answered(answer), image, since=before.seq)
        reach(FaultPoint.COMMITTED)
        self.spool.remove(answer.path, answer.notes)
        reach(FaultPoint.SPOOL_REMOVED)
        if row is not None:
            await self.describe(row.user_id, [row.id])
        return row

    async def adopt(self, answers: Iterable[SpooledAnswer]) -> bool:
        """Deliver what a dead process left on the spool; whether nothing of it is left there."""
        left = 0
        for answer in answers:
            try:
                await self.accept_answer(answer)
            except Exception:  # the others are not to wait for this one
                logger.exception("answer of job %s stays on the spool", answer.job_id)
                left += 1
        return not left

    async def _before(self, user_id: int, image_id: UUID) -> _Before:
        # In this order: what comes or goes between two of these is seen by a later one, or has an
        # event after ``seq``.
        async with self.database.read() as session:
            head = await events.head(session, user_id)
            row = (await images.by_ids(session, user_id, [image_id])).get(image_id)
            buried = await changes.being_purged(session, user_id, [image_id])
        return _Before(head.seq, row, bool(buried))

    async def describe(self, user_id: int, image_ids: Collection[UUID]) -> None:
        """Write these images' sidecars now, if it can be; a worker does what is left of it."""
        try:
            await sidecars.write(self.database, self.storage, user_id, image_ids)
        except Exception as error:  # the pictures are there, and the outbox says what is not
            logger.warning("sidecars not written yet: %s", error)

    async def _put_aside(self, answer: SpooledAnswer, reason: str) -> None:
        message = f"{reason} The answer is kept on the server: ask who runs it, or retry."
        failure = Failure(JobErrorCode.BAD_OUTPUT, message)
        with suppress(UnknownJobError):
            async with self.database.write() as tx:
                await attempts.reject(tx, _answered(answer), failure)
        kept = self.spool.quarantine(answer)
        logger.error("answer of job %s put aside as %s: %s", answer.job_id, kept.name, reason)

    async def _store(
        self,
        user_id: int,
        image_id: UUID,
        path: Path,
        measured: _Measured,
        expected: str | None = None,
    ) -> _Stored:
        picture = await self.imaging.inspect(path)
        sha256, byte_size = measured
        key = keys.original(user_id, image_id, sha256, picture.content_type)
        if expected not in (None, key):
            raise WrongBytesError
        await self.storage.put(key, path, content_type=picture.content_type, sha256=sha256)
        reach(FaultPoint.ORIGINAL_STORED)
        thumbnails = [
            self.storage.put(
                keys.thumbnail(key, size), picture.thumbnails[size], content_type="image/webp"
            )
            for size in keys.THUMBNAIL_SIZES
        ]
        await asyncio.gather(*thumbnails)
        reach(FaultPoint.THUMBNAILS_STORED)
        return _Stored(picture, key, byte_size, sha256)


def answer_id(job_id: UUID, attempt: int, slot: int) -> UUID:
    """The id of the picture that an attempt brings for a slot, whenever it is delivered."""
    return uuid5(_NAMESPACE, f"answer/{job_id}/{attempt}/{slot}")


def upload_id(user_id: int, idempotency_key: str, position: int) -> UUID:
    """The id of a file of an upload that may be sent again."""
    return uuid5(_NAMESPACE, f"upload/{user_id}/{idempotency_key}/{position}")


def _answered(answer: SpooledAnswer) -> Answered:
    place = answer.user_id, answer.job_id, answer.attempt, answer.slot
    return Answered(*place, answer.usage.tokens, answer.usage.request_id)


def _same(row: ImageRow, sha256: bytes) -> ImageRow:
    if row.sha256 != sha256:
        raise TakenError
    return row


def _measure(path: Path) -> _Measured:
    with path.open("rb") as file:
        return _Measured(hashlib.file_digest(file, "sha256").digest(), path.stat().st_size)


def _image(image_id: UUID, stored: _Stored, **known: Any) -> NewImage:
    picture = stored.picture
    return NewImage(
        id=image_id,
        width=picture.width,
        height=picture.height,
        content_type=picture.content_type,
        thumbhash=picture.thumbhash,
        key=stored.key,
        byte_size=stored.byte_size,
        sha256=stored.sha256,
        **{"params": {}, **known},
    )
