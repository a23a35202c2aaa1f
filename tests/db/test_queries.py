"""The SQL of every query function, kept in db/queries and compared: a review sees it change.

UPDATE_SNAPSHOTS=1 pytest tests/db/test_queries.py writes it anew.
"""

import asyncio
import inspect
import os
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import event

from db.engine import Database
from db.tables import metadata
from tests.databases import cloned
from tests.db.examples import ACROSS_USERS, EXAMPLES, MODULES, Example
from tests.db.world import World, make_world

_QUERIES = Path(__file__).parents[2] / "db" / "queries"
_PARTITION_OF_TODAY = re.compile(r"(?<=DROP TABLE events_)\d{8}")
_OWNED = [name for name, table in metadata.tables.items() if "user_id" in table.columns]


class _RolledBack(Exception):
    pass


@pytest.fixture(scope="module")
def statements(postgres: str, template: str) -> dict[str, list[str]]:
    """What the examples of each function send, each statement once."""
    return asyncio.run(_record_all(postgres, template))


async def _record_all(postgres: str, template: str) -> dict[str, list[str]]:
    async with cloned(postgres, template) as url:
        database = Database(url, pool_size=2, application="tests")
        world = await make_world(database)
        found = {name: await _record(world, examples) for name, examples in EXAMPLES.items()}
        await database.close()
    return found


@contextmanager
def _recorded(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def record(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        written = textwrap.dedent(statement).strip()
        statements.append(_PARTITION_OF_TODAY.sub("yyyymmdd", written))

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", record)


async def _record(world: World, examples: list[Example]) -> list[str]:
    """Run examples against the world; nothing of it stays."""
    with _recorded(world.database) as statements, suppress(_RolledBack):
        await _run(world, examples)
    return list(dict.fromkeys(statements))


async def _run(world: World, examples: list[Example]) -> None:
    async with world.database.write() as tx:
        for example in examples:
            await example(tx, world)
        raise _RolledBack


def _functions(module: ModuleType) -> set[str]:
    own = inspect.getmembers(module, inspect.iscoroutinefunction)
    short = module.__name__.removeprefix("db.")
    return {
        f"{short}.{name}"
        for name, function in own
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_query_function_has_an_example() -> None:
    assert set().union(*map(_functions, MODULES)) == EXAMPLES.keys()
    assert EXAMPLES.keys() >= ACROSS_USERS


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_sql_is_the_one_that_was_reviewed(
    statements: dict[str, list[str]], module: ModuleType
) -> None:
    parts = []
    for name in sorted(_functions(module)):
        body = ";\n\n".join(statements[name])
        parts.append(f"-- {name}\n\n{body};\n" if body else f"-- {name}: no statement\n")
    written = "\n\n".join(parts)
    kept = _QUERIES / f"{module.__name__.removeprefix('db.')}.sql"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(written)
    assert written == kept.read_text(), "UPDATE_SNAPSHOTS=1 writes the snapshots anew"


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - ACROSS_USERS))
def test_every_statement_on_owned_rows_binds_the_owner(
    statements: dict[str, list[str]], name: str
) -> None:
    for statement in statements[name]:
        if _touches_owned(statement):
            assert _binds_owner(statement), statement


def test_a_statement_without_its_owner_is_noticed() -> None:
    forgetful = "SELECT images.id FROM images WHERE images.id = ANY ($1::UUID[])"
    assert _touches_owned(forgetful)
    assert not _binds_owner(forgetful)
    assert _binds_owner(f"{forgetful} AND images.user_id = $2::BIGINT")


def _touches_owned(statement: str) -> bool:
    return any(re.search(rf"\b(FROM|INTO|UPDATE|JOIN) {name}\b", statement) for name in _OWNED)


def _binds_owner(statement: str) -> bool:
    bound = r"user_id = (\$\d+|[a-z_]+\.user_id)"
    selected = r"SELECT \$\d+(::\w+)?,"
    inserted = r"INSERT INTO \w+ \(user_id\b[^)]*\)(\s+VALUES \(\$1|\s+SELECT user_id)"
    return bool(re.search(rf"{bound}|{selected}|{inserted}", statement))
