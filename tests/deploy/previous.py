"""The version before this one: of the newest tag, or from before the newest migration."""

import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from db.versions import head
from tests.deploy.nodes import ROOT

_VERSIONS = "db/migrations/versions"


def unpacked(folder: Path) -> Path:
    """Its files. Skips where the history does not go back so far."""
    commit = _commit()
    if not commit:
        pytest.skip("the history of git does not go back to the version before")
    with TemporaryFile() as packed:
        subprocess.run(["git", "archive", commit], cwd=ROOT, stdout=packed, check=True)
        packed.seek(0)
        with tarfile.open(fileobj=packed) as archive:
            archive.extractall(folder, filter="data")
    return folder


def _commit() -> str:
    tag = _git("describe", "--tags", "--abbrev=0", "--match=v[0-9]*", "HEAD^")
    return tag or _before_the_newest_migration()


def _before_the_newest_migration() -> str:
    [newest] = (ROOT / _VERSIONS).glob(f"{head()}_*.py")
    # As the main line saw it come, be it by a merge.
    came = ("log", "--first-parent", "-m", "--diff-filter=A", "--format=%H", "-1", "--")
    added = _git(*came, newest.relative_to(ROOT).as_posix()) or "HEAD"
    return _git("rev-parse", "--verify", "--quiet", f"{added}^1")


def _git(*words: str) -> str:
    """Empty where git has no answer."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
