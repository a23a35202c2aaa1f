"""Making a PostgreSQL data folder, whole or not at all."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from gallery.embedded.account import Account
from gallery.embedded.errors import EmbeddedError
from gallery.embedded.log import Log
from gallery.embedded.process import Cancelled, capture, end_child, end_orphan, spawn, wait_until

INITDB_SECONDS = 300.0
# pg_trgm asks the C library about letters: without a UTF-8 LC_CTYPE it finds none beyond ASCII.
LETTERS = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"


def create_cluster(
    folder: Path, binaries: Path, major: int, account: Account, fast: bool, cancelled: Cancelled
) -> None:
    """A kill in the middle leaves only a draft, which the next start throws away."""
    draft = folder.with_name(f"{folder.name}.new")
    _initdb(draft, [*account.prefix, str(binaries / "initdb")], major, fast, cancelled)
    _create_database(draft, [*account.prefix, str(binaries / "postgres")])
    draft.rename(folder)


def _initdb(draft: Path, program: list[str], major: int, fast: bool, cancelled: Cancelled) -> None:
    pid_file = draft.parent / "run" / "initdb.pid"
    end_orphan(pid_file, signal.SIGINT, signal.SIGKILL)
    shutil.rmtree(draft, ignore_errors=True)
    log = Log(draft.parent / "log" / "initdb.log")
    output = log.open()
    process = spawn(
        [*program, "-D", str(draft), *_options(major, fast)],
        pid_file=pid_file,
        death_signal=signal.SIGINT,
        output=output,
        env=_environment(),
    )
    os.close(output)
    _await(process, log, cancelled)
    pid_file.unlink(missing_ok=True)


def _await(process: subprocess.Popen[bytes], log: Log, cancelled: Cancelled) -> None:
    try:
        wait_until(lambda: process.poll() is not None, INITDB_SECONDS, cancelled)
    finally:
        if process.poll() is None:
            end_child(process, (signal.SIGINT, 2.0))
    if process.returncode != 0:
        raise EmbeddedError(f"PostgreSQL could not make its data folder: {log.complaint()}")


def _options(major: int, fast: bool) -> list[str]:
    options = ["--username=gallery", "--auth=trust", "--encoding=UTF8", "--no-instructions"]
    options += ["--no-sync"] if fast else ["--data-checksums"]
    if major < 17:
        return [*options, "--locale=C.UTF-8"]
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [*options, "--locale=C", *builtin, f"--lc-ctype={LETTERS}"]


def _environment() -> dict[str, str]:
    # TZ spares initdb its search for the name of the local time zone.
    return {**os.environ, "LC_ALL": "C", "TZ": "UTC"}


def _create_database(draft: Path, program: list[str]) -> None:
    argv = [*program, "--single", "-D", str(draft), "-c", "log_checkpoints=off", "postgres"]
    statement = b"CREATE DATABASE gallery STRATEGY file_copy\n"
    made = capture(argv, statement)
    if made.returncode != 0 or b"ERROR" in made.stderr:
        raise EmbeddedError("PostgreSQL could not make its database in the new data folder")
