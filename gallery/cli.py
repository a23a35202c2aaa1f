"""The command line. Each command imports what it needs when it runs: `gallery up` stays small."""

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from gallery.settings import Settings

_DATA_DIR = click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Use the databases and secrets of the `gallery up` that runs on this folder.",
)
_Command = Callable[..., Any]


@click.group()
@click.version_option(package_name="gallery")
def cli() -> None:
    """A permanent, self-hosted home for AI-generated pictures."""


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path))
@click.option("--no-browser", is_flag=True, help="Only print the sign-in link.")
def up(host: str, port: int, data_dir: Path | None, no_browser: bool) -> None:
    """Run everything on this machine, databases included."""
    from gallery.up import run

    sys.exit(run(host, port, data_dir, no_browser))


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes.")
@click.option("--fd", type=int, hidden=True)
@_DATA_DIR
def api(host: str, port: int, workers: int, fd: int | None, data_dir: Path | None) -> None:
    """Serve the API and the app."""
    from gallery import serving, settings

    settings.pass_on(_running(data_dir))
    serving.serve(_settings(data_dir), host=host, port=port, workers=workers, fd=fd)


@cli.command()
@click.option("--concurrency", default=4, show_default=True, help="Generations at once.")
@_DATA_DIR
def worker(concurrency: int, data_dir: Path | None) -> None:
    """Run generations, purges and repairs."""
    from gallery import serving

    serving.work(_settings(data_dir), concurrency=concurrency)


@cli.command()
@_DATA_DIR
def migrate(data_dir: Path | None) -> None:
    """Bring the database to the tables of this version."""
    _migrate(_settings(data_dir))


@cli.command()
@click.option("--check", is_flag=True, help="Fail where schema.graphql is not this schema.")
def schema(check: bool) -> None:
    """Print the GraphQL schema."""
    from gallery import commands

    sys.exit(commands.schema(check=check))


@cli.command()
@click.option("--user", required=True)
@click.option("--ttl", default=3600, show_default=True, help="Seconds.")
@_DATA_DIR
def token(user: str, ttl: int, data_dir: Path | None) -> None:
    """Print a token for the API."""
    from gallery import commands

    click.echo(commands.token(_settings(data_dir), user, ttl))


@cli.command()
@click.option("--user", default="owner", show_default=True)
@_DATA_DIR
def link(user: str, data_dir: Path | None) -> None:
    """Print a one-time sign-in link, good for ten minutes."""
    from gallery import commands

    click.echo(asyncio.run(commands.link(_settings(data_dir), user, _address(data_dir))))


@cli.command()
@_DATA_DIR
def purge(data_dir: Path | None) -> None:
    """Purge the trash now, as the nightly run does."""
    from gallery import commands

    asyncio.run(commands.purge(_settings(data_dir)))


@cli.command()
@click.option("--images", type=click.IntRange(1, 100_000_000), required=True, help="In all.")
@click.option("--users", type=click.IntRange(1, 10_000), default=1, show_default=True)
@click.option(
    "--sources-every",
    type=click.IntRange(0),
    default=0,
    help="Each so-manieth image is made from others; none where this is not given.",
)
@click.option("--pictures", type=click.IntRange(1, 10_000), default=200, show_default=True)
@_DATA_DIR
def seed(images: int, users: int, sources_every: int, pictures: int, data_dir: Path | None) -> None:
    """Fill the galleries of user0, user1, ... with invented images, for trials."""
    from gallery import seed

    options = {"users": users, "sources_every": sources_every, "pictures": pictures}
    asyncio.run(seed.seed(_settings(data_dir), images=images, **options))


@cli.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH...",
)
@click.option("--user", required=True)
@_DATA_DIR
def import_(paths: tuple[Path, ...], user: str, data_dir: Path | None) -> None:
    """Take pictures, folders or exports into a gallery; what is already there stays as it is."""
    from gallery import importing

    sys.exit(asyncio.run(importing.run(_settings(data_dir), paths, user)))


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--user", required=True)
@_DATA_DIR
def export(folder: Path, user: str, data_dir: Path | None) -> None:
    """Write a user's pictures, and all that is known of them, into a folder."""
    from gallery.backup import export

    sys.exit(asyncio.run(export.run(_settings(data_dir), folder, user)))


@cli.command()
@_DATA_DIR
def manifest(data_dir: Path | None) -> None:
    """Write down what is starred and trashed now, as the nightly run does."""
    from gallery import commands

    asyncio.run(commands.manifest(_settings(data_dir)))


