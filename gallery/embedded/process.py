"""Children in sessions of their own that end with their parent, by one way or another."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from gallery.embedded.errors import StartCancelledError

Cancelled = Callable[[], bool]
POLL_SECONDS = 0.005


def never() -> bool:
    return False


def spawn(
    argv: Sequence[str],
    *,
    pid_file: Path,
    death_signal: signal.Signals,
    output: int,
    env: Mapping[str, str] | None = None,
    fds: Iterable[int] = (),
) -> subprocess.Popen[bytes]:
    """Starts a child whose pid file lets a later run find it, should both parents be killed."""
    process = subprocess.Popen(  # noqa: S603 (our own words, no shell)
        [*_ends_with_parent(death_signal), *argv],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=env,
        pass_fds=tuple(fds),
        start_new_session=True,
        umask=0o077,
    )
    draft = pid_file.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(f"{process.pid} {fingerprint(process.pid)}")
    draft.replace(pid_file)
    return process


def capture(argv: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(argv, input=given, capture_output=True, check=False)  # noqa: S603 (as above)


def _ends_with_parent(death_signal: signal.Signals) -> tuple[str, ...]:
    # Not preexec_fn: it forbids vfork, and Python >= 3.12 warns about it where threads run.
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return ()
    return (setpriv, "--pdeathsig", death_signal.name.removeprefix("SIG"), "--")


def fingerprint(pid: int) -> str | None:
    """What tells a process from a later one with its number; None once it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None if Path("/proc/self").exists() else _fingerprint_by_ps(pid)
    fields = stat.rpartition(")")[2].split()
    # A zombie nobody reaps (containers without an init) counts as ended.
    return None if fields[0] in "ZX" else fields[19]


def _fingerprint_by_ps(pid: int) -> str | None:
    found = _ps(pid, "stat=", "lstart=")
    return None if not found or found.startswith("Z") else "-".join(found.split()[1:])


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="surrogateescape").replace("\0", " ")
    except OSError:
        return "" if Path("/proc/self").exists() else _ps(pid, "args=")


def _ps(pid: int, *columns: str) -> str:
    argv = ["ps", "-ww", "-p", str(pid)]
    for column in columns:
        argv += ["-o", column]
    return capture(argv).stdout.decode(errors="replace").strip()


def end_orphan(pid_file: Path, *signals: signal.Signals, patience: float = 10.0) -> None:
    """Ends what a killed predecessor left running under this pid file."""
    pid, born = _read_pid_file(pid_file)
    if born is not None and fingerprint(pid) == born:
        end_stranger(pid, *signals, patience=patience)
    pid_file.unlink(missing_ok=True)


def _read_pid_file(pid_file: Path) -> tuple[int, str | None]:
    try:
        pid, born = pid_file.read_text().split()
        return int(pid), born
    except (OSError, ValueError):
        return 0, None


def end_stranger(pid: int, *signals: signal.Signals, patience: float = 10.0) -> None:
    """Ends a process that is not our child: each signal in turn gets `patience` seconds."""
    born = fingerprint(pid)
    for number in signals:
        if born is None or not _send(pid, number):
            return
        if wait_until(lambda: fingerprint(pid) != born, patience):
            return


def _send(pid: int, number: signal.Signals) -> bool:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def end_child(process: subprocess.Popen[bytes], *steps: tuple[signal.Signals, float]) -> None:
    """Ends a child: each signal gets its seconds, and SIGKILL the last word."""
    for number, seconds in steps:
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()
    process.wait()


def wait_until(condition: Callable[[], bool], seconds: float, cancelled: Cancelled = never) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if cancelled():
            raise StartCancelledError
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
