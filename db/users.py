"""Users: a row from the first valid token that names them."""

from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from db.engine import ReadSession, WriteSession
from db.tables import user_counters, users


class UserRow(NamedTuple):
    id: int
    name: str


async def find(session: ReadSession, name: str) -> UserRow | None:
    row = await session.first(select(users.c.id, users.c.name).where(users.c.name == name))
    return UserRow._make(row) if row else None


async def by_id(session: ReadSession, user_id: int) -> UserRow | None:
    row = await session.first(select(users.c.id, users.c.name).where(users.c.id == user_id))
    return UserRow._make(row) if row else None


async def everyone(session: ReadSession) -> list[UserRow]:
    rows = await session.all(select(users.c.id, users.c.name).order_by(users.c.id))
    return [UserRow._make(row) for row in rows]


async def create(tx: WriteSession, name: str) -> UserRow:
    """The user of that name, made now unless another request has just made it."""
    made = upsert(users).values(name=name).on_conflict_do_nothing().returning(users.c.id)
    user_id = await tx.scalar(made)
    if user_id is None:
        user_id = await tx.scalar(select(users.c.id).where(users.c.name == name))
    else:
        await tx.execute(insert(user_counters).values(user_id=user_id))
    return UserRow(user_id, name)
