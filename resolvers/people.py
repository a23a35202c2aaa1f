"""Users and their one-time sign-in links."""

import hashlib
import secrets
from datetime import timedelta

from db import links, users
from db.engine import Database
from resolvers.context import Viewer

LINK_TTL = timedelta(minutes=10)


async def viewer_named(database: Database, name: str) -> Viewer:
    """The user that a valid token names, made with the first one."""
    async with database.read() as session:
        known = await users.find(session, name)
    if known is None:
        async with database.write() as tx:
            known = await users.create(tx, name)
    return Viewer(known.id, known.name)


async def make_link(database: Database, name: str) -> str:
    """The secret of a fresh link that signs the user in once, within ten minutes."""
    token = secrets.token_urlsafe(32)
    async with database.write() as tx:
        await links.create(tx, _hash(token), name, ttl=LINK_TTL)
    return token


async def redeem_link(database: Database, token: str) -> str | None:
    """The name a link signs in; null where it is unknown, used or too old."""
    async with database.write() as tx:
        return await links.redeem(tx, _hash(token))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
