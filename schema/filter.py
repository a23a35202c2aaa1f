"""Which images: filters, orders and selections as the API takes them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from db import image_filter
from db.image_filter import ImageQuery
from resolvers.errors import InvalidError
from resolvers.selections import Chosen, Matching
from schema import ids
from schema.enums import ImageOrderField, ImageOrigin, OrderDirection


@strawberry.input(description="Which images. What is left out, or null, narrows nothing.")
class ImageFilter:
    starred: bool | None = strawberry.field(
        default=None, description="Only those with a star, or only those without."
    )
    trashed: bool | None = strawberry.field(
        default=False,
        description="false (the default, and null) = the gallery, true = the trash.",
    )
    search: str | None = strawberry.field(
        default=None,
        description="Words of the prompt, any order, prefixes count; accents and case do not."
        " What stands in quotes is looked for as it is.",
    )
    models: list[str] | None = strawberry.field(
        default=None, description="Only those of one of these models, at most 100."
    )
    origins: list[ImageOrigin] | None = strawberry.field(
        default=None, description="Only those of one of these origins."
    )
    created_after: datetime | None = strawberry.field(default=None, description="Inclusive.")
    created_before: datetime | None = strawberry.field(default=None, description="Exclusive.")
    deleted_before: datetime | None = strawberry.field(
        default=None, description="Exclusive. Only of the trash, for what is about to go."
    )

    def wanted(self) -> image_filter.ImageFilter:
        return image_filter.ImageFilter(
            starred=self.starred,
            trashed=bool(self.trashed),
            search=self.search,
            models=None if self.models is None else tuple(self.models),
            origins=None if self.origins is None else tuple(self.origins),
            created_after=self.created_after,
            created_before=self.created_before,
            deleted_before=self.deleted_before,
        )


@strawberry.input(description="Which end of the list comes first.")
class ImageOrder:
    field: ImageOrderField = strawberry.field(
        default=ImageOrderField.CREATED_AT, description="What images are ordered by."
    )
    direction: OrderDirection = strawberry.field(
        default=OrderDirection.DESC, description="Newest or oldest first."
    )


Filter = Annotated[ImageFilter | None, strawberry.argument(description="Which images.")]
Order = Annotated[ImageOrder | None, strawberry.argument(description="Newest first by default.")]


def query(filter_: ImageFilter | None, order: ImageOrder | None) -> ImageQuery:
    order = order or ImageOrder()
    return ImageQuery(
        filter=(filter_ or ImageFilter()).wanted(),
        field=order.field,
        descending=order.direction is OrderDirection.DESC,
    )


@strawberry.input(description="Every image that matches a filter as of a moment, less some.")
class MatchingImages:
    filter: ImageFilter = strawberry.field(description="Which images.")
    as_of: str | None = strawberry.field(
        default=None,
        description="An event cursor: images that came later are not touched; now, where left out.",
    )
    except_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Less these, at most 1000."
    )


@strawberry.input(
    one_of=True,
    description="Either ids (1 to 1000), or every image that matches a filter as of a moment,"
    " less some.",
)
class ImageSelection:
    ids: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="1 to 1000 images."
    )
    matching: MatchingImages | None = strawberry.field(
        default=strawberry.UNSET, description="All that match."
    )

    def chosen(self) -> Chosen | Matching:
        """Raises ``InvalidError`` for what is no id of an image."""
        if self.matching:
            excepted = _image_ids(self.matching.except_ids, ["selection", "matching", "exceptIds"])
            return Matching(self.matching.filter.wanted(), self.matching.as_of, excepted)
        return Chosen(_image_ids(self.ids, ["selection", "ids"]))


def _image_ids(given: list[strawberry.ID] | None, path: list[str]) -> tuple[UUID, ...]:
    found = []
    for place, global_id in enumerate(given or ()):
        image_id = ids.uuid_of(global_id, "Image")
        if image_id is None:
            raise InvalidError("This is no id of an image.", [*path, str(place)])
        found.append(image_id)
    return tuple(found)


Selected = Annotated[ImageSelection, strawberry.argument(description="Which images.")]
