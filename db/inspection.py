"""What `gallery doctor` asks: everybody's rows, beside what is in storage and on the spool."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from db.engine import ReadSession, WriteSession


class StoredImage(NamedTuple):
    """One original, with the first image that names it and how many do."""

    key: str
    user_id: int
    id: UUID
    byte_size: int
    sha256: bytes
    images: int


# Held, it outlives the statement and no snapshot: rows may be vacuumed while objects are read.
# Keys are in the order of their bytes, as objects are listed.
_BEGIN = text(
    """
    DECLARE inspected NO SCROLL CURSOR WITH HOLD FOR
    SELECT DISTINCT ON (key COLLATE "C") key, user_id, id, byte_size, sha256,
      count(*) OVER (PARTITION BY key COLLATE "C")
    FROM images
    WHERE CAST(:user_id AS bigint) IS NULL OR user_id = :user_id
    ORDER BY key COLLATE "C", user_id, id
    """
)
_NEXT = text("FETCH FORWARD 1000 FROM inspected")
_END = text("CLOSE inspected")


async def begin(session: ReadSession, user_id: int | None) -> None:
    """Have the originals of a user, or of all, ready in the order of their keys.

    They are read by ``following`` on the same connection, which ``end`` gives back as it was.
    """
    await session.run(_BEGIN, {"user_id": user_id})


async def following(session: ReadSession) -> list[StoredImage]:
    """The next thousand; none once all have been read."""
    return [StoredImage._make(row) for row in await session.all(_NEXT)]


async def end(session: ReadSession) -> None:
    await session.run(_END)


_COUNT = text(
    "SELECT count(*) FROM images WHERE CAST(:user_id AS bigint) IS NULL OR user_id = :user_id"
)


async def count(session: ReadSession, user_id: int | None) -> int:
    """How many images a user has, or all have."""
    return int(await session.scalar(_COUNT, {"user_id": user_id}))


_IS_NAMED = text(
    """
    SELECT EXISTS (SELECT FROM images WHERE key = :key)
      OR EXISTS (SELECT FROM tombstones WHERE key = :key)
    """
)


async def is_named(session: ReadSession, key: str) -> bool:
    """Whether any image, or one that is being purged, names an original."""
    return bool(await session.scalar(_IS_NAMED, {"key": key}))


_IS_WANTED = text("SELECT EXISTS (SELECT FROM images WHERE key = :key)")


async def is_wanted(session: ReadSession, key: str) -> bool:
    """Whether any image names an original."""
    return bool(await session.scalar(_IS_WANTED, {"key": key}))


_HAS_PREVIEWS = text(
    """
    SELECT EXISTS (SELECT FROM jobs WHERE id = :job_id
      AND (status IN ('queued', 'running') OR finished_at > now() - interval '1 hour'))
    """
)


async def may_have_previews(session: ReadSession, job_id: UUID) -> bool:
    """Whether a job has not ended, or has within the hour."""
    return bool(await session.scalar(_HAS_PREVIEWS, {"job_id": job_id}))


_UNFINISHED = text(
    """
    SELECT job_id, number, unnest(slots) FROM job_attempts
      JOIN jobs ON jobs.user_id = job_attempts.user_id AND jobs.id = job_id
    WHERE jobs.status IN ('queued', 'running') OR outcome = 'pending'
    """
)


async def unfinished(session: ReadSession) -> set[tuple[UUID, int, int]]:
    """The jobs, attempts and slots that may still bring a picture."""
    return {(row[0], row[1], row[2]) for row in await session.all(_UNFINISHED)}


class StuckJob(NamedTuple):
    """``symptom`` is lease, queue, slots or attempt."""

    symptom: str
    user_id: int
    id: UUID
    detail: str


_STUCK_JOBS = text(
    """
    SELECT 'lease', user_id, id, 'the lease ended ' || date_trunc('second', lease_until)
    FROM jobs WHERE status = 'running' AND lease_until < now() - interval '15 minutes'
    UNION ALL
    SELECT 'queue', user_id, id, 'waiting since ' || date_trunc('second', runnable_at)
    FROM jobs WHERE status = 'queued' AND runnable_at < now() - interval '1 hour'
    UNION ALL
    SELECT DISTINCT 'slots', jobs.user_id, jobs.id, 'ended as ' || jobs.status
    FROM job_slots JOIN jobs ON jobs.user_id = job_slots.user_id AND jobs.id = job_id
    WHERE job_slots.status IN ('waiting', 'running')
      AND jobs.status NOT IN ('queued', 'running') AND finished_at < now() - interval '1 hour'
    UNION ALL
    SELECT 'attempt', jobs.user_id, jobs.id, 'sent ' || date_trunc('second', sent_at)
    FROM job_attempts JOIN jobs ON jobs.user_id = job_attempts.user_id AND jobs.id = job_id
    WHERE outcome = 'pending' AND sent_at < now() - interval '2 hours'
      AND NOT (jobs.status = 'running' AND lease_until > now())
    LIMIT :limit
    """
)


async def stuck_jobs(session: ReadSession, *, limit: int) -> list[StuckJob]:
    """Jobs that the sweepers, which run every few seconds, should have dealt with long ago."""
    return [StuckJob._make(row) for row in await session.all(_STUCK_JOBS, {"limit": limit})]


class StuckTombstone(NamedTuple):
    user_id: int
    image_id: UUID
    key: str
    tries: int


_STUCK_TOMBSTONES = text(
    """
    SELECT user_id, image_id, key, tries FROM tombstones
    WHERE buried_at < now() - interval '1 day' ORDER BY buried_at LIMIT :limit
    """
)


async def stuck_tombstones(session: ReadSession, *, limit: int) -> list[StuckTombstone]:
    """Images whose rows went more than a day ago, and whose objects have not gone since."""
    rows = await session.all(_STUCK_TOMBSTONES, {"limit": limit})
    return [StuckTombstone._make(row) for row in rows]


_MAKE_DUE = text(
    """
    UPDATE tombstones SET try_at = now()
    WHERE buried_at < now() - interval '1 day' AND try_at > now()
    """
)


async def make_due(tx: WriteSession) -> None:
    """Have the objects of stuck tombstones deleted at the next opportunity."""
    await tx.execute(_MAKE_DUE)
