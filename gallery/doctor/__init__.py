"""`gallery doctor`: whether rows, objects, counts, generations and the spool agree.

It only reads, unless it is asked to repair; the gallery may run meanwhile.
"""

from dataclasses import replace
from enum import IntEnum
from typing import IO, Final, NamedTuple

import click

from db import users
from db.engine import Database
from db.outages import DatabaseUnavailable
from gallery import logs
from gallery.doctor.findings import Findings
from gallery.doctor.pictures import Inspection, Pictures
from gallery.doctor.records import RECORDS, left_on_spool, stuck_rows, wrong_counts
from gallery.doctor.repairs import Repairs
from gallery.settings import Settings
from gallery.wiring import Parts, parts
from storage.base import StorageError
from storage.imaging_errors import ImagingUnavailable

# Several look at rows while one reads on, and a count of a million rows takes its time.
_CONNECTIONS: Final = 12
_STATEMENT_SECONDS: Final = 900.0
_MOST_MISSING: Final = 0.05
_MOST_STRANGERS: Final = 0.5


class Verdict(IntEnum):
    """The exit code."""

    WELL = 0
    WRONG = 1
    REFUSED = 2


class Orders(NamedTuple):
    """What to look at, and what to do: ``read_all`` pictures, ``repair`` what is safe to repair,
    and write everything that was found to the file ``listing``."""

    user: str | None = None
    read_all: bool = False
    repair: bool = False
    listing: IO[bytes] | None = None


async def run(settings: Settings, orders: Orders) -> Verdict:
    """Look at everything, or all of one user's; say what was found, and repair what is safe."""
    logs.configure("text")
    database = Database(
        settings.database_url,
        pool_size=_CONNECTIONS,
        application="gallery doctor",
        statement_timeout=_STATEMENT_SECONDS,
    )
    try:
        async with parts(
            settings, application="gallery doctor", pool_size=4, listen=False
        ) as opened:
            return await _examine(replace(opened, database=database), orders)
    except (StorageError, DatabaseUnavailable, ImagingUnavailable) as error:
        click.echo(f"gallery doctor: nothing can be said: {error}", err=True)
        return Verdict.REFUSED
    finally:
        await database.close()


async def _examine(opened: Parts, orders: Orders) -> Verdict:
    user_id = await _user_id(opened.database, orders.user)
    with Findings() as findings:
        imaging = opened.pipeline.imaging
        seen = await Inspection(
            opened.database, opened.storage, imaging, findings, user_id, orders.read_all
        ).run()
        await _look_at_records(opened, findings, user_id)
        if orders.listing is not None:
            findings.write(orders.listing)
        click.echo("\n".join(findings.table()))
        click.echo(_summary(seen))
        doubt = _doubt(seen)
        if doubt:
            click.echo(doubt, err=True)
        if not orders.repair:
            return Verdict.WRONG if findings.wrong else Verdict.WELL
        if doubt:
            click.echo("Nothing was repaired.", err=True)
            return Verdict.REFUSED
        return await _repair(opened, findings, user_id)


async def _user_id(database: Database, name: str | None) -> int | None:
    if name is None:
        return None
    async with database.read() as session:
        row = await users.find(session, name)
    if row is None:
        raise click.UsageError(f"There is no user {name}.")
    return row.id


async def _look_at_records(opened: Parts, findings: Findings, user_id: int | None) -> None:
    async for finding in wrong_counts(opened.database, user_id):
        findings.add(finding)
    async with opened.database.read() as session:
        for finding in await stuck_rows(session, user_id):
            findings.add(finding)
    if user_id is None:
        for finding in left_on_spool(opened.pipeline.spool):
            findings.add(finding)


def _summary(seen: Pictures) -> str:
    return (
        f"{seen.images} image(s) and {seen.objects} file(s) of {seen.bytes / 1e9:.1f} GB looked at,"
        f" {seen.read} original(s) read whole."
    )


def _doubt(seen: Pictures) -> str:
    """Why database and storage may not belong together; nothing where they do."""
    if seen.missing > seen.images * _MOST_MISSING:
        return (
            f"The originals of {seen.missing} in {seen.images} images are missing: is this the"
            " folder or bucket of this database?"
        )
    if seen.strangers > seen.objects * _MOST_STRANGERS:
        return (
            f"Nothing names {seen.strangers} of {seen.objects} files: is this the database of this"
            " folder or bucket?"
        )
    return ""


async def _repair(opened: Parts, findings: Findings, user_id: int | None) -> Verdict:
    mended = await Repairs(opened, findings).run()
    with Findings() as after:
        # What the sweeps were to mend is looked at again.
        await _look_at_records(opened, after, user_id)
        left = {
            kind: after.counts[kind] if kind in RECORDS else count - mended[kind]
            for kind, count in findings.wrong.items()
        }
    for kind, count in findings.wrong.items():
        click.echo(f"{max(0, count - left[kind])} of {count} repaired: {kind.value}")
    return Verdict.WRONG if any(left.values()) else Verdict.WELL
