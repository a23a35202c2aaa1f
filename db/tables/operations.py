"""What was done to images, and what an undo needs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypedColumns,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from db.kinds import ImageAction, OperationStatus
from db.tables.base import MOMENT, NOW, metadata, one_of, owned_by


class _OperationColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger, ForeignKey("users.id"))
    id: Named[UUID] = Column(Uuid)
    action: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    # What a large operation goes through: the filter, its moment and the exceptions.
    selection: Named[dict[str, Any] | None] = Column(JSONB(none_as_null=True))
    matched: Named[int] = Column(Integer)
    changed: Named[int] = Column(Integer)
    # {reason: {"count": int, "ids": [the first hundred]}}
    skipped: Named[dict[str, Any]] = Column(JSONB)
    error: Named[str | None] = Column(Text)
    created_at: Named[datetime] = Column(MOMENT, server_default=NOW)
    undoing: Named[bool] = Column(server_default=text("false"))
    # Whether the images of the selection have been written to its worklists.
    listed: Named[bool] = Column(server_default=text("false"))
    # How many batches have been written for an undo.
    batches: Named[int] = Column(Integer, server_default="0")


operations = Table(
    "operations",
    metadata,
    _OperationColumns,
    PrimaryKeyConstraint("user_id", "id"),
    one_of("action", ImageAction),
    one_of("status", OperationStatus),
)
Index("operations_listed", operations.c.user_id, operations.c.created_at, operations.c.id)
Index(
    "operations_running",
    operations.c.created_at,
    postgresql_where=text("status = 'running'"),
)


class _BatchColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    operation_id: Named[UUID] = Column(Uuid)
    number: Named[int] = Column(Integer)
    ids: Named[list[UUID]] = Column(ARRAY(Uuid))
    # Since when each of them had been in the trash, where the operation restored them.
    deleted_at: Named[list[datetime] | None] = Column(ARRAY(MOMENT))


# The ids that each batch of an operation changed: what an undo may change back.
operation_batches = Table(
    "operation_batches",
    metadata,
    _BatchColumns,
    PrimaryKeyConstraint("user_id", "operation_id", "number"),
    owned_by("operations", "operation_id", ondelete="CASCADE"),
)


class _WorklistColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    operation_id: Named[UUID] = Column(Uuid)
    number: Named[int] = Column(Integer)
    ids: Named[list[UUID]] = Column(ARRAY(Uuid))


# What a large operation has still to do: images in the order in which they were created, so that
# a batch finds them on few pages. A list is shortened by what has been done, and then removed.
operation_worklists = Table(
    "operation_worklists",
    metadata,
    _WorklistColumns,
    PrimaryKeyConstraint("user_id", "operation_id", "number"),
    owned_by("operations", "operation_id", ondelete="CASCADE"),
)
