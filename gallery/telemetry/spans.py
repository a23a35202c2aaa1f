"""Spans of OpenTelemetry, where somebody collects them; its libraries are not imported before."""

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Spans(Protocol):
    def root(self, name: str, **attributes: str | int) -> AbstractContextManager[object]:
        """A span that others of the same task, and of tasks that it starts, lie in."""

    def child(self, name: str) -> AbstractContextManager[object]:
        """A span within a root; none where there is no root, as in work that repeats itself."""

    def close(self) -> None:
        """Send what has not been sent yet, for as long as the exporter's timeout."""


class NoSpans:
    def root(self, name: str, **attributes: str | int) -> AbstractContextManager[object]:
        return nullcontext()

    def child(self, name: str) -> AbstractContextManager[object]:
        return nullcontext()

    def close(self) -> None:
        pass


def exported(endpoint: str, service: str) -> Spans:
    """Spans that go to a collector, which speaks OTLP over HTTP at this address."""
    from gallery.telemetry.otlp import ExportedSpans

    return ExportedSpans(endpoint, service)
