import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from gallery import cli
from gallery.embedded import running_services
from gallery.embedded.process import fingerprint, wait_until
from gallery.up.listener import http_address, listen
from storage.s3.access import S3Access
from tests import s3
from tests.processes import PATIENCE, gone

ELSEWHERE = {"DATABASE_URL": "postgresql://elsewhere/x", "REDIS_URL": "redis://elsewhere"}
# Whatever the developer has set for a gallery of their own.
DEMO = {"IMAGE_PROVIDER": "demo", "OPENAI_API_KEY": ""}
EMBEDDED = {"DATABASE_URL": "", "REDIS_URL": ""}
PROGRAM = Path(__file__).with_name("up_with_stubs.py")


class Up:
    """One `gallery up` with stand-ins for its own commands."""

    def __init__(self, folder: Path) -> None:
        self.journal = folder / "journal"
        self.data_dir = folder / "data"
        self._errors = folder / "errors"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str, **environment: str) -> None:
        """With databases elsewhere, which nobody asks, unless the environment says otherwise."""
        with self._errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, PROGRAM, self.journal, self.data_dir, *arguments],
                env={**os.environ, **ELSEWHERE, **DEMO, **environment},
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    def serve(self, *arguments: str, **environment: str) -> str:
        """Starts, and waits for the ready line; the result is its URL."""
        self.start(*arguments, **environment)
        return self.read_ready()

    def read_ready(self) -> str:
        assert self.process.stdout is not None
        word, _, url = self.process.stdout.readline().decode().strip().partition(" ")
        assert word == "ready", self.errors()
        return url

    def finish(self, number: signal.Signals | None = None) -> tuple[int, str]:
        """The exit code and whatever else standard output had to say."""
        if number is not None:
            self.process.send_signal(number)
        out, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out.decode()

    def errors(self) -> str:
        return self._errors.read_text()

    def lines(self, start: str = "") -> list[str]:
        written = self.journal.read_text().splitlines() if self.journal.exists() else []
        return [line for line in written if line.startswith(start)]

    def await_lines(self, start: str, count: int = 1) -> list[str]:
        assert wait_until(lambda: len(self.lines(start)) >= count, PATIENCE), self.lines()
        return self.lines(start)

    def pids(self) -> dict[str, int]:
        found = {}
        for file in (self.data_dir / "run").glob("*.pid"):
            with suppress(FileNotFoundError):  # that process has just ended
                found[file.stem] = int(file.read_text().split()[0])
        return found


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    one = Up(tmp_path)
    yield one
    if one.process.poll() is None:
        one.process.send_signal(signal.SIGTERM)
        one.process.send_signal(signal.SIGTERM)
    one.process.communicate(timeout=PATIENCE)


