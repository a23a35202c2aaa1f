"""Selections that are to be downloaded as one archive."""

from datetime import datetime
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
    TypedColumns,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY

from db.tables.base import MOMENT, NOW, metadata


class _DownloadColumns(TypedColumns):
    user_id: Named[int] = Column(BigInteger, ForeignKey("users.id"))
    id: Named[UUID] = Column(Uuid)
    # In the order of the archive, so that it is the same however often it is asked for.
    image_ids: Named[list[UUID]] = Column(ARRAY(Uuid))
    recipes: Named[bool] = Column()
    images: Named[int] = Column(Integer)
    byte_size: Named[int] = Column(BigInteger)
    created_at: Named[datetime] = Column(MOMENT, server_default=NOW)
    expires_at: Named[datetime] = Column(MOMENT)


downloads = Table("downloads", metadata, _DownloadColumns, PrimaryKeyConstraint("user_id", "id"))
Index("downloads_expired", downloads.c.expires_at)
