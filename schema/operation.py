"""Operations: what mutations did to images."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

import strawberry

from db.keyset import Page
from db.operations import UNDO_WINDOW, OperationRow
from resolvers import bulk
from schema import ids
from schema.enums import ImageAction, OperationStatus, SkipReason
from schema.node import Node, PageInfo


@strawberry.type(description="Images that an operation left as they were.")
class SkippedImages:
    reason: SkipReason = strawberry.field(description="Why.")
    count: int = strawberry.field(description="How many.")
    ids: list[strawberry.ID] = strawberry.field(description="The first hundred.")


@strawberry.type(
    description="One mutation's effect on a set of images; kept, so that it can be undone from"
    " any tab."
)
class Operation(Node):
    action: ImageAction = strawberry.field(description="What was done.")
    status: OperationStatus = strawberry.field(description="How far it is.")
    matched: int = strawberry.field(
        description="How many images it was asked for. For a selection of more than 1000, a lower"
        " bound until a worker has listed them, within a second or so."
    )
    changed: int = strawberry.field(description="How many it changed.")
    skipped: list[SkippedImages] = strawberry.field(description="The others, by reason.")
    error: str | None = strawberry.field(
        description="Why it failed half-way, where it did; what it had changed is counted and"
        " can be undone."
    )
    created_at: datetime = strawberry.field(description="When it was asked for.")
    undoable_until: datetime | None = strawberry.field(description="Null = cannot be undone.")

    @classmethod
    def of(cls, row: OperationRow) -> Self:
        until = row.created_at + UNDO_WINDOW
        undoable = (
            row.action is not ImageAction.DELETE
            and row.status in (OperationStatus.DONE, OperationStatus.FAILED)
            and until > datetime.now(UTC)
        )
        return cls(
            id=ids.encode("Operation", row.id),
            action=row.action,
            status=row.status,
            matched=row.matched,
            changed=row.changed,
            skipped=list(_skipped(row)),
            error=row.error,
            created_at=row.created_at,
            undoable_until=until if undoable else None,
        )


def _skipped(row: OperationRow) -> Iterator[SkippedImages]:
    for reason, found in sorted(row.skipped.items()):
        yield SkippedImages(
            reason=SkipReason(reason),
            count=found["count"],
            ids=[ids.encode("Image", UUID(image_id)) for image_id in found["ids"]],
        )


@strawberry.type(description="An operation and its place in the list.")
class OperationEdge:
    cursor: str = strawberry.field(description="Its place in the list.")
    node: Operation = strawberry.field(description="The operation.")


@strawberry.type(description="A page of operations, newest first.")
class OperationConnection:
    page: strawberry.Private[Page[OperationRow]]

    @strawberry.field(description="The operations with their cursors.")
    def edges(self) -> list[OperationEdge]:
        return [
            OperationEdge(cursor=bulk.cursor(row), node=Operation.of(row)) for row in self.page.rows
        ]

    @strawberry.field(description="The operations alone.")
    def nodes(self) -> list[Operation]:
        return [Operation.of(row) for row in self.page.rows]

    @strawberry.field(description="What lies on either side.")
    def page_info(self) -> PageInfo:
        return PageInfo.of(self.page, bulk.cursor)
