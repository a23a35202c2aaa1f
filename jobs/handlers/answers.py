"""What a provider sends for one attempt, sorted into its slots.

An answer is on the spool before anything else is done with it, and is delivered while more comes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from db import attempts, leases, previews
from db.attempts import Attempt
from db.claims import ClaimedJob
from db.engine import WriteSession
from db.kinds import AttemptOutcome
from db.settling import Failure
from jobs.faults import FaultPoint, reach
from jobs.loops import end, insist
from jobs.providers.base import Answer, Preview, ProviderEvent, Usage
from jobs.services import Services
from jobs.spool import SpooledAnswer
from storage import keys

logger = logging.getLogger(__name__)

# What cannot be recorded for this often (some ninety seconds) is left to the sweepers.
_MOST_FAILURES = 8
_PREVIEW_SECONDS = 5.0


class Answers:
    def __init__(self, services: Services, job: ClaimedJob, attempt: Attempt) -> None:
        self._services = services
        self._pipeline = services.pipeline
        self._job = job
        self._attempt = attempt
        self._previews = dict.fromkeys(attempt.slots, 0)
        self._answered: set[int] = set()
        self._usage = Usage()
        self._deliveries: dict[asyncio.Task[None], SpooledAnswer] = {}

    async def take(self, event: ProviderEvent) -> None:
        if isinstance(event, Usage):
            self._usage = event
        elif isinstance(event, Preview):
            await self._show(self._attempt.slots[event.position], event.data)
        else:
            await self._keep(self._attempt.slots[event.position], event)

    async def end(self, outcome: AttemptOutcome, failure: Failure) -> None:
        """Record how the attempt ended; the slots that were not answered fail."""
        failed = [slot for slot in self._attempt.slots if slot not in self._answered]

        async def record() -> None:
            async with self._services.database.write() as tx:
                await self._record(tx, outcome, failed, failure)

        await self._insist(record)

    async def postpone(self, delay: float) -> None:
        """Record that the attempt came to nothing, and let the job be claimed again."""
        job = self._job

        async def record() -> None:
            async with self._services.database.write() as tx:
                await self._record(tx, AttemptOutcome.RETRYABLE)
                await leases.requeue(tx, job.user_id, job.id, fence=job.fence, delay=delay)

        # A slot that was answered is not to be opened again.
        await self.delivered()
        await self._insist(record)

    async def _insist(self, record: Callable[[], Awaitable[None]]) -> None:
        await insist(record, f"end of job {self._job.id} not recorded", most=_MOST_FAILURES)

    async def _record(
        self,
        tx: WriteSession,
        outcome: AttemptOutcome,
        failed: Sequence[int] = (),
        failure: Failure | None = None,
    ) -> None:
        await attempts.end(
            tx,
            self._attempt,
            outcome,
            failed=failed,
            failure=failure,
            cost_tokens=self._usage.tokens,
            provider_request_id=self._usage.request_id,
        )

    async def delivered(self) -> None:
        """Wait until what was answered is delivered; it goes on when the waiting is cancelled."""
        if self._deliveries:
            await asyncio.wait(self._deliveries)

    async def leave(self) -> None:
        """Leave what is not delivered to whoever sweeps the spool next."""
        await end(*self._deliveries)
        for answer in self._deliveries.values():
            if answer.path.exists():
                self._pipeline.spool.leave(answer)

    async def _show(self, slot: int, data: bytes) -> None:
        """Show a partial picture. One that fails is no loss, and what is paid waits for none."""
        attempt = self._attempt
        self._previews[slot] += 1
        place = attempt.user_id, attempt.job_id, attempt.number, slot
        key = keys.preview(*place, self._previews[slot])
        try:
            small = await self._small(data)
            async with asyncio.timeout(_PREVIEW_SECONDS):
                await self._pipeline.storage.put(key, small, content_type="image/webp")
            async with self._services.database.write() as tx:
                shown = await previews.note(tx, attempt, slot, key)
            if not shown:
                await self._pipeline.storage.delete([key])
                return
            self._services.hub.announce_preview(attempt.user_id, attempt.job_id)
        except Exception as error:  # whatever it is, a paid answer comes after it
            logger.warning("partial picture of job %s not shown: %r", attempt.job_id, error)

    async def _small(self, data: bytes) -> bytes:
        path = self._pipeline.spool.scratch(data)
        try:
            return await self._pipeline.imaging.preview(path)
        finally:
            path.unlink(missing_ok=True)

    async def _keep(self, slot: int, answer: Answer) -> None:
        if slot in self._answered:
            # Its file would take the place of the first one's, which may be on its way.
            logger.error("job %s was answered twice at slot %d", self._job.id, slot)
            return
        facts: dict[str, Any] = {
            "prompt": self._job.prompt,
            "model": self._job.model,
            "params": {**self._job.params, **answer.params},
            "revised_prompt": answer.revised_prompt,
            "cost_tokens": answer.tokens,
        }
        attempt = self._attempt
        place = attempt.user_id, attempt.job_id, attempt.number, slot
        reach(FaultPoint.ANSWERED)

        async def keep() -> SpooledAnswer:
            return await self._pipeline.spool.keep_answer(*place, answer.data, facts, self._usage)

        # It may be paid and is nowhere else: a full disk is waited for.
        spooled = await insist(keep, f"answer of job {self._job.id} not on the spool", on=OSError)
        reach(FaultPoint.SPOOLED)
        self._answered.add(slot)
        self._deliveries[asyncio.create_task(self._deliver(spooled))] = spooled

    async def _deliver(self, answer: SpooledAnswer) -> None:
        """Deliver what is safe on disk, however long storage or database are away."""

        async def accept() -> None:
            try:
                await self._pipeline.accept_answer(answer)
            except Exception:
                if answer.path.exists():
                    raise
                logger.exception("answer of job %s has gone from the spool", answer.job_id)

        await insist(accept, f"answer of job {answer.job_id} waits on the spool")
