"""A gallery, or only its databases, in a temporary folder, for as long as a benchmark lasts."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gallery.commands import migrate
from gallery.embedded import Postgres, Valkey, open_folder

GALLERY = (sys.executable, "-m", "gallery.cli")
_READY_SECONDS = 60
_LOOK_SECONDS = 0.05
_SECRET = "a secret of a bench, which is long enough"


@dataclass(frozen=True)
class Running:
    address: str
    data_dir: Path

    def token(self, user: str) -> str:
        return self.run("token", "--user", user).strip()

    def run(self, *words: str) -> str:
        """What a word of the command line prints for this gallery."""
        command = [*GALLERY, *words, "--data-dir", str(self.data_dir)]
        return subprocess.check_output(command, text=True)


@contextmanager
def gallery() -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="gallery-bench-") as folder:
        data_dir = Path(folder) / "data"
        up = subprocess.Popen(
            [*GALLERY, "up", "--data-dir", str(data_dir), "--port", "0", "--no-browser"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "IMAGE_PROVIDER": "demo"},
        )
        try:
            yield Running(_ready(up), data_dir)
        finally:
            up.send_signal(signal.SIGTERM)
            up.wait(_READY_SECONDS)


@contextmanager
def databases() -> Iterator[tuple[str, str]]:
    """The URLs of a migrated PostgreSQL and of a Valkey."""
    with _databases() as (_, *urls):
        yield urls[0], urls[1]


@contextmanager
def installation(**storage: str) -> Iterator[dict[str, str]]:
    """The environment of a gallery that nobody has used yet, none of whose processes runs.

    ``storage`` are settings in place of a folder of its own.
    """
    with _databases() as (folder, *urls):
        yield environment(folder, *urls, **(storage or {"STORAGE_DIR": f"{folder}/pictures"}))


def environment(
    folder: Path, database_url: str, redis_url: str, secret: str = _SECRET, **storage: str
) -> dict[str, str]:
    """What a process of a gallery wants to know; ``folder`` has its spool."""
    return {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "JWT_SECRET": secret,
        "SPOOL_DIR": f"{folder}/spool",
        **storage,
    }


def command(environ: Mapping[str, str], *words: str) -> None:
    """Run a word of the command line, and tell how long it took and how much memory."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*GALLERY, *words], env={**os.environ, **environ}, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    errors, memory = process.stderr, 0
    with ThreadPoolExecutor(1) as reading:
        said = reading.submit(errors.read)
        while process.poll() is None:
            memory = max(memory, peak(process.pid))
            time.sleep(_LOOK_SECONDS)
    seconds = time.perf_counter() - begun
    assert process.returncode == 0, said.result().decode()
    print(f"{words[0]}: {seconds:.1f} s, {memory >> 20} MB at most", flush=True)


def peak(pid: int) -> int:
    """The most memory that a process has had so far, in bytes; 0 where it has ended."""
    with suppress(OSError), Path(f"/proc/{pid}/status").open() as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) << 10
    return 0


@contextmanager
def api(environ: Mapping[str, str], program: Sequence[str] = GALLERY) -> Iterator[tuple[str, int]]:
    """The address and the process of an api, and no other process."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host, port = listener.getsockname()
    options = ["--host", host, "--port", str(port)]
    process = subprocess.Popen(
        [*program, "api", *options], env={**os.environ, **environ}, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://{host}:{port}"
        deadline = time.monotonic() + _READY_SECONDS
        while not _answers(f"{address}/healthz"):
            assert time.monotonic() < deadline, "the api did not start"
            time.sleep(_LOOK_SECONDS)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(_READY_SECONDS)


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def _databases() -> Iterator[tuple[Path, str, str]]:
    with tempfile.TemporaryDirectory(prefix="gallery-bench-") as name:
        folder = open_folder(Path(name))
        parts = Postgres(folder), Valkey(folder)
        try:
            for part in parts:
                part.start()
            migrate(parts[0].url)
            yield folder, parts[0].url, parts[1].url
        finally:
            for part in reversed(parts):
                part.stop()


def _ready(up: "subprocess.Popen[bytes]") -> str:
    assert up.stdout is not None
    signal.alarm(_READY_SECONDS)
    line = up.stdout.readline().decode()
    signal.alarm(0)
    word, _, address = line.strip().partition(" ")
    assert word == "ready", f"the gallery did not start: {line!r}"
    return address
