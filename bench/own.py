"""A gallery of one's own for a benchmark: `gallery up` in a temporary folder."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_READY_SECONDS = 60


@contextmanager
def gallery(*users: str) -> Iterator[tuple[str, list[str]]]:
    """The address of a gallery that ends with the block, and a token for each user."""
    command = (sys.executable, "-m", "gallery.cli")
    with tempfile.TemporaryDirectory(prefix="gallery-bench-") as folder:
        data_dir = ("--data-dir", str(Path(folder) / "data"))
        up = subprocess.Popen(
            [*command, "up", *data_dir, "--port", "0", "--no-browser"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "IMAGE_PROVIDER": "demo"},
        )
        try:
            address = _ready(up)
            issue = [*command, "token", *data_dir, "--user"]
            yield address, [subprocess.check_output([*issue, u], text=True).strip() for u in users]
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
