"""The root of all queries."""

from typing import Annotated
from uuid import UUID

import strawberry

from db.images import ImageQuery
from resolvers import images, jobs, paging
from resolvers.errors import TooManyError
from schema import ids
from schema.context import Info
from schema.enums import ImageOrderField, JobStatus, OrderDirection
from schema.ids import GlobalId
from schema.image import Image, ImageConnection, SourceImage
from schema.job import Job, JobConnection
from schema.node import After, Before, First, Last, Node
from schema.operation import Operation
from schema.viewer import ImageModel, ServerInfo, Viewer

_MOST_NODES = 100


@strawberry.input(description="Which images.")
class ImageFilter:
    starred: bool | None = strawberry.field(
        default=None, description="Only those with a star, or only those without."
    )
    trashed: bool | None = strawberry.field(
        default=False,
        description="false (the default, and null) = the gallery, true = the trash.",
    )


@strawberry.input(description="Which end of the list comes first.")
class ImageOrder:
    field: ImageOrderField = strawberry.field(
        default=ImageOrderField.CREATED_AT, description="What images are ordered by."
    )
    direction: OrderDirection = strawberry.field(
        default=OrderDirection.DESC, description="Newest or oldest first."
    )


@strawberry.input(description="Which generations.")
class JobFilter:
    statuses: list[JobStatus] | None = strawberry.field(
        default=None, description="Only those in one of these states."
    )


@strawberry.type(description="Everything that can be looked at.")
class Query:
    @strawberry.field(description="Anything of the viewer's by its id; null for anything else.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
    ) -> Node | None:
        return await _node(info, ids.decode(id))

    @strawberry.field(description="Several nodes, null for each that is not there.")
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="At most 100 ids.")],
    ) -> list[Node | None]:
        return await _nodes(info, ids)

    @strawberry.field(description="The person who asks.")
    def viewer(self) -> Viewer:
        return Viewer()

    @strawberry.field(
        description="The viewer's images. first or last: 1 to 100, 50 where neither is given;"
        " both is BAD_USER_INPUT."
    )
    async def images(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: Annotated[  # noqa: A002
            ImageFilter | None, strawberry.argument(description="Which ones.")
        ] = None,
        order_by: Annotated[
            ImageOrder | None, strawberry.argument(description="Newest first by default.")
        ] = None,
    ) -> ImageConnection:
        asked = paging.checked(first, after, last, before)
        query = _image_query(filter or ImageFilter(), order_by or ImageOrder())
        return ImageConnection(page=await images.page(info.context.use, query, asked))

    @strawberry.field(description="The viewer's generations, newest first.")
    async def jobs(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        filter: Annotated[  # noqa: A002
            JobFilter | None, strawberry.argument(description="Which ones.")
        ] = None,
    ) -> JobConnection:
        asked = paging.checked(first, after, last, before)
        chosen = filter.statuses if filter else None
        statuses = frozenset(chosen) if chosen is not None else None
        return JobConnection(page=await jobs.page(info.context.use, statuses, asked))

    @strawberry.field(description="What this server offers.")
    def server(self, info: Info) -> ServerInfo:
        backend = info.context.use.backend
        return ServerInfo(
            version=backend.version,
            models=[ImageModel.of(model) for model in backend.models],
            max_upload_bytes=backend.max_upload_bytes,
            max_upload_files=backend.max_upload_files,
            trash_retention_days=backend.trash_retention.days,
        )


def _image_query(filter_: ImageFilter, order: ImageOrder) -> ImageQuery:
    return ImageQuery(
        starred=filter_.starred,
        trashed=bool(filter_.trashed),
        field=order.field,
        descending=order.direction is OrderDirection.DESC,
    )


async def _nodes(info: Info, global_ids: list[strawberry.ID]) -> list[Node | None]:
    if len(global_ids) > _MOST_NODES:
        raise TooManyError(f"Ask for at most {_MOST_NODES} ids, not {len(global_ids)}.", ["ids"])
    return [await _node(info, ids.decode(global_id)) for global_id in global_ids]


async def _node(info: Info, named: GlobalId | None) -> Node | None:
    if named is None:
        return None
    if named.kind == "SourceImage":
        return await _source(info, named)
    key = named.uuid(named.kind)
    if key is None:
        return None
    loaders = info.context.loaders
    if named.kind == "Image" and (image := await loaders.images.load(key)):
        return Image.of(info.context.use, image)
    if named.kind == "Job" and (job := await loaders.jobs.load(key)):
        return Job.of(job)
    if named.kind == "Operation" and (operation := await loaders.operations.load(key)):
        return Operation.of(operation)
    return None


async def _source(info: Info, named: GlobalId) -> SourceImage | None:
    owner, _, place = named.key.partition(".")
    owner_hex, _, position = place.partition(".")
    try:
        owner_id = UUID(hex=owner_hex)
    except ValueError:
        return None
    of_job = owner == "job"
    loader = info.context.loaders.job_sources if of_job else info.context.loaders.image_sources
    rows = [row for row in await loader.load(owner_id) or [] if str(row.position) == position]
    found = SourceImage.of_job(rows) if of_job else SourceImage.of_image(rows)
    return found[0] if found else None
