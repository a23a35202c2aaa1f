"""One generation: claimed under a lease, asked for once, ended or given back."""

import asyncio
import logging
from pathlib import Path

from db import attempts, claims, images, leases, sources
from db.attempts import Attempt
from db.claims import ClaimedJob
from db.kinds import AttemptOutcome, JobErrorCode, SourceRole
from db.settling import Failure
from jobs.faults import FaultPoint, reach
from jobs.handlers.answers import Answers
from jobs.providers.base import Provider, RefusedError, Request, RetryableError, UnknownError
from jobs.services import Services
from storage.base import ObjectNotFound, StorageError

logger = logging.getLogger(__name__)

# The files of the sources, and of the mask.
_Inputs = tuple[tuple[Path, ...], Path | None]

LEASE_SECONDS = 30.0
_HEARTBEAT_SECONDS = 2.0
_MOST_ATTEMPTS = 4
_RETRY_SECONDS = 5.0

NO_PROVIDER = Failure(
    JobErrorCode.INTERNAL,
    "The provider of this model is not set up on this server any more: ask anew, with a model that"
    " is.",
)
NO_SOURCE = Failure(
    JobErrorCode.INTERNAL,
    "A picture that this one should start from has been deleted for ever: ask anew without it.",
)
FAULT = Failure(
    JobErrorCode.OUTCOME_UNKNOWN,
    "The server failed while the provider was drawing. It may have been paid: retry to ask again.",
)
FREE_FAULT = "The server failed while it was drawing: retry. Its log says more."
NO_ANSWER = Failure(
    JobErrorCode.BAD_OUTPUT,
    "The provider sent fewer pictures than asked for: retry to ask for the others.",
)


async def generate(services: Services) -> None:
    """Claim the oldest job that may run, and run it to its end; none without room on the spool."""
    reach(FaultPoint.WOKEN)
    spool = services.pipeline.spool
    if not spool.has_room():
        return
    async with services.database.write() as tx:
        job = await claims.claim(tx, lease=LEASE_SECONDS, spool_folder=spool.folder.name)
    if job is None:
        return
    reach(FaultPoint.CLAIMED)
    provider = services.providers.get(job.provider)
    if provider is None:
        await _fail(services, job, NO_PROVIDER)
        return
    await _Run(services, job, provider).run()


async def _fail(services: Services, job: ClaimedJob, failure: Failure) -> None:
    logger.error("job %s failed: %s", job.id, failure.message)
    async with services.database.write() as tx:
        await claims.fail(tx, job, failure)


