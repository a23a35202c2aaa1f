"""A gallery in a temporary folder, for as long as a benchmark asks it things."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


def _ready(up: "subprocess.Popen[bytes]") -> str:
    assert up.stdout is not None
    signal.alarm(_READY_SECONDS)
    line = up.stdout.readline().decode()
    signal.alarm(0)
    word, _, address = line.strip().partition(" ")
    assert word == "ready", f"the gallery did not start: {line!r}"
    return address
