"""GraphQL operations, by names that no client can make many of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from time import perf_counter
from typing import Final, NamedTuple

from graphql import GraphQLError

from gallery.telemetry import Telemetry, current, lines
from gallery.telemetry.current import Record
from gallery.telemetry.observers import timed
from schema.observing import Tell

_OTHER: Final = "other"
_NAMED: Final = re.compile(r"\b(?:query|mutation|subscription)\s+([_A-Za-z]\w{0,79})")
_SUBSCRIBES: Final = re.compile(r"(?:^|\})\s*subscription\b")
_label: ContextVar[str] = ContextVar("label", default=_OTHER)


class _About(NamedTuple):
    """What a document calls itself; ``label`` is its name only where it is one of the app's."""

    name: str | None
    label: str
    subscribes: bool


class OperationObserver:
    """``documents`` are the texts of the app's own."""

    def __init__(self, telemetry: Telemetry, documents: Iterable[str]) -> None:
        self._metrics = telemetry.metrics
        self._spans = telemetry.spans
        own = frozenset(documents)

        @lru_cache(maxsize=512)
        def about(document: str) -> _About:
            found = _NAMED.search(document)
            name = found[1] if found else None
            label = name if name and document in own else _OTHER
            return _About(name, label, bool(_SUBSCRIBES.search(document)))

        self._about = about

    @contextmanager
    def operation(
        self, document: str | None, name: str | None, *, streamed: bool
    ) -> Iterator[Tell]:
        about = self._about(document or "")
        _label.set(about.label)
        record = _record(about.name)
        begun = perf_counter()

        def tell(errors: Sequence[GraphQLError]) -> None:
            for error in errors:
                record.note(error.extensions or {})

        try:
            if streamed:
                # Its span would last for hours, and what it lies around is not one task's.
                yield tell
            else:
                with self._spans.root(about.label, **_attributes(record)):
                    yield tell
        finally:
            self._end(about, record, perf_counter() - begun)

    def _end(self, about: _About, record: Record, seconds: float) -> None:
        if not about.subscribes:
            self._metrics.operations.labels(about.label).observe(seconds)
        if record.on_socket:
            lines.ended(self._metrics, record, "operation", seconds)

    @contextmanager
    def field(self, name: str) -> Iterator[None]:
        with timed(self._metrics.fields, _label.get(), name):
            yield


def _record(operation: str | None) -> Record:
    """The request's, or one for each operation of a socket."""
    record = current.record() or Record("")
    if record.on_socket:
        record = current.begin(replace(record, codes=[], faults=[]))
    record.operation = operation
    return record


def _attributes(record: Record) -> dict[str, str | int]:
    told = {"gallery.request_id": record.id, "enduser.id": record.user_id}
    return {name: value for name, value in told.items() if value}
