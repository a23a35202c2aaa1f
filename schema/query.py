"""The root of all queries."""

import asyncio
from typing import Annotated
from uuid import UUID

import strawberry

from resolvers import bulk, images, jobs, paging, selections
from resolvers.errors import TooManyError
from schema import ids
from schema.context import Info
from schema.enums import JobStatus, TimelineUnit
from schema.filter import Filter, Order, Selected, query
from schema.ids import GlobalId
from schema.image import Image, ImageConnection, SourceImage
from schema.job import Job, JobConnection
from schema.node import After, Before, First, Last, Node
from schema.operation import Operation, OperationConnection
from schema.timeline import SelectionSummary, TimelineBucket
from schema.viewer import ImageModel, ServerInfo, Viewer

_MOST_NODES = 100


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
        filter: Filter = None,  # noqa: A002
        order_by: Order = None,
    ) -> ImageConnection:
        asked = paging.checked(first, after, last, before)
        wanted = query(filter, order_by)
        return ImageConnection(found=await images.page(info.context.use, wanted, asked))

    @strawberry.field(
        description="How many images there are in each day or month, newest first: a scroll bar's"
        " true length, and where to jump."
    )
    async def image_timeline(
        self,
        info: Info,
        filter: Filter = None,  # noqa: A002
        unit: Annotated[
            TimelineUnit, strawberry.argument(description="How long a bucket is.")
        ] = TimelineUnit.MONTH,
        time_zone: Annotated[
            str, strawberry.argument(description="An IANA name: whose days and months.")
        ] = "UTC",
    ) -> list[TimelineBucket]:
        wanted = query(filter, None).filter
        found = await images.timeline(info.context.use, wanted, unit, time_zone)
        return [
            TimelineBucket(start=bucket.start, count=bucket.images, cursor=bucket.cursor)
            for bucket in found
        ]

    @strawberry.field(description="What a bulk action on this selection would touch.")
    async def selection_summary(self, info: Info, selection: Selected) -> SelectionSummary:
        return SelectionSummary.of(await selections.summary(info.context.use, selection.chosen()))

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
        return JobConnection(found=await jobs.page(info.context.use, statuses, asked))

    @strawberry.field(description="What was done to the viewer's images, newest first.")
    async def operations(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> OperationConnection:
        asked = paging.checked(first, after, last, before)
        return OperationConnection(page=await bulk.page(info.context.use, asked))

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


async def _nodes(info: Info, global_ids: list[strawberry.ID]) -> list[Node | None]:
    if len(global_ids) > _MOST_NODES:
        raise TooManyError(f"Ask for at most {_MOST_NODES} ids, not {len(global_ids)}.", ["ids"])
    # At once, so that the loaders ask for all of a kind in one statement.
    return await asyncio.gather(*(_node(info, ids.decode(id_)) for id_ in global_ids))


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
