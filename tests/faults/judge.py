"""Looks at a gallery from outside after a crash: the provider's bills, the tables, the files.

It asks no code of the gallery, so that no fault of the gallery can hide itself.
"""

import fcntl
import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from tests.faults.painter import Bill

_THUMBNAILS = (256, 512, 1440)
_NO_PICTURES = (".tmp", "manifests")

_IMAGES = "SELECT job_id, key, sha256 FROM images"
_JOBS = """
    SELECT id, prompt, n, status IN ('queued', 'running') AS open, sweep_at,
      (SELECT coalesce(sum(cardinality(slots)), 0) FROM job_attempts AS a
       WHERE a.job_id = jobs.id AND outcome = 'unknown') AS unknown,
      (SELECT count(*) FROM job_attempts AS a
       WHERE a.job_id = jobs.id AND outcome = 'pending') AS pending,
      (SELECT count(*) FROM job_slots AS s
       WHERE s.job_id = jobs.id AND s.status IN ('waiting', 'running')) AS open_slots
    FROM jobs
"""


class Findings(NamedTuple):
    """What is wrong; and ``unknown``, the pictures that were sent into a crash, which says so.

    ``lost`` (L1): pictures that were sent in full and are nowhere, without a word.
    ``doubled`` (L2): pictures that were asked for more often than somebody said.
    ``orphans`` (L5): files that no row names, rows without their files, and what is on the spool;
    not the partial pictures of a job that is still to be swept.
    ``stuck`` (L8): jobs, slots and attempts that are still open.
    """

    lost: int = 0
    doubled: int = 0
    orphans: int = 0
    stuck: int = 0
    unknown: int = 0

    @property
    def clean(self) -> bool:
        return not any(self[:4])

    def since(self, before: "Findings") -> "Findings":
        """What has come to what was found before."""
        return Findings(*(max(0, now - then) for now, then in zip(self, before, strict=True)))

    def worse(self, other: "Findings") -> "Findings":
        return Findings(*map(max, self, other))


class Evidence(NamedTuple):
    """What there is to look at, once nothing is being worked on any more.

    ``again`` says how many pictures somebody has asked for again, by the prompt of their job.
    """

    database_url: str
    pictures: Path
    spool: Path
    bills: Sequence[Bill]
    again: Mapping[str, int]


async def judge(evidence: Evidence) -> Findings:
    connection = await asyncpg.connect(evidence.database_url)
    images, jobs = await connection.fetch(_IMAGES), await connection.fetch(_JOBS)
    await connection.close()
    lost, unknown = _lost(evidence, images, jobs)
    return Findings(
        lost=lost,
        doubled=_doubled(evidence, jobs),
        orphans=_orphans(evidence.pictures, images, jobs) + len(left_on_spool(evidence.spool)),
        stuck=sum(job["open"] + job["open_slots"] + job["pending"] for job in jobs),
        unknown=unknown,
    )


def _lost(evidence: Evidence, images: list[Any], jobs: list[Any]) -> tuple[int, int]:
    """Pictures that are nowhere, as (without a word, as their job's attempts say)."""
    there = {
        (row["job_id"], row["sha256"])
        for row in images
        if _sha256(evidence.pictures / row["key"]) == row["sha256"]
    }
    lost = unknown = 0
    by_prompt = {job["prompt"]: job for job in jobs}
    for prompt in {bill.prompt for bill in evidence.bills}:
        job = by_prompt.get(prompt, _NO_JOB)
        sent = [sha for bill in evidence.bills if bill.prompt == prompt for sha in bill.sent]
        missing = sum((job["id"], sha) not in there for sha in sent)
        said = min(missing, job["unknown"])
        lost, unknown = lost + missing - said, unknown + said
    return lost, unknown


_NO_JOB: Mapping[str, Any] = {"id": UUID(int=0), "unknown": 0}


def _sha256(path: Path) -> bytes | None:
    return hashlib.sha256(path.read_bytes()).digest() if path.exists() else None


def _doubled(evidence: Evidence, jobs: list[Any]) -> int:
    wanted = {job["prompt"]: job["n"] + evidence.again.get(job["prompt"], 0) for job in jobs}
    asked: dict[str, int] = {}
    for bill in evidence.bills:
        asked[bill.prompt] = asked.get(bill.prompt, 0) + bill.n
    return sum(max(0, count - wanted.get(prompt, 0)) for prompt, count in asked.items())


def _orphans(pictures: Path, images: list[Any], jobs: list[Any]) -> int:
    named = {
        name
        for row in images
        for name in (row["key"], *(f"{row['key']}.{size}.webp" for size in _THUMBNAILS))
    }
    # A sidecar may come a minute later.
    sidecars = {f"{row['key']}.json" for row in images}
    unswept = {str(job["id"]) for job in jobs if job["sweep_at"]}
    found = {
        path.as_posix()
        for path in (file.relative_to(pictures) for file in _files(pictures))
        if path.parts[0] not in _NO_PICTURES and not _is_partial(path, unswept)
    }
    return len(named ^ (found - sidecars))


def _is_partial(path: Path, jobs: set[str]) -> bool:
    """Whether it is a partial picture of one of these jobs."""
    return path.parts[0] == "previews" and path.parts[2] in jobs


def _files(folder: Path) -> list[Path]:
    # Not rglob, which raises where a folder goes while it looks.
    return [Path(parent) / name for parent, _, names in os.walk(folder) for name in names]


def left_on_spool(spool: Path) -> list[str]:
    """Files that wait, and locks that nobody holds."""
    return [path.name for path in _files(spool) if path.suffix != ".lock" or _free(path)]


def _free(lock: Path) -> bool:
    try:
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, FileNotFoundError):
        # Held, or its process has ended meanwhile.
        return False
    return True
