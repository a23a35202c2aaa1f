import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from arq.connections import RedisSettings
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from gallery.embedded import (
    EmbeddedError,
    Postgres,
    Services,
    StartCancelledError,
    Valkey,
    account,
    load_secrets,
    lock_folder,
    open_folder,
    running_services,
)
from gallery.embedded.folder import remove_socket_folder
from gallery.embedded.process import wait_until
from gallery.embedded.services import write_services
from tests.processes import PATIENCE, gone

SYSTEM_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    opened = open_folder(tmp_path / "data")
    yield opened
    for name in ("postgres", "valkey"):
        remove_socket_folder(opened, name)


@pytest.fixture
def postgres(folder: Path) -> Iterator[Postgres]:
    server = Postgres(folder, fast=True)
    yield server
    server.stop()


@pytest.fixture
def valkey(folder: Path) -> Iterator[Valkey]:
    server = Valkey(folder)
    yield server
    server.stop()


async def ask(server: Postgres, statement: str) -> object:
    connection = await asyncpg.connect(server.url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


async def test_postgres_keeps_its_data_over_a_restart(folder: Path, postgres: Postgres) -> None:
    postgres.start()
    await ask(postgres, "create table kept as select 42 as answer")
    postgres.stop()
    assert not postgres.alive()

    postgres.start()

    assert await ask(postgres, "select answer from kept") == 42


async def test_postgres_comes_back_from_a_kill_at_the_same_address(postgres: Postgres) -> None:
    postgres.start()
    url = postgres.url
    await ask(postgres, "create table kept as select 42 as answer")
    kill(postgres.pid)
    assert wait_until(lambda: not postgres.alive(), PATIENCE)

    postgres.start()

    assert postgres.url == url
    assert await ask(postgres, "select answer from kept") == 42


async def test_postgres_compares_letters_beyond_ascii(postgres: Postgres) -> None:
    postgres.start()

    assert await ask(postgres, "select 'ÉTÉ' ilike 'été' and 'Ж' ~* '[[:alpha:]]'") is True
    await ask(postgres, "create extension pg_trgm")
    assert await ask(postgres, "select cardinality(show_trgm('日本語'))") == 4


async def test_postgres_url_is_good_for_sqlalchemy(postgres: Postgres) -> None:
    postgres.start()
    engine = create_async_engine(postgres.url.replace("postgresql:", "postgresql+asyncpg:"))

    async with engine.connect() as connection:
        found = await connection.scalar(text("select current_user || current_database()"))
    await engine.dispose()

    assert found == "gallerygallery"


async def test_postgres_ends_the_server_that_an_earlier_start_left(
    folder: Path, postgres: Postgres
) -> None:
    orphan = Postgres(folder, fast=True)
    orphan.start()
    orphan_pid = orphan.pid

    postgres.start()

    assert not orphan.alive()
    assert postgres.pid != orphan_pid
    assert await ask(postgres, "select 1") == 1


async def test_postgres_is_not_fooled_by_a_strangers_number(
    folder: Path, postgres: Postgres
) -> None:
    postgres.start()
    pid_file = folder / "postgres" / "postmaster.pid"
    written = pid_file.read_text()
    kill(postgres.pid)
    assert wait_until(lambda: not postgres.alive(), PATIENCE)
    pid_file.write_text(written.replace(written.partition("\n")[0], str(os.getppid()), 1))

    postgres.start()

    assert await ask(postgres, "select 1") == 1


def test_a_cluster_of_another_version_is_left_alone(folder: Path, postgres: Postgres) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "PG_VERSION").write_text("14\n")

    with pytest.raises(EmbeddedError, match="was made by PostgreSQL 14 and this one is 1"):
        postgres.start()


def test_a_half_made_cluster_is_made_again(folder: Path, postgres: Postgres) -> None:
    (folder / "postgres.new").mkdir()
    (folder / "postgres.new" / "PG_VERSION").write_text("18\n")

    postgres.start()

    assert postgres.alive()
    assert not (folder / "postgres.new").exists()


def test_a_start_can_be_cancelled(folder: Path, postgres: Postgres) -> None:
    with pytest.raises(StartCancelledError):
        postgres.start(cancelled=lambda: True)

    assert not postgres.alive()
    assert not (folder / "postgres").exists()


