"""Pictures arriving: the one transaction that makes an image of what is already stored.

``since`` is the number of the newest event before anything was stored. Where the same picture has
come and been deleted for ever after it, its objects may be gone: then no row comes to name them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import text

from db import attempts, counters, events, images, settling, sidecars, sources, tombstones
from db.attempts import Answered
from db.engine import WriteSession
from db.images import ImageRow, NewImage
from db.kinds import EventKind
from db.sources import SourceRow

_FILL_SLOT = text(
    """
    UPDATE job_slots SET status = 'done', image_id = :image_id, preview_key = NULL,
      error_code = NULL, error_message = NULL
    WHERE user_id = :user_id AND job_id = :id AND slot = :slot AND image_id IS NULL
    """
)


async def deliver(
    tx: WriteSession, answer: Answered, image: NewImage, *, since: int = 0
) -> ImageRow | None:
    """Commit one answered picture: its row, sources, slot and event. The same id is one picture;
    null where it has been deleted for ever.

    A slot that another attempt has filled meanwhile stays as it is: the picture was paid, so it
    joins the job beside the others. One whose job is no more, since the database was rebuilt, is
    kept without it.
    """
    user_id, job_id = answer.user_id, answer.job_id
    try:
        await settling.lock(tx, user_id, job_id)
    except settling.UnknownJobError:
        return await add_upload(tx, user_id, replace(image, job_id=None), since=since)
    await sources.hold_for_job(tx, user_id, job_id)
    row, is_new = await _arrive(tx, user_id, image, since=since)
    if not is_new:
        return row
    await sources.inherit(tx, user_id, job_id, image.id)
    filling = {"user_id": user_id, "id": job_id, "slot": answer.slot, "image_id": image.id}
    await tx.execute(_FILL_SLOT, filling)
    await attempts.record(tx, answer)
    await settling.settle(tx, user_id, job_id)
    return row


async def add_upload(
    tx: WriteSession, user_id: int, image: NewImage, *, since: int = 0
) -> ImageRow | None:
    """Commit one picture that belongs to no job. The same id is one picture; null where it has been
    deleted for ever."""
    await counters.lock(tx, user_id)
    row, _ = await _arrive(tx, user_id, image, since=since)
    return row


async def add_restored(
    tx: WriteSession,
    user_id: int,
    image: NewImage,
    *,
    made_from: Sequence[SourceRow],
    since: int = 0,
) -> ImageRow | None:
    """Commit one picture of an export as it was there. The same id is one picture; null where it
    has been deleted for ever.

    A source that is not this user's, or not yet, leaves its thumbhash (``sources.connect``).
    """
    wanted = [source.source_id for source in made_from if source.source_id]
    held = await images.hold_sources(tx, user_id, wanted)
    await counters.lock(tx, user_id)
    # It is no news, and need not be live: windows are told to look again.
    row, is_new = await _arrive(tx, user_id, image, since=since, kind=EventKind.IMAGES_CHANGED)
    if not is_new:
        return row
    present = [
        source if source.source_id in held else source._replace(source_id=None)
        for source in made_from
    ]
    await sources.insert_for_images(tx, user_id, present)
    return row


class _Arrival(NamedTuple):
    """The row, null where the image has been deleted for ever; ``is_new`` where it was not there
    before."""

    row: ImageRow | None
    is_new: bool


async def _arrive(
    tx: WriteSession,
    user_id: int,
    image: NewImage,
    *,
    since: int,
    kind: EventKind = EventKind.IMAGE_CREATED,
) -> _Arrival:
    if known := (await images.by_ids(tx, user_id, [image.id])).get(image.id):
        return _Arrival(known, is_new=False)
    if await tombstones.keep_buried(tx, user_id, image.id, image.key, since=since):
        return _Arrival(None, is_new=False)
    return _Arrival(await _add(tx, user_id, image, kind), is_new=True)


async def _add(tx: WriteSession, user_id: int, image: NewImage, kind: EventKind) -> ImageRow:
    worth = counters.worth(
        starred=image.starred, trashed=image.deleted_at is not None, byte_size=image.byte_size
    )
    seq = await events.append(
        tx, user_id, kind, image_ids=[image.id], job_id=image.job_id, change=worth
    )
    row = await images.insert_one(tx, user_id, image, seq=seq)
    await sidecars.owe(tx, user_id, [image.id])
    tally = counters.Tally()
    tally.add(row.created_at, worth)
    await counters.apply(tx, user_id, tally)
    return row
