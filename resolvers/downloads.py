"""Downloads: a selection as one archive, which is the same however often it is asked for."""

import hashlib
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from db import downloads, images, sources
from db.downloads import DownloadRow
from db.engine import ReadSession
from db.images import ImageRow
from db.selections import Selection
from db.sources import SourceRow
from jobs.recipes import recipe
from resolvers.context import Context
from resolvers.errors import InvalidError, TooManyError
from resolvers.selections import Chosen, Matching, check, freeze
from storage import archive, media
from storage.archive import Length, Member

MOST_IMAGES = 100_000
LIFETIME = timedelta(days=1)
_AT_ONCE = 500


async def create(context: Context, selection: Chosen | Matching, *, recipes: bool) -> DownloadRow:
    """Note what is to be downloaded; raises ``InvalidError`` or ``TooManyError``."""
    check(selection)
    user_id = context.viewer.id
    async with context.backend.database.write() as tx:
        wanted = await _frozen(tx, user_id, selection)
        download = await downloads.create(
            tx, user_id, wanted, recipes=recipes, lifetime=LIFETIME, most=MOST_IMAGES + 1
        )
        if download.images > MOST_IMAGES:
            raise TooManyError(
                f"One archive holds at most {MOST_IMAGES} images: select fewer.", ["selection"]
            )
        if not download.images:
            raise InvalidError("There is nothing in this selection.", ["selection"])
    return download


async def _frozen(session: ReadSession, user_id: int, selection: Chosen | Matching) -> Selection:
    if isinstance(selection, Chosen):
        return selection.ids
    frozen, _ = await freeze(session, user_id, selection)
    return frozen


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive before its first byte: how long it is, and a tag that changes with any byte."""

    download: DownloadRow
    length: int
    tag: str


async def prepare(context: Context, download_id: UUID) -> Archive | None:
    """The viewer's own archive as it would be now; null where there is none, or not any more."""
    async with context.read() as session:
        download = await downloads.find(session, context.viewer.id, download_id)
    if download is None:
        return None
    length, digest = Length(), hashlib.sha256()
    async for member, _ in _members(context, download):
        length.add(member)
        digest.update(repr(member).encode())
    return Archive(download, length.total, digest.hexdigest()[:32])


def stream(context: Context, prepared: Archive) -> AsyncIterator[bytes]:
    """All bytes of an archive."""
    return archive.stream(_members(context, prepared.download))


async def _members(
    context: Context, download: DownloadRow
) -> AsyncIterator[tuple[Member, AsyncIterable[bytes]]]:
    names = _Names()
    async for image, made_from in _images(context, download):
        name = names.of(image)
        picture = Member(name, image.created_at, image.byte_size)
        yield picture, context.backend.pipeline.storage.open(image.key)
        if download.recipes:
            words = recipe(context.viewer.name, image, made_from)
            yield Member(f"{name}.json", image.created_at, len(words)), _once(words)


async def _images(
    context: Context, download: DownloadRow
) -> AsyncIterator[tuple[ImageRow, list[SourceRow]]]:
    """Those of the images that are still there, a page at a time."""
    user_id = context.viewer.id
    for start in range(0, download.images, _AT_ONCE):
        async with context.read() as session:
            ids = await downloads.image_ids(session, user_id, download.id, start, _AT_ONCE)
            rows = await images.by_ids(session, user_id, ids)
            made_from = await sources.of_images(session, user_id, ids) if download.recipes else {}
        for image_id in ids:
            if image_id in rows:
                yield rows[image_id], made_from.get(image_id, [])


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


class _Names:
    """File names that are no other's in the archive.

    A name ends with the second of its image's creation, and images come in that order: so only the
    names of one second have to be remembered.
    """

    def __init__(self) -> None:
        self._second: datetime | None = None
        self._taken: set[str] = set()

    def of(self, image: ImageRow) -> str:
        second = image.created_at.replace(microsecond=0)
        if second != self._second:
            self._second = second
            self._taken.clear()
        name = media.download_name(image.prompt, image.created_at, image.content_type)
        stem, _, extension = name.rpartition(".")
        number = 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem} ({number}).{extension}"
        self._taken.add(name.casefold())
        return name
