"""Several nodes of one gallery: api and worker processes, and the proxy of deploy/ before them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import pytest

from gallery.auth import Tokens
from gallery.settings import load
from tests.client import Client
from tests.deploy.names import name_server

ROOT: Final = Path(__file__).parents[2]
PROXY: Final = ROOT / "deploy/proxy/haproxy.cfg"
# All of 127.0.0.0/8 is this machine, so that nodes have addresses of their own, and one port.
HOSTS: Final = ("127.0.0.2", "127.0.0.3")
# Long enough to be noticed by two looks of the proxy.
DRAIN_SECONDS: Final = 1.0
CHECK_EVERY: Final = "150ms"
CLEANUP_TOKEN: Final = "a token of tests, which is long enough"
_PATIENCE: Final = 30.0


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

    def start(self, answers: Callable[[], bool] = lambda: True) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._root, env={**kept, **self._environ}, stdout=log, stderr=log
            )
        self.wait_until(answers)

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
        return answered(f"{self.address}/healthz")


class Cluster:
    """``address`` is the proxy's, ``nodes`` are two api processes, each with a worker beside it.

    Each worker has a spool of its own, as on machines of their own.
    """

    def __init__(self, environ: Mapping[str, str], folder: Path, ports: "Ports") -> None:
        self.environ = environ
        self.address = ports.app
        self.pictures = ports.pictures
        self._folder = folder
        self._tokens = Tokens(load({**environ, "SPOOL_DIR": str(folder)}))
        self.apis = [
            Api(
                host,
                ports.api,
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


class Ports:
    def __init__(self) -> None:
        self.api = free_port("0.0.0.0")
        self._app, self._pictures = free_port(), free_port()
        self.app = f"http://127.0.0.1:{self._app}"
        self.pictures = f"http://127.0.0.1:{self._pictures}"

    @property
    def binds(self) -> dict[str, str]:
        return {
            "BIND": f"127.0.0.1:{self._app}",
            "PICTURES_BIND": f"127.0.0.1:{self._pictures}",
        }


_GALLERY = (sys.executable, "-m", "gallery.cli")


@contextmanager
def cluster(environ: Mapping[str, str], folder: Path) -> Iterator[Cluster]:
    """On a migrated database, a Valkey and a bucket, from the proxy's first answer on."""
    haproxy = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
    if haproxy is None or sys.platform != "linux":
        pytest.skip("needs haproxy (apt-get install haproxy)")
    ports = Ports()
    store = int(environ["S3_ENDPOINT"].rpartition(":")[2])
    known = {"api.gallery": HOSTS, "s3.gallery": ("127.0.0.1",)}
    environ = {**environ, "S3_PUBLIC_ENDPOINT": ports.pictures, "PUBLIC_URL": ports.app}
    with ExitStack() as running:
        made = Cluster(environ, folder, ports)
        proxied = {
            **ports.binds,
            "API": f"api.gallery:{ports.api}",
            "S3": f"s3.gallery:{store}",
            "DNS": running.enter_context(name_server(known)),
            "PUBLIC_URL": ports.app,
            "CHECK_EVERY": CHECK_EVERY,
        }
        proxy = Node((haproxy, "-db", "-f", str(PROXY)), proxied, folder / "proxy.log")
        running.callback(made.stop)
        made.revive()
        running.callback(proxy.kill)
        proxy.start(lambda: answered(f"{ports.app}/healthz"))
        yield made


def answered(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True


def free_port(host: str = "127.0.0.1") -> int:
    with socket.create_server((host, 0)) as listener:
        return int(listener.getsockname()[1])
