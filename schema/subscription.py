"""Live streams: the viewer's own events, resumable by cursor, and the progress of generations."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import strawberry

from db.kinds import EventKind
from resolvers import feed
from resolvers.errors import NotFoundError, ResyncError
from resolvers.feed import Event
from schema import ids
from schema.context import Info
from schema.image import Image
from schema.job import Job
from schema.operation import Operation

_After = Annotated[
    str | None,
    strawberry.argument(description="Replay what came after this cursor, then go on live."),
]


@strawberry.interface(
    description="cursor goes into after: on the next subscribe, and everything since is"
    " replayed, in order, before live events. An event carries the present state of what it"
    " names; events whose images are gone for good are left out of a replay."
)
class GalleryEvent:
    cursor: str = strawberry.field(description="Where the stream stands with this event.")


@strawberry.type(description="A picture came into the gallery.")
class ImageCreated(GalleryEvent):
    image: Image = strawberry.field(description="The picture as it is now.")
    job_id: strawberry.ID | None = strawberry.field(description="Null for an upload.")


@strawberry.type(description="starred, trashed, restored.")
class ImagesChanged(GalleryEvent):
    operation: Operation = strawberry.field(description="What was done.")
    images: list[Image] = strawberry.field(description="The images as they are now.")
    truncated: bool = strawberry.field(description="More changed than images lists: refetch.")


@strawberry.type(description="Images are gone for ever.")
class ImagesDeleted(GalleryEvent):
    operation: Operation | None = strawberry.field(description="Null when the purge did it.")
    ids: list[strawberry.ID] = strawberry.field(description="Which ones.")
    truncated: bool = strawberry.field(description="More are gone than ids lists: refetch.")


@strawberry.type(description="A generation went on.")
class JobChanged(GalleryEvent):
    job: Job = strawberry.field(description="The generation as it is now.")


@strawberry.type(
    description="The cursor given is too old or unknown: refetch, then subscribe from this cursor."
)
class ResyncRequired(GalleryEvent):
    pass


@strawberry.type(description="Everything that can be followed.")
class Subscription:
    @strawberry.subscription(
        description="New pictures. Too old or unknown a cursor ends it with the error"
        " RESYNC_REQUIRED and the cursor to go on from."
    )
    async def image_created(self, info: Info, after: _After = None) -> AsyncIterator[ImageCreated]:
        async for event in feed.follow(info.context.use, after):
            if event.row.kind is not EventKind.IMAGE_CREATED:
                continue
            if created := await _image_created(info, event):
                yield created

    @strawberry.subscription(
        description="Every change of the viewer's gallery and generations, in order."
    )
    async def gallery_events(self, info: Info, after: _After = None) -> AsyncIterator[GalleryEvent]:
        try:
            async for event in feed.follow(info.context.use, after):
                if shown := await _SHOWN[event.row.kind](info, event):
                    yield shown
        except ResyncError as error:
            yield ResyncRequired(cursor=error.cursor)

    @strawberry.subscription(
        description="Progress and partial pictures of one job (completes when it ends), or of"
        " all the viewer's jobs (goes on). What is under way is told at once."
    )
    async def job_progress(
        self,
        info: Info,
        id: Annotated[  # noqa: A002
            strawberry.ID | None, strawberry.argument(description="Which generation.")
        ] = None,
    ) -> AsyncIterator[Job]:
        only = ids.uuid_of(id, "Job") if id is not None else None
        if id is not None and (only is None or await _job(info, only) is None):
            raise NotFoundError("There is no such job.", ["id"])
        async for job in feed.progress(info.context.use, only):
            yield Job.of(job)


async def _job(info: Info, job_id: Any) -> Any:
    return await info.context.loaders.jobs.load(job_id)


async def _image_created(info: Info, event: Event) -> ImageCreated | None:
    found = await feed.images_of(info.context.use, event.row)
    if not found:
        return None
    job_id = event.row.job_id
    return ImageCreated(
        cursor=event.cursor,
        image=Image.of(info.context.use, found[0]),
        job_id=ids.encode("Job", job_id) if job_id else None,
    )


async def _images_changed(info: Info, event: Event) -> ImagesChanged | None:
    found = await feed.images_of(info.context.use, event.row)
    operation = await feed.operation_of(info.context.use, event.row)
    if operation is None or not found:
        return None
    return ImagesChanged(
        cursor=event.cursor,
        operation=Operation.of(operation),
        images=[Image.of(info.context.use, row) for row in found],
        truncated=event.row.truncated,
    )


async def _images_deleted(info: Info, event: Event) -> ImagesDeleted:
    operation = await feed.operation_of(info.context.use, event.row)
    return ImagesDeleted(
        cursor=event.cursor,
        operation=Operation.of(operation) if operation else None,
        ids=[ids.encode("Image", image_id) for image_id in event.row.image_ids],
        truncated=event.row.truncated,
    )


async def _job_changed(info: Info, event: Event) -> JobChanged | None:
    job = await feed.job_of(info.context.use, event.row)
    return JobChanged(cursor=event.cursor, job=Job.of(job)) if job else None


_SHOWN = {
    EventKind.IMAGE_CREATED: _image_created,
    EventKind.IMAGES_CHANGED: _images_changed,
    EventKind.IMAGES_DELETED: _images_deleted,
    EventKind.JOB_CHANGED: _job_changed,
}
