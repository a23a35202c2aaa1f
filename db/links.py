"""One-time sign-in links, kept as hashes of their tokens."""

from datetime import timedelta

from sqlalchemy import func, insert, text

from db.engine import WriteSession
from db.tables import sign_in_links


async def create(tx: WriteSession, token_hash: bytes, user_name: str, *, ttl: timedelta) -> None:
    values = {"token_hash": token_hash, "user_name": user_name, "expires_at": func.now() + ttl}
    await tx.execute(insert(sign_in_links).values(**values))


_REDEEM = text(
    """
    UPDATE sign_in_links SET used_at = now()
    WHERE token_hash = :token_hash AND used_at IS NULL AND expires_at > now()
    RETURNING user_name
    """
)


async def redeem(tx: WriteSession, token_hash: bytes) -> str | None:
    """The user a link signs in, once; null where it is unknown, used or expired."""
    name: str | None = await tx.scalar(_REDEEM, {"token_hash": token_hash})
    return name


_FORGET = text("DELETE FROM sign_in_links WHERE expires_at < now() - interval '1 day'")


async def forget_expired(tx: WriteSession) -> int:
    return await tx.execute(_FORGET)
