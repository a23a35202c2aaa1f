"""The data folder: private, held by one process at a time, with room for sockets."""

import fcntl
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from gallery.embedded.errors import EmbeddedError

LOCK = "lock"
# Looking whether a folder is held takes its lock for an instant (see is_held).
LOCK_PATIENCE_SECONDS = 0.3


def default_data_dir() -> Path:
    import platformdirs

    with suppress(RuntimeError):
        folder = Path(platformdirs.user_data_dir("gallery"))
        if folder.is_absolute():
            return folder
    raise EmbeddedError("there is no home folder here: say where to keep data with --data-dir")


def open_folder(folder: Path) -> Path:
    """The folder's real path; made private when it is new, left as it is when it is not."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / LOCK).touch(mode=0o600)
    except OSError as error:
        raise EmbeddedError(
            f"cannot write to {folder} ({error.strerror}): choose another with --data-dir"
        ) from error
    return folder.resolve()


def private_folder(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Holds the folder for this process; the kernel lets go of it however the process ends."""
    with (folder / LOCK).open("r+") as file:
        if not _acquire(file.fileno()):
            raise EmbeddedError(f"another gallery is running on {folder}")
        yield


def _acquire(fd: int) -> bool:
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    while not _try_lock(fd, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _try_lock(fd: int, kind: int) -> bool:
    try:
        fcntl.flock(fd, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(folder: Path) -> bool:
    try:
        # Shared, so that two who look at once do not take each other for the holder.
        with (folder / LOCK).open() as file:
            return not _try_lock(file.fileno(), fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def socket_folder(data_dir: Path, name: str) -> Path:
    """An empty private folder whose path is short enough for sockets and plain enough for URLs."""
    remove_socket_folder(data_dir, name)
    place = private_folder(data_dir / "run") / name
    place.mkdir(mode=0o700)
    if _takes_sockets(place):
        return place
    place.rmdir()
    short = Path(tempfile.mkdtemp(prefix="gallery-", dir="/tmp"))
    place.symlink_to(short)
    return short


def remove_socket_folder(data_dir: Path, name: str) -> None:
    place = data_dir / "run" / name
    if place.is_symlink():
        short = place.readlink()
        if short.exists() and short.stat().st_uid == os.geteuid():
            shutil.rmtree(short, ignore_errors=True)
        place.unlink()
    shutil.rmtree(place, ignore_errors=True)


def _takes_sockets(folder: Path) -> bool:
    probe = folder / "longer-than.s.PGSQL.5432"
    if quote(str(probe)) != str(probe):
        return False
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            listener.bind(str(probe))
        except OSError:
            return False
    probe.unlink()
    return True


def write_private(path: Path, text: str) -> None:
    """Replaces a file as a whole; nobody else can read it, at no moment."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
