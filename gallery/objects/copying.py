"""`gallery storage copy`: everything from one store to another, while the gallery runs.

Both are listed in the order of keys and compared, so that a run which was cut goes on where it
was, and one after the last finds nothing to do. Nothing that is there is ever written over.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Never

import click
from tqdm import tqdm

from gallery.objects.carrying import Load, digest, loaded
from gallery.objects.flows import each, joined
from gallery.objects.places import opened, own
from gallery.report import Names
from storage import keys
from storage.base import ObjectConflict, ObjectInfo, ObjectNotFound, Storage, StorageError

_AT_ONCE: Final = 8


class _Pair(NamedTuple):
    """An object, and what is under its key at the other place."""

    source: ObjectInfo
    target: ObjectInfo | None

    @property
    def is_there(self) -> bool:
        return self.target is not None and self.target.size == self.source.size


@dataclass
class Report:
    """``gone`` were deleted after they had been listed."""

    copied: int = 0
    bytes: int = 0
    there: int = 0
    gone: int = 0
    failed: Names = field(default_factory=lambda: Names("not copied"))

    @property
    def summary(self) -> str:
        if not (self.copied or self.gone or self.failed.count):
            return f"Nothing left to copy: {self.there} file(s) are there."
        return (
            f"{self.copied} copied ({self.bytes} bytes), {self.there} already there,"
            f" {self.gone} deleted meanwhile, {self.failed.count} failed"
        )


async def run(
    source_url: str | None, target_url: str | None, environ: Mapping[str, str], *, verify: bool
) -> int:
    """Copy what is not there yet; the exit code is 1 where an object could not be copied.

    A place that is null is the gallery's own. ``verify`` reads what is there already, too, on both
    sides. Raises ``SettingsError``.
    """
    source = await opened(source_url or own(environ), environ, "from")
    try:
        target = await opened(target_url or own(environ), environ, "to")
        try:
            report = await Copy(source, target, verify=verify).run()
        finally:
            await target.close()
    except StorageError as error:
        click.echo(f"gallery storage copy: {error}. Run it again: it goes on from here.", err=True)
        return 1
    finally:
        await source.close()
    for line in report.failed.lines():
        click.echo(line, err=True)
    click.echo(report.summary)
    return 1 if report.failed.count else 0


class Copy:
    """From one store to another. Raises StorageError where one cannot be listed."""

    def __init__(self, source: Storage, target: Storage, *, verify: bool) -> None:
        self._source = source
        self._target = target
        self._verify = verify
        self._report = Report()

    async def run(self) -> Report:
        with tqdm(total=await self._left(), desc="copy", unit="B", unit_scale=True) as bar:

            async def take(pair: _Pair) -> None:
                await self._take(pair, bar)

            await each(self._pairs(), take, at_once=_AT_ONCE)
        return self._report

    async def _left(self) -> int:
        """How many bytes there are to read."""
        left = 0
        async for pair in self._pairs():
            left += pair.source.size * self._is_left(pair)
        return left

    async def _pairs(self) -> AsyncIterator[_Pair]:
        both = joined(_lasting(self._source), _lasting(self._target), _key, _key)
        async for source, target in both:
            if source is not None:
                yield _Pair(source, target)

    def _is_left(self, pair: _Pair) -> bool:
        return self._verify or not pair.is_there

    async def _take(self, pair: _Pair, bar: "tqdm[Never]") -> None:
        key, size = pair.source.key, pair.source.size
        if not self._is_left(pair):
            self._report.there += 1
            return
        try:
            async with loaded(self._source, key, size) as load:
                await self._carry(pair, load)
        except ObjectNotFound:
            self._report.gone += 1
        except ObjectConflict:
            self._fail(key, "other bytes are there: delete them if they are not wanted")
        except StorageError as error:
            self._fail(key, str(error))
        bar.update(size)

    async def _carry(self, pair: _Pair, load: Load) -> None:
        key = pair.source.key
        if not _is_intact(key, load):
            self._fail(key, "it is damaged where it is")
        elif not pair.is_there:
            kind = keys.content_type(key)
            await self._target.put(key, load.source, content_type=kind, sha256=load.sha256)
            self._report.copied += 1
            self._report.bytes += pair.source.size
        elif await digest(self._target, key) == load.sha256:
            self._report.there += 1
        else:
            raise ObjectConflict(key)

    def _fail(self, key: str, why: str) -> None:
        self._report.failed.add(f"{key}: {why}")


async def _lasting(storage: Storage) -> AsyncIterator[ObjectInfo]:
    """All but partial pictures, which are gone within the hour."""
    async for found in storage.list(""):
        if not found.key.startswith(keys.PREVIEWS):
            yield found


def _key(found: ObjectInfo) -> str:
    return found.key


def _is_intact(key: str, load: Load) -> bool:
    """Whether an original is what its key says; of others nothing is known."""
    known = keys.original_of(key.removeprefix(keys.QUARANTINE))
    return known is None or load.sha256.startswith(known.sha256)
