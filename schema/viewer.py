"""The viewer and the server they look at."""

from datetime import datetime
from typing import Annotated, Self

import strawberry

from jobs.providers.base import ImageModel as ModelData
from resolvers import feed, images, jobs
from schema import ids
from schema.context import Info
from schema.enums import ImageFormat, ImageQuality


@strawberry.type(description="What the gallery holds.")
class GallerySummary:
    count: int = strawberry.field(description="How many images.")
    starred_count: int = strawberry.field(description="How many of them have a star.")
    byte_size: float = strawberry.field(description="Bytes of their originals.")


@strawberry.type(description="What the trash holds.")
class TrashSummary:
    count: int = strawberry.field(description="How many images.")
    byte_size: float = strawberry.field(description="Bytes of their originals.")
    retention_days: int = strawberry.field(description="How long the trash keeps them.")

    @strawberry.field(description="When the purge may take the first; null for an empty trash.")
    async def next_purge_at(self, info: Info) -> datetime | None:
        return await images.next_purge_at(info.context.use)


@strawberry.type(description="What a person has asked for and spent.")
class Usage:
    jobs: int = strawberry.field(description="Generations asked for.")
    images: int = strawberry.field(description="Pictures that came of generations.")
    cost_tokens: int = strawberry.field(description="Tokens that providers charged.")
    daily_job_limit: int | None = strawberry.field(description="Null = no limit.")
    daily_token_limit: int | None = strawberry.field(description="Null = no limit.")


@strawberry.type(description="The person who asks.")
class Viewer:
    @strawberry.field(description="Opaque.")
    def id(self, info: Info) -> strawberry.ID:
        return ids.encode("Viewer", str(info.context.use.viewer.id))

    @strawberry.field(description="The name they sign in with.")
    def name(self, info: Info) -> str:
        return info.context.use.viewer.name

    @strawberry.field(description="What their gallery holds.")
    async def gallery(self, info: Info) -> GallerySummary:
        sums = await images.totals(info.context.use)
        return GallerySummary(
            count=sums.live, starred_count=sums.starred, byte_size=float(sums.live_bytes)
        )

    @strawberry.field(description="What their trash holds.")
    async def trash(self, info: Info) -> TrashSummary:
        sums = await images.totals(info.context.use)
        retention = info.context.use.backend.trash_retention
        return TrashSummary(
            count=sums.trashed,
            byte_size=float(sums.trashed_bytes),
            retention_days=retention.days,
        )

    @strawberry.field(description="What they have asked for and spent.")
    async def usage(
        self,
        info: Info,
        since: Annotated[
            datetime | None,
            strawberry.argument(description="Since the beginning of the UTC day by default."),
        ] = None,
    ) -> Usage:
        backend = info.context.use.backend
        row = await jobs.usage_since(info.context.use, since)
        return Usage(
            jobs=row.jobs,
            images=row.images,
            cost_tokens=row.cost_tokens,
            daily_job_limit=backend.daily_job_limit,
            daily_token_limit=backend.daily_token_limit,
        )

    @strawberry.field(
        description="Where the event stream stands now. Read it before the first page, then"
        " subscribe with after: it, and nothing falls between."
    )
    async def event_cursor(self, info: Info) -> str:
        return await feed.cursor(info.context.use)


@strawberry.type(description="What a person may choose when creating.")
class ImageModel:
    name: str = strawberry.field(description="What model: takes.")
    provider: str = strawberry.field(description="Who runs it.")
    is_demo: bool = strawberry.field(description="Whether it only draws locally, for nothing.")
    sizes: list[str] = strawberry.field(description="What size: takes.")
    qualities: list[ImageQuality] = strawberry.field(description="What quality: takes.")
    formats: list[ImageFormat] = strawberry.field(description="What outputFormat: takes.")
    max_images: int = strawberry.field(description="The largest n.")
    max_sources: int = strawberry.field(description="How many sources an edit may have.")
    supports_mask: bool = strawberry.field(description="Whether maskId is understood.")
    supports_transparency: bool = strawberry.field(
        description="Whether the background may be transparent."
    )
    streams_previews: bool = strawberry.field(description="Whether partial pictures come.")
    data: strawberry.Private[ModelData]

    @classmethod
    def of(cls, data: ModelData) -> Self:
        return cls(
            name=data.name,
            provider=data.provider,
            is_demo=data.is_demo,
            sizes=list(data.sizes),
            qualities=[ImageQuality(quality) for quality in data.qualities],
            formats=[ImageFormat(format_) for format_ in data.formats],
            max_images=data.max_images,
            max_sources=data.max_sources,
            supports_mask=data.supports_mask,
            supports_transparency=data.supports_transparency,
            streams_previews=data.streams_previews,
            data=data,
        )

    @strawberry.field(description="Tokens for one image, by size and quality, where known.")
    def estimated_tokens(
        self,
        size: Annotated[str, strawberry.argument(description="One of sizes.")],
        quality: Annotated[ImageQuality, strawberry.argument(description="One of qualities.")],
    ) -> int | None:
        return self.data.most_tokens(size, quality.value)


@strawberry.type(description="What this server offers.")
class ServerInfo:
    version: str = strawberry.field(description="Of the software.")
    models: list[ImageModel] = strawberry.field(description="The first is the default.")
    max_upload_bytes: int = strawberry.field(description="The largest file.")
    max_upload_files: int = strawberry.field(description="The most files of one upload.")
    trash_retention_days: int = strawberry.field(description="How long the trash keeps images.")
