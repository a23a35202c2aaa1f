"""The only clock that decides anything."""

from datetime import datetime

from sqlalchemy import text

from db.engine import ReadSession

_NOW = text("SELECT now()")


async def now(session: ReadSession) -> datetime:
    """The database's present: in a transaction, its beginning."""
    moment: datetime = await session.scalar(_NOW)
    return moment
