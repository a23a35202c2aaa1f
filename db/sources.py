"""Lineage: what an image or a job was made from, in the order given."""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, insert, select, text

from db.engine import ReadSession, WriteSession
from db.kinds import SourceRole
from db.tables import image_sources, job_sources


class SourceRow(NamedTuple):
    """``owner_id`` is the image or job made from it; ``source_id`` is null once purged."""

    owner_id: UUID
    position: int
    source_id: UUID | None
    thumbhash: bytes


async def of_images(
    session: ReadSession, user_id: int, image_ids: Collection[UUID]
) -> dict[UUID, list[SourceRow]]:
    c = image_sources.c
    statement = (
        select(c.image_id, c.position, c.source_id, c.thumbhash)
        .where(c.user_id == user_id, c.image_id == func.any(list(image_ids)))
        .order_by(c.image_id, c.position)
    )
    return _grouped(image_ids, map(SourceRow._make, await session.all(statement)))


async def of_jobs(
    session: ReadSession,
    user_id: int,
    job_ids: Collection[UUID],
    role: SourceRole = SourceRole.SOURCE,
) -> dict[UUID, list[SourceRow]]:
    c = job_sources.c
    statement = (
        select(c.job_id, c.position, c.source_id, c.thumbhash)
        .where(c.user_id == user_id, c.job_id == func.any(list(job_ids)), c.role == role)
        .order_by(c.job_id, c.position)
    )
    return _grouped(job_ids, map(SourceRow._make, await session.all(statement)))


def _grouped(owners: Collection[UUID], rows: Iterable[SourceRow]) -> dict[UUID, list[SourceRow]]:
    found: dict[UUID, list[SourceRow]] = {owner: [] for owner in owners}
    for row in rows:
        found[row.owner_id].append(row)
    return found


class NewSource(NamedTuple):
    role: SourceRole
    position: int
    source_id: UUID
    thumbhash: bytes


async def insert_for_job(
    tx: WriteSession, user_id: int, job_id: UUID, sources: Collection[NewSource]
) -> None:
    if not sources:
        return
    rows = [{"user_id": user_id, "job_id": job_id, **source._asdict()} for source in sources]
    await tx.execute(insert(job_sources), rows)


_INHERIT = text(
    """
    INSERT INTO image_sources (user_id, image_id, position, source_id, thumbhash)
    SELECT user_id, :image_id, position, source_id, thumbhash FROM job_sources
    WHERE user_id = :user_id AND job_id = :job_id AND role = 'source'
    """
)
_HOLD = text(
    """
    SELECT images.id FROM images JOIN job_sources
      ON job_sources.user_id = images.user_id AND job_sources.source_id = images.id
    WHERE images.user_id = :user_id AND job_sources.job_id = :job_id
    ORDER BY images.id FOR KEY SHARE OF images
    """
)


async def hold_for_job(tx: WriteSession, user_id: int, job_id: UUID) -> None:
    """Lock a job's sources against the purge, before the user's counter is locked."""
    await tx.all(_HOLD, {"user_id": user_id, "job_id": job_id})


async def inherit(tx: WriteSession, user_id: int, job_id: UUID, image_id: UUID) -> None:
    """Give an image the sources of the job that made it."""
    parameters = {"user_id": user_id, "job_id": job_id, "image_id": image_id}
    await tx.execute(_INHERIT, parameters)
