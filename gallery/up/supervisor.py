"""Keeping a handful of programs alive, and ending them in order."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from gallery.embedded import EmbeddedError
from gallery.embedded.process import Cancelled, never, spawn
from gallery.up.signals import Signals

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 30.0
# One that lived this long starts again with the first pause.
SOUND_SECONDS = 60.0
NOTICE_SECONDS = 8.0
STANDARD_ERROR = 2


def say(text: str) -> None:
    sys.stderr.write(f"gallery: {text}\n")


class Service(Protocol):
    @property
    def name(self) -> str: ...
    def start(self, cancelled: Cancelled) -> None: ...
    def alive(self) -> bool: ...


class Child:
    """One of our own commands as a process."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        run_dir: Path,
        env: Mapping[str, str],
        *,
        fds: tuple[int, ...] = (),
        death_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self._argv = argv
        self._pid_file = run_dir / f"{name}.pid"
        self._env = env
        self._fds = fds
        self._death_signal = death_signal
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, cancelled: Cancelled = never) -> None:
        # Standard output is for one line of ours: what a child says goes to standard error.
        self._process = spawn(
            self._argv,
            pid_file=self._pid_file,
            death_signal=self._death_signal,
            output=STANDARD_ERROR,
            env=self._env,
            fds=self._fds,
        )

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """None while it runs, and where a signal ended it."""
        code = self._poll()
        return None if code is None or code < 0 else code

    @property
    def killed(self) -> bool:
        return (self._poll() or 0) < 0

    def _poll(self) -> int | None:
        return self._process.poll() if self._process is not None else None

    def send(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def forget(self) -> None:
        self._pid_file.unlink(missing_ok=True)


class Keeper:
    """Starts a service again whenever it has ended, with growing pauses."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._born = time.monotonic()
        self._pause = FIRST_PAUSE_SECONDS
        self._due: float | None = None

    def tend(self, cancelled: Cancelled) -> float | None:
        """The seconds until it wants to be tended again; None: when something happens."""
        if self._service.alive():
            return None
        if self._due is None:
            self._plan()
        left = (self._due or 0.0) - time.monotonic()
        if left > 0:
            return left
        self._start(cancelled)
        return 0.0

    def _plan(self) -> None:
        now = time.monotonic()
        if now - self._born > SOUND_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        say(f"{self._service.name} has ended; starting it again in {self._pause:g} s")
        self._due = now + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)

    def _start(self, cancelled: Cancelled) -> None:
        self._due = None
        self._born = time.monotonic()
        try:
            self._service.start(cancelled)
        except EmbeddedError as error:
            say(str(error))


def end(child: Child, signals: Signals, patience: float | None) -> None:
    """Ends a child; without a limit to the patience only a second signal forces it."""
    begun = time.monotonic()
    noticed = False
    child.send(signal.SIGTERM)
    while child.alive():
        waited = time.monotonic() - begun
        if signals.stops > 1 or (patience is not None and waited > patience):
            child.send(signal.SIGKILL)
        if waited > NOTICE_SECONDS and not noticed:
            say(f"waiting for the {child.name} to finish; another signal forces it to end")
            noticed = True
        signals.wait(0.5)
    child.forget()
