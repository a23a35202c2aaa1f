"""A small world of rows for tests of queries: two users, pictures, a job that runs."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from db import arrivals, attempts, claims, images, jobs, users
from db.attempts import Answered, Attempt
from db.claims import ClaimedJob
from db.engine import Database
from db.images import ImageRow, NewImage
from db.jobs import NewJob
from db.kinds import ImageOrigin, SourceRole
from db.sources import NewSource


def new_image(prompt: str = "a red fox", job_id: UUID | None = None) -> NewImage:
    image_id = uuid4()
    return NewImage(
        id=image_id,
        origin=ImageOrigin.UPLOADED if job_id is None else ImageOrigin.GENERATED,
        prompt=prompt,
        model="",
        params={},
        width=64,
        height=48,
        content_type="image/png",
        byte_size=1000,
        sha256=bytes(32),
        thumbhash=b"\x01\x02\x03",
        key=f"pictures/1/{image_id}/0000000000000000.png",
        job_id=job_id,
    )


def new_job(n: int = 2, key: str | None = None) -> NewJob:
    return NewJob(
        id=uuid4(),
        idempotency_key=key,
        request_hash=b"hash",
        provider="demo",
        model="demo",
        prompt="a red fox",
        params={"size": "auto"},
        n=n,
        estimated_tokens=0,
    )


async def add_user(database: Database, name: str) -> int:
    async with database.write() as tx:
        return (await users.create(tx, name)).id


async def add_image(database: Database, user_id: int, prompt: str = "a red fox") -> ImageRow:
    async with database.write() as tx:
        row = await arrivals.add_upload(tx, user_id, new_image(prompt))
    assert row is not None
    return row


async def start_job(
    database: Database, user_id: int, *source_ids: UUID
) -> tuple[ClaimedJob, Attempt]:
    """A job of two pictures that a worker has claimed and sent its first request for."""
    async with database.write() as tx:
        held = await images.hold_sources(tx, user_id, source_ids)
        inputs = [
            NewSource(SourceRole.SOURCE, place, source_id, held[source_id])
            for place, source_id in enumerate(source_ids)
        ]
        await jobs.create(tx, user_id, new_job(), inputs)
    async with database.write() as tx:
        claimed = await claims.claim(tx, lease=30, spool_folder="a-spool")
        assert claimed is not None
        attempt = await attempts.begin(tx, claimed, "a-spool")
    assert attempt is not None
    return claimed, attempt


@dataclass(frozen=True)
class World:
    database: Database
    user_id: int
    image: ImageRow
    source: ImageRow
    job: ClaimedJob
    attempt: Attempt


async def make_world(database: Database) -> World:
    user_id = await add_user(database, "ann")
    source = await add_image(database, user_id, "a source")
    job, attempt = await start_job(database, user_id, source.id)
    async with database.write() as tx:
        made = replace(new_image(job_id=job.id), prompt="made of the source")
        image = await arrivals.deliver(tx, Answered(user_id, job.id, 1, 0), made)
    assert image is not None
    return World(database, user_id, image, source, job, attempt)
