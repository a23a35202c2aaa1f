"""A provider that is made when it is first asked: what it needs is slow to import, and large."""

import asyncio
from collections.abc import AsyncIterator, Callable

from jobs.providers.base import ImageModel, Provider, ProviderEvent, Request


class DeferredProvider:
    def __init__(
        self, name: str, models: tuple[ImageModel, ...], *, paid: bool, make: Callable[[], Provider]
    ) -> None:
        self.name = name
        self.paid = paid
        self.models = models
        self._make = make
        self._made: Provider | None = None

    async def generate(self, request: Request) -> AsyncIterator[ProviderEvent]:
        provider = self._made
        if provider is None:
            provider = await asyncio.to_thread(self._make)
            self._made = provider
        async for event in provider.generate(request):
            yield event
