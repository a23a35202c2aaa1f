"""Rows beside objects: both in the order of keys, so that a million take no more memory than ten.

The gallery goes on meanwhile. What looks wrong is looked at again, rows after objects: a purge
takes rows first, and an upload brings them last.
"""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Never

from tqdm import tqdm

from db import clock, inspection
from db.engine import Database
from db.inspection import StoredImage
from gallery.doctor.findings import Finding, Findings, Kind
from gallery.doctor.thumbnails import is_damaged
from gallery.objects.carrying import digest
from gallery.objects.families import Family, families
from gallery.objects.flows import each, joined
from storage import keys
from storage.base import ObjectInfo, ObjectNotFound, Storage, StorageUnavailable
from storage.imaging import ImagingPool

_AT_ONCE: Final = 8
# An object is stored seconds before its row; these leave room for a machine that was asleep.
_SETTLED: Final = timedelta(hours=1)
_OLD: Final = timedelta(days=1)
_SAMPLE: Final = 1000


@dataclass
class Pictures:
    """What was looked at; ``strangers`` and ``objects`` count objects, the others images."""

    total: int
    images: int = 0
    missing: int = 0
    objects: int = 0
    strangers: int = 0
    bytes: int = 0
    read: int = 0


@dataclass
class Inspection:
    """One look at the pictures of a user, or of all; ``read_all`` reads every one of them."""

    database: Database
    storage: Storage
    imaging: ImagingPool
    findings: Findings
    user_id: int | None
    read_all: bool
    _begun: datetime = field(init=False)
    _seen: Pictures = field(init=False)
    _bar: "tqdm[Never]" = field(init=False)

    async def run(self) -> Pictures:
        """Raises StorageUnavailable, DatabaseUnavailable and ImagingUnavailable."""
        async with self.database.read() as session:
            self._begun = await clock.now(session)
            self._seen = Pictures(await inspection.count(session, self.user_id))
        with tqdm(total=self._seen.total, desc="pictures", unit_scale=True) as self._bar:
            pairs = joined(
                images_by_key(self.database, self.user_id),
                families(self._listed(keys.PICTURES)),
                lambda image: image.key,
                lambda family: family.key,
            )
            await each(pairs, self._look, at_once=_AT_ONCE)
        await each(self._listed(keys.PREVIEWS), self._look_at_preview, at_once=_AT_ONCE)
        return self._seen

    async def _listed(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        own = prefix if self.user_id is None else f"{prefix}{self.user_id}/"
        async for found in self.storage.list(own):
            self._seen.objects += 1
            self._seen.bytes += found.size
            yield found

    async def _look(self, pair: tuple[StoredImage | None, Family | None]) -> None:
        image, family = pair
        if image is not None:
            await self._look_at_image(image, family.objects if family else {})
        elif family is not None:
            await self._look_at_strangers(family)

    async def _look_at_image(self, image: StoredImage, listed: dict[str, ObjectInfo]) -> None:
        found = [fault async for fault in self._faults(image, listed)]
        if found and await self._is_wanted(image.key):
            for finding in found:
                self.findings.add(finding)
                self._seen.missing += image.images * (finding.kind is Kind.ORIGINAL_MISSING)
        self._seen.images += image.images
        self._bar.update(image.images)

    async def _faults(
        self, image: StoredImage, listed: dict[str, ObjectInfo]
    ) -> AsyncIterator[Finding]:
        sampled = self._is_sampled(image)
        fault = await self._fault(image, listed, sampled)
        if fault is not None:
            yield fault
            return
        thumbnails = {
            size: await self._found_if_any(keys.thumbnail(image.key, size), listed)
            for size in keys.THUMBNAIL_SIZES
        }
        lacking = [size for size, found in thumbnails.items() if found is None]
        if lacking:
            yield _finding(Kind.THUMBNAIL_MISSING, image, ", ".join(map(str, lacking)))
        damaged = [
            size
            for size, found in thumbnails.items()
            if sampled and found and await is_damaged(self.storage, self.imaging, found)
        ]
        if damaged:
            yield _finding(Kind.THUMBNAIL_DAMAGED, image, ", ".join(map(str, damaged)))

    async def _fault(
        self, image: StoredImage, listed: dict[str, ObjectInfo], sampled: bool
    ) -> Finding | None:
        """What is wrong with an original."""
        try:
            size = (await self._found(image.key, listed)).size
            if size != image.byte_size:
                detail = f"{size} bytes, not {image.byte_size}"
                return _finding(Kind.ORIGINAL_LENGTH, image, detail)
            if sampled and (damage := await self._damage(image)):
                return _finding(Kind.ORIGINAL_HASH, image, damage)
        except ObjectNotFound:
            return _finding(Kind.ORIGINAL_MISSING, image)
        return None

    async def _found(self, key: str, listed: dict[str, ObjectInfo]) -> ObjectInfo:
        """Asked for by itself where the list went by before it was stored, or began elsewhere."""
        return listed.get(key) or await self.storage.head(key)

    async def _found_if_any(self, key: str, listed: dict[str, ObjectInfo]) -> ObjectInfo | None:
        try:
            return await self._found(key, listed)
        except ObjectNotFound:
            return None

    def _is_sampled(self, image: StoredImage) -> bool:
        # Another sample each time, so that every original has its turn.
        chance = _SAMPLE * image.images / max(1, self._seen.total)
        return self.read_all or random.random() < chance  # noqa: S311

    async def _damage(self, image: StoredImage) -> str:
        self._seen.read += 1
        try:
            intact = await digest(self.storage, image.key) == image.sha256
        except StorageUnavailable as error:
            # A store that is gone altogether ends the listing of it.
            return str(error)
        return "" if intact else "another SHA-256"

    async def _is_wanted(self, key: str) -> bool:
        async with self.database.read() as session:
            return await inspection.is_wanted(session, key)

    async def _look_at_strangers(self, family: Family) -> None:
        settled = [each for each in family.objects.values() if self._age(each) > _SETTLED]
        if not settled:
            return
        async with self.database.read() as session:
            if await inspection.is_named(session, family.key):
                return
        for found in settled:
            self._add_stranger(found)

    async def _look_at_preview(self, found: ObjectInfo) -> None:
        if self._age(found) <= _SETTLED:
            return
        job_id = keys.job_of(found.key)
        if job_id is not None:
            async with self.database.read() as session:
                if await inspection.may_have_previews(session, job_id):
                    return
        self._add_stranger(found)

    def _add_stranger(self, found: ObjectInfo) -> None:
        kind = Kind.ORPHAN if self._age(found) > _OLD else Kind.YOUNG_ORPHAN
        self.findings.add(Finding(kind, found.key, detail=f"{found.size} bytes"))
        self._seen.strangers += 1

    def _age(self, found: ObjectInfo) -> timedelta:
        return self._begun - found.modified


async def images_by_key(database: Database, user_id: int | None) -> AsyncIterator[StoredImage]:
    async with database.read() as session:
        await inspection.begin(session, user_id)
        try:
            while page := await inspection.following(session):
                for image in page:
                    yield image
        finally:
            await inspection.end(session)


def _finding(kind: Kind, image: StoredImage, detail: str = "") -> Finding:
    shared = f"of {image.images} images" if image.images > 1 else ""
    detail = ", ".join(part for part in (detail, shared) if part)
    return Finding(kind, image.key, image.user_id, image.id, detail)