@pytest.fixture(params=[signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def stop_signal(request: pytest.FixtureRequest) -> signal.Signals:
    number: signal.Signals = request.param
    return number


def pid_of(line: str) -> int:
    return int(line.split()[-1])


def test_it_says_one_line_and_stops_from_the_top_down(up: Up, stop_signal: signal.Signals) -> None:
    url = up.serve(**EMBEDDED)
    assert urllib.request.urlopen(f"{url}/healthz").status == 200
    up.await_lines("worker sees")
    up.await_lines("sign_in --url")
    pids = up.pids()

    assert up.finish(stop_signal) == (0, "")

    ends = ["api asked to stop", "api stopped", "worker asked to stop", "worker stopped"]
    assert [line for line in up.lines() if "stop" in line] == ends
    assert all(gone(pid) for pid in pids.values())
    assert up.errors() == ""
    assert not (up.data_dir / "services.json").exists()


def test_children_are_told_where_everything_is(up: Up) -> None:
    up.serve()

    assert up.await_lines("worker sees") == [
        "worker sees DATABASE_URL REDIS_URL JWT_SECRET MEDIA_SECRET STORAGE_DIR SPOOL_DIR"
    ]


def test_a_bucket_takes_the_place_of_the_folder(up: Up, moto: S3Access) -> None:
    bucket = s3.settings_of(replace(s3.with_bucket(moto), secret="the-secret-of-the-bucket"))
    up.serve(**bucket)

    assert up.await_lines("worker sees") == [
        "worker sees DATABASE_URL REDIS_URL JWT_SECRET MEDIA_SECRET SPOOL_DIR"
    ]
    assert not (up.data_dir / "pictures").exists()
    # What a command line without these settings reads, so that it purges no empty folder instead.
    services = running_services(up.data_dir)
    assert services is not None
    assert {name: value for name, value in services.storage.items() if value} == bucket
    assert bucket["S3_SECRET"] not in repr(services) + up.errors()


def test_a_bucket_that_is_refused_is_said_once(up: Up, moto: S3Access) -> None:
    up.start(**s3.settings_of(replace(moto, bucket="nobody-made-this")))

    assert up.finish() == (1, "")
    [line] = up.errors().splitlines()
    assert "S3: there is no bucket nobody-made-this" in line


def test_a_worker_starts_after_the_migration(up: Up) -> None:
    up.serve()
    up.await_lines("worker started")

    started = [line.split()[0] for line in up.lines() if "started" in line]
    assert started.index("migrate") < started.index("worker")


def test_the_owner_gets_links(up: Up) -> None:
    url = up.serve()

    assert up.await_lines("sign_in --url") == [f"sign_in --url {url} --no-browser"]


def test_what_the_environment_names_is_not_started(up: Up) -> None:
    up.serve()

    services = running_services(up.data_dir)
    assert services is not None
    assert services.database_url == "postgresql://elsewhere/x"
    assert not (up.data_dir / "postgres").exists()
    assert not (up.data_dir / "valkey").exists()


def test_running_services_are_found_by_others(up: Up) -> None:
    url = up.serve(**EMBEDDED)

    services = running_services(up.data_dir)

    assert services is not None
    assert services.http == url
    assert services.database_url.startswith("postgresql://gallery@/gallery?host=/")
    assert services.redis_url.startswith("unix:///")


def test_what_the_environment_names_comes_before_what_runs_here(
    up: Up, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    up.data_dir = tmp_path / "gallery"
    up.serve(**EMBEDDED)
    assert cli._settings(None).spool_dir == up.data_dir / "spool"
    for name, value in (
        ("DATABASE_URL", "postgresql://elsewhere/gallery"),
        ("REDIS_URL", "redis://elsewhere"),
        ("JWT_SECRET", "another secret, which is long enough"),
        ("STORAGE_DIR", "pictures"),
        ("SPOOL_DIR", "spool"),
    ):
        monkeypatch.setenv(name, value)
    assert cli._settings(None).database_url == "postgresql://elsewhere/gallery"


@pytest.mark.parametrize("name", ["api", "worker"])
def test_a_child_that_dies_is_started_again(up: Up, name: str) -> None:
    url = up.serve()
    [line] = up.await_lines(f"{name} started")

    os.kill(pid_of(line), signal.SIGKILL)

    up.await_lines(f"{name} started", 2)
    assert f"{name} has ended; starting it again in 0.1 s" in up.errors()
    assert urllib.request.urlopen(f"{url}/healthz").status == 200


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_a_server_that_dies_is_started_again(up: Up, name: str) -> None:
    up.serve(**EMBEDDED)
    before = up.pids()[name]

    os.kill(before, signal.SIGKILL)

    assert wait_until(lambda: up.pids().get(name, before) != before, PATIENCE)
    assert up.finish(signal.SIGTERM) == (0, "")


@pytest.mark.parametrize("word", ["port", "folder"])
def test_what_is_taken_is_one_clear_line(up: Up, tmp_path: Path, word: str) -> None:
    url = up.serve()
    second = Up(tmp_path)
    second.data_dir = tmp_path / "other" if word == "port" else up.data_dir

    second.start(url.rpartition(":")[2] if word == "port" else "0")

    assert second.finish() == (1, "")
    said = {"port": "is in use: choose another with --port", "folder": "another gallery is running"}
    assert said[word] in up.errors()
    assert up.errors().count("\n") == 1


def test_a_failed_migration_ends_the_start(up: Up) -> None:
    up.start(STUB_MIGRATE_CODE="3")

    assert up.finish()[0] == 1
    assert up.lines("worker") == []


def test_a_weak_setting_is_one_clear_line(up: Up) -> None:
    up.start(JWT_SECRET="short")

    assert up.finish() == (1, "")
    assert "JWT_SECRET is shorter than" in up.errors()
    assert up.errors().count("\n") == 1
    assert up.lines() == []


def test_a_stop_during_the_start_is_a_stop(up: Up) -> None:
    up.start(STUB_INITDB="1", **EMBEDDED)
    assert wait_until((up.data_dir / "run" / "initdb.pid").exists, PATIENCE)

    assert up.finish(signal.SIGTERM) == (0, "")
    assert up.lines() == []


def test_a_paid_call_holds_the_stop_until_a_second_signal(up: Up) -> None:
    up.serve(STUB_PAID_CALL="1")
    [worker] = up.await_lines("worker started")
    up.process.send_signal(signal.SIGTERM)
    up.await_lines("worker asked to stop")
    assert fingerprint(pid_of(worker)) is not None
    assert up.process.poll() is None

    assert up.finish(signal.SIGTERM) == (0, "")
    assert gone(pid_of(worker))


def test_a_kill_leaves_nothing_in_the_way(up: Up) -> None:
    url = up.serve(**EMBEDDED)
    up.await_lines("worker started")
    before = up.pids()
    os.killpg(up.process.pid, signal.SIGKILL)
    up.process.communicate()
    assert running_services(up.data_dir) is None

    assert up.serve(url.rpartition(":")[2], **EMBEDDED) == url

    assert all(gone(pid) for pid in before.values())
    assert up.finish(signal.SIGTERM) == (0, "")


def test_orphans_that_nobody_told_are_ended(up: Up) -> None:
    # As on a system without parent-death signals.
    orphan = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=-1)
    run_dir = up.data_dir / "run"
    run_dir.mkdir(parents=True)
    (run_dir / "api.pid").write_text(f"{orphan.pid} {fingerprint(orphan.pid)}")

    up.serve()

    with orphan:
        assert orphan.wait(PATIENCE) == -signal.SIGKILL


def test_a_strangers_number_is_left_alone(up: Up) -> None:
    run_dir = up.data_dir / "run"
    run_dir.mkdir(parents=True)
    (run_dir / "api.pid").write_text(f"{os.getpid()} 1")

    up.serve()

    assert up.finish(signal.SIGTERM) == (0, "")


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1", "::"])
def test_addresses_are_those_this_machine_reaches(host: str) -> None:
    if host == "::" and not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")
    with listen(host, 0) as listener:
        port = listener.getsockname()[1]
        assert http_address(host, listener) == f"http://127.0.0.1:{port}"
        socket.create_connection(("127.0.0.1", port)).close()


def test_secrets_stay_the_same_from_run_to_run(up: Up) -> None:
    up.serve()
    first = json.loads((up.data_dir / "secrets.json").read_text())
    up.finish(signal.SIGTERM)

    up.serve()

    assert json.loads((up.data_dir / "secrets.json").read_text()) == first
