"""A gallery, or only its databases, in a temporary folder, for as long as a benchmark lasts."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gallery.commands import migrate
from gallery.embedded import Postgres, Valkey, open_folder

_GALLERY = (sys.executable, "-m", "gallery.cli")
_READY_SECONDS = 60


@dataclass(frozen=True)
class Running:
    address: str
    data_dir: Path

    def token(self, user: str) -> str:
        return self.run("token", "--user", user).strip()

    def run(self, *words: str) -> str:
        """What a word of the command line prints for this gallery."""
        command = [*_GALLERY, *words, "--data-dir", str(self.data_dir)]
        return subprocess.check_output(command, text=True)


@contextmanager
def gallery() -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="gallery-bench-") as folder:
        data_dir = Path(folder) / "data"
        up = subprocess.Popen(
            [*_GALLERY, "up", "--data-dir", str(data_dir), "--port", "0", "--no-browser"],
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
    with tempfile.TemporaryDirectory(prefix="gallery-bench-") as name:
        folder = open_folder(Path(name))
        parts = Postgres(folder), Valkey(folder)
        for part in parts:
            part.start()
        try:
            migrate(parts[0].url)
            yield parts[0].url, parts[1].url
        finally:
            for part in parts:
                part.stop()


def _ready(up: "subprocess.Popen[bytes]") -> str:
    assert up.stdout is not None
    signal.alarm(_READY_SECONDS)
    line = up.stdout.readline().decode()
    signal.alarm(0)
    word, _, address = line.strip().partition(" ")
    assert word == "ready", f"the gallery did not start: {line!r}"
    return address
