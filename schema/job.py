"""Generations: their state, their pictures, and what was asked of the provider."""

from datetime import datetime
from typing import Self

import strawberry
from strawberry.scalars import JSON

from db.jobs import AttemptRow, JobRow, SlotRow
from resolvers import jobs
from resolvers.jobs import JobPage
from schema import ids
from schema.context import Info
from schema.enums import AttemptOutcome, JobErrorCode, JobStatus, SlotStatus
from schema.image import Image, SourceImage
from schema.node import Node, PageInfo

_RETRYABLE = {
    JobErrorCode.RATE_LIMITED,
    JobErrorCode.PROVIDER_UNAVAILABLE,
    JobErrorCode.OUTCOME_UNKNOWN,
    JobErrorCode.BAD_OUTPUT,
    JobErrorCode.INTERNAL,
}
# How many partial pictures a provider sends before the finished one, for the progress bar.
_PREVIEWS = 3


@strawberry.type(description="Why a picture did not come.")
class JobError:
    code: JobErrorCode = strawberry.field(description="The kind of reason.")
    message: str = strawberry.field(description="The reason, for people.")
    retryable: bool = strawberry.field(description="Whether asking again may help.")

    @classmethod
    def of(cls, code: JobErrorCode | None, message: str | None) -> Self | None:
        if code is None:
            return None
        return cls(code=code, message=message or "", retryable=code in _RETRYABLE)


@strawberry.type(description="One picture that was asked for.")
class JobSlot:
    index: int = strawberry.field(description="Place in the generation, from 0.")
    status: SlotStatus = strawberry.field(description="How far it is.")
    error: JobError | None = strawberry.field(description="Why it failed.")
    row: strawberry.Private[SlotRow]

    @classmethod
    def of(cls, row: SlotRow) -> Self:
        error = JobError.of(row.error_code, row.error_message)
        return cls(index=row.slot, status=row.status, error=error, row=row)

    @strawberry.field(description="Latest partial picture, signed, while it runs.")
    def preview_url(self, info: Info) -> str | None:
        key = self.row.preview_key
        if key is None:
            return None
        return info.context.use.backend.signer.url(key, content_type="image/webp")

    @strawberry.field(description="The picture, once it is there.")
    async def image(self, info: Info) -> Image | None:
        if self.row.image_id is None:
            return None
        row = await info.context.loaders.images.load(self.row.image_id)
        return Image.of(info.context.use, row) if row else None


@strawberry.type(
    description="One request sent to the provider. UNKNOWN = it may have been paid, and no"
    " answer came: never repeated by itself."
)
class JobAttempt:
    number: int = strawberry.field(description="From 1.")
    sent_at: datetime = strawberry.field(description="When it was about to be sent.")
    outcome: AttemptOutcome = strawberry.field(description="How it ended.")
    cost_tokens: int | None = strawberry.field(description="What the provider charged for it.")
    provider_request_id: str | None = strawberry.field(description="The provider's name for it.")

    @classmethod
    def of(cls, row: AttemptRow) -> Self:
        return cls(
            number=row.number,
            sent_at=row.sent_at,
            outcome=row.outcome,
            cost_tokens=row.cost_tokens,
            provider_request_id=row.provider_request_id,
        )


@strawberry.type(description="One generation: n images asked for with one prompt.")
class Job(Node):
    status: JobStatus = strawberry.field(description="How far it is.")
    prompt: str = strawberry.field(description="What was asked for.")
    model: str = strawberry.field(description="Which model was asked.")
    params: JSON = strawberry.field(description="The parameters the provider is called with.")
    n: int = strawberry.field(description="How many pictures were asked for.")
    error: JobError | None = strawberry.field(description="Why pictures are missing.")
    cost_tokens: int | None = strawberry.field(description="Over all attempts, where known.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    started_at: datetime | None = strawberry.field(description="When a worker first took it.")
    finished_at: datetime | None = strawberry.field(description="When it ended.")
    row: strawberry.Private[JobRow]

    @classmethod
    def of(cls, row: JobRow) -> Self:
        return cls(
            id=ids.encode("Job", row.id),
            status=row.status,
            prompt=row.prompt,
            model=row.model,
            params=JSON(row.params),
            n=row.n,
            error=JobError.of(row.error_code, row.error_message),
            cost_tokens=row.cost_tokens,
            created_at=row.created_at,
            started_at=row.started_at,
            finished_at=row.finished_at,
            row=row,
        )

    @strawberry.field(description="0 to 1.")
    async def progress(self, info: Info) -> float:
        if self.row.finished_at is not None:
            return 1.0
        slots = await info.context.loaders.job_slots.load(self.row.id) or []
        return sum(map(_slot_progress, slots)) / self.row.n

    @strawberry.field(description="Place in the queue, from 1; null once it runs.")
    async def queue_position(self, info: Info) -> int | None:
        if self.row.status is not JobStatus.QUEUED:
            return None
        return await info.context.loaders.queue_positions.load(self.row.id)

    @strawberry.field(description="One per picture asked for, in order.")
    async def slots(self, info: Info) -> list[JobSlot]:
        rows = await info.context.loaders.job_slots.load(self.row.id)
        return [JobSlot.of(row) for row in rows or []]

    @strawberry.field(
        description="Also those in the trash by now. A cancelled job may carry images: a paid"
        " answer is kept."
    )
    async def images(self, info: Info) -> list[Image]:
        rows = await info.context.loaders.job_images.load(self.row.id)
        return [Image.of(info.context.use, row) for row in rows or []]

    @strawberry.field(description="The requests sent to the provider, in order.")
    async def attempts(self, info: Info) -> list[JobAttempt]:
        rows = await info.context.loaders.job_attempts.load(self.row.id)
        return [JobAttempt.of(row) for row in rows or []]

    @strawberry.field(description="What it starts from, in the order given.")
    async def sources(self, info: Info) -> list[SourceImage]:
        rows = await info.context.loaders.job_sources.load(self.row.id)
        return SourceImage.of_job(rows or [])


def _slot_progress(slot: SlotRow) -> float:
    if slot.status in (SlotStatus.DONE, SlotStatus.FAILED):
        return 1.0
    return min(slot.previews, _PREVIEWS) / (_PREVIEWS + 1)


@strawberry.type(description="A generation and its place in a list.")
class JobEdge:
    cursor: str = strawberry.field(description="Its place in the list.")
    node: Job = strawberry.field(description="The generation.")


@strawberry.type(description="A page of generations, newest first.")
class JobConnection:
    found: strawberry.Private[JobPage]

    @strawberry.field(description="The generations with their cursors.")
    def edges(self) -> list[JobEdge]:
        found = self.found
        return [JobEdge(cursor=found.cursor(row), node=Job.of(row)) for row in found.page.rows]

    @strawberry.field(description="The generations alone.")
    def nodes(self) -> list[Job]:
        return [Job.of(row) for row in self.found.page.rows]

    @strawberry.field(description="What lies on either side.")
    def page_info(self) -> PageInfo:
        return PageInfo.of(self.found.page, self.found.cursor)

    @strawberry.field(description="Counted only when asked for.")
    async def total_count(self, info: Info) -> int:
        return await jobs.count(info.context.use, self.found.statuses)
