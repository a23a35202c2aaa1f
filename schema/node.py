"""What Relay asks of every type: refetchable nodes, pages, and the arguments of connections."""

from collections.abc import Callable
from typing import Annotated, Self, TypeVar

import strawberry

from db.keyset import Page

_Row = TypeVar("_Row")

First = Annotated[
    int | None, strawberry.argument(description="How many from the beginning, 1 to 100.")
]
After = Annotated[str | None, strawberry.argument(description="Begin after this cursor.")]
Last = Annotated[int | None, strawberry.argument(description="How many from the end, 1 to 100.")]
Before = Annotated[str | None, strawberry.argument(description="End before this cursor.")]


@strawberry.interface(description="Something that can be fetched again by its id.")
class Node:
    id: strawberry.ID = strawberry.field(description="Opaque, and unique over all types.")


@strawberry.type(description="What lies on either side of a page.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follows, exactly.")
    has_previous_page: bool = strawberry.field(description="Whether something precedes, exactly.")
    start_cursor: str | None = strawberry.field(description="Of the first edge; null without one.")
    end_cursor: str | None = strawberry.field(description="Of the last edge; null without one.")

    @classmethod
    def of(cls, page: Page[_Row], cursor: Callable[[_Row], str]) -> Self:
        return cls(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=cursor(page.rows[0]) if page.rows else None,
            end_cursor=cursor(page.rows[-1]) if page.rows else None,
        )
