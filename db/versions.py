"""Which migration the tables stand at. Light to import: every start asks, few have to migrate."""

from functools import cache
from pathlib import Path

import asyncpg

_PRESENT = "SELECT to_regclass('alembic_version') IS NOT NULL"
_CURRENT = "SELECT version_num FROM alembic_version"


class TablesInUseError(Exception):
    """What is to be migrated is locked by somebody who does not let go."""


@cache
def head() -> str:
    """The newest migration there is, by the names of their files: Alembic is slow to import."""
    versions = Path(__file__).parent / "migrations" / "versions"
    return max(path.name.partition("_")[0] for path in versions.glob("[0-9]*.py"))


def suffices(found: str | None) -> bool:
    """Whether tables at that migration do for this code: until the next release, they only grow."""
    return found is not None and found >= head()


async def current(url: str) -> str | None:
    """The migration that the tables stand at; null before the first one."""
    connection = await asyncpg.connect(url, timeout=10)
    try:
        present = await connection.fetchval(_PRESENT)
        return str(await connection.fetchval(_CURRENT)) if present else None
    finally:
        await connection.close()
