import os
from pathlib import Path

KEEP_BYTES = 1_000_000


class Log:
    """One server's own messages: kept beside its data, short, and quoted when it will not start."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._start = 0

    def open(self) -> int:
        """Where a new run writes; what an older run said is set aside once it grew long."""
        if self._size() > KEEP_BYTES:
            self._path.replace(self._path.with_suffix(".old"))
        self._start = self._size()
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def _size(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0

    def text(self) -> str:
        with self._path.open(errors="replace") as file:
            file.seek(self._start)
            return file.read()

    def complaint(self) -> str:
        """The line that says why this run failed, as well as a log can tell."""
        lines = [line.strip() for line in self.text().splitlines() if line.strip()]
        serious = [line for line in lines if "FATAL" in line or "rror" in line]
        if not lines:
            return "it said nothing"
        return (serious or lines)[-1].partition("FATAL:")[2].strip() or (serious or lines)[-1]
