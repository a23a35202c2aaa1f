"""Everything that can be changed."""

from collections.abc import Awaitable
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry
from strawberry.file_uploads import Upload

from db.operations import OperationRow
from resolvers import bulk, downloads, images, jobs, uploads
from resolvers.errors import NotFoundError
from resolvers.jobs import GenerationRequest
from schema import ids
from schema.context import Info
from schema.download import Download
from schema.enums import ImageAction, ImageBackground, ImageFormat, ImageQuality
from schema.errors import UserError, reported
from schema.filter import Selected
from schema.image import Image
from schema.job import Job
from schema.operation import Operation
from schema.payload import (
    BulkPayload,
    DownloadPayload,
    ImagePayload,
    JobPayload,
    UploadPayload,
)

_ImageId = Annotated[strawberry.ID, strawberry.argument(description="The image.")]
_JobId = Annotated[strawberry.ID, strawberry.argument(description="The generation.")]


@strawberry.input(description="A generation to ask for.")
class GenerateImagesInput:
    prompt: str = strawberry.field(description="What the pictures should show.")
    model: str | None = strawberry.field(
        default=None,
        description="The first of server.models where left out.",
    )
    n: int | None = strawberry.field(default=1, description="How many pictures.")
    size: str | None = strawberry.field(
        default="auto", description="1024x1024, 1536x1024, 1024x1536 or auto."
    )
    quality: ImageQuality | None = strawberry.field(
        default=ImageQuality.AUTO, description="How much effort."
    )
    background: ImageBackground | None = strawberry.field(
        default=ImageBackground.AUTO, description="What is behind the subject."
    )
    output_format: ImageFormat | None = strawberry.field(
        default=ImageFormat.PNG, description="The file format."
    )
    source_ids: list[strawberry.ID] | None = strawberry.field(
        default=None,
        description="Images of the viewer's, generated or uploaded, to start from (an edit); at"
        " most 16.",
    )
    mask_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="An image of the first source's size whose transparent part may change.",
    )
    idempotency_key: str | None = strawberry.field(
        default=None, description="The same key gives the same job, never a second bill."
    )


@strawberry.type(description="Everything that can be changed.")
class Mutation:
    @strawberry.mutation(description="Give an image a star, or take it away.")
    async def star_image(
        self,
        info: Info,
        id: _ImageId,  # noqa: A002
        starred: Annotated[bool, strawberry.argument(description="Star or not.")] = True,
    ) -> ImagePayload:
        action = ImageAction.STAR if starred else ImageAction.UNSTAR
        return await reported(ImagePayload, _change(info, id, action))

    @strawberry.mutation(description="Move an image to the trash.")
    async def trash_image(self, info: Info, id: _ImageId) -> ImagePayload:  # noqa: A002
        return await reported(ImagePayload, _change(info, id, ImageAction.TRASH))

    @strawberry.mutation(description="Take an image out of the trash.")
    async def restore_image(self, info: Info, id: _ImageId) -> ImagePayload:  # noqa: A002
        return await reported(ImagePayload, _change(info, id, ImageAction.RESTORE))

    @strawberry.mutation(description="Delete an image for ever. Only from the trash.")
    async def delete_image(self, info: Info, id: _ImageId) -> BulkPayload:  # noqa: A002
        return await reported(BulkPayload, _delete(info, id))

    @strawberry.mutation(
        description="Do something to every image of a selection. What happened to each is in"
        " operation.skipped; more than 1000 are gone through by a worker."
    )
    async def bulk_update_images(
        self,
        info: Info,
        selection: Selected,
        action: Annotated[ImageAction, strawberry.argument(description="What to do.")],
    ) -> BulkPayload:
        return await reported(BulkPayload, _update(info, selection, action))

    @strawberry.mutation(description="Delete for ever what is in the trash.")
    async def empty_trash(
        self,
        info: Info,
        as_of: Annotated[
            str | None,
            strawberry.argument(description="An event cursor: what was trashed later stays."),
        ] = None,
    ) -> BulkPayload:
        return await reported(BulkPayload, _operated(bulk.empty_trash(info.context.use, as_of)))

    @strawberry.mutation(
        description="Marks the operation UNDONE and restores what it changed; an undo is not"
        " itself undone."
    )
    async def undo_operation(
        self,
        info: Info,
        id: Annotated[  # noqa: A002
            strawberry.ID, strawberry.argument(description="The operation.")
        ],
    ) -> BulkPayload:
        return await reported(BulkPayload, _undo(info, id))

    @strawberry.mutation(
        description="One archive of every picture of a selection, at most 100 000, as they are now."
    )
    async def create_download(
        self,
        info: Info,
        selection: Selected,
        recipes: Annotated[
            bool,
            strawberry.argument(
                description="Beside each picture a JSON file with how it was made."
            ),
        ] = False,
    ) -> DownloadPayload:
        return await reported(DownloadPayload, _download(info, selection, recipes=recipes))

    @strawberry.mutation(description="Ask a model for pictures.")
    async def generate_images(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            GenerateImagesInput, strawberry.argument(description="What to ask for.")
        ],
    ) -> JobPayload:
        return await reported(JobPayload, _generate(info, input))

    @strawberry.mutation(description="Call a generation off. A paid answer that comes is kept.")
    async def cancel_job(self, info: Info, id: _JobId) -> JobPayload:  # noqa: A002
        return await reported(JobPayload, _cancel(info, id))

    @strawberry.mutation(
        description="Ask again for the pictures that an ended generation lacks. It may be paid a"
        " second time: nothing does this by itself."
    )
    async def retry_job(self, info: Info, id: _JobId) -> JobPayload:  # noqa: A002
        return await reported(JobPayload, _retry(info, id))

    @strawberry.mutation(
        description="Existing pictures into the gallery, through the same pipeline; model is"
        " empty, params {}. A file that is too large or no picture is INVALID at its path."
    )
    async def upload_images(
        self,
        info: Info,
        files: Annotated[list[Upload], strawberry.argument(description="At most 20 files.")],
        prompt: Annotated[
            str | None, strawberry.argument(description="What they show; the same for all.")
        ] = None,
        idempotency_key: Annotated[
            str | None,
            strawberry.argument(description="The same key and files give the same images."),
        ] = None,
    ) -> UploadPayload:
        return await reported(UploadPayload, _upload(info, files, prompt, idempotency_key))


