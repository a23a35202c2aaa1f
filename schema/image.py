"""Images and what they were made from."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from db.images import ImageRow
from db.sources import SourceRow
from resolvers import images, paging
from resolvers.context import Context
from resolvers.images import ImagePage
from schema import ids
from schema.context import Info
from schema.enums import ImageOrigin, ThumbSize
from schema.filter import Filter, Order, query
from schema.node import After, Before, First, Last, Node, PageInfo
from storage import keys, media

if TYPE_CHECKING:
    from schema.job import Job

_Size = Annotated[ThumbSize, strawberry.argument(description="How large at most.")]


@strawberry.type(description="A picture of the viewer's, generated or uploaded, kept for good.")
class Image(Node):
    origin: ImageOrigin = strawberry.field(description="Where it came from.")
    prompt: str = strawberry.field(description="What was asked for, or said at the upload.")
    revised_prompt: str | None = strawberry.field(
        description="What the model says it really drew, where the provider tells."
    )
    model: str = strawberry.field(description="Which model drew it; empty for an upload.")
    params: JSON = strawberry.field(
        description="The parameters the provider was called with, and those it reported back."
    )
    width: int = strawberry.field(description="Pixels, as displayed.")
    height: int = strawberry.field(description="Pixels, as displayed.")
    content_type: str = strawberry.field(description="Of the original: what it decoded as.")
    byte_size: int = strawberry.field(description="Of the original.")
    sha256: str = strawberry.field(description="Hex SHA-256 of the original bytes.")
    thumbhash: str = strawberry.field(
        description="Base64 ThumbHash (at most 25 bytes): what the tile shows until the"
        " thumbnail is there."
    )
    cost_tokens: int | None = strawberry.field(
        description="What it cost, where known; where one call brought several pictures, its share."
        " Null for uploads and free providers."
    )
    starred: bool = strawberry.field(description="Whether the viewer gave it a star.")
    deleted_at: datetime | None = strawberry.field(
        description="Null = in the gallery; set = in the trash since then."
    )
    purge_at: datetime | None = strawberry.field(
        description="When the purge may take it; null outside the trash."
    )
    created_at: datetime = strawberry.field(description="When it came into the gallery.")
    row: strawberry.Private[ImageRow]

    @classmethod
    def of(cls, context: Context, row: ImageRow) -> Self:
        trashed = row.deleted_at
        return cls(
            id=ids.encode("Image", row.id),
            origin=ImageOrigin(row.origin),
            prompt=row.prompt,
            revised_prompt=row.revised_prompt,
            model=row.model,
            params=JSON(row.params),
            width=row.width,
            height=row.height,
            content_type=row.content_type,
            byte_size=row.byte_size,
            sha256=row.sha256.hex(),
            thumbhash=b64encode(row.thumbhash).decode(),
            cost_tokens=row.cost_tokens,
            starred=row.starred,
            deleted_at=trashed,
            purge_at=trashed + context.backend.trash_retention if trashed else None,
            created_at=row.created_at,
            row=row,
        )

    @strawberry.field(
        description="The original, signed. The same string for the whole signing window, so"
        " that browsers cache it."
    )
    def url(
        self,
        info: Info,
        download: Annotated[
            bool, strawberry.argument(description="Save it under a name made of the prompt.")
        ] = False,
    ) -> str:
        row = self.row
        name = media.download_name(row.prompt, row.created_at, row.content_type)
        signer = info.context.use.backend.signer
        return signer.url(
            row.key, content_type=row.content_type, filename=name if download else None
        )

    @strawberry.field(description="A WebP thumbnail, signed as url is. Never enlarged.")
    def thumb_url(self, info: Info, size: _Size = ThumbSize.SMALL) -> str:
        return thumb_url(info, self.row, size)

    @strawberry.field(description="url and thumbUrl are good until then.")
    def url_expires_at(self, info: Info) -> datetime:
        return info.context.use.backend.signer.expires_at()

    @strawberry.field(
        description="Its place in the list of that filter and order, for images(after:) and"
        " (before:), whether or not it belongs there; null in an order that has no place for it."
    )
    def cursor(
        self,
        filter: Filter = None,  # noqa: A002
        order_by: Order = None,
    ) -> str | None:
        return images.cursor(query(filter, order_by), self.row)

    @strawberry.field(description="What it was made from, in the order given.")
    async def sources(self, info: Info) -> list["SourceImage"]:
        rows = await info.context.loaders.image_sources.load(self.row.id)
        return SourceImage.of_image(rows or [])

    @strawberry.field(description="Images made from this one, those in the trash left out.")
    async def derived(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> "ImageConnection":
        asked = paging.checked(first, after, last, before)
        # The first pages of many images are one statement; further ones are asked for alone.
        if asked.is_start:
            found = await info.context.loaders.derived(asked.limit).load(self.row.id)
            assert found is not None, "every image has a page, if an empty one"
        else:
            found = await images.page(info.context.use, images.made_from(self.row.id), asked)
        return ImageConnection(found=found)

    @strawberry.field(description="The generation that made it; null for an upload.")
    async def job(self, info: Info) -> Annotated["Job", strawberry.lazy("schema.job")] | None:
        from schema.job import Job  # they name each other

        if self.row.job_id is None:
            return None
        row = await info.context.loaders.jobs.load(self.row.job_id)
        return Job.of(row) if row else None


def thumb_url(info: Info, row: ImageRow, size: ThumbSize) -> str:
    key = keys.thumbnail(row.key, size.value)
    return info.context.use.backend.signer.url(key, content_type="image/webp")


@strawberry.type(
    description="A picture that another one was made from. It stays, with its thumbhash, when"
    " the image itself is purged."
)
class SourceImage(Node):
    position: int = strawberry.field(description="Place among the sources, from 0.")
    thumbhash: str = strawberry.field(description="Base64 ThumbHash of the source.")
    source_id: strawberry.Private[UUID | None]

    @classmethod
    def of_image(cls, rows: Iterable[SourceRow]) -> list[Self]:
        return [cls._of("image", row) for row in rows]

    @classmethod
    def of_job(cls, rows: Iterable[SourceRow]) -> list[Self]:
        return [cls._of("job", row) for row in rows]

    @classmethod
    def _of(cls, owner: str, row: SourceRow) -> Self:
        return cls(
            id=ids.encode("SourceImage", f"{owner}.{row.owner_id.hex}.{row.position}"),
            position=row.position,
            thumbhash=b64encode(row.thumbhash).decode(),
            source_id=row.source_id,
        )

    @strawberry.field(description="Null once that image is purged.")
    async def image(self, info: Info) -> Image | None:
        row = await self._row(info)
        return Image.of(info.context.use, row) if row else None

    @strawberry.field(description="The source's original; null once that image is purged.")
    async def url(self, info: Info) -> str | None:
        row = await self._row(info)
        if row is None:
            return None
        return info.context.use.backend.signer.url(row.key, content_type=row.content_type)

    @strawberry.field(description="Null once that image is purged.")
    async def thumb_url(self, info: Info, size: _Size = ThumbSize.SMALL) -> str | None:
        row = await self._row(info)
        return thumb_url(info, row, size) if row else None

    async def _row(self, info: Info) -> ImageRow | None:
        if self.source_id is None:
            return None
        return await info.context.loaders.images.load(self.source_id)


@strawberry.type(description="An image and its place in a list.")
class ImageEdge:
    cursor: str = strawberry.field(description="Its place in this order under this filter.")
    node: Image = strawberry.field(description="The image.")


@strawberry.type(description="A page of images.")
class ImageConnection:
    found: strawberry.Private[ImagePage]

    @strawberry.field(description="The images with their cursors.")
    def edges(self, info: Info) -> list[ImageEdge]:
        use, cursor = info.context.use, self.found.cursor
        return [
            ImageEdge(cursor=cursor(row), node=Image.of(use, row)) for row in self.found.page.rows
        ]

    @strawberry.field(description="The images alone.")
    def nodes(self, info: Info) -> list[Image]:
        return [Image.of(info.context.use, row) for row in self.found.page.rows]

    @strawberry.field(description="What lies on either side.")
    def page_info(self) -> PageInfo:
        return PageInfo.of(self.found.page, self.found.cursor)

    @strawberry.field(description="Counted only when asked for.")
    async def total_count(self, info: Info) -> int:
        wanted = self.found.query.filter
        if wanted.derived_from is not None:
            return await info.context.loaders.derived_counts.load(wanted.derived_from) or 0
        return await images.count(info.context.use, wanted)
