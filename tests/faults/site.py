"""A whole gallery whose workers are real processes, and whose provider keeps its bills."""

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from gallery.settings import load
from tests.api.helpers import eventually, job
from tests.client import Client
from tests.conftest import serving
from tests.faults.judge import Evidence, Findings, judge
from tests.faults.painter import Painter
from tests.jobs.images_api import images_server
from tests.processes import PATIENCE, environment

_ROOT = Path(__file__).parents[2]

Job = dict[str, Any]


def has_ended(job: Job) -> bool:
    return bool(job["finishedAt"])


def is_in_flight(job: Job) -> bool:
    """Its provider has shown a partial picture."""
    return bool(job["slots"][0]["previewUrl"])


class Site:
    """``ann`` asks an api in this process; workers come and go."""

    def __init__(self, environ: dict[str, str], ann: Client, painter: Painter) -> None:
        self.ann = ann
        self.painter = painter
        # Pictures that somebody has knowingly asked for again, by the prompt of their job.
        self.again: dict[str, int] = {}
        self._environ = environ
        self._folder = Path(environ["STORAGE_DIR"]).parent

    def working(self, fault: str = "") -> AbstractAsyncContextManager[Process]:
        """A worker of one generation at a time; it dies at the fault point."""
        return self._running("worker", "--concurrency", "1", FAULT_POINT=fault)

    def serving(self, listener: socket.socket) -> AbstractAsyncContextManager[Process]:
        """One more api, which serves on that socket."""
        fd = listener.fileno()
        return self._running("api", "--fd", str(fd), fds=(fd,))

    @asynccontextmanager
    async def _running(
        self, *command: str, fds: tuple[int, ...] = (), **more: str
    ) -> AsyncIterator[Process]:
        """A process that is asked to end after this, unless it has ended by itself."""
        with (self._folder / "errors").open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "gallery.cli", *command),
                cwd=_ROOT,
                env=environment(**self._environ, **more),
                stdout=errors,
                stderr=errors,
                pass_fds=fds,
            )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            await ended(process)

    async def once(self, job_id: str, condition: Callable[[Job], bool]) -> Job:
        """The job as soon as it fulfils the condition."""
        return await eventually(lambda: job(self.ann, job_id), condition)

    @property
    def database_url(self) -> str:
        return self._environ["DATABASE_URL"]

    @property
    def redis_url(self) -> str:
        return self._environ["REDIS_URL"]

    @property
    def provider_url(self) -> str:
        return self._environ["OPENAI_BASE_URL"]

    @property
    def pictures(self) -> Path:
        return Path(self._environ["STORAGE_DIR"])

    @property
    def spool(self) -> Path:
        return Path(self._environ["SPOOL_DIR"])

    async def judged(self) -> Findings:
        evidence = Evidence(
            self.database_url, self.pictures, self.spool, self.painter.bills, self.again
        )
        return await judge(evidence)

    async def errors(self) -> str:
        """What the workers have written, for whoever wonders."""
        return (self._folder / "errors").read_text()


async def ended(process: Process, patience: float = PATIENCE) -> int:
    """The exit code; whoever does not end in time is killed."""
    try:
        return await asyncio.wait_for(process.wait(), patience)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise


@asynccontextmanager
async def site(database_url: str, redis_url: str, folder: Path) -> AsyncIterator[Site]:
    """On a migrated database and an empty Valkey."""
    async with images_server() as provider:
        painter = Painter()
        provider.will(painter)
        environ = {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "STORAGE_DIR": str(folder / "pictures"),
            "SPOOL_DIR": str(folder / "spool"),
            "JWT_SECRET": "a secret of tests, which is long enough",
            "IMAGE_PROVIDER": "openai",
            "OPENAI_API_KEY": "sk-of-tests",
            "OPENAI_BASE_URL": provider.base_url,
        }
        async with (
            serving(load(environ)) as house,
            # A thousand kills take hours.
            Client(house.address, house.token("ann", ttl=86_400)) as ann,
        ):
            yield Site(environ, ann, painter)
