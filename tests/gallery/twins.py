"""A judge of two galleries: every row of theirs, and every byte that the rows name.

It reads the tables by itself and hashes what the stores give, and asks nothing else of the gallery.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any, Final, NamedTuple

import asyncpg

from gallery import stores
from gallery.settings import Settings
from storage import keys
from storage.base import ObjectNotFound, Storage

_AT_ONCE: Final = 8

# By whom, and by which columns beside, a row is known in both.
_TABLES: Final = {
    "images": ("id",),
    "image_sources": ("image_id", "position"),
    "quarter_counts": ("quarter",),
    "user_counters": (),
    "tombstones": ("image_id",),
}
# Event numbers begin anew, and operations and jobs stay where they were.
REBUILT: Final = frozenset(
    {
        *("images.moved_seq", "images.star_operation_id", "images.move_operation_id"),
        *("images.job_id", "user_counters.epoch", "user_counters.seq"),
        *("tombstones.buried_at", "tombstones.tries", "tombstones.try_at"),
    }
)
# Keys and search words have the number in them that a user has in the one installation.
IMPORTED: Final = REBUILT | {
    *(f"{table}.user_id" for table in _TABLES),
    *("images.key", "images.search", "tombstones.key"),
}


class Difference(NamedTuple):
    """``what`` is a table or an object, ``where`` says whose and which."""

    what: str
    where: str
    detail: str


async def differences(
    settings: Settings, other: Settings, *, may_differ: frozenset[str]
) -> list[Difference]:
    """All there are; the pictures of each are held against its own rows, too."""
    found: list[Difference] = []
    rows = [await _rows(each.database_url) for each in (settings, other)]
    for table in _TABLES:
        found += _compared(table, rows[0][table], rows[1][table], may_differ)
    async with _opened(settings) as storage, _opened(other) as other_storage:
        first = await _objects(storage, rows[0]["images"])
        second = await _objects(other_storage, rows[1]["images"])
    found += [fault for _, faults in (first, second) for fault in faults]
    found += _thumbnails(first[0], second[0])
    return found


_Key = tuple[str, ...]
_Rows = dict[_Key, dict[str, Any]]


async def _rows(url: str) -> dict[str, _Rows]:
    connection = await asyncpg.connect(url)
    found = {table: await _table(connection, table, names) for table, names in _TABLES.items()}
    await connection.close()
    return found


async def _table(connection: Any, table: str, names: tuple[str, ...]) -> _Rows:
    """Every column that there is, by the name of the owner and the names of the row."""
    select = f"SELECT users.name, {table}.* FROM {table} JOIN users ON users.id = {table}.user_id"
    rows = [dict(row) for row in await connection.fetch(select)]
    return {(row["name"], *(str(row[name]) for name in names)): row for row in rows}


def _compared(
    table: str, left: _Rows, right: _Rows, may_differ: frozenset[str]
) -> Iterator[Difference]:
    for key in sorted(left.keys() | right.keys()):
        where = " ".join(key)
        if key not in left or key not in right:
            yield Difference(table, where, "only here" if key in left else "only there")
            continue
        for column, value in left[key].items():
            if f"{table}.{column}" not in may_differ and right[key][column] != value:
                yield Difference(table, where, f"{column}: {value!r}, {right[key][column]!r}")


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Storage]:
    storage, _ = await stores.open_storage(settings)
    try:
        yield storage
    finally:
        await storage.close()


_Drawn = dict[_Key, dict[int, bytes]]


async def _objects(storage: Storage, images: _Rows) -> tuple[_Drawn, list[Difference]]:
    """The hashes of each image's thumbnails, and what is wrong with what lies in storage."""
    faults: list[Difference] = []
    drawn: _Drawn = {}
    listed = {info.key async for info in storage.list(keys.PICTURES) if not _is_nobodys(info.key)}
    named = {key for row in images.values() for key in keys.all_of(row["key"])}
    faults += [Difference("object", key, "nothing names it") for key in sorted(listed - named)]
    turns = asyncio.Semaphore(_AT_ONCE)

    async def look(key: _Key, row: dict[str, Any]) -> None:
        async with turns:
            where = " ".join(key)
            if await _digest(storage, row["key"]) != row["sha256"]:
                faults.append(Difference("original", where, f"{row['key']} is not what it was"))
            drawn[key] = {}
            for size in keys.THUMBNAIL_SIZES:
                thumbnail = await _digest(storage, keys.thumbnail(row["key"], size))
                if thumbnail is None:
                    faults.append(Difference("thumbnail", where, f"{size} is missing"))
                else:
                    drawn[key][size] = thumbnail

    await asyncio.gather(*(look(*each) for each in images.items()))
    return drawn, faults


def _is_nobodys(key: str) -> bool:
    """Of pictures that were drawn for seeds, some are never chosen."""
    return key.startswith(f"{keys.PICTURES}{keys.NOBODY}/")


async def _digest(storage: Storage, key: str) -> bytes | None:
    try:
        return hashlib.sha256(await storage.get(key)).digest()
    except ObjectNotFound:
        return None


def _thumbnails(left: _Drawn, right: _Drawn) -> Iterator[Difference]:
    for key in sorted(left.keys() & right.keys()):
        if left[key] != right[key]:
            yield Difference("thumbnail", " ".join(key), "they look different")
