"""What the database, the jobs and the events tell, as numbers and spans."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter

from prometheus_client import Histogram

from db.events import EventRow
from db.observing import Ended
from gallery.telemetry import Telemetry


@contextmanager
def timed(histogram: Histogram, *labels: str) -> Iterator[None]:
    begun = perf_counter()
    try:
        yield
    finally:
        histogram.labels(*labels).observe(perf_counter() - begun)


class DatabaseObserver:
    def __init__(self, telemetry: Telemetry) -> None:
        self._metrics = telemetry.metrics
        self._spans = telemetry.spans

    @contextmanager
    def statement(self, name: str) -> Iterator[None]:
        with timed(self._metrics.statements, name), self._spans.child(name):
            yield

    def job_ended(self, ended: Ended) -> None:
        self._metrics.jobs.labels(ended.status.value).observe(ended.seconds)


class TaskObserver:
    def __init__(self, telemetry: Telemetry) -> None:
        self._metrics = telemetry.metrics
        self._spans = telemetry.spans

    @contextmanager
    def task(self, name: str, *, periodic: bool) -> Iterator[None]:
        begun, outcome = perf_counter(), "failed"
        try:
            if periodic:
                yield
            else:
                with self._spans.root(name):
                    yield
            outcome = "done"
        finally:
            self._metrics.tasks.labels(name, outcome).observe(perf_counter() - begun)


class EventObserver:
    def __init__(self, telemetry: Telemetry) -> None:
        self._lag = telemetry.metrics.event_lag

    def delivered(self, row: EventRow) -> None:
        """Measure an event that was just sent; the database's clock has dated it."""
        late = (datetime.now(UTC) - row.happened_at).total_seconds()
        self._lag.observe(max(0.0, late))
