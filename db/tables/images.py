"""Images, what they were made from, and what is left of those that are gone."""

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
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from db.kinds import ImageOrigin
from db.tables.base import MOMENT, NOW, metadata, one_of, owned_by


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
    deleted_at: Named[datetime | None] = Column(MOMENT)
    created_at: Named[datetime] = Column(MOMENT)
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
    owned_by("jobs", "job_id"),
    one_of("origin", ImageOrigin),
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
    owned_by("images", "image_id", ondelete="CASCADE"),
    owned_by("images", "source_id", ondelete="SET NULL (source_id)"),
)
Index(
    "image_sources_derived",
    image_sources.c.user_id,
    image_sources.c.source_id,
    postgresql_where=image_sources.c.source_id.is_not(None),
)


class _TombstoneColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    image_id: Named[UUID] = Column(Uuid)
    key: Named[str] = Column(Text)
    buried_at: Named[datetime] = Column(MOMENT, server_default=NOW)
    tries: Named[int] = Column(Integer, server_default="0")
    try_at: Named[datetime] = Column(MOMENT, server_default=NOW)


# An image whose row is gone and whose objects have still to go.
tombstones = Table(
    "tombstones", metadata, _TombstoneColumns, PrimaryKeyConstraint("user_id", "image_id")
)
Index("tombstones_due", tombstones.c.try_at)


class _SidecarColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger)
    image_id: Named[UUID] = Column(Uuid)
    # Until then it is for whoever committed the image to write it.
    try_at: Named[datetime] = Column(MOMENT, server_default=text("(now() + interval '1 minute')"))
    tries: Named[int] = Column(Integer, server_default="0")


# Images whose sidecar has still to be written. A row may outlive its image: the tombstone waits.
sidecars_due = Table(
    "sidecars_due", metadata, _SidecarColumns, PrimaryKeyConstraint("user_id", "image_id")
)
Index("sidecars_due_try", sidecars_due.c.try_at)
