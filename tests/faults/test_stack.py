"""The whole of `gallery up`, killed without warning: what was acknowledged is there afterwards."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest

from gallery.auth import Tokens
from gallery.embedded import load_secrets, running_services
from gallery.settings import load
from tests.api.helpers import asked_for, ended, eventually, job, uploaded
from tests.client import Client
from tests.pictures import png
from tests.processes import PATIENCE, environment, gone

LISTED = "{ images(first: 100) { totalCount nodes { id url thumbUrl job { id } } } }"
_ROOT = Path(__file__).parents[2]


class Stack:
    """One `gallery up` on a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._errors = folder.with_name("errors")
        self._process: subprocess.Popen[bytes] | None = None

    def _start(self) -> str:
        """The address it is ready at."""
        command = [sys.executable, "-m", "gallery.cli", "up", "--port", "0", "--no-browser"]
        with self._errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [*command, "--data-dir", str(self.folder)],
                cwd=_ROOT,
                env=environment(),
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        assert self._process.stdout is not None
        word, _, address = self._process.stdout.readline().decode().strip().partition(" ")
        assert word == "ready", self._errors.read_text()
        return address

    def started(self) -> Client:
        """A client of a fresh start."""
        address = self._start()
        secrets = load_secrets(self.folder)
        settings = load(
            {
                "DATABASE_URL": "postgresql://nowhere/x",
                "REDIS_URL": "redis://nowhere",
                "STORAGE_DIR": "/nowhere",
                "SPOOL_DIR": "/nowhere",
                "JWT_SECRET": secrets.jwt_secret,
                "MEDIA_SECRET": secrets.media_secret,
            }
        )
        return Client(address, Tokens(settings).issue("owner", ttl=600))

    def kill(self) -> None:
        """Everything at once, as when the power fails."""
        assert self._process is not None
        files = (self.folder / "run").glob("*.pid")
        pids = [int(file.read_text().split()[0]) for file in files]
        self._process.kill()
        for pid in pids:
            # Some die with their parent.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.communicate(timeout=PATIENCE)
        assert all(map(gone, pids))

    async def end_leases(self) -> None:
        """Not to wait for the half minute that a dead worker's lease still runs."""
        services = running_services(self.folder)
        assert services is not None
        connection = await asyncpg.connect(services.database_url)
        await connection.execute("UPDATE jobs SET lease_until = now() WHERE status = 'running'")
        await connection.close()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.communicate(timeout=PATIENCE)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    made = Stack(tmp_path / "data")
    yield made
    made.stop()


async def test_everything_is_killed_and_nothing_is_lost(stack: Stack) -> None:
    async with stack.started() as ann:
        kept = await uploaded(ann, png(colour="red"), png(colour="blue"))
        done = await asked_for(ann, size="1024x1024")
        await ended(ann, done)
        running = await asked_for(ann, n=2, size="1024x1024")
        await eventually(lambda: job(ann, running), lambda found: found["status"] == "RUNNING")
        waiting = await asked_for(ann, size="1024x1024")
        stack.kill()
    async with stack.started() as ann:
        await stack.end_leases()
        for job_id in (waiting, running):
            assert (await ended(ann, job_id))["status"] == "SUCCEEDED"
        listed = (await ann.query(LISTED))["images"]
        assert listed["totalCount"] == 2 + 1 + 2 + 1
        assert {image["id"] for image in listed["nodes"]} >= set(kept)
        for image in listed["nodes"]:
            assert (await ann.get(image["url"])).content.startswith(b"\x89PNG")
            assert (await ann.get(image["thumbUrl"])).content[8:12] == b"WEBP"
