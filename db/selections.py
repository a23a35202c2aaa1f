"""Sets of a user's images: by their ids, or frozen at an event. Locked in the order of ids."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from db import image_filter
from db.engine import ReadSession, WriteSession
from db.image_filter import ImageFilter
from db.kinds import ImageOrigin
from db.tables import image_sources, images

_c = images.c


@dataclass(frozen=True, slots=True)
class Frozen:
    """Every image that matched a filter when the event ``as_of`` was the newest, less some."""

    filter: ImageFilter
    as_of: int
    except_ids: tuple[UUID, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As an operation keeps it."""
        return {
            "filter": asdict(self.filter),
            "as_of": self.as_of,
            "except_ids": [str(image_id) for image_id in self.except_ids],
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Frozen":
        wanted = dict(kept["filter"])
        for name, make in (("models", str), ("origins", ImageOrigin)):
            wanted[name] = tuple(map(make, wanted[name])) if wanted[name] is not None else None
        for name in ("created_after", "created_before", "deleted_before"):
            # Those kept before a field was there do not name it.
            wanted[name] = datetime.fromisoformat(wanted[name]) if wanted.get(name) else None
        wanted["derived_from"] = UUID(wanted["derived_from"]) if wanted["derived_from"] else None
        excepted = tuple(UUID(image_id) for image_id in kept["except_ids"])
        return cls(ImageFilter(**wanted), kept["as_of"], excepted)


# Either a frozen filter, or ids.
Selection = Frozen | tuple[UUID, ...]


class LockedImage(NamedTuple):
    id: UUID
    starred: bool
    deleted_at: datetime | None
    created_at: datetime
    byte_size: int
    # The operations that last starred and last moved it: what an undo goes by.
    star_operation_id: UUID | None
    move_operation_id: UUID | None


_COLUMNS = [_c[name] for name in LockedImage._fields]


async def lock_ids(
    tx: WriteSession, user_id: int, ids: Collection[UUID], *, as_of: int | None = None
) -> dict[UUID, LockedImage]:
    """Lock those of the images that are this user's, in the order of their ids.

    With ``as_of``, those that have come or moved after that event are left out.
    """
    conditions = [_c.user_id == user_id, _c.id == func.any(list(ids))]
    if as_of is not None:
        conditions.append(_c.moved_seq <= as_of)
    return await _lock(tx, conditions)


async def lock_frozen(
    tx: WriteSession, user_id: int, frozen: Frozen, *, limit: int
) -> dict[UUID, LockedImage]:
    """Lock images of a frozen selection, in the order of their ids."""
    return await _lock(tx, matching(user_id, frozen), limit)


async def _lock(
    tx: WriteSession, conditions: list[ColumnElement[bool]], limit: int | None = None
) -> dict[UUID, LockedImage]:
    wanted = select(*_COLUMNS).where(*conditions).order_by(_c.id).limit(limit)
    rows = await tx.all(wanted.with_for_update(key_share=True))
    return {row[0]: LockedImage._make(row) for row in rows}


class Summary(NamedTuple):
    images: int
    byte_size: int
    starred: int
    used_as_source: int


async def summary(session: ReadSession, user_id: int, selection: Selection) -> Summary:
    """What a selection holds; ``used_as_source`` counts those that others were made from."""
    s = image_sources.c
    used = _c.id.in_(select(s.source_id).where(s.user_id == user_id, s.source_id.is_not(None)))
    statement = select(
        func.count(),
        func.coalesce(func.sum(_c.byte_size), 0),
        func.count().filter(_c.starred),
        func.count().filter(used),
    ).where(*matching(user_id, selection))
    row = await session.first(statement)
    assert row is not None
    return Summary(*map(int, row))


async def count(session: ReadSession, user_id: int, selection: Selection, *, most: int) -> int:
    """How many images a selection holds, counted no further than ``most``."""
    counted = select(_c.id).where(*matching(user_id, selection)).limit(most).subquery()
    return int(await session.scalar(select(func.count()).select_from(counted)))


def matching(user_id: int, selection: Selection) -> list[ColumnElement[bool]]:
    """Whether an image is of the selection, as conditions over the images table."""
    if isinstance(selection, tuple):
        return [_c.user_id == user_id, _c.id == func.any(list(selection))]
    conditions = image_filter.everything(user_id, selection.filter)
    conditions.append(_c.moved_seq <= selection.as_of)
    if selection.except_ids:
        conditions.append(_c.id != func.all(list(selection.except_ids)))
    return conditions
