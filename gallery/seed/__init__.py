"""`gallery seed`: a gallery of any size to try things on, with a few real pictures.

Images share these pictures, so they have no sidecars, and `gallery rebuild` leaves them out.
"""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID, uuid5

from tqdm import tqdm

from db import seeding
from db.engine import Database
from db.seeding import Batch, Picture
from gallery.seed.rows import Seeds, batches
from gallery.seed.words import compose
from gallery.settings import Settings
from gallery.wiring import Parts, parts
from resolvers.people import viewer_named
from storage import keys

BATCH: Final = 20_000
_NAMESPACE: Final = UUID("0d7c2f7e-5d0b-4f0c-9c57-2a6f6f0d6c11")
_DRAW: Final = "jobs.providers.demo_art:draw"
_SIZES: Final = ((256, 256), (384, 256), (256, 384), (320, 180), (256, 256), (320, 320), (512, 512))
_FORMATS: Final = {"image/png": "png", "image/jpeg": "jpeg", "image/webp": "webp"}
_DRAWN_AT_ONCE: Final = 4


async def seed(
    settings: Settings, *, images: int, users: int, sources_every: int, pictures: int
) -> None:
    """Add rows to the galleries of user0, user1, ..., as even as can be.

    Where nobody has an image yet, the table is locked until all are there with their indexes.
    """
    async with parts(settings, application="gallery seed", pool_size=2, listen=False) as opened:
        drawn = await _draw_all(opened, pictures)
        seeds = Seeds(drawn, datetime.now(UTC), settings.trash_retention, sources_every)
        user_ids = [
            (await viewer_named(opened.database, f"user{place}")).id for place in range(users)
        ]
        await _fill(opened.database, _all_batches(seeds, user_ids, images), images)
        async with opened.database.read() as session:
            await seeding.tidy(session)


async def _draw_all(opened: Parts, count: int) -> list[Picture]:
    turns = asyncio.Semaphore(_DRAWN_AT_ONCE)
    with tempfile.TemporaryDirectory() as folder, tqdm(total=count, desc="pictures") as bar:

        async def draw(index: int) -> Picture:
            async with turns:
                picture = await _draw(opened, Path(folder) / str(index), index)
            bar.update()
            return picture

        return await asyncio.gather(*map(draw, range(count)))


async def _draw(opened: Parts, path: Path, index: int) -> Picture:
    """The same for the same index, whenever it is drawn."""
    prompt = compose(Random(index))  # noqa: S311  (pictures, not secrets)
    width, height = _SIZES[index % len(_SIZES)]
    content_type, kind = list(_FORMATS.items())[index % len(_FORMATS)]
    imaging = opened.pipeline.imaging
    data = await imaging.call(_DRAW, prompt, width, height, index, 1, 1, "opaque", kind)
    path.write_bytes(data)  # noqa: ASYNC240  (a moment, in a folder of our own)
    made = await imaging.inspect(path)
    sha256 = hashlib.sha256(data).digest()
    key = keys.original(keys.NOBODY, uuid5(_NAMESPACE, str(index)), sha256, content_type)
    await opened.storage.put(key, data, content_type=content_type, sha256=sha256)
    for size in keys.THUMBNAIL_SIZES:
        thumbnail = made.thumbnails[size]
        await opened.storage.put(keys.thumbnail(key, size), thumbnail, content_type="image/webp")
    return Picture(
        made.width, made.height, made.content_type, len(data), sha256, made.thumbhash, key
    )


def _all_batches(seeds: Seeds, user_ids: list[int], images: int) -> Iterator[Batch]:
    each, rest = divmod(images, len(user_ids))
    for place, user_id in enumerate(user_ids):
        # Each time the same, so that what was measured or tested on it can be done again.
        random = Random(place)  # noqa: S311  (pictures, not secrets)
        yield from batches(seeds, user_id, each + (place < rest), random, size=BATCH)


async def _fill(database: Database, source: Iterator[Batch], images: int) -> None:
    async with database.read() as session:
        at_once = images > BATCH and await seeding.is_empty(session)
    if at_once:
        await _load_at_once(database, source, images)
        return
    with tqdm(total=images, desc="images", unit_scale=True) as bar:
        async for batch in _ahead(source):
            async with database.write() as tx:
                await seeding.be_patient(tx)
                await seeding.load(tx, batch)
            bar.update(batch.count)


async def _load_at_once(database: Database, source: Iterator[Batch], images: int) -> None:
    async with database.write() as tx:
        await seeding.be_patient(tx)
        definitions = await seeding.drop_indexes(tx)
        with tqdm(total=images, desc="images", unit_scale=True) as bar:
            async for batch in _ahead(source):
                await seeding.load(tx, batch)
                bar.update(batch.count)
        for definition in tqdm(definitions, desc="indexes"):
            await seeding.create_index(tx, definition)


async def _ahead(source: Iterator[Batch]) -> AsyncIterator[Batch]:
    """Each batch while the next one is being made."""
    making = asyncio.create_task(asyncio.to_thread(next, source, None))
    while batch := await making:
        making = asyncio.create_task(asyncio.to_thread(next, source, None))
        yield batch
