"""Every number of a process, in the words of Prometheus. docs/operations.md lists them."""

from collections.abc import Iterator
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    ProcessCollector,
)
from prometheus_client.metrics_core import Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from db.claims import Queue
from db.engine import Database
from jobs.events import EventHub

_QUICK: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SLOW: Final = (0.1, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600, 1800, 3600)


class Signing(Collector):
    """A page signs two hundred URLs in five microseconds each, in one thread: plain numbers, for a
    counter's lock would take a fifth of that."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0

    def describe(self) -> Iterator[Metric]:
        return self.collect()

    def collect(self) -> Iterator[Metric]:
        yield SummaryMetricFamily(
            "gallery_signing_seconds", "Signed URLs of pictures", self.count, self.seconds
        )


class Metrics:
    """Those of one process: one that tests start beside others has its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.signing = Signing()
        self.registry.register(self.signing)
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._count_requests()
        self._count_jobs()
        self._count_what_is_used()

    def _count_requests(self) -> None:
        self.requests = self._times(
            "request_seconds", "HTTP requests, to the last byte of the answer", "route", "status"
        )
        self.operations = self._times(
            "operation_seconds", "GraphQL queries and mutations", "operation"
        )
        self.fields = self._times(
            "field_seconds", "Resolvers of fields of Query and Mutation", "operation", "field"
        )
        self.errors = self._counter("errors", "Errors that clients were told", "code")
        self.sockets = self._gauge("sockets_open", "WebSockets")
        self._subscriptions = self._gauge("subscriptions_open", "Subscriptions")
        self.event_lag = self._times(
            "event_lag_seconds", "From a change to its event having been sent to a subscriber"
        )

    def _count_jobs(self) -> None:
        self._waiting = self._gauge(
            "queue_waiting", "Generations that could run and have no worker, up to 10 000"
        )
        self._oldest = self._gauge("queue_oldest_seconds", "How long the oldest has waited")
        self.jobs = self._times(
            "job_seconds", "Generations, from the asking to the end", "status", buckets=_SLOW
        )
        self.tasks = self._times(
            "task_seconds", "Runs of a worker's handlers", "task", "outcome", buckets=_SLOW
        )
        self.attempts = self._times(
            "attempt_seconds", "Requests to providers", "provider", "outcome", buckets=_SLOW
        )
        self.tokens = self._counter("provider_tokens", "What providers said they used", "provider")

    def _count_what_is_used(self) -> None:
        self.statements = self._times(
            "statement_seconds", "SQL statements, by the query function that runs them", "query"
        )
        self._pool_size = self._gauge("pool_size", "Connections to PostgreSQL that may be open")
        self._pool_used = self._gauge("pool_used", "Connections to PostgreSQL that are in use")
        self._pool_waiting = self._gauge("pool_waiting", "How many wait for a connection")
        self.storage = self._times(
            "storage_seconds", "What the store of pictures was asked for", "verb", "outcome"
        )

    def _times(
        self, name: str, text: str, *labels: str, buckets: tuple[float, ...] = _QUICK
    ) -> Histogram:
        return Histogram(f"gallery_{name}", text, labels, buckets=buckets, registry=self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"gallery_{name}", text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(f"gallery_{name}", text, registry=self.registry)

    def watch(self, database: Database, hub: EventHub) -> None:
        """Look at these whenever somebody asks."""
        self._pool_size.set_function(lambda: database.pool_use.size)
        self._pool_used.set_function(lambda: database.pool_use.used)
        self._pool_waiting.set_function(lambda: database.pool_use.waiting)
        self._subscriptions.set_function(lambda: hub.followers)

    def queue(self, found: Queue) -> None:
        self._waiting.set(found.waiting)
        self._oldest.set(found.oldest_seconds)
