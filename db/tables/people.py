"""Users, their counters, and their sign-in links."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    Named,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypedColumns,
    text,
)

from db.tables.base import MOMENT, NOW, metadata


class _UserColumns(TypedColumns):
    id = Column(BigInteger, Identity(always=True), primary_key=True)
    name: Named[str] = Column(Text, unique=True)
    created_at: Named[datetime] = Column(MOMENT, server_default=NOW)


users = Table("users", metadata, _UserColumns)


class _CounterColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger, ForeignKey("users.id"), primary_key=True)
    # Changes when the numbers start over (a restored dump), so that older cursors are refused.
    epoch: Named[int] = Column(
        Integer, server_default=text("((random() * (2147483646)::double precision))::integer")
    )
    seq: Named[int] = Column(BigInteger, server_default="0")
    live: Named[int] = Column(Integer, server_default="0")
    starred: Named[int] = Column(Integer, server_default="0")
    trashed: Named[int] = Column(Integer, server_default="0")
    live_bytes: Named[int] = Column(BigInteger, server_default="0")
    trashed_bytes: Named[int] = Column(BigInteger, server_default="0")


# One row per user, locked last: the order of commits is the order of event numbers.
user_counters = Table("user_counters", metadata, _CounterColumns)


class _QuarterColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger, ForeignKey("users.id"))
    quarter: Named[datetime] = Column(MOMENT)
    live: Named[int] = Column(Integer)
    starred: Named[int] = Column(Integer)
    trashed: Named[int] = Column(Integer)
    live_bytes: Named[int] = Column(BigInteger)
    trashed_bytes: Named[int] = Column(BigInteger)


# The same sums per UTC quarter hour of creation: days of any time zone are made of them.
quarter_counts = Table(
    "quarter_counts", metadata, _QuarterColumns, PrimaryKeyConstraint("user_id", "quarter")
)


class _LinkColumns(TypedColumns):
    token_hash: Named[bytes] = Column(LargeBinary, primary_key=True)
    user_name: Named[str] = Column(Text)
    expires_at: Named[datetime] = Column(MOMENT)
    used_at: Named[datetime | None] = Column(MOMENT)


sign_in_links = Table("sign_in_links", metadata, _LinkColumns)
