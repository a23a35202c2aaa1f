"""When periodic tasks last ran."""

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
