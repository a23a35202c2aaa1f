"""Everything a use case may touch."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from db.engine import Database, ReadSession
from jobs.events import EventHub
from jobs.pipeline import Pipeline
from jobs.providers.base import ImageModel
from jobs.queue import Queue
from resolvers.rates import Rate
from storage.base import UrlSigner

_READS_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Backend:
    """What a process has, the same for all its requests. The first of ``models`` is the default.

    The limits are per user, in a day or a minute, and ``reads`` counts queries; null is none.
    """

    database: Database
    signer: UrlSigner
    pipeline: Pipeline
    hub: EventHub
    queue: Queue
    models: tuple[ImageModel, ...]
    trash_retention: timedelta
    version: str
    # What the address of a download begins with; empty for the server's own.
    public_url: str = ""
    introspection: bool = True
    daily_job_limit: int | None = None
    daily_token_limit: int | None = None
    generation_rate_limit: int | None = None
    reads: Rate | None = None
    max_upload_bytes: int = 50 * 1024 * 1024
    max_upload_files: int = 20


@dataclass(frozen=True, slots=True)
class Context:
    """One operation: its viewer, and a bounded number of reads at once."""

    backend: Backend
    viewer: Viewer
    _reads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_READS_AT_ONCE))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[ReadSession]:
        async with self._reads, self.backend.database.read() as session:
            yield session