def test_a_failed_start_quotes_the_reason(folder: Path, postgres: Postgres) -> None:
    postgres.start()
    postgres.stop()
    (folder / "postgres" / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(EmbeddedError, match=r"did not start: .*postgresql.conf\" contains errors"):
        postgres.start()


@pytest.mark.skipif(not SYSTEM_15.exists(), reason="no system PostgreSQL 15")
async def test_a_system_postgres_without_builtin_locales_will_do(folder: Path) -> None:
    server = Postgres(folder, fast=True, binaries=SYSTEM_15)
    server.start()

    assert await ask(server, "select 'ÉTÉ' ilike 'été'") is True
    server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
async def test_root_without_namespaces_becomes_another_user(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = account._ways
    server = Postgres(folder, fast=True)
    with monkeypatch.context() as patch:
        patch.setattr(account, "_ways", lambda: ways()[1:])
        server.start()
        assert (folder / "postgres").stat().st_uid != 0
        server.stop()

    server.start()

    assert await ask(server, "select 1") == 1
    assert (folder / "postgres").stat().st_uid == 0
    server.stop()


def test_a_deep_folder_has_its_sockets_elsewhere(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / ("deep " * 20).strip())
    server = Valkey(folder)
    server.start()
    sockets = Path(urlsplit(server.url).path).parent
    assert sockets.parent == Path("/tmp")
    assert sockets.stat().st_mode & 0o777 == 0o700

    server.stop()

    assert not sockets.exists()


def test_nothing_is_readable_by_others(folder: Path, postgres: Postgres, valkey: Valkey) -> None:
    load_secrets(folder)
    write_services(folder, Services("a", "b", "c"))
    postgres.start()
    valkey.start()

    files = subprocess.run(
        ["find", folder, "-perm", "/077", "-not", "-type", "l"], capture_output=True, check=True
    )

    assert files.stdout == b""


async def test_what_valkey_holds_survives_a_kill(valkey: Valkey) -> None:
    valkey.start()
    async with Redis.from_url(valkey.url) as redis:
        await redis.rpush("jobs", *(str(number) for number in range(500)))
    kill(valkey.pid)
    assert wait_until(lambda: not valkey.alive(), PATIENCE)

    valkey.start()

    async with Redis.from_url(valkey.url) as redis:
        assert await redis.llen("jobs") == 500


def test_valkey_starts_without_a_past_it_cannot_read(folder: Path, valkey: Valkey) -> None:
    valkey.start()
    valkey.stop()
    for file in (folder / "valkey" / "appendonlydir").iterdir():
        file.write_text("rubbish")

    valkey.start()

    assert valkey.alive()
    assert (folder / "valkey" / "unreadable").is_dir()


def test_valkey_ends_the_server_that_an_earlier_start_left(folder: Path, valkey: Valkey) -> None:
    orphan = Valkey(folder)
    orphan.start()

    valkey.start()

    assert not orphan.alive()
    assert valkey.alive()


def test_valkey_url_is_good_for_arq(valkey: Valkey) -> None:
    valkey.start()

    settings = RedisSettings.from_dsn(valkey.url)

    assert settings.unix_socket_path == urlsplit(valkey.url).path
    assert parse_qs(urlsplit(valkey.url).query) == {"db": ["0"]}


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="only Linux tells children at once")
def test_servers_end_with_a_killed_parent(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from gallery.embedded import *; "
        "servers = [kind(Path(sys.argv[1]), fast=True) for kind in (Postgres, Valkey)]; "
        "[server.start() for server in servers]; "
        "print(*[server.pid for server in servers], flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2

    with parent:
        parent.kill()

    assert all(gone(pid) for pid in pids)


def test_a_folder_has_one_holder(folder: Path) -> None:
    with lock_folder(folder):
        second = lock_folder(folder)
        with pytest.raises(EmbeddedError, match="another gallery is running on"):
            second.__enter__()
    with lock_folder(folder):
        pass


def test_services_are_found_only_while_the_folder_is_held(folder: Path) -> None:
    services = Services("postgresql://", "unix://", "http://127.0.0.1:1")
    assert running_services(folder) is None
    with lock_folder(folder):
        assert running_services(folder) is None
        write_services(folder, services)
        assert running_services(folder) == services
    assert running_services(folder) is None
    assert running_services(folder / "nowhere") is None


def test_secrets_are_drawn_once(folder: Path) -> None:
    secrets = load_secrets(folder)

    assert load_secrets(folder) == secrets
    assert len(bytes.fromhex(secrets.jwt_secret)) == 32
    assert secrets.jwt_secret != secrets.media_secret
    assert secrets.jwt_secret not in repr(secrets)


def test_broken_secrets_are_not_replaced(folder: Path) -> None:
    (folder / "secrets.json").write_text(json.dumps(["no"]))

    with pytest.raises(EmbeddedError, match="cannot read the secrets"):
        load_secrets(folder)


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(EmbeddedError, match="choose another with --data-dir"):
        open_folder(tmp_path / "file" / "data")
