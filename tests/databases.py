"""Databases for tests: one is migrated, the others are copies of it, wiped and used again."""

import asyncio
import itertools
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import asyncpg

from db import events
from db.engine import Database
from db.migrate import upgrade

_TEMPLATE = "gallery_template"
_SHAPE = """
    SELECT md5(string_agg(part::text, ' ' ORDER BY part::text)) FROM (
      SELECT oid::text, relname::text FROM pg_class WHERE oid > 16383
      UNION ALL SELECT attrelid || ' ' || attnum, xmin::text FROM pg_attribute
        WHERE attrelid > 16383
      UNION ALL SELECT oid::text, xmin::text FROM pg_constraint WHERE oid > 16383
      UNION ALL SELECT oid::text, xmin::text FROM pg_trigger WHERE oid > 16383
      UNION ALL SELECT oid::text, xmin::text FROM pg_proc WHERE oid > 16383
      UNION ALL SELECT 'version', version_num FROM alembic_version
    ) AS part"""
_EMPTY_TABLES = """
    DO $$ DECLARE filled boolean; name regclass; BEGIN
      FOR name IN SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND relname <> 'alembic_version'
      LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', name) INTO filled;
        IF filled THEN EXECUTE format('TRUNCATE %s CASCADE', name); END IF;
      END LOOP;
    END $$"""
_END_SESSIONS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"
)
_wiped: list[str] = []
_shapes: set[str] = set()
_clones = itertools.count()


def at(url: str, database: str) -> str:
    return url.replace("/gallery?", f"/{database}?")


async def execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


def make_template(postgres: str) -> str:
    """The name of a migrated database, whose copies are cheap."""
    asyncio.run(execute(postgres, f"CREATE DATABASE {_TEMPLATE}"))
    url = at(postgres, _TEMPLATE)
    upgrade(url)
    asyncio.run(_roll_partitions(url))
    _shapes.add(asyncio.run(_shape(url)))
    return _TEMPLATE


async def _roll_partitions(url: str) -> None:
    database = Database(url, pool_size=1, application="tests")
    async with database.write() as tx:
        await events.roll_partitions(tx, datetime.now(UTC).date())
    await database.close()


@asynccontextmanager
async def cloned(postgres: str, template: str) -> AsyncIterator[str]:
    """A database of one's own, migrated and empty; making one costs as much as many tests."""
    url = _wiped.pop() if _wiped else await _clone(postgres, template)
    try:
        yield url
    finally:
        name = url.partition("?")[0].rpartition("/")[2]
        await execute(postgres, _END_SESSIONS.format(name=name))
        if await _wipe(url):
            _wiped.append(url)
        else:
            await execute(postgres, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _clone(postgres: str, template: str) -> str:
    name = f"gallery_{os.getpid()}_{next(_clones)}"
    await execute(postgres, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    return at(postgres, name)


async def _wipe(url: str) -> bool:
    """Empty what has rows; false where a test has changed more than rows, or dropped it all."""
    try:
        if await _shape(url) not in _shapes:
            return False
    except (asyncpg.InvalidCatalogNameError, asyncpg.UndefinedTableError):
        return False
    await execute(url, _EMPTY_TABLES, "SELECT setval('users_id_seq', 1, false)")
    return True


async def _shape(url: str) -> str:
    """Its version, tables, columns, constraints, triggers and functions: copies agree in all."""
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(_SHAPE))
    finally:
        await connection.close()
