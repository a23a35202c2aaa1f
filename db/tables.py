"""Every table, typed for Core. There are no mapped classes, so nothing can load lazily.

Keys begin with the user, so each statement binds its owner, foreign keys cannot cross users, and
the whole can be partitioned by user. Times are the database's own.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from db.kinds import (
    AttemptOutcome,
    EventKind,
    ImageAction,
    ImageOrigin,
    JobErrorCode,
    JobStatus,
    OperationStatus,
    SlotStatus,
    SourceRole,
)

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

_Moment = DateTime(timezone=True)
_now = func.now()


def _one_of(column: str, kinds: type[StrEnum]) -> CheckConstraint:
    values = ", ".join(f"'{kind.value}'" for kind in kinds)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def _owned_by(parent: str, column: str, ondelete: str | None = None) -> ForeignKeyConstraint:
    """A foreign key that carries the owner along, to the key (user_id, ...) of the parent."""
    return ForeignKeyConstraint(
        ["user_id", column], [f"{parent}.user_id", f"{parent}.id"], ondelete=ondelete
    )


class _UserColumns(TypedColumns):
    id = Column(BigInteger, Identity(always=True), primary_key=True)
    name: Named[str] = Column(Text, unique=True)
    created_at: Named[datetime] = Column(_Moment, server_default=_now)


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
    quarter: Named[datetime] = Column(_Moment)
    live: Named[int] = Column(Integer)
    starred: Named[int] = Column(Integer)
    trashed: Named[int] = Column(Integer)
    live_bytes: Named[int] = Column(BigInteger)
    trashed_bytes: Named[int] = Column(BigInteger)


# The same sums per UTC quarter hour of creation: days of any time zone are made of them.
quarter_counts = Table(
    "quarter_counts", metadata, _QuarterColumns, PrimaryKeyConstraint("user_id", "quarter")
)


class _ImageColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger, ForeignKey("users.id"))
    id: Named[UUID] = Column(Uuid)
    origin: Named[str] = Column(Text)
    prompt: Named[str] = Column(Text)
    revised_prompt: Named[str | None] = Column(Text)
    model: Named[str] = Column(Text)
    params: Named[dict[str, Any]] = Column(JSONB)
    width: Named[int] = Column(Integer)
    height: Named[int] = Column(Integer)
    content_type: Named[str] = Column(Text)
    byte_size: Named[int] = Column(BigInteger)
    sha256: Named[bytes] = Column(LargeBinary)
    thumbhash: Named[bytes] = Column(LargeBinary)
    # The original's object; the thumbnails' keys are made from it (storage.keys).
    key: Named[str] = Column(Text)
    cost_tokens: Named[int | None] = Column(Integer)
    starred: Named[bool] = Column(server_default=text("false"))
    deleted_at: Named[datetime | None] = Column(_Moment)
    created_at: Named[datetime] = Column(_Moment)
    # Event number of the arrival or of the last move into or out of the trash, whichever is later.
    moved_seq: Named[int] = Column(BigInteger)
    # The operation that last starred or unstarred it, and the one that last moved it.
    star_operation_id: Named[UUID | None] = Column(Uuid)
    move_operation_id: Named[UUID | None] = Column(Uuid)
    job_id: Named[UUID | None] = Column(Uuid)
    search: Named[str] = Column(TSVECTOR, nullable=False)


images = Table(
    "images",
    metadata,
    _ImageColumns,
    PrimaryKeyConstraint("user_id", "id"),
    _owned_by("jobs", "job_id"),
    _one_of("origin", ImageOrigin),
)
_live = images.c.deleted_at.is_(None)
_trashed = images.c.deleted_at.is_not(None)
Index("images_live", images.c.user_id, images.c.created_at, images.c.id, postgresql_where=_live)
Index(
    "images_starred",
    images.c.user_id,
    images.c.created_at,
    images.c.id,
    postgresql_where=text("deleted_at IS NULL AND starred"),
)
Index(
    "images_trashed", images.c.user_id, images.c.created_at, images.c.id, postgresql_where=_trashed
)
Index(
    "images_trash",
    images.c.user_id,
    images.c.deleted_at,
    images.c.created_at,
    images.c.id,
    postgresql_where=_trashed,
)
Index("images_purge", images.c.deleted_at, postgresql_where=_trashed)
Index("images_job", images.c.user_id, images.c.job_id, postgresql_where=text("job_id IS NOT NULL"))
Index("images_key", images.c.key, postgresql_using="hash")
Index("images_search", images.c.search, postgresql_using="gin")


class _SourceColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    image_id: Named[UUID] = Column(Uuid)
    position: Named[int] = Column(SmallInteger)
    # Null once that image is purged; its thumbhash stays.
    source_id: Named[UUID | None] = Column(Uuid)
    thumbhash: Named[bytes] = Column(LargeBinary)


image_sources = Table(
    "image_sources",
    metadata,
    _SourceColumns,
    PrimaryKeyConstraint("user_id", "image_id", "position"),
    _owned_by("images", "image_id", ondelete="CASCADE"),
    _owned_by("images", "source_id", ondelete="SET NULL (source_id)"),
)
Index(
    "image_sources_derived",
    image_sources.c.user_id,
    image_sources.c.source_id,
    postgresql_where=image_sources.c.source_id.is_not(None),
)


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
    cost_tokens: Named[int | None] = Column(Integer)
    error_code: Named[str | None] = Column(Text)
    error_message: Named[str | None] = Column(Text)
    created_at: Named[datetime] = Column(_Moment, server_default=_now)
    runnable_at: Named[datetime] = Column(_Moment, server_default=_now)
    started_at: Named[datetime | None] = Column(_Moment)
    finished_at: Named[datetime | None] = Column(_Moment)
    # Whoever holds the newest fence may write; the lease tells when it may be taken from them.
    fence: Named[int] = Column(Integer, server_default="0")
    lease_until: Named[datetime | None] = Column(_Moment)


jobs = Table(
    "jobs",
    metadata,
    _JobColumns,
    PrimaryKeyConstraint("user_id", "id"),
    UniqueConstraint("user_id", "idempotency_key"),
    _one_of("status", JobStatus),
    _one_of("error_code", JobErrorCode),
)
Index("jobs_listed", jobs.c.user_id, jobs.c.created_at, jobs.c.id)
Index("jobs_queued", jobs.c.runnable_at, jobs.c.id, postgresql_where=text("status = 'queued'"))
Index("jobs_leased", jobs.c.lease_until, postgresql_where=text("status = 'running'"))


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
    _owned_by("jobs", "job_id", ondelete="CASCADE"),
    _owned_by("images", "image_id", ondelete="SET NULL (image_id)"),
    _one_of("status", SlotStatus),
    _one_of("error_code", JobErrorCode),
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
    spool_folder: Named[str] = Column(Text)
    sent_at: Named[datetime] = Column(_Moment, server_default=_now)
    outcome: Named[str] = Column(Text)
    cost_tokens: Named[int | None] = Column(Integer)
    provider_request_id: Named[str | None] = Column(Text)


job_attempts = Table(
    "job_attempts",
    metadata,
    _AttemptColumns,
    PrimaryKeyConstraint("user_id", "job_id", "number"),
    _owned_by("jobs", "job_id", ondelete="CASCADE"),
    _one_of("outcome", AttemptOutcome),
)


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
    _owned_by("jobs", "job_id", ondelete="CASCADE"),
    _owned_by("images", "source_id", ondelete="SET NULL (source_id)"),
    _one_of("role", SourceRole),
)
Index(
    "job_sources_source",
    job_sources.c.user_id,
    job_sources.c.source_id,
    postgresql_where=job_sources.c.source_id.is_not(None),
)


class _OperationColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger, ForeignKey("users.id"))
    id: Named[UUID] = Column(Uuid)
    action: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    # What a large operation still works through: the filter, its moment and the exceptions.
    selection: Named[dict[str, Any] | None] = Column(JSONB(none_as_null=True))
    matched: Named[int] = Column(Integer)
    changed: Named[int] = Column(Integer)
    # {reason: {"count": int, "ids": [the first hundred]}}
    skipped: Named[dict[str, Any]] = Column(JSONB)
    error: Named[str | None] = Column(Text)
    created_at: Named[datetime] = Column(_Moment, server_default=_now)
    undoing: Named[bool] = Column(server_default=text("false"))
    # The last image looked at by a large operation, which goes by ids, and its number of batches.
    position: Named[UUID | None] = Column(Uuid)
    batches: Named[int] = Column(Integer, server_default="0")


operations = Table(
    "operations",
    metadata,
    _OperationColumns,
    PrimaryKeyConstraint("user_id", "id"),
    _one_of("action", ImageAction),
    _one_of("status", OperationStatus),
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
    deleted_at: Named[list[datetime] | None] = Column(ARRAY(_Moment))


# The ids that each batch of an operation changed: what an undo may change back.
operation_batches = Table(
    "operation_batches",
    metadata,
    _BatchColumns,
    PrimaryKeyConstraint("user_id", "operation_id", "number"),
    _owned_by("operations", "operation_id", ondelete="CASCADE"),
)


class _EventColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    seq: Named[int] = Column(BigInteger)
    happened_at: Named[datetime] = Column(_Moment, server_default=_now)
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
    _one_of("kind", EventKind),
    postgresql_partition_by="RANGE (happened_at)",
)


class _TombstoneColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    image_id: Named[UUID] = Column(Uuid)
    key: Named[str] = Column(Text)
    buried_at: Named[datetime] = Column(_Moment, server_default=_now)
    tries: Named[int] = Column(Integer, server_default="0")
    try_at: Named[datetime] = Column(_Moment, server_default=_now)


# An image whose row is gone and whose objects have still to go.
tombstones = Table(
    "tombstones", metadata, _TombstoneColumns, PrimaryKeyConstraint("user_id", "image_id")
)
Index("tombstones_due", tombstones.c.try_at)


class _LinkColumns(TypedColumns):
    token_hash: Named[bytes] = Column(LargeBinary, primary_key=True)
    user_name: Named[str] = Column(Text)
    expires_at: Named[datetime] = Column(_Moment)
    used_at: Named[datetime | None] = Column(_Moment)


sign_in_links = Table("sign_in_links", metadata, _LinkColumns)


class _MaintenanceColumns(TypedColumns):
    task: Named[str] = Column(Text, primary_key=True)
    ran_at: Named[datetime] = Column(_Moment)


# When a periodic task last finished, so that one missed while everything was down is made up for.
maintenance = Table("maintenance", metadata, _MaintenanceColumns)
