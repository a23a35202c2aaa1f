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
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        GCCollector(registry=registry)

        def histogram(
            name: str, text: str, *labels: str, buckets: tuple[float, ...] = _QUICK
        ) -> Histogram:
            return Histogram(f"gallery_{name}", text, labels, buckets=buckets, registry=registry)

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f"gallery_{name}", text, labels, registry=registry)

        def gauge(name: str, text: str) -> Gauge:
            return Gauge(f"gallery_{name}", text, registry=registry)

        self.requests = histogram(
            "request_seconds", "HTTP requests, to the last byte of the answer", "route", "status"
        )
        self.operations = histogram(
            "operation_seconds", "GraphQL queries and mutations", "operation"
        )
        self.fields = histogram(
            "field_seconds", "Resolvers of fields of Query and Mutation", "operation", "field"
        )
        self.errors = counter("errors", "Errors that clients were told, by code", "code")
        self.sockets = gauge("sockets_open", "Open WebSockets")
        self.subscriptions = gauge("subscriptions_open", "Subscriptions that are followed")
        self.event_lag = histogram(
            "event_lag_seconds", "From the change to its event having been sent to a subscriber"
        )
        self.statements = histogram(
            "statement_seconds", "SQL statements, by the query function that runs them", "query"
        )
        self.pool_size = gauge("pool_size", "Connections to PostgreSQL that may be open")
        self.pool_used = gauge("pool_used", "Connections to PostgreSQL that are in use")
        self.pool_waiting = gauge("pool_waiting", "Those that wait for a connection")
        self.signing = Signing()
        registry.register(self.signing)
        self.storage = histogram(
            "storage_seconds", "What the store of pictures was asked for", "verb", "outcome"
        )
        self.queue_waiting = gauge(
            "queue_waiting", "Generations that could run and have no worker, counted up to 10 000"
        )
        self.queue_oldest = gauge("queue_oldest_seconds", "How long the oldest of them has waited")
        self.jobs = histogram(
            "job_seconds", "Generations, from the asking to their end", "status", buckets=_SLOW
        )
        self.tasks = histogram(
            "task_seconds", "Runs of workers' handlers", "task", "outcome", buckets=_SLOW
        )
        self.attempts = histogram(
            "attempt_seconds", "Requests to providers", "provider", "outcome", buckets=_SLOW
        )
        self.tokens = counter("provider_tokens", "What providers said they used", "provider")
        self._watch_nothing()

    def _watch_nothing(self) -> None:
        for gauge in (self.queue_waiting, self.queue_oldest):
            gauge.set(0)

    def watch(self, database: Database, hub: EventHub) -> None:
        """Look at these whenever somebody asks."""
        self.pool_size.set_function(lambda: database.pool_use.size)
        self.pool_used.set_function(lambda: database.pool_use.used)
        self.pool_waiting.set_function(lambda: database.pool_use.waiting)
        self.subscriptions.set_function(lambda: hub.followers)

    def queue(self, found: Queue) -> None:
        self.queue_waiting.set(found.waiting)
        self.queue_oldest.set(found.oldest_seconds)
