"""Spans reach a collector where there is one, and cost nothing where there is none."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from gallery.http import app_documents
from gallery.settings import Settings
from gallery.telemetry import telemetry
from gallery.wiring import parts
from jobs.worker import run as run_worker
from tests.api.helpers import asked_for, ended, failure, uploaded
from tests.conftest import serving
from tests.pictures import png

_PROMPT = "a secret garden behind the mill"
_PATIENCE = 20.0


class Collector(HTTPServer):
    """Speaks as much OTLP as an exporter hears."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.bodies: list[bytes] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def spans(self) -> list[Span]:
        asked = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        resources = [resource for request in asked for resource in request.resource_spans]
        scopes = [scope for resource in resources for scope in resource.scope_spans]
        return [span for scope in scopes for span in scope.spans]

    def within(self, root: str) -> set[str]:
        """The names of the spans that lie in those of this name."""
        found = self.spans()
        parents = {span.span_id for span in found if span.name == root}
        assert parents
        return {span.name for span in found if span.parent_span_id in parents}


class _Taking(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        assert self.path == "/v1/traces"
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as collector, ThreadPoolExecutor(1) as threads:
        threads.submit(collector.serve_forever, 0.05)
        yield collector
        collector.shutdown()


@pytest.fixture
def traced(settings: Settings, collector: Collector) -> Settings:
    return replace(settings, otlp_endpoint=collector.address)


async def test_an_operation_tells_what_it_asked(traced: Settings, collector: Collector) -> None:
    own = next(text for text in app_documents().values() if "query Viewer" in text)
    async with serving(traced) as house:
        ann = house.client("ann")
        await uploaded(ann, png(8, 8), prompt=_PROMPT)
        await ann.query(own)
        await failure(ann, "{ nonsense }")
    # The last ones are sent when it ends.
    assert collector.within("Viewer") >= {"counters.totals", "events.head"}
    assert collector.within("other") >= {"storage.put", "events.append"}
    assert "claims.queue" not in {span.name for span in collector.spans()}
    sent = b"".join(collector.bodies)
    assert _PROMPT.encode() not in sent
    assert ann.token.encode() not in sent


async def test_a_generation_tells_what_it_asked(traced: Settings, collector: Collector) -> None:
    told = telemetry(traced, "tests")
    async with (
        serving(traced) as house,
        parts(traced, application="tests", pool_size=8, listen=False, telemetry=told) as opened,
    ):
        working = asyncio.create_task(run_worker(opened.services, traced.redis_url, concurrency=1))
        ann = house.client("ann")
        try:
            await ended(ann, await asked_for(ann, _PROMPT))
        finally:
            opened.services.stopping.set()
            await working
    await asyncio.to_thread(told.spans.close)
    asked = collector.within("generate")
    assert asked >= {"provider.demo", "storage.put", "claims.claim", "attempts.begin"}
    assert _PROMPT.encode() not in b"".join(collector.bodies)


async def test_a_collector_that_is_away_holds_up_nothing(settings: Settings) -> None:
    async with asyncio.timeout(_PATIENCE):
        async with serving(replace(settings, otlp_endpoint="http://127.0.0.1:9")) as house:
            await house.client("ann").query("{ viewer { name } }")


def test_nothing_of_it_is_imported_where_nobody_collects(settings: Settings) -> None:
    program = (
        "import sys; from gallery import serving; from gallery.settings import load;"
        f"serving.create_app(load({environment(settings)!r}));"
        "sys.exit('opentelemetry' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def environment(settings: Settings) -> dict[str, str]:
    return {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "JWT_SECRET": "a secret of tests, which is long enough",
        "STORAGE_DIR": str(settings.storage_dir),
        "SPOOL_DIR": str(settings.spool_dir),
    }
