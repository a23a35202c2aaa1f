"""The migrations make exactly the tables that the code is written for."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from db import events, versions
from db.engine import Database
from db.kinds import EventKind
from db.migrate import config, upgrade
from db.tables import metadata
from tests.api.helpers import eventually
from tests.databases import at, execute
from tests.db.world import add_image, add_user

_PARTITIONS = text(
    "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass"
)


def _is_ours(_object: Any, name: str | None, kind: str, *_rest: Any) -> bool:
    # Partitions of the event log come and go by the day.
    return not (kind == "table" and str(name).startswith("events_"))


async def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    def differences(connection: Any) -> list[Any]:
        options = {"include_object": _is_ours, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async with database._engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_the_head_told_by_file_names_is_the_one_alembic_finds(database_url: str) -> None:
    assert versions.head() == ScriptDirectory.from_config(config()).get_current_head()
    assert await versions.current(database_url) == versions.head()


async def test_before_the_first_migration_there_is_no_version(postgres: str) -> None:
    assert await versions.current(postgres) is None


async def test_images_from_before_are_owed_a_sidecar_unless_they_were_seeded(
    database: Database, database_url: str
) -> None:
    user_id = await add_user(database, "ann")
    own, seeded = await add_image(database, user_id), await add_image(database, user_id)
    shared = text("UPDATE images SET key = 'pictures/0/x/x.png' WHERE id = :id")
    async with database.write() as tx:
        await tx.execute(shared, {"id": seeded.id})
    await asyncio.to_thread(_again, database_url, "0006")
    async with database.read() as session:
        owed = await session.all(text("SELECT image_id FROM sidecars_due"))
    assert [row[0] for row in owed] == [own.id]


async def test_a_migration_waits_shortly_and_often_for_what_others_hold(
    postgres: str, caplog: pytest.LogCaptureFixture
) -> None:
    await execute(postgres, "CREATE DATABASE gallery_in_use")
    url = at(postgres, "gallery_in_use")
    await asyncio.to_thread(upgrade, url)
    await asyncio.to_thread(command.downgrade, config(url), "0006-1")
    holder = await asyncpg.connect(url)
    held = holder.transaction()
    await held.start()
    await holder.execute("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
    migrating = asyncio.create_task(asyncio.to_thread(upgrade, url))
    await eventually(_text(caplog), lambda said: "trying again" in said)
    await held.rollback()
    await holder.close()
    await migrating
    assert await versions.current(url) == versions.head()
    await execute(postgres, "DROP DATABASE gallery_in_use")


def _text(caplog: pytest.LogCaptureFixture) -> Callable[[], Awaitable[str]]:
    async def text() -> str:
        return caplog.text

    return text


def test_tables_that_are_newer_do_for_this_version() -> None:
    head = versions.head()
    assert versions.suffices(head)
    assert versions.suffices(f"{int(head) + 1:04}")
    assert not versions.suffices(f"{int(head) - 1:04}")
    assert not versions.suffices(None)


def _again(url: str, revision: str) -> None:
    command.downgrade(config(url), f"{revision}-1")
    command.upgrade(config(url), "head")


async def test_event_partitions_are_made_ahead_and_dropped_after_the_retention(
    database: Database,
) -> None:
    today = datetime.now(UTC).date()
    later = today + timedelta(days=events.RETENTION_DAYS + 5)
    async with database.write() as tx:
        await events.roll_partitions(tx, later)
        left = {row[0] for row in await tx.all(_PARTITIONS)}
    assert f"events_{today:%Y%m%d}" not in left
    assert {f"events_{later + timedelta(days=ahead):%Y%m%d}" for ahead in range(4)} < left


async def test_an_event_of_a_day_without_a_partition_is_kept(database: Database) -> None:
    user_id = await add_user(database, "ann")
    async with database.write() as tx:
        await events.roll_partitions(tx, date(2040, 1, 1))
        await events.append(tx, user_id, EventKind.JOB_CHANGED)
    async with database.write() as tx:
        await events.roll_partitions(tx, datetime.now(UTC).date())
        kept = await events.after(tx, user_id, 0, 10)
    assert [row.seq for row in kept] == [1]
