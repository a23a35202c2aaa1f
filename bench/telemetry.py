"""What metrics, logs and traces cost: the app's page of 50 pictures, from an api that tells
everything of itself (and is scraped, and has a collector for its spans), from one that tells
nothing, and from one that does all but trace.

Rounds are interleaved, so that whatever else the machine does meets all of them alike. What counts
is the processor time that each api has spent on its pages: one process answers as many pages as
fit into a second of it.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

import aiohttp

from bench import running
from db.observing import UNOBSERVED as UNOBSERVED_DATABASE
from gallery import app, cli, commands, seed, wiring
from gallery.http import app_documents
from gallery.settings import load
from schema.observing import UNOBSERVED as UNOBSERVED_SCHEMA

_IMAGES = 2000
_AT_ONCE = 4
_MOST = 1.05
_SCRAPED_EVERY = 5
_TICKS = os.sysconf("SC_CLK_TCK")
_VARIABLES = {
    "first": 50,
    "filter": {},
    "orderBy": {"field": "CREATED_AT", "direction": "DESC"},
}


@dataclass
class Api:
    name: str
    address: str
    pid: int
    rounds: list[float] = field(default_factory=list)

    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


def _tell_nothing() -> None:
    """Take out of this process whatever measures it."""
    for module, name, put in (
        (wiring, "DatabaseObserver", lambda _: UNOBSERVED_DATABASE),
        (wiring, "MeasuredStorage", lambda inner, _: inner),
        (wiring, "MeasuredSigner", lambda inner, _: inner),
        (app, "Requests", lambda inner, **_: inner),
        (app, "OperationObserver", lambda *_: UNOBSERVED_SCHEMA),
    ):
        assert hasattr(module, name)
        setattr(module, name, put)


class _Collector(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _collector() -> Iterator[str]:
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), _Collector) as server,
        ThreadPoolExecutor(1) as threads,
    ):
        threads.submit(server.serve_forever)
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


async def _compare(apis: list[Api], token: str, rounds: int, pages: int) -> None:
    document = next(text for text in app_documents().values() if "query Images(" in text)
    body = {"query": document, "variables": _VARIABLES}
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def ask(api: Api, count: int) -> None:
            for _ in range(count):
                async with session.post(f"{api.address}/graphql", json=body) as answer:
                    assert len((await answer.json())["data"]["images"]["nodes"]) == 50

        async def load(api: Api) -> None:
            await asyncio.gather(*(ask(api, pages // _AT_ONCE) for _ in range(_AT_ONCE)))

        async def scrape(api: Api) -> None:
            async with session.get(f"{api.address}/metrics") as answer:
                await answer.read()

        for api in apis:
            await load(api)
        for number in range(rounds):
            for api in apis if number % 2 else apis[::-1]:
                before = api.processor_seconds()
                await load(api)
                if number % _SCRAPED_EVERY == 0:
                    await scrape(api)
                api.rounds.append(1000 * (api.processor_seconds() - before) / pages)


def _report(apis: list[Api]) -> None:
    bare = median(apis[0].rounds)
    for api in apis:
        page = median(api.rounds)
        print(f"{api.name:26} {page:6.2f} ms of the processor for a page   {page / bare:.3f}")
    assert page / bare <= _MOST, "it costs more than 5 %"


def main() -> None:
    parser = argparse.ArgumentParser(description="What telling of itself costs an api.")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--pages", type=int, default=60, help="in each round, of each api")
    options = parser.parse_args()
    with running.installation() as environ, _collector() as collector, ExitStack() as stack:
        settings = load(environ)
        asyncio.run(seed.seed(settings, images=_IMAGES, users=1, sources_every=10, pictures=50))
        silent = (sys.executable, "-m", "bench.telemetry")
        traced = {**environ, "OTEL_EXPORTER_OTLP_ENDPOINT": collector}
        apis = [
            Api("nothing", *stack.enter_context(running.api(environ, silent))),
            Api("metrics and logs", *stack.enter_context(running.api(environ))),
            Api("metrics, logs and traces", *stack.enter_context(running.api(traced))),
        ]
        token = commands.token(settings, "user0", 3600)
        asyncio.run(_compare(apis, token, options.rounds, options.pages))
        _report(apis)


if __name__ == "__main__":
    if sys.argv[1:2] == ["api"]:
        _tell_nothing()
        cli.main()
    else:
        main()
