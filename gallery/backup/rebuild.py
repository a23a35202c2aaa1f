"""`gallery rebuild`: the rows of an empty database, made again from what lies in storage.

Two lists are read side by side, both in the order of ids: the objects of each user, and the lines
of that user's manifest. Sidecars tell the pictures, the manifest tells stars and trash.

- What the manifest does not know is newer: it is live and unstarred.
- What the manifest has as buried was being deleted for ever: the purge is given its objects.
- An original without a sidecar that fits comes back as an upload of the day it was stored.
- Pictures under a user's number that name another owner are left where they are, and named.

All of it is one transaction: a run that was cut short has changed nothing, and is run again.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from typing import Final

import click
from tqdm import tqdm

from db import rebuild, seeding, sidecars
from db.engine import WriteSession
from db.images import NewImage
from gallery.backup import BackupError, manifests
from gallery.backup.found import Found, found_pictures
from gallery.backup.manifests import Manifest
from gallery.backup.pictures import Pictures, Told
from gallery.backup.records import ManifestLine
from gallery.settings import Settings
from gallery.wiring import Parts, parts
from storage.base import Storage

_BATCH: Final = 500
_NOT_EMPTY: Final = (
    "This database has users already, and only an empty one can be rebuilt:"
    " make a new one, and let nobody sign in before."
)


async def run(settings: Settings, as_of: date | None) -> int:
    """Rebuild, and say how it went; the exit code is 1 where a picture could not be restored."""
    async with parts(settings, application="gallery rebuild", pool_size=2, listen=False) as opened:
        async with opened.database.write() as tx:
            if not await rebuild.begin(tx):
                raise BackupError(_NOT_EMPTY)
            newest = await manifests.newest(opened.storage, as_of)
            rebuilding = _Rebuild(opened, tx, newest)
            await rebuilding.run()
            await rebuild.finish(tx)
        async with opened.database.read() as session:
            await seeding.tidy(session)
    return rebuilding.report()


class _Rebuild:
    def __init__(self, opened: Parts, tx: WriteSession, newest: dict[int, str]) -> None:
        self._opened = opened
        self._tx = tx
        self._newest = newest
        self._pictures = Pictures(opened.pipeline)
        # What storage calls the owner of a number.
        self._owners: dict[int, str] = {}
        self._made: set[int] = set()
        self._user_id = 0
        self._manifest: Manifest | None = None
        self._stack = AsyncExitStack()
        self._images = 0
        self._missing = 0

    async def run(self) -> None:
        for user_id, key in self._newest.items():
            await self._name(user_id, (await manifests.head(self._opened.storage, key)).user)
        async with self._stack:
            with tqdm(desc="rebuild", unit="image") as bar:
                async for user_id, batch in _batches(self._opened.storage):
                    await self._turn_to(user_id)
                    await self._add(batch)
                    bar.update(len(batch))
            for user_id in sorted(self._newest):
                await self._turn_to(user_id)
            self._end_manifest()

    def report(self) -> int:
        """Say how it went; the exit code."""
        notes, problems = self._pictures.notes, self._pictures.problems
        for line in (*notes.lines(), *problems.lines()):
            click.echo(line, err=True)
        if self._missing:
            click.echo(
                f"{self._missing} images of the manifests have no original any more:"
                " deleted for ever since, or lost",
                err=True,
            )
        click.echo(f"{self._images} images of {len(self._made)} users")
        return 1 if problems.count else 0

    async def _turn_to(self, user_id: int) -> None:
        """Have the manifest of a user at hand, whose pictures come next."""
        if user_id == self._user_id:
            return
        self._end_manifest()
        await self._stack.aclose()
        folder = self._opened.pipeline.spool.folder
        key = self._newest.pop(user_id, None)
        reading = manifests.opened(self._opened.storage, key, folder)
        self._manifest = await self._stack.enter_async_context(reading)
        self._user_id = user_id

    def _end_manifest(self) -> None:
        if self._manifest is not None:
            self._manifest.end()
            self._missing += self._manifest.missing

    async def _add(self, batch: list[Found]) -> None:
        assert self._manifest is not None, "a user's batch comes after their manifest"
        lines = {one.image_id: self._manifest.line(one.image_id) for one in batch}
        buried = {image_id for image_id, line in lines.items() if line and line.buried}
        doomed = {one.image_id: one.key for one in batch if one.image_id in buried}
        await rebuild.bury(self._tx, self._user_id, doomed)
        kept = [one for one in batch if one.image_id not in buried]
        self._missing += sum(lines[one.image_id] is not None for one in kept if not one.originals)
        told = [one for one in await asyncio.gather(*map(self._pictures.read, kept)) if one]
        await self._know_owner(told)
        mine = [one for one in told if self._is_theirs(one)]
        if not mine:
            return
        restored = [_as_of(one.image, lines[one.image.id]) for one in mine]
        made_from = [source for one in mine for source in one.made_from]
        await rebuild.add_images(self._tx, self._user_id, restored, made_from)
        undescribed = [one.image.id for one in mine if one.owner is None]
        await sidecars.owe(self._tx, self._user_id, undescribed)
        self._images += len(restored)

    async def _know_owner(self, told: list[Told]) -> None:
        """Make the user whom no manifest names: by a sidecar, or until one comes by the number."""
        if self._user_id in self._owners:
            return
        name = next((one.owner for one in told if one.owner), None)
        if name is not None:
            await self._name(self._user_id, name)
        elif told:
            await self._make(self._user_id, f"user-{self._user_id}")

    async def _name(self, user_id: int, name: str) -> None:
        taken = name in self._owners.values()
        self._owners[user_id] = name
        if taken:
            self._pictures.notes.add(f"there are two users {name}: one is {name}-{user_id} now")
        await self._make(user_id, f"{name}-{user_id}" if taken else name)

    async def _make(self, user_id: int, name: str) -> None:
        self._made.add(user_id)
        await rebuild.add_user(self._tx, user_id, name)

    def _is_theirs(self, told: Told) -> bool:
        owner = self._owners.get(self._user_id)
        if told.owner in (None, owner):
            return True
        problem = f"{told.image.key} belongs to {told.owner}, and this number to {owner}"
        self._pictures.problems.add(problem)
        return False


def _as_of(image: NewImage, line: ManifestLine | None) -> NewImage:
    if line is None:
        return image
    return replace(image, starred=line.starred, deleted_at=line.deleted_at)


async def _batches(storage: Storage) -> AsyncIterator[tuple[int, list[Found]]]:
    """Pictures of one user at a time."""
    batch: list[Found] = []
    async for found in found_pictures(storage):
        if batch and (batch[0].user_id != found.user_id or len(batch) == _BATCH):
            yield batch[0].user_id, batch
            batch = []
        batch.append(found)
    if batch:
        yield batch[0].user_id, batch
