"""Runs the migrations over one asyncpg connection, under an advisory lock.

Each is a transaction of its own, so that one may end its own and build an index concurrently.
"""

import asyncio

import asyncpg
from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from db.tables import metadata

_LOCK = text("SELECT pg_advisory_lock(hashtext('gallery migrations'))")
# Everybody who asks for a table queues behind whoever waits to change it: so that is not for long.
_LOCK_TIMEOUT = "2s"


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, transaction_per_migration=True
    )
    connection.execute(_LOCK)
    connection.commit()
    with context.begin_transaction():
        context.run_migrations()


async def _migrate(url: str) -> None:
    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: asyncpg.connect(
            url, timeout=10, server_settings={"lock_timeout": _LOCK_TIMEOUT}
        ),
        poolclass=NullPool,
    )
    async with engine.connect() as connection:
        await connection.run_sync(_run)
        await connection.commit()
    await engine.dispose()


asyncio.run(_migrate(context.config.attributes["url"]))
