"""The event log, and when periodic tasks last ran."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Named,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypedColumns,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from db.kinds import EventKind
from db.tables.base import MOMENT, NOW, metadata, one_of


class _EventColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    seq: Named[int] = Column(BigInteger)
    happened_at: Named[datetime] = Column(MOMENT, server_default=NOW)
    kind: Named[str] = Column(Text)
    image_ids: Named[list[UUID]] = Column(ARRAY(Uuid))
    truncated: Named[bool] = Column(server_default=text("false"))
    job_id: Named[UUID | None] = Column(Uuid)
    operation_id: Named[UUID | None] = Column(Uuid)


# Numbered without gaps per user; a partition a day, dropped whole after the retention.
events = Table(
    "events",
    metadata,
    _EventColumns,
    PrimaryKeyConstraint("user_id", "seq", "happened_at"),
    one_of("kind", EventKind),
    postgresql_partition_by="RANGE (happened_at)",
)


class _MaintenanceColumns(TypedColumns):
    task: Named[str] = Column(Text, primary_key=True)
    ran_at: Named[datetime] = Column(MOMENT)


# When a periodic task last finished, so that one missed while everything was down is made up for.
maintenance = Table("maintenance", metadata, _MaintenanceColumns)
