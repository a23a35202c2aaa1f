"""What the database, the jobs and the events tell, as numbers and spans."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter

from prometheus_client import Histogram

from db.events import EventRow
from db.observing import Ended
from gallery.telemetry import Telemetry

Failures = Sequence[tuple[type[BaseException], str]]


@contextmanager
def timed(histogram: Histogram, *labels: str) -> Iterator[None]:
    begun = perf_counter()
    try:
        yield
    finally:
        histogram.labels(*labels).observe(perf_counter() - begun)


@contextmanager
def judged(histogram: Histogram, *labels: str, failures: Failures = ()) -> Iterator[None]:
    """As ``timed``, with how it ended as one more label."""
    begun, outcome = perf_counter(), "done"
    try:
        yield
    except BaseException as error:
        outcome = outcome_of(error, failures)
        raise
    finally:
        histogram.labels(*labels, outcome).observe(perf_counter() - begun)


def outcome_of(error: BaseException, failures: Failures) -> str:
    """By the first kind that it is of."""
    return next((name for kind, name in failures if isinstance(error, kind)), "failed")


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
        with judged(self._metrics.tasks, name):
            if periodic:
                yield
            else:
                with self._spans.root(name):
                    yield


class EventObserver:
    def __init__(self, telemetry: Telemetry) -> None:
        self._lag = telemetry.metrics.event_lag

    def delivered(self, row: EventRow) -> None:
        """Measure an event that was just sent; the database's clock has dated it."""
        late = (datetime.now(UTC) - row.happened_at).total_seconds()
        self._lag.observe(max(0.0, late))
