"""Races of purges with all that changes images, and the judge of what is left of them.

A race stages images in the trash, some of them due, and lets contenders at them in two waves, each
on a connection of its own. The judge replays the event log, which is the order of the commits: an
image that is deleted in it must have been in the trash just then, what was acknowledged must be in
it, and what is left in the tables and in the storage must be what it comes to.
"""

import asyncio
import hashlib
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import text

from db import arrivals, counters, events, images, operations, tombstones
from db.events import EventRow
from db.image_filter import ImageFilter
from db.images import ImageRow, NewImage
from db.kinds import EventKind, ImageAction, ImageOrigin
from db.operations import OperationRow
from gallery.wiring import Parts
from jobs.handlers.purge import delete_objects, purge
from jobs.services import Services
from resolvers import bulk
from resolvers import images as changing
from resolvers import jobs as asking
from resolvers.context import Context
from resolvers.errors import DomainError
from resolvers.jobs import GenerationRequest
from resolvers.selections import Chosen, Matching
from storage import keys
from storage.base import ObjectNotFound

_IMAGES = 6
# The last ones name the objects of the first, as images do that were seeded.
_SHARING = 2
_DUE = 4
_CONTENDERS = 7
_COUNTED_EVERY = 50

# The database's clock is turned.
_AGE = text("UPDATE images SET deleted_at = now() - interval '31 days' WHERE id = ANY(:ids)")
_ALL_DUE = text("UPDATE tombstones SET try_at = now()")

Purge = Callable[[Services], Awaitable[object]]
Contender = Callable[[], Awaitable[OperationRow | None]]


@dataclass
class Findings:
    """``restored`` and ``buried`` count images; ``faults`` says what was wrong, race by race."""

    races: int = 0
    restored: int = 0
    buried: int = 0
    undone: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = (
            f"{self.races} races: {self.restored} acknowledged restores, {self.undone} undos,"
            f" {self.buried} images buried, {self.refused} requests refused"
        )
        return "\n".join([said, f"{len(self.faults)} faults", *self.faults[:20]])


class _State(NamedTuple):
    """An image as the event log has it."""

    trashed: bool
    gone: bool = False


