"""The provider that draws by itself: free, offline, and streaming like a real one."""

import hashlib
from collections.abc import AsyncIterator

from jobs.providers.base import Answer, ImageModel, Preview, ProviderEvent, Request, Usage
from jobs.providers.catalogue import DEMO_MODEL, SIZES
from storage.imaging import ImagingPool

_DRAW = "jobs.providers.demo_art:draw"
_STEPS = 4
_PREVIEW_SCALE = 2


class DemoProvider:
    name = "demo"
    paid = False
    models: tuple[ImageModel, ...] = (DEMO_MODEL,)

    def __init__(self, imaging: ImagingPool) -> None:
        self._imaging = imaging

    async def generate(self, request: Request) -> AsyncIterator[ProviderEvent]:
        seeds = [_seed(request, index) for index in range(request.n)]
        for step in range(1, _STEPS):
            for index, seed in enumerate(seeds):
                yield Preview(index, await self._draw(request, seed, step))
        yield Usage(tokens=0)
        for index, seed in enumerate(seeds):
            yield Answer(index, await self._draw(request, seed, _STEPS))

    async def _draw(self, request: Request, seed: int, step: int) -> bytes:
        size = SIZES[seed % len(SIZES)] if request.size == "auto" else request.size
        # Partial pictures are shown small, so they are drawn small.
        scale = 1 if step == _STEPS else _PREVIEW_SCALE
        width, height = (int(side) // scale for side in size.split("x"))
        return await self._imaging.call(
            _DRAW,
            request.prompt,
            width,
            height,
            seed,
            step,
            _STEPS,
            request.background,
            request.output_format,
        )


def _seed(request: Request, index: int) -> int:
    digest = hashlib.sha256(f"{index}\0{request.prompt}".encode())
    for source in request.sources:
        digest.update(source.read_bytes())
    return int.from_bytes(digest.digest()[:6])
