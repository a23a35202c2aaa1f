"""The processes of one gallery, from its databases up to its api."""

import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gallery.embedded import Postgres, Services, Valkey, load_secrets
from gallery.embedded.folder import private_folder
from gallery.embedded.services import remove_services, write_services
from gallery.settings import Settings, environment, load, storage_of
from gallery.up.listener import http_address
from gallery.up.probe import Probe
from gallery.up.signals import Signals
from gallery.up.supervisor import Child, Keeper, end, say

API_PATIENCE_SECONDS = 4.0
# An unhealthy answer is asked for again after this.
RETRY_SECONDS = 0.05

GALLERY = (sys.executable, "-m", "gallery.cli")


@dataclass(frozen=True)
class Commands:
    """What the tree runs; api is also given --fd NUMBER, sign_in --url URL [--no-browser]."""

    api: tuple[str, ...] = (*GALLERY, "api")
    worker: tuple[str, ...] = (*GALLERY, "worker")
    migrate: tuple[str, ...] = (*GALLERY, "migrate")
    sign_in: tuple[str, ...] = (sys.executable, "-m", "gallery.up.signin")


COMMANDS = Commands()


class Tree:
    def __init__(
        self,
        folder: Path,
        host: str,
        listener: socket.socket,
        commands: Commands,
        signals: Signals,
        no_browser: bool,
    ) -> None:
        self._folder = folder
        self._signals = signals
        self._http = http_address(host, listener)
        self._probe = Probe(listener)
        self._env = environment()
        self._postgres = None if self._env.get("DATABASE_URL") else Postgres(folder)
        self._valkey = None if self._env.get("REDIS_URL") else Valkey(folder)
        self._make_children(commands, listener.fileno(), no_browser)
        self._keepers: list[Keeper] = []
        self._migrated = False
        self._ready = False

    def _make_children(self, commands: Commands, fd: int, no_browser: bool) -> None:
        run_dir, env = self._folder / "run", self._env
        # Stateless, and the next start wants its port: nothing is lost by its sudden end.
        sudden = signal.SIGKILL
        api = (*commands.api, "--fd", str(fd))
        self._api = Child("api", api, run_dir, env, fds=(fd,), death_signal=sudden)
        self._worker = Child("worker", commands.worker, run_dir, env)
        self._migrate = Child("migrate", commands.migrate, run_dir, env)
        sign_in = (*commands.sign_in, "--url", self._http, *["--no-browser"] * no_browser)
        self._sign_in = Child("sign-in", sign_in, run_dir, env)

    def start(self) -> None:
        self._start_databases()
        self._complete_environment()
        # Here, so that one line says what is wrong, and not one of each child.
        settings = load(self._env)
        if settings.s3 is not None:
            _check_bucket(settings)
        services = Services(
            self._env["DATABASE_URL"], self._env["REDIS_URL"], self._http, storage_of(self._env)
        )
        write_services(self._folder, services)
        self._migrate.start()
        self._api.start()
        self._keepers.append(Keeper(self._api))

    def _start_databases(self) -> None:
        cancelled = self._signals.asked_to_stop
        if self._valkey is not None:
            self._valkey.launch(cancelled)
        if self._postgres is not None:
            self._postgres.launch(cancelled)
        for database in (self._postgres, self._valkey):
            if database is not None:
                database.wait(cancelled)
                self._keepers.append(Keeper(database))

    def _complete_environment(self) -> None:
        """What was given stands; what was not is ours."""
        if self._postgres is not None:
            self._env["DATABASE_URL"] = self._postgres.url
        if self._valkey is not None:
            self._env["REDIS_URL"] = self._valkey.url
        secrets = load_secrets(self._folder)
        self._default("JWT_SECRET", secrets.jwt_secret)
        self._default("MEDIA_SECRET", secrets.media_secret)
        # The terminal is a person's, who need not read of each picture that was looked at.
        self._default("LOG_FORMAT", "text")
        self._default("LOG_LEVEL", "WARNING")
        self._default("SPOOL_DIR", str(private_folder(self._folder / "spool")))
        if not self._env.get("S3_ENDPOINT"):
            self._default("STORAGE_DIR", str(private_folder(self._folder / "pictures")))

    def _default(self, name: str, value: str) -> None:
        self._env[name] = self._env.get(name) or value

    def watch(self) -> int:
        """Until somebody asks to stop (0), or a part says that it cannot start (1)."""
        while not self._signals.asked_to_stop():
            if self._failed():
                return 1
            self._signals.wait(self._tend(), *self._probe.waiting)
        return 0

    def _failed(self) -> bool:
        """Whether a child gave up before we served; it has said why, unless a signal ended it."""
        if self._migrate.killed:
            say("the migration was killed")
            return True
        if self._migrate.exit_code:
            return True
        return not self._ready and bool(self._api.exit_code or self._worker.exit_code)

    def _tend(self) -> float | None:
        self._sign_in.alive()
        if not self._migrated and self._migrate.exit_code == 0:
            self._migrated = True
            # Only now: it has nothing to do before, and the api starts sooner without it.
            self._worker.start()
            self._keepers.append(Keeper(self._worker))
        pauses = [keeper.tend(self._signals.asked_to_stop) for keeper in self._keepers]
        pauses.append(self._welcome())
        return min((pause for pause in pauses if pause is not None), default=None)

    def _welcome(self) -> float | None:
        if self._ready:
            return None
        if not self._probe.ask():
            return None if self._probe.waiting else RETRY_SECONDS
        self._ready = True
        with suppress(OSError):
            sys.stdout.write(f"ready {self._http}\n")
            sys.stdout.flush()
        self._sign_in.start()
        return None

    def stop(self) -> None:
        """From the top down; the worker alone may take its time, for a call that is paid."""
        self._probe.close()
        end(self._api, self._signals, API_PATIENCE_SECONDS)
        end(self._sign_in, self._signals, 0.0)
        end(self._migrate, self._signals, API_PATIENCE_SECONDS)
        end(self._worker, self._signals, None)
        for database in (self._valkey, self._postgres):
            if database is not None:
                database.stop()
        remove_services(self._folder)


def _check_bucket(settings: Settings) -> None:
    """Raises ``SettingsError``."""
    # Only now: without a bucket, this process lives for long and needs none of it.
    import asyncio

    from gallery import stores

    asyncio.run(stores.check(settings))
