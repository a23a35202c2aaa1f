"""Commands that do one thing and end."""

import asyncio
import difflib
from datetime import UTC, datetime
from pathlib import Path

import click

from db import events, tombstones
from db.engine import Database
from gallery.settings import Settings
from resolvers.people import make_link

_SDL = Path(__file__).parent.parent / "schema.graphql"


def migrate(database_url: str) -> None:
    """Bring the database to the newest migration, with event partitions for the days to come."""
    from db.migrate import upgrade

    upgrade(database_url)
    asyncio.run(_roll_partitions(database_url))


async def _roll_partitions(database_url: str) -> None:
    database = Database(database_url, pool_size=1, application="gallery migrate")
    async with database.write() as tx:
        await events.roll_partitions(tx, datetime.now(UTC).date())
    await database.close()


def schema(*, check: bool) -> int:
    """Print the schema, or compare it with the committed one; the exit code."""
    from schema.build import sdl

    printed = sdl()
    if not check:
        click.echo(printed, nl=False)
        return 0
    kept = _SDL.read_text()
    if kept == printed:
        return 0
    changes = difflib.unified_diff(
        kept.splitlines(), printed.splitlines(), "schema.graphql", "the schema", lineterm=""
    )
    click.echo("\n".join(changes), err=True)
    click.echo("schema.graphql is out of date: gallery schema > schema.graphql", err=True)
    return 1


def token(settings: Settings, user: str, ttl: int) -> str:
    from gallery.auth import Tokens
    from gallery.settings import SettingsError

    tokens = Tokens(settings)
    if not tokens.can_issue:
        raise SettingsError("Tokens are made with JWT_SECRET, which is not set.")
    return tokens.issue(user, ttl=ttl)


async def link(settings: Settings, user: str, address: str | None) -> str:
    """A fresh sign-in link under PUBLIC_URL, or under the address `gallery up` serves on."""
    return (await links(settings, user, address or "http://127.0.0.1:8000", count=1))[0]


async def links(settings: Settings, user: str, address: str, *, count: int) -> list[str]:
    database = Database(settings.database_url, pool_size=1, application="gallery link")
    base = settings.public_url or address
    made = [f"{base}/auth/link/{await make_link(database, user)}" for _ in range(count)]
    await database.close()
    return made


async def purge(settings: Settings) -> None:
    from gallery.wiring import parts
    from jobs.handlers.purge import purge as run

    async with parts(settings, application="gallery purge", pool_size=2, listen=False) as opened:
        purged = await run(opened.services)
        async with opened.database.read() as session:
            standing = await tombstones.standing(session)
    click.echo(f"{purged.images} image(s) deleted for ever, the files of {purged.objects} removed.")
    if not purged.complete:
        click.echo("Others that are due are in use: the worker takes them within the hour.")
    if standing:
        click.echo(f"The files of {standing} image(s) are left: the worker tries them again.")


async def manifest(settings: Settings) -> None:
    from gallery.wiring import parts
    from jobs.handlers.manifests import write_manifests

    async with parts(settings, application="gallery manifest", pool_size=2, listen=False) as opened:
        await write_manifests(opened.services)
