"""What can be put right without a person: nothing here deletes the only copy of anything."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from tqdm import tqdm

from db import counters, images, inspection
from db.images import ImageRow
from gallery.doctor.findings import Finding, Findings, Kind
from gallery.doctor.records import count_drift
from gallery.doctor.thumbnails import is_damaged
from gallery.objects.carrying import fetched, loaded
from gallery.wiring import Parts
from jobs.handlers.purge import delete_objects
from jobs.handlers.sweep import sweep_leases, sweep_queue, sweep_spool
from jobs.pipeline import answer_id
from storage import keys
from storage.base import ObjectConflict, ObjectNotFound, StorageError
from storage.imaging_errors import ImagingError

logger = logging.getLogger(__name__)


class NotMended(Exception):
    """Why a repair was not made."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """Repairs what ``findings`` tell, with the parts of a worker."""

    opened: Parts
    findings: Findings

    async def run(self) -> Counter[Kind]:
        """How many of each kind are put right. What fails is logged and left."""
        mended: Counter[Kind] = Counter()
        expected = await self._expected()
        one_by_one: dict[Kind, Callable[[Finding], Awaitable[None]]] = {
            Kind.ORIGINAL_MISSING: self._put_back,
            Kind.THUMBNAIL_MISSING: self._draw_thumbnails,
            Kind.THUMBNAIL_DAMAGED: self._draw_thumbnails,
            Kind.ORPHAN: lambda finding: self._put_aside(finding.key, expected),
            Kind.COUNTS: self._recount,
        }
        for kind, mend in one_by_one.items():
            mended[kind] = await self._mend_all(kind, mend)
        await self._sweep()
        return mended

    async def _mend_all(self, kind: Kind, mend: Callable[[Finding], Awaitable[None]]) -> int:
        mended = 0
        found = tqdm(self.findings.of(kind), total=self.findings.counts[kind], desc="repair")
        for finding in found:
            try:
                await mend(finding)
            except (StorageError, ImagingError, NotMended) as error:
                logger.warning("left as it is: %s: %s", finding, error)
            else:
                mended += 1
        return mended

    async def _sweep(self) -> None:
        """Do now what the workers do every few seconds, where they do it at all."""
        services, counts = self.opened.services, self.findings.counts
        if counts[Kind.TOMBSTONE]:
            async with self.opened.database.write() as tx:
                await inspection.make_due(tx)
            await delete_objects(services)
        if any(counts[kind] for kind in (Kind.SPOOL, Kind.LEASE, Kind.ATTEMPT)):
            # In this order: what lies on the spool is no longer in doubt.
            await sweep_spool(services)
            await sweep_leases(services)
        if counts[Kind.QUEUE]:
            await sweep_queue(services)

    async def _put_back(self, finding: Finding) -> None:
        """Take an original out of the quarantine again."""
        row = await self._row(finding)
        storage = self.opened.storage
        try:
            found = await storage.head(keys.quarantined(row.key))
        except ObjectNotFound:
            raise NotMended("it is in no quarantine either: look in a backup") from None
        async with loaded(storage, found.key, found.size) as load:
            if load.sha256 != row.sha256:
                raise NotMended("what the quarantine has is something else")
            await storage.put(
                row.key, load.source, content_type=row.content_type, sha256=row.sha256
            )

    async def _draw_thumbnails(self, finding: Finding) -> None:
        row = await self._row(finding)
        storage = self.opened.storage
        async with fetched(storage, row.key, row.byte_size) as file:
            if file.sha256 != row.sha256:
                raise NotMended("its original is damaged")
            made = await self.opened.pipeline.imaging.inspect(file.path)
        for size in keys.THUMBNAIL_SIZES:
            await self._store_thumbnail(keys.thumbnail(row.key, size), made.thumbnails[size])
        async with self.opened.database.read() as session:
            if not await inspection.is_named(session, row.key):
                # A purge came between, and deletes nothing that is stored after it.
                await storage.delete(keys.all_of(row.key))

    async def _store_thumbnail(self, key: str, data: bytes) -> None:
        storage = self.opened.storage
        with suppress(ObjectNotFound):
            found = await storage.head(key)
            if await is_damaged(storage, self.opened.pipeline.imaging, found):
                await storage.delete([key])
        try:
            await storage.put(key, data, content_type="image/webp")
        except ObjectConflict:
            logger.info("%s is there, as another version drew it", key)

    async def _row(self, finding: Finding) -> ImageRow:
        assert finding.user_id is not None
        assert finding.id is not None
        async with self.opened.database.read() as session:
            rows = await images.by_ids(session, finding.user_id, [finding.id])
        if finding.id not in rows:
            raise NotMended("it has been deleted meanwhile")
        return rows[finding.id]

    async def _put_aside(self, key: str, expected: Collection[UUID]) -> None:
        """Move an object that nothing names out of the way.

        Whoever comes to name it while it is moved finds it again at its place: the row is looked
        for after each step.
        """
        original = keys.original_of(keys.owner(key))
        if original and original.image_id in expected:
            raise NotMended("a generation may still name it")
        await self._must_be_nameless(key)
        storage, aside = self.opened.storage, keys.quarantined(key)
        found = await storage.head(key)
        async with loaded(storage, key, found.size) as load:
            kind = keys.content_type(key)
            await storage.put(aside, load.source, content_type=kind, sha256=load.sha256)
            await self._must_be_nameless(key)
            await storage.delete([key])
            try:
                await self._must_be_nameless(key)
            except NotMended:
                await storage.put(key, load.source, content_type=kind, sha256=load.sha256)
                raise

    async def _must_be_nameless(self, key: str) -> None:
        async with self.opened.database.read() as session:
            if await inspection.is_named(session, keys.owner(key)):
                raise NotMended("an image names it by now")

    async def _expected(self) -> set[UUID]:
        """The images that a generation may still bring."""
        async with self.opened.database.read() as session:
            places = await inspection.unfinished(session)
        places |= self.opened.pipeline.spool.places()
        return {answer_id(*place) for place in places}

    async def _recount(self, finding: Finding) -> None:
        assert finding.user_id is not None
        async with self.opened.database.write() as tx:
            await counters.lock(tx, finding.user_id)
            if await count_drift(tx, finding.user_id):
                await counters.recount(tx, finding.user_id)
