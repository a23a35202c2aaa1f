"""Disks that are full, databases that refuse, and answers that fell whatever reads them."""

import errno
import hashlib
import logging
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy.exc import DBAPIError

from db import attempts
from db.kinds import JobErrorCode, JobStatus, SlotStatus
from jobs import spool
from jobs.handlers.sweep import sweep_leases, sweep_spool
from jobs.pipeline import answer_id
from jobs.providers.base import RefusedError
from storage import keys
from storage.imaging_errors import ImagingBusy, ImagingCrashed, ImagingError, ImagingTimeout
from tests.jobs.conftest import Workshop
from tests.jobs.dead_workers import OVERDUE, left_behind, sent
from tests.jobs.fakes import FakeProvider, answers, draws, picture

pytestmark = pytest.mark.main_path

TRIES = 5


def fells_readers(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, error: ImagingError, size: int
) -> None:
    """Whatever reads a picture of this many bytes ends so."""
    inspect = workshop.pipeline.imaging.inspect

    async def felled(path: Path) -> Any:
        if path.stat().st_size == size:
            raise error
        return await inspect(path)

    monkeypatch.setattr(workshop.pipeline.imaging, "inspect", felled)


@pytest.mark.parametrize("error", [ImagingCrashed("It ended."), ImagingTimeout("Too long.")])
async def test_an_answer_that_fells_its_reader_each_time_is_put_aside(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, error: ImagingError
) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask(2)
    await sent(workshop)
    poison = picture(side=40)
    fells_readers(workshop, monkeypatch, error, len(poison))
    path = await left_behind(workshop, job_id, 0, poison)
    await left_behind(workshop, job_id, 1, picture())
    for _ in range(TRIES - 1):
        await sweep_spool(workshop.services)
        assert (await workshop.job(job_id)).status is JobStatus.RUNNING
    assert len(await workshop.images(job_id)) == 1
    await sweep_spool(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.PARTIAL, JobErrorCode.BAD_OUTPUT)
    slot = (await workshop.slots(job_id))[0]
    assert (slot.status, slot.error_code) == (SlotStatus.FAILED, JobErrorCode.BAD_OUTPUT)
    assert "kept" in str(slot.error_message)
    quarantine = workshop.spool.root / "quarantine"
    assert (quarantine / path.name).read_bytes() == poison
    # Whoever runs the server puts it back once it can be read.
    monkeypatch.undo()
    quarantine.rename(workshop.spool.root / "again")
    await sweep_spool(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, len(await workshop.images(job_id))) == (JobStatus.SUCCEEDED, 2)


async def test_an_answer_whose_place_is_taken_is_put_aside(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await sent(workshop)
    path = await left_behind(workshop, job_id, 0, picture())
    digest = hashlib.sha256(picture()).digest()
    key = keys.original(workshop.user_id, answer_id(job_id, 1, 0), digest, "image/png")
    await workshop.storage.put(key, picture()[:-1], content_type="image/png")
    for _ in range(TRIES):
        await sweep_spool(workshop.services)
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.BAD_OUTPUT)
    assert (workshop.spool.root / "quarantine" / path.name).read_bytes() == picture()


async def test_a_living_worker_puts_it_aside_as_well(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.loops._FIRST_PAUSE", 0.001)
    workshop.employ(FakeProvider(draws))
    fells_readers(workshop, monkeypatch, ImagingCrashed("It ended."), len(picture()))
    job_id = await workshop.ask()
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, job.error_code) == (JobStatus.FAILED, JobErrorCode.BAD_OUTPUT)
    assert job.cost_tokens == 100


async def test_outages_are_no_fault_of_the_answer(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await sent(workshop)
    await left_behind(workshop, job_id, 0, picture())
    workshop.storage.broken = True
    for _ in range(2 * TRIES):
        await sweep_spool(workshop.services)
    workshop.storage.broken = False
    with monkeypatch.context() as busy:
        fells_readers(workshop, busy, ImagingBusy("Later."), len(picture()))
        for _ in range(2 * TRIES):
            await sweep_spool(workshop.services)
    await workshop.sql("ALTER TABLE images ADD CONSTRAINT away CHECK (false) NOT VALID")
    for _ in range(2 * TRIES):
        await sweep_spool(workshop.services)
    await workshop.sql("ALTER TABLE images DROP CONSTRAINT away")
    await sweep_spool(workshop.services)
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED


async def test_an_answer_of_unknown_outcome_that_is_no_picture_says_so(workshop: Workshop) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await sent(workshop)
    await workshop.sql(OVERDUE)
    await sweep_leases(workshop.services)
    assert (await workshop.job(job_id)).error_code is JobErrorCode.OUTCOME_UNKNOWN
    await left_behind(workshop, job_id, 0, b"no picture")
    await sweep_spool(workshop.services)
    assert (await workshop.job(job_id)).error_code is JobErrorCode.BAD_OUTPUT


class Disk(NamedTuple):
    total: int
    used: int
    free: int


async def test_nothing_is_asked_for_without_room_to_keep_it(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    provider = FakeProvider(draws)
    workshop.employ(provider)
    job_id = await workshop.ask()
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _path: Disk(1 << 30, 1 << 30, 255 << 20))
        for _ in range(3):
            await workshop.run()
    assert provider.asked == []
    assert (await workshop.job(job_id)).status is JobStatus.QUEUED
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert ["SPOOL_DIR" in record.getMessage() for record in errors] == [True]
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED


async def test_an_answer_that_finds_the_disk_full_is_held_until_there_is_room(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.loops._FIRST_PAUSE", 0.001)
    write, refusals = spool._write_answer, iter(range(3))

    def refuse(*arguments: Any) -> None:
        if next(refusals, None) is not None:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(*arguments)

    monkeypatch.setattr(spool, "_write_answer", refuse)
    provider = FakeProvider(draws)
    workshop.employ(provider)
    job_id = await workshop.ask(2)
    await workshop.run()
    job = await workshop.job(job_id)
    assert (job.status, len(await workshop.images(job_id))) == (JobStatus.SUCCEEDED, 2)
    assert (len(provider.asked), next(refusals, None)) == (1, None)


async def test_nothing_is_asked_for_that_the_database_does_not_take_down(
    workshop: Workshop,
) -> None:
    provider = FakeProvider(draws)
    workshop.employ(provider)
    job_id = await workshop.ask()
    await workshop.sql("ALTER TABLE job_attempts ADD CONSTRAINT away CHECK (false) NOT VALID")
    with pytest.raises(DBAPIError):
        await workshop.run()
    assert provider.asked == []
    await workshop.sql("ALTER TABLE job_attempts DROP CONSTRAINT away")
    await workshop.sql(OVERDUE)
    await sweep_leases(workshop.services)
    await workshop.run()
    assert (await workshop.job(job_id)).status is JobStatus.SUCCEEDED


async def test_an_end_that_the_database_does_not_take_down_is_told_again(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.loops._FIRST_PAUSE", 0.001)
    refusal = RefusedError(JobErrorCode.MODERATION, "The rules refuse this.")
    workshop.employ(FakeProvider(answers(then=refusal)))
    job_id = await workshop.ask()
    end, failures = attempts.end, iter(range(3))

    async def away(*arguments: Any, **named: Any) -> None:
        if next(failures, None) is not None:
            raise ConnectionResetError("the database is away")
        await end(*arguments, **named)

    monkeypatch.setattr(attempts, "end", away)
    await workshop.run()
    assert (await workshop.job(job_id)).error_code is JobErrorCode.MODERATION