class _Run:
    def __init__(self, services: Services, job: ClaimedJob, provider: Provider) -> None:
        self._services = services
        self._database = services.database
        self._spool = services.pipeline.spool
        self._storage = services.pipeline.storage
        self._job = job
        self._provider = provider
        self._scratch: list[Path] = []
        self._answers: Answers | None = None

    async def run(self) -> None:
        asking = asyncio.create_task(self._ask())
        beating = asyncio.create_task(self._beat())
        stopping = asyncio.create_task(self._services.stopping.wait())
        try:
            interruptions = set() if self._provider.paid else {beating, stopping}
            await asyncio.wait({asking, *interruptions}, return_when=asyncio.FIRST_COMPLETED)
            if asking.done():
                asking.result()
            else:
                await self._give_up(asking)
        finally:
            for task in (asking, beating, stopping):
                task.cancel()
            await asyncio.gather(asking, beating, stopping, return_exceptions=True)
            await self._clear_away()

    async def _beat(self) -> None:
        """Hold the lease; returns once the job was cancelled or taken."""
        while True:
            await asyncio.sleep(_HEARTBEAT_SECONDS)
            try:
                async with self._database.write() as tx:
                    held = await claims.heartbeat(tx, self._job, lease=LEASE_SECONDS)
            except Exception:
                logger.exception("lease of job %s not prolonged, trying again", self._job.id)
                continue
            if not held:
                return

    async def _give_up(self, asking: asyncio.Task[None]) -> None:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        await self._delivered()
        await self._give_back()

    async def _clear_away(self) -> None:
        for path in self._scratch:
            path.unlink(missing_ok=True)
        if self._answers is not None:
            await self._answers.leave()

    async def _ask(self) -> None:
        inputs = await self._inputs_or_end()
        if inputs is None:
            return
        async with self._database.write() as tx:
            attempt = await attempts.begin(tx, self._job, self._spool.folder.name)
        if attempt is None:
            return
        reach(FaultPoint.ATTEMPT_COMMITTED)
        self._services.hub.announce_preview(self._job.user_id, self._job.id)
        self._answers = Answers(self._services, self._job, attempt)
        try:
            await self._attempt(self._answers, attempt, self._request(attempt, *inputs))
        except Exception:
            await self._delivered()
            raise
        await self._delivered()

    async def _attempt(self, answers: Answers, attempt: Attempt, request: Request) -> None:
        try:
            async for event in self._provider.generate(request):
                await answers.take(event)
        except RetryableError as error:
            await self._retry(answers, attempt, error)
        except RefusedError as error:
            await answers.end(AttemptOutcome.REFUSED, Failure(error.code, str(error)))
        except UnknownError as error:
            unknown = Failure(JobErrorCode.OUTCOME_UNKNOWN, str(error))
            await answers.end(AttemptOutcome.UNKNOWN, unknown)
        except Exception:
            logger.exception("fault while asking for the pictures of job %s", self._job.id)
            if self._provider.paid:
                await answers.end(AttemptOutcome.UNKNOWN, FAULT)
            else:
                await self._retry(answers, attempt, RetryableError(FREE_FAULT))
        else:
            await answers.end(AttemptOutcome.ANSWERED, NO_ANSWER)

    async def _delivered(self) -> None:
        """Wait for what was answered; at the end of the process only for what was paid."""
        waiting = self._provider.paid or not self._services.stopping.is_set()
        if self._answers is not None and waiting:
            await self._answers.delivered()

    async def _inputs_or_end(self) -> _Inputs | None:
        """What to start from; null where the job was ended, or given back, for want of it."""
        job = self._job
        try:
            inputs = await self._inputs()
        except ObjectNotFound:
            logger.exception("a source of job %s has a row and no object", job.id)
            inputs = None
        except (StorageError, OSError) as error:
            logger.warning("sources of job %s not read, trying again: %s", job.id, error)
            await self._give_back(_RETRY_SECONDS)
            return None
        if inputs is None:
            await _fail(self._services, job, NO_SOURCE)
        return inputs

    async def _inputs(self) -> _Inputs | None:
        """The originals to start from, as files; null where one has been purged."""
        job = self._job
        async with self._database.read() as session:
            found = await sources.of_jobs(session, job.user_id, [job.id])
            masks = await sources.of_jobs(session, job.user_id, [job.id], SourceRole.MASK)
            wanted = [row.source_id for row in (*found[job.id], *masks[job.id])]
            ids = [source_id for source_id in wanted if source_id is not None]
            rows = await images.by_ids(session, job.user_id, ids)
        if len(ids) < len(wanted) or len(rows) < len(set(ids)):
            return None
        paths = [await self._fetch(rows[source_id].key) for source_id in ids]
        count = len(found[job.id])
        return tuple(paths[:count]), paths[count] if len(paths) > count else None

    async def _fetch(self, key: str) -> Path:
        path = self._spool.scratch(await self._storage.get(key))
        self._scratch.append(path)
        return path

    def _request(self, attempt: Attempt, inputs: tuple[Path, ...], mask: Path | None) -> Request:
        params = self._job.params
        return Request(
            model=self._job.model,
            prompt=self._job.prompt,
            n=len(attempt.slots),
            size=params["size"],
            quality=params["quality"],
            background=params["background"],
            output_format=params["output_format"],
            sources=inputs,
            mask=mask,
        )

    async def _retry(self, answers: Answers, attempt: Attempt, error: RetryableError) -> None:
        if attempt.nth >= _MOST_ATTEMPTS:
            await answers.end(AttemptOutcome.RETRYABLE, Failure(error.code, str(error)))
            return
        delay = error.after if error.after is not None else _RETRY_SECONDS * 2**attempt.nth
        await answers.postpone(delay)

    async def _give_back(self, delay: float = 0) -> None:
        job = self._job
        async with self._database.write() as tx:
            await leases.requeue(tx, job.user_id, job.id, fence=job.fence, delay=delay)
