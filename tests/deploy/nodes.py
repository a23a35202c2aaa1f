"""Several nodes of one gallery: api and worker processes, and the proxy of deploy/ before them."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import pytest
from prometheus_client.parser import text_string_to_metric_families

from gallery.auth import Tokens
from gallery.settings import load
from tests.client import Client
from tests.deploy.names import name_server
from tests.processes import answers, environment, free_port

ROOT: Final = Path(__file__).parents[2]
PROXY: Final = ROOT / "deploy/proxy/haproxy.cfg"
# All of 127.0.0.0/8 is this machine, so that nodes have addresses of their own, and one port.
HOSTS: Final = ("127.0.0.2", "127.0.0.3")
# Long enough to be noticed by two looks of the proxy, however late they come.
DRAIN_SECONDS: Final = 2.0
CHECK_EVERY: Final = "150ms"
HEADERS_WITHIN: Final = "3s"
CLEANUP_TOKEN: Final = "a token of tests, which is long enough"
# Also for a machine with better things to do.
_PATIENCE: Final = 90.0


class Node:
    """A process that comes and goes."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], log: Path, root: Path = ROOT
    ) -> None:
        self._command = command
        self._environ = environ
        self._log = log
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._root,
                env=environment(**self._environ),
                stdout=log,
                stderr=log,
            )

    def wait_until(self, answers: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not answers():
            assert self.alive, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.02)

    def ask_to_end(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def wait(self) -> None:
        assert self._process is not None
        self._process.wait(_PATIENCE)

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        return self._log.read_text()


class Api(Node):
    def __init__(
        self, host: str, port: int, environ: Mapping[str, str], log: Path, root: Path = ROOT
    ) -> None:
        command = (*_GALLERY, "api", "--host", host, "--port", str(port))
        super().__init__(command, {**environ, "DRAIN_SECONDS": str(DRAIN_SECONDS)}, log, root)
        self.address = f"http://{host}:{port}"

    def answers(self) -> bool:
        return answers(f"{self.address}/healthz")

    def asked(self) -> float:
        """How often it was asked for the API's own address."""
        return self.told("gallery_request_seconds_count", route="/graphql")

    def told(self, name: str, **labels: str) -> float:
        """The sum of a metric's series that have these labels."""
        with urllib.request.urlopen(f"{self.address}/metrics") as answer:
            families = text_string_to_metric_families(answer.read().decode())
        return sum(
            sample.value
            for family in families
            for sample in family.samples
            if sample.name == name and labels.items() <= sample.labels.items()
        )


class Cluster:
    """Two apis and two workers; ``address`` is the proxy's, ``proxied`` what each proxy is told.

    Each process has a spool of its own, as on machines of their own.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        folder: Path,
        port: int,
        proxy: "Proxy",
        proxied: Mapping[str, str],
    ) -> None:
        self.environ = environ
        self.address = proxy.address
        self.pictures = proxy.pictures
        self.proxied = proxied
        self._folder = folder
        self._tokens = Tokens(load({**environ, "SPOOL_DIR": str(folder)}))
        self.apis = [
            Api(
                host,
                port,
                {**environ, "SPOOL_DIR": str(folder / host)},
                folder / f"{host}.log",
            )
            for host in HOSTS
        ]
        self.workers = [self.worker("worker-1"), self.worker("worker-2")]

    def worker(self, name: str, **more: str) -> Node:
        """Of one generation at a time, not started yet."""
        spool = str(self._folder / name)
        return Node(
            (*_GALLERY, "worker", "--concurrency", "1"),
            {**self.environ, "SPOOL_DIR": spool, **more},
            self._folder / f"{name}.log",
        )

    def revive(self) -> None:
        """Start what does not run, all at once."""
        dead = [node for node in (*self.apis, *self.workers) if not node.alive]
        for node in dead:
            node.start()
        for api in self.apis:
            api.wait_until(api.answers)

    def wait_for_proxy(self) -> None:
        """Until it has seen that every api runs: it turns to each."""
        before = [api.asked() for api in self.apis]

        def turns_to_all() -> bool:
            for _ in self.apis:
                answers(f"{self.address}/graphql")
            return all(api.asked() > known for api, known in zip(self.apis, before, strict=True))

        self.apis[0].wait_until(turns_to_all)

    def stop(self) -> None:
        for api in self.apis:
            api.kill()
        for worker in self.workers:
            worker.ask_to_end()
        for worker in self.workers:
            worker.wait()

    def client(self, name: str, address: str | None = None) -> Client:
        """Through the proxy, or of one api."""
        return Client(address or self.address, self._tokens.issue(name, ttl=600))


class Proxy(Node):
    """HAProxy with the configuration of deploy/, on ports of its own."""

    def __init__(self, environ: Mapping[str, str], log: Path, *, certificates: str = "") -> None:
        app, pictures = free_port(), free_port()
        scheme = "https" if certificates else "http"
        self.address = f"{scheme}://127.0.0.1:{app}"
        self.pictures = f"{scheme}://127.0.0.1:{pictures}"
        super().__init__(
            (_haproxy(), "-db", "-f", str(PROXY)),
            {
                **environ,
                "BIND": f"127.0.0.1:{app}",
                "PICTURES_BIND": f"127.0.0.1:{pictures}",
                "PUBLIC_URL": self.address,
                "CERTIFICATES": certificates,
                "HEADERS_WITHIN": HEADERS_WITHIN,
                "CHECK_EVERY": CHECK_EVERY,
            },
            log,
        )

    def answers(self) -> bool:
        return answers(f"{self.address}/healthz")


def _haproxy() -> str:
    program = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None or sys.platform != "linux":
        pytest.skip("needs haproxy (apt-get install haproxy)")
    return program


_GALLERY = (sys.executable, "-m", "gallery.cli")


@contextmanager
def cluster(environ: Mapping[str, str], folder: Path) -> Iterator[Cluster]:
    """On a migrated database, a Valkey and a bucket, from the proxy's first answer on."""
    port = free_port("0.0.0.0")
    store = environ["S3_ENDPOINT"].rpartition(":")[2]
    known = {"api.gallery": HOSTS, "s3.gallery": ("127.0.0.1",)}
    with ExitStack() as running:
        proxied = {
            "API": f"api.gallery:{port}",
            "S3": f"s3.gallery:{store}",
            "DNS": running.enter_context(name_server(known)),
        }
        proxy = Proxy(proxied, folder / "proxy.log")
        public = {"S3_PUBLIC_ENDPOINT": proxy.pictures, "PUBLIC_URL": proxy.address}
        made = Cluster({**environ, **public}, folder, port, proxy, proxied)
        running.callback(made.stop)
        made.revive()
        running.callback(proxy.kill)
        proxy.start()
        proxy.wait_until(proxy.answers)
        yield made
