"""When periodic tasks last ran, and whether the tables are those this code was written for."""

from pathlib import Path

from sqlalchemy import text

from db.engine import ReadSession, WriteSession

_OVERDUE = text(
    """
    SELECT NOT EXISTS (SELECT 1 FROM maintenance
      WHERE task = :task AND ran_at > now() - interval '24 hours')
    """
)
_RECORD = text(
    """
    INSERT INTO maintenance (task, ran_at) VALUES (:task, now())
    ON CONFLICT (task) DO UPDATE SET ran_at = excluded.ran_at
    """
)


async def overdue(session: ReadSession, task: str) -> bool:
    """Whether a daily task has not run for a day."""
    return bool(await session.scalar(_OVERDUE, {"task": task}))


async def record(tx: WriteSession, task: str) -> None:
    await tx.execute(_RECORD, {"task": task})


_PRESENT = text("SELECT to_regclass('alembic_version') IS NOT NULL")
_VERSION = text("SELECT version_num FROM alembic_version")


async def version(session: ReadSession) -> str | None:
    """The migration the tables stand at; null before the first one."""
    if not await session.scalar(_PRESENT):
        return None
    found: str | None = await session.scalar(_VERSION)
    return found


def head() -> str:
    """The newest migration there is, by the names of their files: Alembic is slow to import."""
    versions = Path(__file__).parent / "migrations" / "versions"
    return max(path.name.partition("_")[0] for path in versions.glob("[0-9]*.py"))
