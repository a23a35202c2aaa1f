"""Counts over many images: the timeline, and what a selection holds."""

from datetime import datetime
from typing import Self

import strawberry

from resolvers.selections import Summarised


@strawberry.type(description="A day or month with images in it.")
class TimelineBucket:
    start: datetime = strawberry.field(description="Its first moment, in the time zone asked for.")
    count: int = strawberry.field(description="How many images it holds.")
    cursor: str = strawberry.field(
        description="Usable as images(after:) with the same filter in the default order: the page"
        " then starts with this bucket."
    )


@strawberry.type(description="What a bulk action on a selection would touch.")
class SelectionSummary:
    as_of: str = strawberry.field(description="Pass it on as asOf to act on exactly this.")
    count: int = strawberry.field(description="How many images.")
    byte_size: float = strawberry.field(description="Bytes of their originals.")
    starred_count: int = strawberry.field(description="How many have a star.")
    used_as_source_count: int = strawberry.field(description="How many others were made from.")

    @classmethod
    def of(cls, found: Summarised) -> Self:
        return cls(
            as_of=found.as_of,
            count=found.summary.images,
            byte_size=float(found.summary.byte_size),
            starred_count=found.summary.starred,
            used_as_source_count=found.summary.used_as_source,
        )
