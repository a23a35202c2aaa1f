"""One generation: claimed under a lease, asked for once, ended or given back."""

import asyncio
import logging
from contextlib import suppress
from pathlib import Path

from db import images, job_runs, sources
from db.job_runs import Attempt, ClaimedJob, Failure
from db.kinds import AttemptOutcome, JobErrorCode, SourceRole
from jobs.handlers.answers import Answers
from jobs.providers.base import Provider, RefusedError, Request, RetryableError, UnknownError
from jobs.services import Services
from storage import keys
from storage.base import StorageError

logger = logging.getLogger(__name__)

LEASE_SECONDS = 30.0
_HEARTBEAT_SECONDS = 2.0
_MOST_ATTEMPTS = 4
_RETRY_SECONDS = 5.0

NO_PROVIDER = Failure(
    JobErrorCode.INTERNAL, "The provider of this model is not set up on this server any more."
)
NO_SOURCE = Failure(
    JobErrorCode.INTERNAL, "A picture that this one should start from has been deleted for ever."
)
FAULT = Failure(JobErrorCode.OUTCOME_UNKNOWN, "The server failed while the provider was drawing.")
NO_ANSWER = Failure(JobErrorCode.BAD_OUTPUT, "The provider sent fewer pictures than asked for.")


async def generate(services: Services) -> None:
    """Claim the oldest job that may run, and run it to its end."""
    async with services.database.write() as tx:
        job = await job_runs.claim(tx, lease=LEASE_SECONDS)
    if job is None:
        return
    provider = services.providers.get(job.provider)
    if provider is None:
        await _fail(services, job, NO_PROVIDER)
        return
    await _Run(services, job, provider).run()


async def _fail(services: Services, job: ClaimedJob, failure: Failure) -> None:
    logger.error("job %s failed: %s", job.id, failure.message)
    async with services.database.write() as tx:
        await job_runs.fail_open(tx, job, failure)


class _Run:
    def __init__(self, services: Services, job: ClaimedJob, provider: Provider) -> None:
        self._services = services
        self._database = services.database
        self._spool = services.pipeline.spool
        self._storage = services.pipeline.storage
        self._job = job
        self._provider = provider
        self._scratch: list[Path] = []

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
                    held = await job_runs.heartbeat(tx, self._job, lease=LEASE_SECONDS)
            except Exception:
                logger.exception("lease of job %s not prolonged, trying again", self._job.id)
                continue
            if not held:
                return

    async def _give_up(self, asking: asyncio.Task[None]) -> None:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        await self._give_back()

    async def _clear_away(self) -> None:
        for path in self._scratch:
            path.unlink(missing_ok=True)
        prefix = keys.preview_prefix(self._job.user_id, self._job.id)
        with suppress(StorageError):
            await self._storage.delete([found.key async for found in self._storage.list(prefix)])

    async def _ask(self) -> None:
        inputs = await self._inputs()
        if inputs is None:
            await _fail(self._services, self._job, NO_SOURCE)
            return
        async with self._database.write() as tx:
            attempt = await job_runs.begin_attempt(tx, self._job, self._spool.folder.name)
        if attempt is None:
            return
        self._services.hub.announce_preview(self._job.user_id, self._job.id)
        answers = Answers(self._services, self._job, attempt)
        try:
            async for event in self._provider.generate(self._request(attempt, *inputs)):
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
                await self._retry(answers, attempt, RetryableError(FAULT.message))
        else:
            await answers.end(AttemptOutcome.ANSWERED, NO_ANSWER)
        finally:
            await answers.delivered()

    async def _inputs(self) -> tuple[tuple[Path, ...], Path | None] | None:
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
        if attempt.number >= _MOST_ATTEMPTS:
            await answers.end(AttemptOutcome.RETRYABLE, Failure(error.code, str(error)))
            return
        delay = error.after if error.after is not None else _RETRY_SECONDS * 2**attempt.number
        await answers.postpone(delay)

    async def _give_back(self) -> None:
        job = self._job
        async with self._database.write() as tx:
            await job_runs.requeue(tx, job.user_id, job.id, fence=job.fence)
