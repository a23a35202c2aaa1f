"""Generations, with their slots, attempts and sources."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from db.kinds import AttemptOutcome, JobErrorCode, JobStatus, SlotStatus, SourceRole
from db.tables.base import MOMENT, NOW, metadata, one_of, owned_by


class _JobColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger, ForeignKey("users.id"))
    id: Named[UUID] = Column(Uuid)
    idempotency_key: Named[str | None] = Column(Text)
    request_hash: Named[bytes] = Column(LargeBinary)
    status: Named[str] = Column(Text)
    provider: Named[str] = Column(Text)
    model: Named[str] = Column(Text)
    prompt: Named[str] = Column(Text)
    params: Named[dict[str, Any]] = Column(JSONB)
    n: Named[int] = Column(SmallInteger)
    # Of one picture, as it was expected when it was asked for: what the quota reckons with.
    estimated_tokens: Named[int] = Column(Integer, server_default="0")
    cost_tokens: Named[int | None] = Column(Integer)
    error_code: Named[str | None] = Column(Text)
    error_message: Named[str | None] = Column(Text)
    created_at: Named[datetime] = Column(MOMENT, server_default=NOW)
    runnable_at: Named[datetime] = Column(MOMENT, server_default=NOW)
    started_at: Named[datetime | None] = Column(MOMENT)
    finished_at: Named[datetime | None] = Column(MOMENT)
    # Whoever holds the newest fence may write; the lease tells when it may be taken from them.
    fence: Named[int] = Column(Integer, server_default="0")
    lease_until: Named[datetime | None] = Column(MOMENT)
    # The newest holder's. Where its lock is free, that worker is gone, whatever the lease says.
    spool_folder: Named[str | None] = Column(Text)
    # Workers that were lost since the last picture, or since a person asked.
    losses: Named[int] = Column(SmallInteger, server_default="0")
    # The number of the first attempt since a person last asked.
    first_attempt: Named[int] = Column(SmallInteger, server_default="1")
    # From when on partial pictures may have to go; null once there can be none.
    sweep_at: Named[datetime | None] = Column(MOMENT)


jobs = Table(
    "jobs",
    metadata,
    _JobColumns,
    PrimaryKeyConstraint("user_id", "id"),
    UniqueConstraint("user_id", "idempotency_key"),
    one_of("status", JobStatus),
    one_of("error_code", JobErrorCode),
)
Index("jobs_listed", jobs.c.user_id, jobs.c.created_at, jobs.c.id)
Index("jobs_queued", jobs.c.runnable_at, jobs.c.id, postgresql_where=text("status = 'queued'"))
Index("jobs_open", jobs.c.user_id, postgresql_where=text("status IN ('queued', 'running')"))
Index("jobs_leased", jobs.c.lease_until, postgresql_where=text("status = 'running'"))
Index("jobs_sweep", jobs.c.sweep_at, postgresql_where=jobs.c.sweep_at.is_not(None))


class _SlotColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    job_id: Named[UUID] = Column(Uuid)
    slot: Named[int] = Column(SmallInteger)
    status: Named[str] = Column(Text)
    previews: Named[int] = Column(SmallInteger, server_default="0")
    preview_key: Named[str | None] = Column(Text)
    image_id: Named[UUID | None] = Column(Uuid)
    error_code: Named[str | None] = Column(Text)
    error_message: Named[str | None] = Column(Text)


job_slots = Table(
    "job_slots",
    metadata,
    _SlotColumns,
    PrimaryKeyConstraint("user_id", "job_id", "slot"),
    owned_by("jobs", "job_id", ondelete="CASCADE"),
    owned_by("images", "image_id", ondelete="SET NULL (image_id)"),
    one_of("status", SlotStatus),
    one_of("error_code", JobErrorCode),
)
Index(
    "job_slots_image",
    job_slots.c.user_id,
    job_slots.c.image_id,
    postgresql_where=job_slots.c.image_id.is_not(None),
)


class _AttemptColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    job_id: Named[UUID] = Column(Uuid)
    number: Named[int] = Column(SmallInteger)
    fence: Named[int] = Column(Integer)
    slots: Named[list[int]] = Column(ARRAY(SmallInteger))
    # Those of the slots that it brought something for.
    answered: Named[list[int]] = Column(ARRAY(SmallInteger), server_default="{}")
    spool_folder: Named[str] = Column(Text)
    sent_at: Named[datetime] = Column(MOMENT, server_default=NOW)
    outcome: Named[str] = Column(Text)
    cost_tokens: Named[int | None] = Column(Integer)
    provider_request_id: Named[str | None] = Column(Text)


job_attempts = Table(
    "job_attempts",
    metadata,
    _AttemptColumns,
    PrimaryKeyConstraint("user_id", "job_id", "number"),
    owned_by("jobs", "job_id", ondelete="CASCADE"),
    one_of("outcome", AttemptOutcome),
)
Index("job_attempts_sent", job_attempts.c.user_id, job_attempts.c.sent_at)
Index("job_attempts_pending", job_attempts.c.sent_at, postgresql_where=text("outcome = 'pending'"))


class _JobSourceColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    job_id: Named[UUID] = Column(Uuid)
    role: Named[str] = Column(Text)
    position: Named[int] = Column(SmallInteger)
    source_id: Named[UUID | None] = Column(Uuid)
    thumbhash: Named[bytes] = Column(LargeBinary)


job_sources = Table(
    "job_sources",
    metadata,
    _JobSourceColumns,
    PrimaryKeyConstraint("user_id", "job_id", "role", "position"),
    owned_by("jobs", "job_id", ondelete="CASCADE"),
    owned_by("images", "source_id", ondelete="SET NULL (source_id)"),
    one_of("role", SourceRole),
)
Index(
    "job_sources_source",
    job_sources.c.user_id,
    job_sources.c.source_id,
    postgresql_where=job_sources.c.source_id.is_not(None),
)