@cli.command()
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Go by the manifests of that day (UTC) or before; by the newest where it is not given.",
)
@_DATA_DIR
def rebuild(as_of: datetime | None, data_dir: Path | None) -> None:
    """Make the rows of an empty database again, from what lies in storage."""
    from gallery.backup import rebuild

    settings = _settings(data_dir)
    _migrate(settings)
    sys.exit(asyncio.run(rebuild.run(settings, as_of.date() if as_of else None)))


@cli.command()
@click.option("--user", help="Only what is this user's.")
@click.option("--all", "read_all", is_flag=True, help="Read every picture, not only a sample.")
@click.option("--repair", is_flag=True, help="Put right what can be without losing anything.")
@click.option(
    "--list",
    "listing",
    type=click.File("wb", lazy=False),
    help="Write everything that is found to this file, as lines of JSON.",
)
@_DATA_DIR
def doctor(data_dir: Path | None, **orders: Any) -> None:
    """Compare rows and files. Ends with 0 where all is well, 1 where not, 2 where it refuses."""
    from gallery import doctor

    sys.exit(asyncio.run(doctor.run(_settings(data_dir), doctor.Orders(**orders))))


@cli.group()
def storage() -> None:
    """The files of all pictures."""


@storage.command()
@click.option("--from", "source", metavar="URL")
@click.option("--to", "target", metavar="URL")
@click.option("--verify", is_flag=True, help="Read what is there already, too, and compare.")
@_DATA_DIR
def copy(source: str | None, target: str | None, verify: bool, data_dir: Path | None) -> None:
    """Copy what is not there yet, while the gallery runs.

    URL is s3://BUCKET?endpoint=ADDRESS&region=NAME, file:///FOLDER or a folder. The one that is
    left out is where this gallery keeps its pictures.
    """
    from gallery import settings
    from gallery.objects import copying

    if source is None and target is None:
        raise click.UsageError("Say where to copy to (--to URL), or from where (--from URL).")
    # Between two other places a gallery that happens to run here has no say.
    is_meant = data_dir is not None or source is None or target is None
    environ = settings.environment(_running(data_dir) if is_meant else None)
    sys.exit(asyncio.run(copying.run(source, target, environ, verify=verify)))


def main() -> None:
    """The entry point: what is expected to go wrong is one line."""
    from db.versions import TablesInUseError
    from gallery.backup import BackupError
    from gallery.embedded.errors import EmbeddedError
    from gallery.settings import SettingsError
    from storage.base import StorageError

    try:
        cli()
    except (SettingsError, EmbeddedError, BackupError, StorageError, TablesInUseError) as error:
        click.echo(f"gallery: {error}", err=True)
        sys.exit(1)


def _migrate(settings: "Settings") -> None:
    from db import versions

    url = settings.database_url
    if not versions.suffices(asyncio.run(versions.current(url))):
        from gallery import commands

        commands.migrate(url)


def _settings(data_dir: Path | None) -> "Settings":
    from gallery import settings

    return settings.load(settings.environment(_running(data_dir)))


def _running(data_dir: Path | None) -> dict[str, str]:
    """What `gallery up` on that folder runs with, so that one command line reaches it."""
    from gallery.embedded.folder import default_data_dir
    from gallery.embedded.secrets import load_secrets
    from gallery.embedded.services import running_services
    from gallery.settings import SettingsError, environment

    if data_dir is None and "DATABASE_URL" in environment():
        # A part of another installation, which is not to join what happens to run here.
        return {}
    folder = data_dir or default_data_dir()
    services = running_services(folder) if folder.is_dir() else None
    if services is None:
        if data_dir is None:
            return {}
        raise SettingsError(f"No `gallery up` runs on {data_dir}.")
    secrets = load_secrets(folder)
    return {
        "DATABASE_URL": services.database_url,
        "REDIS_URL": services.redis_url,
        "JWT_SECRET": secrets.jwt_secret,
        "MEDIA_SECRET": secrets.media_secret,
        "SPOOL_DIR": str(folder / "spool"),
        **services.storage,
    }


def _address(data_dir: Path | None) -> str | None:
    from gallery.embedded.folder import default_data_dir
    from gallery.embedded.services import running_services

    folder = data_dir or default_data_dir()
    services = running_services(folder) if folder.is_dir() else None
    return services.http if services else None


if __name__ == "__main__":
    main()
