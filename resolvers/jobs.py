"""Asking for pictures, and following what becomes of the request."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

from db import changes, counters, images, jobs, sources, usage
from db.engine import ReadSession, WriteSession
from db.images import ImageRow
from db.jobs import AttemptRow, JobRow, NewJob, SlotRow
from db.keyset import Page
from db.kinds import JobStatus, SourceRole
from db.sources import NewSource, SourceRow
from db.usage import UsageRow
from jobs.names import JobName
from jobs.providers.base import ImageModel
from jobs.providers.catalogue import estimate
from resolvers import cursors, quota
from resolvers.checks import checked_key, checked_prompt
from resolvers.context import Context
from resolvers.errors import ConflictError, GoneError, InvalidError, NotFoundError
from resolvers.paging import Slice


@dataclass(frozen=True, slots=True)
class GenerationRequest:
    """What a person asks for, as the API has it. An id of null is one that cannot exist."""

    prompt: str
    model: str | None
    n: int
    size: str
    quality: str
    background: str
    output_format: str
    source_ids: tuple[UUID | None, ...] = ()
    mask_id: UUID | None = None
    idempotency_key: str | None = None


async def generate(context: Context, asked: GenerationRequest) -> JobRow:
    """Write the request down as a job and wake a worker; the same key gives the same job."""
    model = _model(context, asked.model)
    _check(model, asked)
    new = _new(model, asked)
    # First without a lock, so that whoever asks for far too much holds nobody up.
    async with context.read() as session:
        known = await _known(session, context, new)
    if known is not None:
        return known
    async with context.backend.database.write() as tx:
        inputs = await _hold_inputs(tx, context, asked)
        await counters.lock(tx, context.viewer.id)
        known = await _known(tx, context, new)
        job = known or await jobs.create(tx, context.viewer.id, new, inputs)
    if known is None:
        await context.backend.queue.wake(JobName.GENERATE, f"{job.id}:0")
    return job


async def _known(session: ReadSession, context: Context, new: NewJob) -> JobRow | None:
    """The job that was made of the same request before; raises ``QuotaError`` for a new one.

    The key is looked for last: whoever used up the quota may have been the same request.
    """
    refused = await quota.refusal(session, context, new.id, new.n * new.estimated_tokens)
    key = new.idempotency_key
    known = await jobs.by_key(session, context.viewer.id, key) if key else None
    if known is not None:
        return _same(known, new.request_hash)
    if refused is not None:
        raise refused
    return None


def _new(model: ImageModel, asked: GenerationRequest) -> NewJob:
    pictures = len(asked.source_ids) + (asked.mask_id is not None)
    return NewJob(
        id=uuid4(),
        idempotency_key=checked_key(asked.idempotency_key, ["input", "idempotencyKey"]),
        request_hash=_digest(model, asked),
        provider=model.provider,
        model=model.name,
        prompt=asked.prompt,
        params=_params(asked),
        n=asked.n,
        estimated_tokens=estimate(model, asked.size, asked.quality, asked.prompt, pictures),
    )


async def _hold_inputs(
    tx: WriteSession, context: Context, asked: GenerationRequest
) -> list[NewSource]:
    wanted = [source_id for source_id in asked.source_ids if source_id is not None]
    ids = [*wanted, asked.mask_id] if asked.mask_id else wanted
    held = await images.hold_sources(tx, context.viewer.id, ids) if ids else {}
    buried = await changes.being_purged(tx, context.viewer.id, set(ids) - held.keys())
    await _check_mask(tx, context, asked)
    return _inputs(asked, held, buried)


def _same(job: JobRow, digest: bytes) -> JobRow:
    if job.request_hash != digest:
        raise ConflictError(
            "This key was used for another request: use a new key.", ["input", "idempotencyKey"]
        )
    return job


def _model(context: Context, name: str | None) -> ImageModel:
    if name is None:
        return context.backend.models[0]
    for model in context.backend.models:
        if model.name == name:
            return model
    known = ", ".join(model.name for model in context.backend.models)
    raise InvalidError(f"There is no model {name!r} here, only {known}.", ["input", "model"])


def _check(model: ImageModel, asked: GenerationRequest) -> None:
    if not checked_prompt(asked.prompt, ["input", "prompt"]).strip():
        raise InvalidError("Say what the picture should show.", ["input", "prompt"])
    if not 1 <= asked.n <= model.max_images:
        raise InvalidError(f"n is a number from 1 to {model.max_images}.", ["input", "n"])
    for field, value, choices in (
        ("size", asked.size, model.sizes),
        ("quality", asked.quality, model.qualities),
        ("outputFormat", asked.output_format, model.formats),
    ):
        if value not in choices:
            raise InvalidError(f"{field} is one of {', '.join(choices)}.", ["input", field])
    if asked.background == "transparent":
        _check_transparency(model, asked)
    if len(asked.source_ids) > model.max_sources:
        raise InvalidError(
            f"Start from at most {model.max_sources} images.", ["input", "sourceIds"]
        )
    if asked.mask_id is not None and not (asked.source_ids and model.supports_mask):
        raise InvalidError("A mask needs a source that it is for.", ["input", "maskId"])


def _check_transparency(model: ImageModel, asked: GenerationRequest) -> None:
    if not model.supports_transparency:
        raise InvalidError(
            f"{model.name} draws no transparent background.", ["input", "background"]
        )
    if asked.output_format == "jpeg":
        raise InvalidError(
            "JPEG has no transparency: ask for PNG or WEBP.", ["input", "outputFormat"]
        )


def _params(asked: GenerationRequest) -> dict[str, Any]:
    return {
        "size": asked.size,
        "quality": asked.quality,
        "background": asked.background,
        "output_format": asked.output_format,
    }


def _digest(model: ImageModel, asked: GenerationRequest) -> bytes:
    """What makes two requests with one idempotency key the same request."""
    request = [model.name, asked.prompt, asked.n, _params(asked), asked.source_ids, asked.mask_id]
    return hashlib.sha256(orjson.dumps(request)).digest()


async def _check_mask(tx: ReadSession, context: Context, asked: GenerationRequest) -> None:
    """A mask lies over the first source, pixel for pixel; raises ``InvalidError``."""
    source_id, mask_id = next(iter(asked.source_ids), None), asked.mask_id
    if source_id is None or mask_id is None:
        return
    rows = await images.by_ids(tx, context.viewer.id, {source_id, mask_id})
    sizes = {(row.width, row.height) for row in rows.values()}
    if len(sizes) > 1:
        raise InvalidError("A mask has the size of the first source.", ["input", "maskId"])


def _inputs(
    asked: GenerationRequest, held: dict[UUID, bytes], buried: Collection[UUID]
) -> list[NewSource]:
    inputs = []
    for position, source_id in enumerate(asked.source_ids):
        path = ["input", "sourceIds", str(position)]
        id_ = _held(source_id, held, buried, path)
        inputs.append(NewSource(SourceRole.SOURCE, position, id_, held[id_]))
    if asked.mask_id is not None:
        id_ = _held(asked.mask_id, held, buried, ["input", "maskId"])
        inputs.append(NewSource(SourceRole.MASK, 0, id_, held[id_]))
    return inputs


def _held(
    image_id: UUID | None, held: Collection[UUID], buried: Collection[UUID], path: list[str]
) -> UUID:
    if image_id in buried:
        raise GoneError("This image is being deleted for ever.", path)
    if image_id is None or image_id not in held:
        raise NotFoundError("There is no such image.", path)
    return image_id


async def cancel(context: Context, job_id: UUID) -> JobRow:
    """Cancel a job that has not ended; one that was cancelled before stays so."""
    async with context.backend.database.write() as tx:
        cancelled = await jobs.cancel(tx, context.viewer.id, job_id)
        job = (await jobs.by_ids(tx, context.viewer.id, [job_id])).get(job_id)
    if job is None:
        raise NotFoundError("There is no such job.", ["id"])
    if not cancelled and job.status is not JobStatus.CANCELLED:
        raise ConflictError("This job has ended already.", ["id"])
    return job


async def retry(context: Context, job_id: UUID) -> JobRow:
    """Ask again for the pictures that an ended job lacks."""
    async with context.backend.database.write() as tx:
        reopened = await jobs.retry(tx, context.viewer.id, job_id)
        job = (await jobs.by_ids(tx, context.viewer.id, [job_id])).get(job_id)
        if job is None:
            raise NotFoundError("There is no such job.", ["id"])
        if reopened is None:
            message = "Only a job that ended without all its pictures is retried."
            raise ConflictError(message, ["id"])
        tokens = reopened.pictures * job.estimated_tokens
        if refused := await quota.refusal(tx, context, job.id, tokens):
            raise refused
    await context.backend.queue.wake(JobName.GENERATE, f"{job.id}:{reopened.fence}")
    return job


async def usage_since(context: Context, moment: datetime | None) -> UsageRow:
    async with context.read() as session:
        return await usage.since(session, context.viewer.id, moment)


@dataclass(frozen=True, slots=True)
class JobPage:
    """A page of jobs, and how to make the cursor of one of them."""

    statuses: frozenset[JobStatus] | None
    page: Page[JobRow]

    def cursor(self, row: JobRow) -> str:
        return cursors.encode(_order(self.statuses), (row.created_at, row.id))


def _order(statuses: frozenset[JobStatus] | None) -> object:
    return "jobs", sorted(statuses) if statuses is not None else None


async def page(context: Context, statuses: frozenset[JobStatus] | None, asked: Slice) -> JobPage:
    cut = asked.cut(_order(statuses))
    async with context.read() as session:
        return JobPage(statuses, await jobs.page(session, context.viewer.id, statuses, cut))


async def count(context: Context, statuses: frozenset[JobStatus] | None) -> int:
    async with context.read() as session:
        return await jobs.count(session, context.viewer.id, statuses)


async def by_ids(context: Context, ids: Collection[UUID]) -> dict[UUID, JobRow]:
    async with context.read() as session:
        return await jobs.by_ids(session, context.viewer.id, ids)


async def slots_of(context: Context, ids: Collection[UUID]) -> dict[UUID, list[SlotRow]]:
    async with context.read() as session:
        return await jobs.slots(session, context.viewer.id, ids)


async def attempts_of(context: Context, ids: Collection[UUID]) -> dict[UUID, list[AttemptRow]]:
    async with context.read() as session:
        return await jobs.attempts(session, context.viewer.id, ids)


async def sources_of(context: Context, ids: Collection[UUID]) -> dict[UUID, list[SourceRow]]:
    async with context.read() as session:
        return await sources.of_jobs(session, context.viewer.id, ids)


async def images_of(context: Context, ids: Collection[UUID]) -> dict[UUID, list[ImageRow]]:
    async with context.read() as session:
        return await images.by_jobs(session, context.viewer.id, ids)


async def queue_positions(context: Context, ids: Collection[UUID]) -> dict[UUID, int]:
    async with context.read() as session:
        return await jobs.queue_positions(session, context.viewer.id, ids)
