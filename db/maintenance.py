"""When periodic tasks last came to their end."""

from sqlalchemy import text

from db.engine import ReadSession, WriteSession

_OVERDUE = text(
    """
    SELECT NOT EXISTS (SELECT 1 FROM maintenance
      WHERE task = :task AND ran_at > now() - interval '24 hours')
    """
)
_BEGIN = text("DELETE FROM maintenance WHERE task = :task")
_RECORD = text(
    """
    INSERT INTO maintenance (task, ran_at) VALUES (:task, now())
    ON CONFLICT (task) DO UPDATE SET ran_at = excluded.ran_at
    """
)


async def overdue(session: ReadSession, task: str) -> bool:
    """Whether a daily task has been begun and not come to its end, or not been begun for a day."""
    return bool(await session.scalar(_OVERDUE, {"task": task}))


async def begin(tx: WriteSession, task: str) -> None:
    """Let a task be overdue until its end is recorded, whatever becomes of this process."""
    await tx.execute(_BEGIN, {"task": task})


async def record(tx: WriteSession, task: str) -> None:
    await tx.execute(_RECORD, {"task": task})
