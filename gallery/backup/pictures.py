"""What a stored picture tells of itself: by its sidecar, or else by its bytes."""

import asyncio
from contextlib import suppress
from typing import Final, NamedTuple

from db.images import NewImage
from db.sources import SourceRow
from gallery.backup.found import Found
from gallery.backup.records import BadRecordError, Recipe, read
from gallery.objects.carrying import fetched
from gallery.report import Names
from jobs.pipeline import Pipeline, WrongBytesError
from storage import keys
from storage.base import BadKey, ObjectInfo, ObjectNotFound
from storage.imaging_errors import ImagingError

_READ_AT_ONCE: Final = 32
_DECODED_AT_ONCE: Final = 4
_PAUSES_SECONDS: Final = (0.05, 0.5)


class Told(NamedTuple):
    """``owner`` is the user's name; null where there was no sidecar to tell it."""

    image: NewImage
    made_from: list[SourceRow]
    owner: str | None


class Pictures:
    """Reads many at once. ``notes`` are worth knowing, ``problems`` are pictures not restored."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.notes = Names("note")
        self.problems = Names("not restored")
        self._pipeline = pipeline
        self._reading = asyncio.Semaphore(_READ_AT_ONCE)
        self._decoding = asyncio.Semaphore(_DECODED_AT_ONCE)

    async def read(self, found: Found) -> Told | None:
        """What is known of a picture; null where none of its originals is one."""
        for key in found.stray_sidecars:
            self.notes.add(f"{key} has no original")
        for info in found.originals:
            if info.key in found.described:
                if told := await self._by_sidecar(found, info):
                    return told
                self.notes.add(f"{keys.sidecar(info.key)} does not fit its original")
        for info in found.originals:
            if told := await self._by_bytes(found, info):
                self.notes.add(f"{info.key} has no sidecar: it comes back as an upload")
                return told
            self.problems.add(f"{info.key} is damaged or gone")
        return None

    async def _by_sidecar(self, found: Found, info: ObjectInfo) -> Told | None:
        try:
            async with self._reading:
                raw = await self._sidecar(info.key)
            recipe = read(Recipe, raw)
            sha256 = bytes.fromhex(recipe.sha256)
            key = keys.original(found.user_id, recipe.id, sha256, recipe.content_type)
        except (BadRecordError, BadKey, ObjectNotFound):
            return None
        if (key, recipe.byte_size) != (info.key, info.size):
            return None
        made_from = [
            SourceRow(recipe.id, source.position, source.id, source.thumbhash)
            for source in recipe.sources
        ]
        return Told(_image(recipe, key, sha256), made_from, recipe.user)

    async def _sidecar(self, key: str) -> bytes:
        """A gallery that still runs may be writing it anew: then it is away for a moment."""
        for seconds in _PAUSES_SECONDS:
            with suppress(ObjectNotFound):
                return await self._pipeline.storage.get(keys.sidecar(key))
            await asyncio.sleep(seconds)
        return await self._pipeline.storage.get(keys.sidecar(key))

    async def _by_bytes(self, found: Found, info: ObjectInfo) -> Told | None:
        pipeline = self._pipeline
        async with self._decoding:
            try:
                async with fetched(
                    pipeline.storage, info.key, info.size, pipeline.spool.folder
                ) as file:
                    image = await pipeline.recover(
                        found.user_id, found.image_id, file.path, info.key, info.modified
                    )
            except (WrongBytesError, ImagingError, ObjectNotFound):
                return None
        return Told(image, [], None)


def _image(recipe: Recipe, key: str, sha256: bytes) -> NewImage:
    return NewImage(
        id=recipe.id,
        origin=recipe.origin,
        prompt=recipe.prompt,
        revised_prompt=recipe.revised_prompt,
        model=recipe.model,
        params=recipe.params,
        width=recipe.width,
        height=recipe.height,
        content_type=recipe.content_type,
        byte_size=recipe.byte_size,
        sha256=sha256,
        thumbhash=recipe.thumbhash,
        key=key,
        cost_tokens=recipe.cost_tokens,
        created_at=recipe.created_at,
    )
