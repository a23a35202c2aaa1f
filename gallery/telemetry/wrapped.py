"""Stores, signers and providers that are measured, and otherwise do what those within them do."""

import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from gallery.telemetry import Telemetry
from gallery.telemetry.observers import judged, outcome_of
from jobs.providers.base import (
    Provider,
    ProviderEvent,
    RefusedError,
    Request,
    RetryableError,
    UnknownError,
    Usage,
)
from storage.base import ObjectInfo, ObjectNotFound, Storage, UrlSigner

logger = logging.getLogger("gallery.attempts")

_MISSING: Final = ((ObjectNotFound, "missing"),)
_UNANSWERED: Final = (
    (RefusedError, "refused"),
    (RetryableError, "retryable"),
    (UnknownError, "unknown"),
    (Exception, "failed"),
    (BaseException, "abandoned"),
)


class MeasuredStorage(Storage):
    """Reading in pieces and listing go at the pace of whoever reads, and are not measured."""

    def __init__(self, inner: Storage, telemetry: Telemetry) -> None:
        self._inner = inner
        self._seconds = telemetry.metrics.storage
        self._spans = telemetry.spans

    async def put(
        self, key: str, source: Path | bytes, *, content_type: str, sha256: bytes | None = None
    ) -> None:
        with self._measured("put"):
            await self._inner.put(key, source, content_type=content_type, sha256=sha256)

    async def get(self, key: str) -> bytes:
        with self._measured("get"):
            return await self._inner.get(key)

    def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        return self._inner.open(key, start, end)

    async def head(self, key: str) -> ObjectInfo:
        with self._measured("head"):
            return await self._inner.head(key)

    async def delete(self, keys: Sequence[str]) -> None:
        with self._measured("delete"):
            await self._inner.delete(keys)

    def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        return self._inner.list(prefix)

    async def probe(self) -> None:
        with self._measured("probe"):
            await self._inner.probe()

    async def close(self) -> None:
        await self._inner.close()

    @contextmanager
    def _measured(self, verb: str) -> Iterator[None]:
        with (
            judged(self._seconds, verb, failures=_MISSING),
            self._spans.child(f"storage.{verb}"),
        ):
            yield


class MeasuredSigner(UrlSigner):
    def __init__(self, inner: UrlSigner, telemetry: Telemetry) -> None:
        self._inner = inner
        self._told = telemetry.metrics.signing

    def url(self, key: str, *, content_type: str, filename: str | None = None) -> str:
        begun = perf_counter()
        url = self._inner.url(key, content_type=content_type, filename=filename)
        self._told.count += 1
        self._told.seconds += perf_counter() - begun
        return url

    def expires_at(self) -> datetime:
        return self._inner.expires_at()


class MeasuredProvider:
    def __init__(self, inner: Provider, telemetry: Telemetry) -> None:
        self.name = inner.name
        self.paid = inner.paid
        self.models = inner.models
        self._inner = inner
        self._telemetry = telemetry

    async def generate(self, request: Request) -> AsyncIterator[ProviderEvent]:
        with self._measured(request) as told:
            async for event in self._inner.generate(request):
                if isinstance(event, Usage):
                    told.update(tokens=event.tokens, providerRequestId=event.request_id)
                yield event

    @contextmanager
    def _measured(self, request: Request) -> Iterator[dict[str, Any]]:
        """Around one request; what is put into the value goes into its line of the log."""
        told: dict[str, Any] = {"provider": self.name, "model": request.model, "n": request.n}
        if self._telemetry.prompts:
            told["prompt"] = request.prompt
        begun, told["outcome"] = perf_counter(), "answered"
        try:
            with self._telemetry.spans.child(f"provider.{self.name}"):
                yield told
        except BaseException as error:
            told["outcome"] = outcome_of(error, _UNANSWERED)
            raise
        finally:
            self._end(told, perf_counter() - begun)

    def _end(self, told: dict[str, Any], seconds: float) -> None:
        metrics = self._telemetry.metrics
        metrics.attempts.labels(self.name, told["outcome"]).observe(seconds)
        metrics.tokens.labels(self.name).inc(told.get("tokens") or 0)
        told["ms"] = round(1000 * seconds, 1)
        logger.info("attempt", extra={"told": told})
