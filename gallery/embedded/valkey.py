import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from gallery.embedded.binaries import valkey_binary
from gallery.embedded.errors import EmbeddedError
from gallery.embedded.folder import private_folder, remove_socket_folder, socket_folder
from gallery.embedded.log import Log
from gallery.embedded.process import Cancelled, end_child, end_orphan, never, spawn, wait_until

NAME = "valkey"
START_SECONDS = 60.0


class Valkey:
    """A Valkey server of our own; what it holds survives its own end, not a bad disk."""

    def __init__(self, data_dir: Path, *, fast: bool = False, binary: Path | None = None) -> None:
        self._data_dir = data_dir.resolve()
        self._folder = self._data_dir / NAME
        self._fast = fast
        self._binary = binary
        self._sockets: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return "Valkey"

    @property
    def url(self) -> str:
        return f"unix://{self._socket}?db=0"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def start(self, cancelled: Cancelled = never) -> None:
        self.launch(cancelled)
        self.wait(cancelled)

    def launch(self, cancelled: Cancelled = never) -> None:
        self._prepare()
        self._spawn()

    def wait(self, cancelled: Cancelled = never) -> None:
        """Until it answers; jobs are rows elsewhere, so an unreadable past is set aside."""
        if self._answers_in_time(cancelled):
            return
        if not self._set_past_aside():
            raise EmbeddedError(f"Valkey did not start: {self._log.complaint()}")
        self._spawn()
        if not self._answers_in_time(cancelled):
            raise EmbeddedError(f"Valkey did not start: {self._log.complaint()}")

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self, timeout: float = 5.0) -> None:
        if self._process is None:
            return
        end_child(self._process, (signal.SIGTERM, timeout))
        self._process = None
        self._pid_file.unlink(missing_ok=True)
        remove_socket_folder(self._data_dir, NAME)
        self._sockets = None

    @property
    def _socket(self) -> Path:
        if self._sockets is None:
            raise EmbeddedError("Valkey has no address before it is launched")
        return self._sockets / "valkey.sock"

    @property
    def _pid_file(self) -> Path:
        return self._data_dir / "run" / f"{NAME}.pid"

    def _prepare(self) -> None:
        self._binary = self._binary or valkey_binary()
        private_folder(self._data_dir / "run")
        private_folder(self._folder)
        self._log = Log(private_folder(self._data_dir / "log") / f"{NAME}.log")
        end_orphan(self._pid_file, signal.SIGTERM, signal.SIGKILL)
        if self._sockets is None:
            self._sockets = socket_folder(self._data_dir, NAME)

    def _spawn(self) -> None:
        output = self._log.open()
        try:
            self._process = spawn(
                self._command(),
                pid_file=self._pid_file,
                death_signal=signal.SIGTERM,
                output=output,
            )
        finally:
            os.close(output)

    def _command(self) -> list[str]:
        argv = [str(self._binary), "--port", "0", "--dir", str(self._folder)]
        argv += ["--unixsocket", str(self._socket), "--unixsocketperm", "700"]
        argv += ["--appendonly", "no" if self._fast else "yes", "--appendfsync", "everysec"]
        return [*argv, "--save", "", "--daemonize", "no", "--loglevel", "warning"]

    def _answers_in_time(self, cancelled: Cancelled) -> bool:
        settled = wait_until(lambda: not self.alive() or self._answers(), START_SECONDS, cancelled)
        return settled and self.alive()

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1.0)
            try:
                client.connect(str(self._socket))
                client.sendall(b"PING\r\n")
                return client.recv(64).startswith(b"+PONG")
            except OSError:
                return False

    def _set_past_aside(self) -> bool:
        past, aside = self._folder / "appendonlydir", self._folder / "unreadable"
        if self.alive() or not past.exists():
            return False
        shutil.rmtree(aside, ignore_errors=True)
        past.rename(aside)
        sys.stderr.write(f"gallery: Valkey could not read its past; it is now in {aside}\n")
        return True
