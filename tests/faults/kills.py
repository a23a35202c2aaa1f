"""Kills a worker at one step of a generation, lets another one recover, and calls the judge."""

import itertools
import signal
import time
from contextlib import suppress
from typing import Final, NamedTuple

from jobs.faults import FaultPoint
from tests.api.helpers import asked_for, event_cursor, eventually, uploaded
from tests.faults.judge import Findings
from tests.faults.site import Job, Site, ended, has_ended, is_in_flight
from tests.pictures import png

RETRY = "mutation($id: ID!) { retryJob(id: $id) { job { id } userErrors { code } } }"
CREATED = "subscription($after: String) { imageCreated(after: $after) { jobId } }"

_numbers = itertools.count(1)


class Kill(NamedTuple):
    """``unknown``: how many of the ``n`` pictures nobody can know to be paid or not.

    Without a ``fault`` the worker is killed from outside, once it has shown a partial picture.
    """

    name: str
    fault: str = ""
    n: int = 1
    sources: int = 0
    unknown: int = 0


KILLS: Final = (
    Kill("T1 woken", FaultPoint.WOKEN),
    Kill("T1 claimed", FaultPoint.CLAIMED),
    Kill("T2 attempt committed", FaultPoint.ATTEMPT_COMMITTED, unknown=1),
    Kill("T2 call in flight", unknown=1),
    Kill("T3 answered, not spooled", FaultPoint.ANSWERED, unknown=1),
    Kill("T3 half spooled", FaultPoint.HALF_SPOOLED, unknown=1),
    Kill("T3 spooled", FaultPoint.SPOOLED),
    Kill("T3 one of two spooled", FaultPoint.SPOOLED, n=2, unknown=1),
    Kill("T4 original stored", FaultPoint.ORIGINAL_STORED, sources=1),
    Kill("T5 thumbnails stored", FaultPoint.THUMBNAILS_STORED),
    Kill("T6 committed", FaultPoint.COMMITTED),
    Kill("T7 spool file removed", FaultPoint.SPOOL_REMOVED),
    # The first hint is that of the claim.
    Kill("T8 published", f"{FaultPoint.PUBLISHED}:2"),
)


class Outcome(NamedTuple):
    """``before``: the job as its owner saw it once the dead worker's work was cleared up.

    ``seconds``: from the start of the next worker until then.
    """

    findings: Findings
    before: Job
    after: Job
    seconds: float


async def kill(site: Site, plan: Kill) -> Outcome:
    prompt = f"{plan.name}, number {next(_numbers)}"
    source_ids = await uploaded(site.ann, *[png()] * plan.sources) if plan.sources else []
    known = await site.judged()
    async with site.ann.subscribe(CREATED, after=await event_cursor(site.ann)) as stream:
        job_id = await asked_for(site.ann, prompt, n=plan.n, sourceIds=source_ids)
        await _died(site, plan, job_id)
        begun = time.monotonic()
        async with site.working():
            before = await site.once(job_id, has_ended)
            findings = await settled(site, known)
            seconds = time.monotonic() - begun
            after = await _retried(site, before, prompt) if before["error"] else before
            findings = findings.worse(await settled(site, known))
        for _ in after["images"]:
            assert (await stream.next())["imageCreated"]["jobId"] == job_id
    return Outcome(findings, before, after, seconds)


async def settled(site: Site, known: Findings) -> Findings:
    """What is new to the judge once nothing is left to do, or when the time for it is over."""
    found: list[Findings] = []

    async def look() -> Findings:
        found.append((await site.judged()).since(known))
        return found[-1]

    with suppress(AssertionError):
        await eventually(look, lambda last: last.clean)
    return found[-1]


async def _died(site: Site, plan: Kill, job_id: str) -> None:
    if not plan.fault:
        site.painter.open.clear()
    async with site.working(plan.fault) as worker:
        if not plan.fault:
            await site.once(job_id, is_in_flight)
            worker.kill()
        code = await ended(worker)
    site.painter.open.set()
    assert code == -signal.SIGKILL, await site.errors()


async def _retried(site: Site, before: Job, prompt: str) -> Job:
    site.again[prompt] = sum(slot["status"] == "FAILED" for slot in before["slots"])
    payload = (await site.ann.query(RETRY, id=before["id"]))["retryJob"]
    assert payload["userErrors"] == []
    return await site.once(before["id"], has_ended)
