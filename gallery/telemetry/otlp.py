"""Spans for a collector, by OpenTelemetry's SDK, which reads its other settings itself (OTEL_*).

Spans tell names and durations: no SQL parameters, prompts, keys or messages of errors.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, StatusCode, get_current_span

_TIMEOUT_SECONDS = 3


class ExportedSpans:
    def __init__(self, endpoint: str, service: str) -> None:
        release = version("gallery")
        told = {"service.name": service, "service.version": release}
        exporter = OTLPSpanExporter(f"{endpoint}/v1/traces", timeout=_TIMEOUT_SECONDS)
        self._provider = TracerProvider(resource=Resource.create(told), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("gallery", release)

    @contextmanager
    def root(self, name: str, **attributes: str | int) -> Iterator[None]:
        with (
            self._tracer.start_as_current_span(
                name,
                attributes=attributes,
                record_exception=False,
                set_status_on_exception=False,
            ) as span,
            _failing(span),
        ):
            yield

    @contextmanager
    def child(self, name: str) -> Iterator[None]:
        if not get_current_span().is_recording():
            yield
            return
        # Not the current one: what is open around a yield is ended by whoever comes along.
        span = self._tracer.start_span(name)
        try:
            with _failing(span):
                yield
        finally:
            span.end()

    def close(self) -> None:
        self._provider.shutdown()


@contextmanager
def _failing(span: Span) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        span.set_status(StatusCode.ERROR, type(error).__name__)
        raise
