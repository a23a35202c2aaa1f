"""Pictures arriving: the one transaction that makes an image of what is already stored.

``since`` is the number of the newest event before anything was stored. Where the same picture has
come and been deleted for ever after it, its objects may be gone: then no row comes to name them.
"""

from sqlalchemy import text

from db import attempts, counters, events, images, settling, sources, tombstones
from db.attempts import Answered
from db.engine import WriteSession
from db.images import ImageRow, NewImage
from db.kinds import EventKind

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
    joins the job beside the others.
    """
    user_id, job_id = answer.user_id, answer.job_id
    await settling.lock(tx, user_id, job_id)
    if known := (await images.by_ids(tx, user_id, [image.id])).get(image.id):
        return known
    if await tombstones.keep_buried(tx, user_id, image.id, image.key, since=since):
        return None
    await sources.hold_for_job(tx, user_id, job_id)
    row = await _add(tx, user_id, image)
    await sources.inherit(tx, user_id, job_id, image.id)
    filling = {"user_id": user_id, "id": job_id, "slot": answer.slot, "image_id": image.id}
    await tx.execute(_FILL_SLOT, filling)
    await attempts.record(tx, answer)
    await settling.settle(tx, user_id, job_id)
    return row


async def add_upload(
    tx: WriteSession, user_id: int, image: NewImage, *, since: int = 0
) -> ImageRow | None:
    """Commit one uploaded picture. The same id is one picture; null where it has been deleted for
    ever."""
    await counters.lock(tx, user_id)
    if known := (await images.by_ids(tx, user_id, [image.id])).get(image.id):
        return known
    if await tombstones.keep_buried(tx, user_id, image.id, image.key, since=since):
        return None
    return await _add(tx, user_id, image)


async def _add(tx: WriteSession, user_id: int, image: NewImage) -> ImageRow:
    worth = counters.worth(starred=False, trashed=False, byte_size=image.byte_size)
    seq = await events.append(
        tx,
        user_id,
        EventKind.IMAGE_CREATED,
        image_ids=[image.id],
        job_id=image.job_id,
        change=worth,
    )
    row = await images.insert_one(tx, user_id, image, seq=seq)
    tally = counters.Tally()
    tally.add(row.created_at, worth)
    await counters.apply(tx, user_id, tally)
    return row
