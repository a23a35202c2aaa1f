"""A workshop: everything a worker has, with providers and a storage that tests can steer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from db import counters, events, images, jobs
from db.events import EventRow
from db.images import ImageRow
from db.jobs import AttemptRow, JobRow, SlotRow
from gallery.settings import Settings
from gallery.wiring import Parts, parts
from jobs.handlers.generate import generate
from jobs.pipeline import Pipeline
from jobs.providers.base import Provider
from jobs.services import Services
from resolvers import jobs as asking
from resolvers import people, uploads
from resolvers.context import Context
from resolvers.jobs import GenerationRequest
from tests.conftest import files_on, kept_in, keys_in
from tests.jobs.fakes import FailingStorage
from tests.pictures import png


class Workshop:
    """The parts of one process, for ann's jobs."""

    def __init__(self, opened: Parts, settings: Settings, context: Context) -> None:
        self.database = opened.database
        self.settings = settings
        self.storage = FailingStorage(opened.storage)
        self.spool = opened.pipeline.spool
        self.pipeline = Pipeline(
            opened.database, self.storage, opened.pipeline.imaging, opened.pipeline.spool
        )
        self.services = replace(opened.services, pipeline=self.pipeline)
        self.context = replace(context, backend=replace(context.backend, pipeline=self.pipeline))

    @property
    def user_id(self) -> int:
        return self.context.viewer.id

    def employ(self, provider: Provider) -> Services:
        """Work, and let ann ask, with this provider."""
        self.services = replace(self.services, providers={provider.name: provider})
        backend = replace(self.context.backend, models=provider.models)
        self.context = replace(self.context, backend=backend)
        return self.services

    async def ask(self, n: int = 1, *sources: UUID) -> UUID:
        ids = tuple(UUID(str(source)) for source in sources)  # those of rows are asyncpg's own kind
        request = GenerationRequest("a red fox", None, n, "auto", "auto", "auto", "png", ids)
        return (await asking.generate(self.context, request)).id

    async def run(self) -> None:
        """What a wake-up does."""
        await generate(self.services)

    async def cancel(self, job_id: UUID) -> None:
        await asking.cancel(self.context, job_id)

    async def retry(self, job_id: UUID) -> None:
        await asking.retry(self.context, job_id)

    async def upload(self, *colours: str) -> list[ImageRow]:
        files = [png(colour=colour) for colour in colours]
        made = []
        for data in files:
            path = self.spool.scratch(data)
            with path.open("rb") as file:
                rows, faults = await uploads.upload(self.context, [file], None, None)
            path.unlink()
            assert faults == []
            made += rows
        return made

    async def job(self, job_id: UUID) -> JobRow:
        async with self.database.read() as session:
            return (await jobs.by_ids(session, self.user_id, [job_id]))[job_id]

    async def slots(self, job_id: UUID) -> list[SlotRow]:
        async with self.database.read() as session:
            return (await jobs.slots(session, self.user_id, [job_id]))[job_id]

    async def attempts(self, job_id: UUID) -> list[AttemptRow]:
        async with self.database.read() as session:
            return (await jobs.attempts(session, self.user_id, [job_id]))[job_id]

    async def images(self, job_id: UUID) -> list[ImageRow]:
        async with self.database.read() as session:
            return (await images.by_jobs(session, self.user_id, [job_id]))[job_id]

    async def told(self) -> list[EventRow]:
        """Every event that ann was told."""
        async with self.database.read() as session:
            return await events.after(session, self.user_id, 0, 1000)

    async def sql(self, statement: str) -> None:
        """Turn the database's clock, or break something."""
        connection = await asyncpg.connect(self.settings.database_url)
        await connection.execute(statement)
        await connection.close()

    async def drift(self) -> object:
        async with self.database.read() as session:
            return await counters.drift(session, self.user_id)

    def spooled(self) -> list[str]:
        return files_on(self.spool.root)

    async def objects(self) -> list[str]:
        return await keys_in(self.storage)

    async def kept(self) -> list[str]:
        return await kept_in(self.storage)


@pytest.fixture
async def workshop(settings: Settings) -> AsyncIterator[Workshop]:
    async with parts(settings, application="workshop", pool_size=10, listen=False) as opened:
        viewer = await people.viewer_named(opened.database, "ann")
        yield Workshop(opened, settings, Context(opened.backend, viewer))
        await asyncio.sleep(0)
