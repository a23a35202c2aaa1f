"""What a provider sends for one attempt, sorted into its slots.

An answer is on the spool before anything else is done with it, and is delivered while more comes.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from db import job_runs
from db.engine import WriteSession
from db.job_runs import Attempt, ClaimedJob, Failure
from db.kinds import AttemptOutcome
from jobs.providers.base import Answer, Preview, ProviderEvent, Usage
from jobs.services import Services
from jobs.spool import SpooledAnswer
from storage import keys

logger = logging.getLogger(__name__)

_BACKOFF_START = 1.0
_BACKOFF_MOST = 30.0
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
        self._deliveries: list[asyncio.Task[None]] = []

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
        async with self._services.database.write() as tx:
            await self._record(tx, outcome, failed, failure)

    async def postpone(self, delay: float) -> None:
        """Record that the attempt came to nothing, and let the job be claimed again."""
        job = self._job
        async with self._services.database.write() as tx:
            await self._record(tx, AttemptOutcome.RETRYABLE)
            await job_runs.requeue(tx, job.user_id, job.id, fence=job.fence, delay=delay)

    async def _record(
        self,
        tx: WriteSession,
        outcome: AttemptOutcome,
        failed: Sequence[int] = (),
        failure: Failure | None = None,
    ) -> None:
        await job_runs.end_attempt(
            tx,
            self._attempt,
            outcome,
            failed=failed,
            failure=failure,
            cost_tokens=self._usage.tokens,
            provider_request_id=self._usage.request_id,
        )

    async def delivered(self) -> None:
        await asyncio.gather(*self._deliveries)

    async def _show(self, slot: int, data: bytes) -> None:
        """Show a partial picture. One that fails is no loss, and what is paid waits for none."""
        attempt = self._attempt
        self._previews[slot] += 1
        key = keys.preview(attempt.user_id, attempt.job_id, slot, self._previews[slot])
        try:
            small = await self._small(data)
            async with asyncio.timeout(_PREVIEW_SECONDS):
                await self._pipeline.storage.put(key, small, content_type="image/webp")
            async with self._services.database.write() as tx:
                await job_runs.note_preview(tx, attempt, slot, key)
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
        }
        attempt = self._attempt
        spooled = await self._pipeline.spool.keep_answer(
            attempt.user_id, attempt.job_id, attempt.number, slot, answer.data, facts
        )
        self._answered.add(slot)
        self._deliveries.append(asyncio.create_task(self._deliver(spooled)))

    async def _deliver(self, answer: SpooledAnswer) -> None:
        """Deliver what is safe on disk, however long storage or database are away."""
        backoff = _BACKOFF_START
        while True:
            try:
                await self._pipeline.accept_answer(answer)
            except Exception:
                if not answer.path.exists():
                    logger.exception("answer of job %s has gone from the spool", answer.job_id)
                    return
                logger.exception("answer of job %s waits on the spool", answer.job_id)
                await asyncio.sleep(backoff)
                backoff = min(backoff * 2, _BACKOFF_MOST)
            else:
                return
