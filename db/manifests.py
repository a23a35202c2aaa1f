"""What changes about a user's images, listed in the order of their ids."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import text

from db.engine import ReadSession

# Before every other id.
NIL: Final = UUID(int=0)


class ListedImage(NamedTuple):
    """``buried``: its row is gone, its objects have still to go."""

    id: UUID
    starred: bool
    deleted_at: datetime | None
    buried: bool


_PAGE = text(
    """
    (SELECT id, starred, deleted_at, false AS buried FROM images
      WHERE user_id = :user_id AND id > :after ORDER BY id LIMIT :limit)
    UNION ALL
    (SELECT image_id, false, NULL, true FROM tombstones
      WHERE user_id = :user_id AND image_id > :after ORDER BY image_id LIMIT :limit)
    ORDER BY id LIMIT :limit
    """
)


async def page(session: ReadSession, user_id: int, after: UUID, limit: int) -> list[ListedImage]:
    """The next of a user's images, those being purged among them.

    An image passes from a row to a tombstone in one transaction, and one statement sees it as the
    one or the other: none is missed, however slowly the pages are read.
    """
    parameters = {"user_id": user_id, "after": after, "limit": limit}
    return [ListedImage._make(row) for row in await session.all(_PAGE, parameters)]
