"""A provider that does what a test tells it, and a storage that fails when it is told to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from jobs.providers.base import Answer, ImageModel, Preview, ProviderEvent, Request, Usage
from jobs.providers.catalogue import DEMO_MODEL
from storage.base import ObjectInfo, Storage, StorageUnavailable
from tests.pictures import png

Script = Callable[[Request], AsyncIterator[ProviderEvent]]


def model(name: str) -> ImageModel:
    return ImageModel(
        name=name,
        provider=name,
        is_demo=False,
        sizes=DEMO_MODEL.sizes,
        qualities=DEMO_MODEL.qualities,
        formats=DEMO_MODEL.formats,
        max_images=10,
        max_sources=16,
        supports_mask=True,
        supports_transparency=True,
        streams_previews=True,
    )


def picture(position: int = 0, side: int = 24) -> bytes:
    return png(side, side + position)


class FakeProvider:
    """Runs the next of its scripts for each request, the last one for all further ones."""

    def __init__(self, *scripts: Script, name: str = "fake", paid: bool = True) -> None:
        self.name = name
        self.paid = paid
        self.models: tuple[ImageModel, ...] = (model(name),)
        self.asked: list[Request] = []
        self._scripts = list(scripts)

    def play(self, *scripts: Script) -> None:
        self._scripts = list(scripts)

    async def generate(self, request: Request) -> AsyncIterator[ProviderEvent]:
        self.asked.append(request)
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
        async for event in script(request):
            yield event


async def draws(request: Request) -> AsyncIterator[ProviderEvent]:
    """Everything that was asked for, with a partial picture before each."""
    for position in range(request.n):
        yield Preview(position, picture())
    yield Usage(tokens=100 * request.n, request_id="req_1")
    for position in range(request.n):
        yield Answer(position, picture(position), tokens=100)


def answers(*events: ProviderEvent, then: Exception | None = None) -> Script:
    """These events, and then an error if there is one."""

    async def script(_request: Request) -> AsyncIterator[ProviderEvent]:
        for event in events:
            yield event
        if then is not None:
            raise then

    return script


def waits(gate: asyncio.Event, *before: ProviderEvent, then: Script = draws) -> Script:
    """Some events, then nothing until the gate opens, then the rest."""

    async def script(request: Request) -> AsyncIterator[ProviderEvent]:
        for event in before:
            yield event
        await gate.wait()
        async for event in then(request):
            yield event

    return script


class FailingStorage(Storage):
    """A store that fails to write while ``broken`` is set."""

    def __init__(self, inner: Storage) -> None:
        self.inner = inner
        self.broken = False
        self.failures = 0

    async def put(
        self, key: str, source: Path | bytes, *, content_type: str, sha256: bytes | None = None
    ) -> None:
        self._check()
        await self.inner.put(key, source, content_type=content_type, sha256=sha256)

    async def get(self, key: str) -> bytes:
        return await self.inner.get(key)

    def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        return self.inner.open(key, start, end)

    async def head(self, key: str) -> ObjectInfo:
        return await self.inner.head(key)

    async def delete(self, keys: Sequence[str]) -> None:
        self._check()
        await self.inner.delete(keys)

    def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        return self.inner.list(prefix)

    async def probe(self) -> None:
        await self.inner.probe()

    async def close(self) -> None:
        await self.inner.close()

    def _check(self) -> None:
        if self.broken:
            self.failures += 1
            raise StorageUnavailable("the disk is away")
