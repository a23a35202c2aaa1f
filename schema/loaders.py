"""One data loader per edge: what a page needs of it is one statement."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial
from typing import TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from db.images import ImageRow
from db.jobs import AttemptRow, JobRow, SlotRow
from db.operations import OperationRow
from db.sources import SourceRow
from resolvers import bulk, images, jobs
from resolvers.context import Context
from resolvers.images import ImagePage

_Found = TypeVar("_Found")
_Look = Callable[[Context, Collection[UUID]], Awaitable[dict[UUID, _Found]]]


class Loaders:
    """Keys are ids of the viewer's; null for one that is not theirs."""

    def __init__(self, context: Context) -> None:
        self.images: DataLoader[UUID, ImageRow | None] = _loader(context, images.by_ids)
        self.image_sources: DataLoader[UUID, list[SourceRow] | None] = _loader(
            context, images.sources_of
        )
        self.derived_counts: DataLoader[UUID, int | None] = _loader(context, images.derived_counts)
        self._derived: dict[int, DataLoader[UUID, ImagePage | None]] = {}
        self._context = context
        self.jobs: DataLoader[UUID, JobRow | None] = _loader(context, jobs.by_ids)
        self.job_slots: DataLoader[UUID, list[SlotRow] | None] = _loader(context, jobs.slots_of)
        self.job_attempts: DataLoader[UUID, list[AttemptRow] | None] = _loader(
            context, jobs.attempts_of
        )
        self.job_sources: DataLoader[UUID, list[SourceRow] | None] = _loader(
            context, jobs.sources_of
        )
        self.job_images: DataLoader[UUID, list[ImageRow] | None] = _loader(context, jobs.images_of)
        self.queue_positions: DataLoader[UUID, int | None] = _loader(context, jobs.queue_positions)
        self.operations: DataLoader[UUID, OperationRow | None] = _loader(context, bulk.by_ids)

    def derived(self, limit: int) -> DataLoader[UUID, ImagePage | None]:
        """First pages of that size of what was made from images."""
        if limit not in self._derived:
            look = partial(images.derived_pages, limit=limit)
            self._derived[limit] = _loader(self._context, look)
        return self._derived[limit]


def _loader(context: Context, look: _Look[_Found]) -> DataLoader[UUID, _Found | None]:
    async def load(keys: list[UUID]) -> list[_Found | None]:
        found = await look(context, keys)
        return [found.get(key) for key in keys]

    return DataLoader(load_fn=load)
