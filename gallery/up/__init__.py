"""`gallery up`: everything on one machine, as one tree of processes."""

import os
import signal
from contextlib import ExitStack
from pathlib import Path

from gallery.embedded import (
    EmbeddedError,
    StartCancelledError,
    default_data_dir,
    lock_folder,
    open_folder,
)
from gallery.embedded.folder import private_folder
from gallery.embedded.process import end_orphan
from gallery.embedded.services import left_behind
from gallery.settings import SettingsError
from gallery.up.listener import listen
from gallery.up.signals import Signals
from gallery.up.supervisor import say
from gallery.up.tree import COMMANDS, Commands, Tree

# How long the port of a killed predecessor may take to become free.
PORT_PATIENCE_SECONDS = 1.0


def run(
    host: str,
    port: int,
    data_dir: Path | None,
    no_browser: bool,
    commands: Commands = COMMANDS,
) -> int:
    """Runs until it is asked to stop; the result is the exit code."""
    # Pictures, spool and databases are private, whatever umask started us.
    os.umask(0o077)
    with Signals() as signals:
        try:
            folder = open_folder(data_dir or default_data_dir())
            return _serve(host, port, folder, no_browser, commands, signals)
        except (EmbeddedError, SettingsError) as error:
            say(str(error))
            return 1
        except StartCancelledError:
            return 0


def _serve(
    host: str, port: int, folder: Path, no_browser: bool, commands: Commands, signals: Signals
) -> int:
    with ExitStack() as stack:
        # The folder before the port: what a killed predecessor left may still hold the port.
        stack.enter_context(lock_folder(folder))
        listener = stack.enter_context(listen(host, port, _end_orphans(folder)))
        tree = Tree(folder, host, listener, commands, signals, no_browser)
        stack.callback(tree.stop)
        tree.start()
        return tree.watch()


def _end_orphans(folder: Path) -> float:
    """Ends what a killed predecessor left; the result is the patience its port deserves."""
    run_dir = private_folder(folder / "run")
    end_orphan(run_dir / "api.pid", signal.SIGKILL)
    end_orphan(run_dir / "migrate.pid", signal.SIGTERM, signal.SIGKILL)
    # It may be in a paid call: it ends when that is safe, and two workers do no harm.
    end_orphan(run_dir / "worker.pid", signal.SIGTERM, patience=0.0)
    return PORT_PATIENCE_SECONDS if left_behind(folder) else 0.0