async def _change(info: Info, global_id: str, action: ImageAction) -> ImagePayload:
    image_id = ids.uuid_of(global_id, "Image")
    if image_id is None:
        raise NotFoundError("There is no such image.", ["id"])
    image, operation = await images.change(info.context.use, image_id, action)
    return ImagePayload(
        image=Image.of(info.context.use, image),
        operation=Operation.of(operation) if operation else None,
    )


async def _delete(info: Info, global_id: str) -> BulkPayload:
    image_id = ids.uuid_of(global_id, "Image")
    if image_id is None:
        raise NotFoundError("There is no such image.", ["id"])
    return await _operated(images.delete(info.context.use, image_id))


async def _update(info: Info, selection: Selected, action: ImageAction) -> BulkPayload:
    return await _operated(bulk.update(info.context.use, selection.chosen(), action))


async def _undo(info: Info, global_id: str) -> BulkPayload:
    operation_id = ids.uuid_of(global_id, "Operation")
    if operation_id is None:
        raise NotFoundError("There is no such operation.", ["id"])
    return await _operated(bulk.undo_operation(info.context.use, operation_id))


async def _operated(work: Awaitable[OperationRow]) -> BulkPayload:
    return BulkPayload(operation=Operation.of(await work))


async def _download(info: Info, selection: Selected, *, recipes: bool) -> DownloadPayload:
    context = info.context.use
    row = await downloads.create(context, selection.chosen(), recipes=recipes)
    return DownloadPayload(download=Download.of(context, row))


async def _generate(info: Info, asked: GenerateImagesInput) -> JobPayload:
    job = await jobs.generate(info.context.use, _request(asked))
    return JobPayload(job=Job.of(job))


def _request(asked: GenerateImagesInput) -> GenerationRequest:
    """The request with its defaults: null asks for them as leaving out does."""
    return GenerationRequest(
        prompt=asked.prompt,
        model=asked.model,
        n=1 if asked.n is None else asked.n,
        size="auto" if asked.size is None else asked.size,
        quality=(asked.quality or ImageQuality.AUTO).value,
        background=(asked.background or ImageBackground.AUTO).value,
        output_format=(asked.output_format or ImageFormat.PNG).value,
        source_ids=tuple(ids.uuid_of(source, "Image") for source in asked.source_ids or ()),
        mask_id=_known(asked.mask_id),
        idempotency_key=asked.idempotency_key,
    )


def _known(mask_id: str | None) -> Any:
    if mask_id is None:
        return None
    found = ids.uuid_of(mask_id, "Image")
    if found is None:
        raise NotFoundError("There is no such image.", ["input", "maskId"])
    return found


async def _cancel(info: Info, global_id: str) -> JobPayload:
    return JobPayload(job=Job.of(await jobs.cancel(info.context.use, _job_id(global_id))))


async def _retry(info: Info, global_id: str) -> JobPayload:
    return JobPayload(job=Job.of(await jobs.retry(info.context.use, _job_id(global_id))))


def _job_id(global_id: str) -> UUID:
    job_id = ids.uuid_of(global_id, "Job")
    if job_id is None:
        raise NotFoundError("There is no such job.", ["id"])
    return job_id


async def _upload(
    info: Info, files: list[Upload], prompt: str | None, key: str | None
) -> UploadPayload:
    streams = [cast("Any", file).file for file in files]
    made, faults = await uploads.upload(info.context.use, streams, prompt, key)
    return UploadPayload(
        images=[Image.of(info.context.use, row) for row in made],
        user_errors=[UserError.of(fault) for fault in faults],
    )
