"""The house stays a house: names, locks, and what no file may hold."""

import re
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_LAYERS = {"gallery", "schema", "resolvers", "jobs", "db", "storage"}
# Spelled so that this file does not hold what it forbids.
_FORBIDDEN = re.compile(r"p[y]pi\.org|python[h]osted|n[p]mjs\.org|deb\.d[e]bian\.")


def _tracked() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.splitlines() if (path := _ROOT / name).is_file()]


def test_no_installed_package_takes_the_name_of_a_layer() -> None:
    # Entries of .pth files come after site-packages: such a package would be imported instead.
    clashes = _LAYERS & packages_distributions().keys()
    assert clashes <= {"gallery"}


def test_tests_are_no_packages() -> None:
    # tests/db/__init__.py would hide the real db.
    assert not list((_ROOT / "tests").rglob("__init__.py"))


def test_no_file_names_a_package_index() -> None:
    named = [
        path.relative_to(_ROOT)
        for path in _tracked()
        if _FORBIDDEN.search(path.read_bytes().decode(errors="replace"))
    ]
    assert named == []


def test_locks_are_hashed() -> None:
    for lock in _ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        pinned = re.findall(r"^[a-z0-9_.-]+==", text, re.MULTILINE)
        assert len(pinned) > 40
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_the_lock_of_the_s3_server_is_hashed_too() -> None:
    text = (_ROOT / "tests/ministack.lock").read_text()
    assert len(re.findall(r"^[a-z0-9_.-]+==", text, re.MULTILINE)) > 10
    assert text.count("==") <= text.count("--hash=sha256:")
    assert "://" not in text


def test_only_settings_read_the_environment_in_the_layers() -> None:
    readers = {
        path.relative_to(_ROOT).as_posix()
        for layer in _LAYERS - {"gallery"}
        for path in (_ROOT / layer).rglob("*.py")
        if "os.environ" in path.read_text() or "getenv" in path.read_text()
    }
    assert readers == set()