class Arena:
    """One user's gallery. ``purge``: the one to judge; ``tell`` hears how it goes."""

    def __init__(
        self,
        opened: Parts,
        context: Context,
        purge: Purge = purge,
        tell: Callable[[Findings], None] = lambda _: None,
    ) -> None:
        self._tell = tell
        self._services = opened.services
        self._storage = opened.storage
        self._database = opened.database
        self._context = context
        self._user_id = context.viewer.id
        self._purge = purge
        self._chance = random.Random()
        self._acknowledged: dict[UUID, OperationRow] = {}
        self._states: dict[UUID, _State] = {}
        self._logged: set[UUID] = set()
        self._seq = 0
        self.findings = Findings()

    async def run(self, races: int) -> Findings:
        for _ in range(races):
            await self._race()
            if self.findings.races % _COUNTED_EVERY == 0:
                await self._count()
                self._tell(self.findings)
        await self._count()
        return self.findings

    async def _race(self) -> None:
        rows = await self._stage()
        ids = [row.id for row in rows]
        await self._wave(ids)
        await self._wave(ids)
        await self._judge(rows)
        # What is left goes, so that the next race has the gallery for itself.
        for action in (ImageAction.TRASH, ImageAction.DELETE):
            await self._ask(partial(bulk.update, self._context, Chosen(tuple(ids)), action))
        await self._judge(rows)
        self.findings.races += 1

    async def _stage(self) -> list[ImageRow]:
        originals = [await self._add() for _ in range(_IMAGES - _SHARING)]
        shared = [await self._add(originals[place]) for place in range(_SHARING)]
        rows = originals + shared
        ids = [row.id for row in rows]
        await self._ask(partial(bulk.update, self._context, Chosen(tuple(ids)), ImageAction.TRASH))
        due = self._chance.sample(ids, _DUE)
        async with self._database.write() as tx:
            await tx.execute(_AGE, {"ids": due})
        return rows

    async def _add(self, like: ImageRow | None = None) -> ImageRow:
        image_id, data = uuid4(), self._chance.randbytes(300)
        sha256 = hashlib.sha256(data).digest() if like is None else like.sha256
        key = keys.original(self._user_id, image_id, sha256, "image/png")
        if like is None:
            await self._store(key, data)
        image = NewImage(
            id=image_id,
            origin=ImageOrigin.UPLOADED,
            prompt="a race",
            model="",
            params={},
            width=64,
            height=48,
            content_type="image/png",
            byte_size=len(data),
            sha256=sha256,
            thumbhash=b"\x01\x02\x03",
            key=key if like is None else like.key,
        )
        async with self._database.write() as tx:
            row = await arrivals.add_upload(tx, self._user_id, image)
        assert row is not None
        await self._services.pipeline.describe(self._user_id, [row.id])
        return row

    async def _store(self, key: str, data: bytes) -> None:
        await self._storage.put(key, data, content_type="image/png")
        for size in keys.THUMBNAIL_SIZES:
            await self._storage.put(keys.thumbnail(key, size), data, content_type="image/webp")

    async def _wave(self, ids: list[UUID]) -> None:
        purges = [self._run_purge, self._run_purge]
        others = self._chance.choices(self._contenders(ids), k=_CONTENDERS)
        await asyncio.gather(*map(self._ask, self._chance.sample(purges + others, len(others) + 2)))

    async def _run_purge(self) -> None:
        await self._purge(self._services)

    def _contenders(self, ids: list[UUID]) -> list[Contender]:
        one = self._chance.choice(ids)
        some = Chosen(tuple(self._chance.sample(ids, 3)))
        every, trash = Matching(ImageFilter()), Matching(ImageFilter(trashed=True))
        done = [o.id for o in self._acknowledged.values() if o.action is not ImageAction.DELETE]
        context = self._context
        return [
            partial(self._change, one, ImageAction.RESTORE),
            partial(self._change, self._chance.choice(ids), ImageAction.RESTORE),
            partial(self._change, one, ImageAction.STAR),
            partial(self._change, one, ImageAction.TRASH),
            partial(bulk.update, context, some, ImageAction.RESTORE),
            partial(bulk.update, context, some, ImageAction.STAR),
            partial(bulk.update, context, some, ImageAction.TRASH),
            partial(bulk.update, context, some, ImageAction.DELETE),
            partial(bulk.update, context, trash, ImageAction.RESTORE),
            partial(bulk.update, context, every, ImageAction.STAR),
            partial(bulk.update, context, every, ImageAction.TRASH),
            partial(bulk.empty_trash, context, None),
            partial(bulk.undo_operation, context, done[-1]),
            partial(bulk.undo_operation, context, self._chance.choice(done[-6:])),
            partial(self._generate, some.ids),
        ]

    async def _change(self, image_id: UUID, action: ImageAction) -> OperationRow | None:
        return (await changing.change(self._context, image_id, action)).operation

    async def _generate(self, ids: tuple[UUID, ...]) -> None:
        sources = tuple(UUID(str(image_id)) for image_id in ids)  # those of rows are asyncpg's
        request = GenerationRequest("a race", None, 1, "auto", "auto", "auto", "png", sources)
        await asking.generate(self._context, request)

    async def _ask(self, contender: Contender) -> None:
        """What a client would see: an operation, a refusal, or a fault of ours."""
        try:
            operation = await contender()
        except DomainError:
            self.findings.refused += 1
        except Exception as error:  # what a client is not to see
            self._fault(f"{contender}: {error!r}")
        else:
            if operation is not None and operation.changed:
                self._acknowledged[operation.id] = operation

    async def _judge(self, rows: list[ImageRow]) -> None:
        await self._replay()
        async with self._database.write() as tx:
            await tx.execute(_ALL_DUE)
        await delete_objects(self._services)
        async with self._database.read() as session:
            kept = await images.by_ids(session, self._user_id, [row.id for row in rows])
            if standing := await tombstones.standing(session):
                self._fault(f"{standing} tombstones stay")
        for row in rows:
            self._compare(row.id, kept.get(row.id))
        named = {row.key for row in kept.values()}
        for row in {row.key: row for row in rows}.values():
            await (self._whole(row) if row.key in named else self._absent(row))

    async def _replay(self) -> None:
        async with self._database.read() as session:
            log = await events.after(session, self._user_id, self._seq, 10_000)
            wanted = [row.operation_id for row in log if row.operation_id is not None]
            known = await operations.by_ids(session, self._user_id, wanted)
        for event in log:
            self._apply(event, known)
            self._seq = event.seq
        for operation_id in self._acknowledged.keys() - self._logged:
            self._fault(f"operation {operation_id} was acknowledged and is not in the log")
        self._acknowledged = dict(list(self._acknowledged.items())[-20:])

    def _apply(self, event: EventRow, known: dict[UUID, OperationRow]) -> None:
        for image_id in event.image_ids:
            before = self._states.get(image_id)
            if event.kind is EventKind.IMAGE_CREATED:
                self._states[image_id] = _State(trashed=False)
            elif before is None or before.gone:
                self._fault(f"{event} changes an image that is gone")
            elif event.kind is EventKind.IMAGES_DELETED:
                self._bury(image_id, before)
            else:
                assert event.operation_id is not None
                self._move(image_id, before, known[event.operation_id])
        if event.operation_id is not None:
            self._logged.add(event.operation_id)

    def _bury(self, image_id: UUID, before: _State) -> None:
        if not before.trashed:
            self._fault(f"{image_id} was deleted when it was not in the trash")
        self._states[image_id] = _State(trashed=True, gone=True)
        self.findings.buried += 1

    def _move(self, image_id: UUID, before: _State, operation: OperationRow) -> None:
        if operation.action in (ImageAction.STAR, ImageAction.UNSTAR):
            return
        # The second event of an operation is its undo.
        undo = operation.id in self._logged
        trashes = (operation.action is ImageAction.TRASH) is not undo
        if before.trashed is trashes:
            self._fault(f"{image_id} was moved to where it was already")
        self._states[image_id] = _State(trashed=trashes)
        if undo:
            self.findings.undone += 1
        elif not trashes:
            self.findings.restored += 1

    def _compare(self, image_id: UUID, row: ImageRow | None) -> None:
        state = self._states[image_id]
        if state.gone is not (row is None):
            self._fault(f"{image_id} is {state} in the log, and its row {row}")
        elif row is not None and state.trashed is not (row.deleted_at is not None):
            self._fault(f"{image_id} is {state} in the log, its row says {row.deleted_at}")

    async def _whole(self, row: ImageRow) -> None:
        try:
            data = await self._storage.get(row.key)
            for size in keys.THUMBNAIL_SIZES:
                await self._storage.head(keys.thumbnail(row.key, size))
        except ObjectNotFound as error:
            self._fault(f"{row.id} has a row and lacks an object: {error}")
            return
        if hashlib.sha256(data).digest() != row.sha256:
            self._fault(f"{row.id} has other bytes")

    async def _absent(self, row: ImageRow) -> None:
        left = [found.key async for found in self._storage.list(row.key)]
        if left:
            self._fault(f"nobody names {left}")

    async def _count(self) -> None:
        async with self._database.read() as session:
            drift = await counters.drift(session, self._user_id)
            totals = await counters.totals(session, self._user_id)
        if drift or any(totals):
            self._fault(f"counts are off by {drift}, {totals} in all")

    def _fault(self, what: str) -> None:
        self.findings.faults.append(f"race {self.findings.races + 1}: {what}")
