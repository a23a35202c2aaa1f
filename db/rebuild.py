"""The rows of an empty database, made again in one transaction from what storage tells.

All that is kept beside a row holds as if it had come alone: counts, search words, event numbers.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text

from db import counters, events, search
from db.counters import Tally
from db.engine import WriteSession
from db.events import MOST_IDS
from db.images import NewImage
from db.kinds import EventKind
from db.sources import SourceRow
from db.tables import images

_LOCK = text("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE")
_EMPTY = text("SELECT NOT EXISTS (SELECT 1 FROM users)")
_PATIENT = (
    text("SET LOCAL statement_timeout = 0"),
    text("SET LOCAL idle_in_transaction_session_timeout = 0"),
)
# Sources may be restored after the images made from them.
_LINEAGE = text("CREATE TEMPORARY TABLE rebuilt_sources (LIKE image_sources) ON COMMIT DROP")


async def begin(tx: WriteSession) -> bool:
    """Keep everybody else from becoming a user; false where somebody is one already."""
    for statement in (*_PATIENT, _LOCK, _LINEAGE):
        await tx.execute(statement)
    return bool(await tx.scalar(_EMPTY))


_ADD_USER = text(
    """
    INSERT INTO users (id, name) OVERRIDING SYSTEM VALUE VALUES (:user_id, :name)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name
    """
)
_ADD_COUNTER = text(
    "INSERT INTO user_counters (user_id) VALUES (:user_id) ON CONFLICT (user_id) DO NOTHING"
)


async def add_user(tx: WriteSession, user_id: int, name: str) -> None:
    """Make a user under the number that their keys have, or name one that was made before."""
    await tx.execute(_ADD_USER, {"user_id": user_id, "name": name})
    await tx.execute(_ADD_COUNTER, {"user_id": user_id})


_ADD_SOURCES = text(
    """
    INSERT INTO rebuilt_sources (user_id, image_id, position, source_id, thumbhash)
    VALUES (:user_id, :owner_id, :position, :source_id, :thumbhash)
    """
)


async def add_images(
    tx: WriteSession, user_id: int, batch: Sequence[NewImage], made_from: Sequence[SourceRow]
) -> None:
    """Write images with their counts, as one event without an operation; their sources may be yet
    to come, and are named by ``finish``."""
    tally = Tally()
    for image in batch:
        assert image.created_at is not None, "what is rebuilt was made before"
        trashed = image.deleted_at is not None
        worth = counters.worth(starred=image.starred, trashed=trashed, byte_size=image.byte_size)
        tally.add(image.created_at, worth)
    ids = [image.id for image in batch[: MOST_IDS + 1]]
    seq = await events.append(
        tx, user_id, EventKind.IMAGES_CHANGED, image_ids=ids, change=tally.total
    )
    await tx.execute(insert(images), [_values(user_id, image, seq) for image in batch])
    await counters.apply(tx, user_id, tally)
    if made_from:
        rows = [{"user_id": user_id, **source._asdict()} for source in made_from]
        await tx.execute(_ADD_SOURCES, rows)


def _values(user_id: int, image: NewImage, seq: int) -> dict[str, Any]:
    return {
        **{name: getattr(image, name) for name in NewImage.__slots__},
        "user_id": user_id,
        "moved_seq": seq,
        "search": search.tsvector(user_id, image.prompt),
    }


_BURY = text(
    """
    INSERT INTO tombstones (user_id, image_id, key)
    SELECT :user_id, * FROM unnest(CAST(:ids AS uuid[]), CAST(:keys AS text[]))
    """
)


async def bury(tx: WriteSession, user_id: int, keys: dict[UUID, str]) -> None:
    """Have the purge go on with images that it had begun to delete."""
    if keys:
        parameters = {"user_id": user_id, "ids": list(keys), "keys": list(keys.values())}
        await tx.execute(_BURY, parameters)


_NAME_SOURCES = text(
    """
    INSERT INTO image_sources (user_id, image_id, position, source_id, thumbhash)
    SELECT made.user_id, made.image_id, made.position, images.id, made.thumbhash
    FROM rebuilt_sources AS made
    LEFT JOIN images ON images.user_id = made.user_id AND images.id = made.source_id
    """
)
_NEXT_USER = text(
    "SELECT setval(pg_get_serial_sequence('users', 'id'), (SELECT max(id) FROM users))"
)


async def finish(tx: WriteSession) -> None:
    """Write the lineage, a source that is gone by its thumbhash alone, and number the next user."""
    await tx.execute(_NAME_SOURCES)
    await tx.execute(_NEXT_USER)
