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


async def insert_for_images(
    tx: WriteSession, user_id: int, made_from: Collection[SourceRow]
) -> None:
    """Note what new images were made from; the caller holds those that are named."""
    if not made_from:
        return
    rows = [
        {
            "user_id": user_id,
            "image_id": source.owner_id,
            "position": source.position,
            "source_id": source.source_id,
            "thumbhash": source.thumbhash,
        }
        for source in made_from
    ]
    await tx.execute(insert(image_sources), rows)


_CONNECT = text(
    """
    WITH wanted AS (
      SELECT * FROM unnest(CAST(:owner_ids AS uuid[]), CAST(:positions AS smallint[]),
        CAST(:source_ids AS uuid[])) AS wanted (owner_id, position, source_id)),
    held AS (
      SELECT id FROM images WHERE user_id = :user_id AND id = ANY(CAST(:source_ids AS uuid[]))
      ORDER BY id FOR KEY SHARE)
    UPDATE image_sources SET source_id = wanted.source_id FROM wanted, held
    WHERE image_sources.user_id = :user_id AND image_sources.image_id = wanted.owner_id
      AND image_sources.position = wanted.position AND image_sources.source_id IS NULL
      AND held.id = wanted.source_id
    RETURNING image_sources.image_id
    """
)


async def connect(tx: WriteSession, user_id: int, made_from: Collection[SourceRow]) -> set[UUID]:
    """Name the sources that have come after the images made from them; the images changed."""
    parameters = {
        "user_id": user_id,
        "owner_ids": [source.owner_id for source in made_from],
        "positions": [source.position for source in made_from],
        "source_ids": [source.source_id for source in made_from],
    }
    return {row[0] for row in await tx.all(_CONNECT, parameters)}
