"""Manifests: what of each gallery changes, written beside the pictures once a day.

JSON lines, packed by gzip, in the order of the images' ids: the first line tells the user and the
moment, each other one an image that there is, or whose objects are still to be deleted.
"""

import gzip
import tempfile
from asyncio import to_thread
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import orjson

from db import clock, maintenance, manifests, users
from db.manifests import ListedImage
from db.users import UserRow
from jobs.services import Services
from storage import keys

TASK = "manifests"
KEPT = 14
_VERSION = 1
_PAGE = 5000
# The next level packs a twentieth tighter, for three times the time.
_LEVEL = 5


async def write_manifests(services: Services) -> None:
    """Write the manifest of every user, and keep the newest fourteen of each."""
    async with services.database.read() as session:
        everyone = await users.everyone(session)
    for user in everyone:
        await _write(services, user)
        await _forget_old(services, user)
    async with services.database.write() as tx:
        await maintenance.record(tx, TASK)


async def write_manifests_if_overdue(services: Services) -> None:
    """Make up for manifests that were missed while nothing ran."""
    async with services.database.read() as session:
        overdue = await maintenance.overdue(session, TASK)
    if overdue:
        await write_manifests(services)


async def _write(services: Services, user: UserRow) -> None:
    async with services.database.read() as session:
        moment = await clock.now(session)
    folder = services.pipeline.spool.folder
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".manifest") as file:
        await _fill(services, user, moment, file)
        key = keys.manifest(user.id, moment)
        path = Path(file.name)
        await services.pipeline.storage.put(key, path, content_type="application/gzip")


async def _fill(services: Services, user: UserRow, moment: datetime, file: IO[bytes]) -> None:
    head = {"version": _VERSION, "user": user.name, "userId": user.id, "asOf": moment}
    after = manifests.NIL
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_LEVEL, mtime=0) as packed:
        packed.write(_line(head))
        while True:
            async with services.database.read() as session:
                page = await manifests.page(session, user.id, after, _PAGE)
            await to_thread(packed.writelines, _lines(page))
            if len(page) < _PAGE:
                break
            after = page[-1].id
    file.flush()


def _lines(page: Iterable[ListedImage]) -> Iterable[bytes]:
    for image in page:
        told: dict[str, Any] = {"id": str(image.id)}
        if image.starred:
            told["starred"] = True
        if image.deleted_at is not None:
            told["deletedAt"] = image.deleted_at
        if image.buried:
            told["buried"] = True
        yield _line(told)


def _line(told: dict[str, Any]) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


async def _forget_old(services: Services, user: UserRow) -> None:
    storage = services.pipeline.storage
    listed = [info.key async for info in storage.list(keys.manifest_prefix(user.id))]
    old = [key for key in listed if keys.manifest_of(key)][:-KEPT]
    await storage.delete(old)
