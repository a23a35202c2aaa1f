"""The steps of the Dockerfile, done in folders of their own: there is no Docker here."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from tests.deploy.nodes import ROOT
from tests.deploy.programs import run

FILE = ROOT / "Dockerfile"
_NOBODY = 65534
# What matters to an image, and only costs time here.
_QUICKLY = {"UV_LINK_MODE": "hardlink", "UV_COMPILE_BYTECODE": "0"}


class Step(NamedTuple):
    word: str
    rest: str


def steps() -> list[Step]:
    text = re.sub(r"^#.*\n", "", FILE.read_text(), flags=re.MULTILINE)
    lines = [line.strip() for line in text.replace("\\\n", " ").splitlines()]
    return [Step(*line.split(maxsplit=1)) for line in lines if line]


def stages() -> list[list[Step]]:
    found: list[list[Step]] = []
    for step in steps():
        if step.word == "FROM":
            found.append([])
        found[-1].append(step)
    return found


def assignments(text: str) -> Iterator[tuple[str, str]]:
    for part in shlex.split(text):
        name, _, value = part.partition("=")
        yield name, value


class Kitchen:
    """Two folders stand for those that the build stage makes; its variables name them."""

    def __init__(self, folder: Path) -> None:
        self.app = folder / "app"
        self.venv = folder / "venv"
        self.app.mkdir()
        self._environ = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self._environ |= {name: value for name, value in os.environ.items() if _says_where(name)}
        self._environ["PATH"] = f"{ROOT / '.boot/bin'}:{self._environ['PATH']}"

    @property
    def path(self) -> str:
        return self._environ["PATH"]

    def do(self, step: Step) -> None:
        if step.word == "ENV":
            self._environ |= dict(assignments(step.rest))
            self._environ |= {"APP": str(self.app), "VENV": str(self.venv), **_QUICKLY}
        elif step.word == "ARG":
            self._environ |= dict(assignments(step.rest))
        elif step.word == "COPY" and not step.rest.startswith("--from"):
            *sources, _target = step.rest.split()
            self._copy(sources)
        elif step.word == "RUN":
            self._run(re.sub(r"--mount=\S+\s+", "", step.rest))

    def _copy(self, sources: list[str]) -> None:
        for name in in_context():
            if sources == ["."] or name in sources:
                target = self.app / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, target)

    def _run(self, command: str) -> None:
        subprocess.run(["sh", "-euc", command], cwd=self.app, env=self._environ, check=True)


def _says_where(name: str) -> bool:
    """Of a machine whose way to the packages is its own."""
    return name.startswith(("UV_", "PIP_", "SSL_")) or name.lower().endswith("_proxy")


def in_context() -> list[str]:
    """What .dockerignore lets through, of what is not ignored otherwise."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    rules = (ROOT / ".dockerignore").read_text().splitlines()
    let = tuple(rule[1:] for rule in rules if rule.startswith("!"))
    kept = [name for name in listed.stdout.splitlines() if _is_in(name, let)]
    return [name for name in kept if not name.startswith("db/queries/") and (ROOT / name).is_file()]


def _is_in(name: str, folders: tuple[str, ...]) -> bool:
    return any(name == folder or name.startswith(f"{folder}/") for folder in folders)


@pytest.fixture(scope="module")
def kitchen() -> Iterator[Kitchen]:
    [build] = [stage for stage in stages() if stage[0].rest.endswith(" AS build")]
    with TemporaryDirectory(prefix="image-") as folder:
        # Whoever runs the image has nothing to do with whoever built it.
        Path(folder).chmod(0o755)
        made = Kitchen(Path(folder))
        if shutil.which("uv", path=made.path) is None:
            pytest.skip("needs uv, which `./dev test` brings")
        for step in build:
            made.do(step)
        yield made


def test_it_is_well_written() -> None:
    run("hadolint", str(FILE))


def test_uv_is_the_one_of_dev() -> None:
    [version] = re.findall(r"^uv_version=(\S+)$", (ROOT / "dev").read_text(), re.MULTILINE)
    assert f"astral-sh/uv:{version} " in FILE.read_text()


def test_it_ends_as_nobody_in_particular() -> None:
    words = {step.word: step.rest for step in stages()[-1]}
    assert words["USER"] == "10001:10001"
    assert "healthz" in words["HEALTHCHECK"]


@pytest.mark.parametrize("command", [["--version"], ["schema", "--check"], ["api", "--help"]])
def test_its_commands_work_for_another_user_elsewhere(kitchen: Kitchen, command: list[str]) -> None:
    if command[0] == "schema":
        shutil.copy2(ROOT / "schema.graphql", kitchen.app)
    done = subprocess.run(
        [kitchen.venv / "bin/gallery", *command],
        cwd="/",
        env={"PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        **_as_nobody(),
    )
    assert done.returncode == 0, done.stderr
    if command == ["--version"]:
        assert done.stdout == "gallery, version 0.0.0\n"


def _as_nobody() -> dict[str, Any]:
    """Where there is a choice: an interpreter in root's own home is root's alone."""
    home = Path(sys.base_prefix).resolve()
    is_open = all(folder.stat().st_mode & 0o1 for folder in (home, *home.parents))
    if os.getuid() != 0 or not is_open:
        return {}
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}


def test_what_is_not_run_is_not_in_it(kitchen: Kitchen) -> None:
    assert not [path for path in kitchen.app.iterdir() if path.name in ("tests", ".git", "bench")]
    assert not (kitchen.venv / "bin/pytest").exists()
    assert (kitchen.app / "web/dist/index.html").is_file()
