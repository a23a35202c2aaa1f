import os
import signal
import subprocess
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from gallery.embedded.account import Account, account_for, hand_over
from gallery.embedded.binaries import postgres_binaries, postgres_major
from gallery.embedded.cluster import create_cluster
from gallery.embedded.errors import EmbeddedError
from gallery.embedded.folder import private_folder, remove_socket_folder, socket_folder
from gallery.embedded.log import Log
from gallery.embedded.process import (
    Cancelled,
    command_line,
    end_child,
    end_orphan,
    end_stranger,
    fingerprint,
    never,
    spawn,
    wait_until,
)

NAME = "postgres"
# After a crash it replays its log first, which may take minutes after a large import.
START_SECONDS = 600.0
# The kernel frees a killed server's shared memory only when the last of its children has gone.
LEFTOVER_SECONDS = 10.0
STATUS_LINE = 7

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "96MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "jit": "off",
    # A container's /dev/shm is often too small for parallel queries.
    "max_parallel_workers_per_gather": "0",
    "huge_pages": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Its messages must not carry people's prompts.
    "log_min_messages": "error",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
SETTINGS_18 = {"io_method": "sync"}
# Nothing survives the machine, everything the process.
FAST_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "autovacuum": "off",
}


class Postgres:
    """A PostgreSQL server of our own, in a folder of our own, on a socket of our own."""

    def __init__(self, data_dir: Path, *, fast: bool = False, binaries: Path | None = None) -> None:
        self._data_dir = data_dir.resolve()
        self._folder = self._data_dir / NAME
        self._fast = fast
        self._binaries = binaries
        self._sockets: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return "PostgreSQL"

    @property
    def url(self) -> str:
        if self._sockets is None:
            raise EmbeddedError("PostgreSQL has no address before it is launched")
        return f"postgresql://gallery@/gallery?host={quote(str(self._sockets))}&port=5432"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def start(self, cancelled: Cancelled = never) -> None:
        self.launch(cancelled)
        self.wait(cancelled)

    def launch(self, cancelled: Cancelled = never) -> None:
        self._prepare(cancelled)
        self._launched = monotonic()
        self._spawn()

    def wait(self, cancelled: Cancelled = never) -> None:
        """Until it takes connections."""
        if not wait_until(self._settled, START_SECONDS, cancelled):
            self.stop()
            raise EmbeddedError(f"PostgreSQL did not start within {START_SECONDS:.0f} s")
        if not self.alive():
            raise EmbeddedError(f"PostgreSQL did not start: {self._log.complaint()}")

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self, timeout: float = 5.0) -> None:
        if self._process is None:
            return
        # SIGINT is its fast stop, SIGQUIT the one that replays the log at the next start.
        end_child(self._process, (signal.SIGINT, timeout), (signal.SIGQUIT, timeout))
        self._process = None
        self._pid_file.unlink(missing_ok=True)
        remove_socket_folder(self._data_dir, NAME)
        self._sockets = None

    @property
    def _pid_file(self) -> Path:
        return self._data_dir / "run" / f"{NAME}.pid"

    def _prepare(self, cancelled: Cancelled) -> None:
        binaries = self._find_binaries()
        private_folder(self._data_dir / "run")
        self._log = Log(private_folder(self._data_dir / "log") / f"{NAME}.log")
        end_orphan(self._pid_file, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
        account = account_for(binaries / "postgres", self._data_dir)
        self._major = postgres_major(binaries)
        if not self._folder.exists():
            create_cluster(self._folder, binaries, self._major, account, self._fast, cancelled)
        self._check_version()
        hand_over(self._folder, account)
        self._clear_locks()
        self._argv = self._command(binaries, account)

    def _find_binaries(self) -> Path:
        self._binaries = self._binaries or postgres_binaries()
        return self._binaries

    def _check_version(self) -> None:
        made_by = (self._folder / "PG_VERSION").read_text().strip()
        if made_by != str(self._major):
            raise EmbeddedError(
                f"{self._folder} was made by PostgreSQL {made_by} and this one is "
                f"{self._major}: move the data with pg_dump and pg_restore, or set DATABASE_URL"
            )

    def _clear_locks(self) -> None:
        """Removes what PostgreSQL would take for another server: a number that is a stranger's."""
        lock = self._folder / "postmaster.pid"
        if lock.exists():
            self._end_server(_first_number(lock))
            lock.unlink(missing_ok=True)
        if self._sockets is None:
            self._sockets = socket_folder(self._data_dir, NAME)
        for leftover in self._sockets.iterdir():
            leftover.unlink()

    def _end_server(self, pid: int) -> None:
        command = command_line(pid) if fingerprint(pid) else ""
        if NAME in command and str(self._folder) in command:
            end_stranger(pid, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)

    def _command(self, binaries: Path, account: Account) -> list[str]:
        settings = dict(SETTINGS)
        settings |= SETTINGS_18 if self._major >= 18 else {}
        settings |= FAST_SETTINGS if self._fast else {}
        argv = [*account.prefix, str(binaries / "postgres"), "-D", str(self._folder)]
        argv += ["-k", str(self._sockets)]
        for name, value in settings.items():
            argv += ["-c", f"{name}={value}"]
        return argv

    def _spawn(self) -> None:
        output = self._log.open()
        try:
            self._process = spawn(
                self._argv, pid_file=self._pid_file, death_signal=signal.SIGINT, output=output
            )
        finally:
            os.close(output)

    def _settled(self) -> bool:
        if self._ready():
            return True
        if self.alive():
            return False
        return not self._retried()

    def _retried(self) -> bool:
        if "still in use" not in self._log.text():
            return False
        if monotonic() - self._launched > LEFTOVER_SECONDS:
            return False
        self._spawn()
        return True

    def _ready(self) -> bool:
        try:
            lines = (self._folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        if len(lines) <= STATUS_LINE or lines[0] != str(self.pid):
            return False
        return lines[STATUS_LINE].strip() == "ready"


def _first_number(path: Path) -> int:
    first = path.read_text().partition("\n")[0]
    return int(first) if first.isdigit() else 0
