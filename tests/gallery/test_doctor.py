"""Each fault is planted, and the report names it and nothing else; repairs lose nothing."""

import asyncio
import io
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

import asyncpg
import click
import pytest

from db import images, users
from db.engine import Database
from db.image_filter import ImageQuery
from db.images import ImageRow
from db.keyset import Cut
from db.kinds import ImageAction
from gallery import doctor
from gallery.doctor import Orders, Verdict
from gallery.doctor.findings import Findings, Kind
from gallery.doctor.pictures import Inspection, Pictures
from gallery.settings import Settings
from gallery.wiring import parts
from jobs.handlers.purge import purge
from jobs.pipeline import answer_id
from resolvers import bulk
from resolvers.context import Context
from resolvers.people import viewer_named
from resolvers.selections import Chosen
from storage import keys
from storage.base import ObjectInfo, Storage
from storage.folder import FolderStorage
from storage.imaging import ImagingPool
from tests.db.world import start_job
from tests.gallery import ward
from tests.gallery.ward import DAY, HOUR, age, stranger, take_in
from tests.pictures import png, speckled_png

MANY = 24  # one of them may be missing before the doctor suspects another bucket


class Patient:
    """A gallery on a folder, and the tools to hurt it."""

    def __init__(
        self, settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert settings.storage_dir is not None
        self.settings = settings
        self.database = database
        self.root = settings.storage_dir
        self._capsys = capsys

    async def images(self, name: str = "ann") -> list[ImageRow]:
        async with self.database.read() as session:
            user = await users.find(session, name)
            assert user is not None
            return (await images.page(session, user.id, ImageQuery(), Cut(100))).rows

    def file(self, key: str) -> Path:
        return self.root / key

    def plant(self, key: str, seconds: float, data: bytes | None = None) -> Path:
        """An object of that age that nothing names."""
        return ward.plant(self.root, key, seconds, data)

    def objects(self) -> dict[str, bytes]:
        found = [path for path in self.root.rglob("*") if path.is_file()]
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    async def sql(self, statement: str) -> None:
        connection = await asyncpg.connect(self.settings.database_url)
        await connection.execute(statement)
        await connection.close()

    async def visit(
        self,
        *,
        user: str | None = None,
        repair: bool = False,
        listing: IO[bytes] | None = None,
    ) -> tuple[Verdict, dict[Kind, int], str]:
        """The verdict, what the table counts, and all that was said."""
        self._capsys.readouterr()
        orders = Orders(user=user, read_all=True, repair=repair, listing=listing)
        verdict = await doctor.run(self.settings, orders)
        out, err = self._capsys.readouterr()
        counts = {}
        for kind in Kind:
            match = re.search(rf"^ *(\d+)  {re.escape(kind.value)}$", out, re.MULTILINE)
            assert match, out
            if int(match[1]):
                counts[kind] = int(match[1])
        return verdict, counts, out + err


@pytest.fixture
async def patient(
    settings: Settings, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Patient:
    await take_in(settings, tmp_path / "taken in", MANY)
    return Patient(settings, database, capsys)


async def test_a_healthy_gallery_is_told_so_and_left_as_it_is(patient: Patient) -> None:
    before = patient.objects()

    verdict, counts, said = await patient.visit(repair=True)

    assert (verdict, counts) == (Verdict.WELL, {})
    assert f"{MANY} image(s) and {MANY * 5} file(s)" in said
    assert f"{MANY} original(s) read whole" in said
    assert patient.objects() == before


async def test_a_missing_original_is_named_and_its_row_stays(patient: Patient) -> None:
    lost = (await patient.images())[3]
    patient.file(lost.key).unlink()

    verdict, counts, said = await patient.visit(repair=True)

    assert (verdict, counts) == (Verdict.WRONG, {Kind.ORIGINAL_MISSING: 1})
    assert str(lost.id) in said
    assert lost.key in said
    assert lost.id in {row.id for row in await patient.images()}


async def test_damage_is_told_by_length_and_by_hash(patient: Patient) -> None:
    short, flipped, *_ = await patient.images()
    path = patient.file(short.key)
    path.write_bytes(path.read_bytes()[:-7])
    path = patient.file(flipped.key)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    verdict, counts, said = await patient.visit()

    assert (verdict, counts) == (Verdict.WRONG, {Kind.ORIGINAL_LENGTH: 1, Kind.ORIGINAL_HASH: 1})
    assert f"{short.byte_size - 7} bytes, not {short.byte_size}" in said
    assert str(short.id) in said
    assert str(flipped.id) in said


async def test_lost_thumbnails_are_drawn_again(patient: Patient) -> None:
    before = patient.objects()
    first, second, *_ = await patient.images()
    for key in (keys.thumbnail(first.key, 256), keys.thumbnail(first.key, 1440)):
        patient.file(key).unlink()
    patient.file(keys.thumbnail(second.key, 512)).unlink()

    verdict, counts, said = await patient.visit(repair=True)

    assert (verdict, counts) == (Verdict.WELL, {Kind.THUMBNAIL_MISSING: 2})
    assert "2 of 2 repaired" in said
    assert patient.objects() == before
    assert (await patient.visit())[:2] == (Verdict.WELL, {})


async def test_damaged_thumbnails_are_drawn_again(patient: Patient) -> None:
    before = patient.objects()
    first, second, *_ = await patient.images()
    cut, empty = keys.thumbnail(first.key, 1440), keys.thumbnail(first.key, 256)
    other = keys.thumbnail(second.key, 512)
    patient.file(cut).write_bytes(before[cut][:-20])
    patient.file(empty).write_bytes(b"")
    patient.file(other).write_bytes(b"\0" * len(before[other]))
    patient.file(keys.thumbnail(second.key, 256)).unlink()

    verdict, counts, said = await patient.visit()
    assert (verdict, counts) == (
        Verdict.WRONG,
        {Kind.THUMBNAIL_MISSING: 1, Kind.THUMBNAIL_DAMAGED: 2},
    )
    assert re.search(f"{first.id} .*256, 1440", said)

    assert (await patient.visit(repair=True))[0] is Verdict.WELL
    assert patient.objects() == before


async def test_everything_that_is_found_can_be_listed(patient: Patient) -> None:
    rows = (await patient.images())[:7]
    for row in rows:
        patient.file(keys.thumbnail(row.key, 256)).unlink()
    left = patient.plant(stranger(), 2 * DAY)
    file = io.BytesIO()

    await patient.visit(listing=file)

    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    lacking = [line for line in lines if line["kind"] == "THUMBNAIL_MISSING"]
    assert {line["id"] for line in lacking} == {str(row.id) for row in rows}
    assert {line["key"] for line in lacking} == {row.key for row in rows}
    assert {(line["userId"], line["detail"]) for line in lacking} == {(rows[0].user_id, "256")}
    assert all("draws" in line["remedy"] for line in lacking)
    [orphan] = [line for line in lines if line not in lacking]
    assert orphan["kind"] == "ORPHAN"
    assert patient.file(orphan["key"]) == left


async def test_files_without_a_row_are_put_aside_once_they_are_old(patient: Patient) -> None:
    fresh, young, old = stranger(), stranger(), stranger()
    patient.plant(fresh, 0)
    patient.plant(young, 2 * HOUR)
    patient.plant(old, 2 * DAY)
    patient.plant(keys.thumbnail(old, 256), 2 * DAY, b"drawn")
    extra = f"{(await patient.images())[0].key}.999.webp"
    patient.plant(extra, 2 * DAY, b"of another version")

    verdict, counts, said = await patient.visit()
    assert (verdict, counts) == (Verdict.WRONG, {Kind.ORPHAN: 3, Kind.YOUNG_ORPHAN: 1})
    assert fresh not in said
    assert (await patient.visit(repair=True))[0] is Verdict.WELL

    left = patient.objects()
    assert left[keys.quarantined(old)] == png()
    assert left[keys.quarantined(keys.thumbnail(old, 256))] == b"drawn"
    assert left[keys.quarantined(extra)] == b"of another version"
    assert not {old, extra, keys.thumbnail(old, 256)} & left.keys()
    assert {fresh, young} <= left.keys()
    assert (await patient.visit())[:2] == (Verdict.WELL, {Kind.YOUNG_ORPHAN: 1})


async def test_sidecars_manifests_and_the_quarantine_belong_there(patient: Patient) -> None:
    patient.plant(keys.sidecar((await patient.images())[0].key), 2 * DAY, b"{}")
    patient.plant("manifests/2026-01-01.json", 2 * DAY, b"{}")
    patient.plant(keys.quarantined(stranger()), 2 * DAY)

    assert (await patient.visit())[:2] == (Verdict.WELL, {})


async def test_what_a_generation_may_still_name_is_not_put_aside(patient: Patient) -> None:
    user_id = (await patient.images())[0].user_id
    job, attempt = await start_job(patient.database, user_id)
    awaited = stranger(user_id, answer_id(job.id, attempt.number, 0))
    patient.plant(awaited, 2 * DAY)
    spooled_job = uuid4()
    spooled = stranger(user_id, answer_id(spooled_job, 1, 2))
    patient.plant(spooled, 2 * DAY)
    folder = patient.settings.spool_dir / "young"
    folder.mkdir()
    (folder / f"{user_id}.{spooled_job}.1.2.picture").write_bytes(png())

    verdict, counts, _ = await patient.visit(repair=True)

    assert (verdict, counts) == (Verdict.WRONG, {Kind.ORPHAN: 2})
    assert {awaited, spooled} <= patient.objects().keys()


async def test_partial_pictures_of_ended_jobs_are_put_aside(patient: Patient) -> None:
    user_id = (await patient.images())[0].user_id
    running, _ = await start_job(patient.database, user_id)
    shown = keys.preview(user_id, running.id, 1, 0, 1)
    left = keys.preview(user_id, uuid4(), 1, 0, 1)
    for key in (shown, left):
        patient.plant(key, 2 * DAY)

    assert (await patient.visit(repair=True))[:2] == (Verdict.WELL, {Kind.ORPHAN: 1})
    assert shown in patient.objects()
    assert left not in patient.objects()


async def test_what_came_to_be_named_again_comes_back_from_the_quarantine(patient: Patient) -> None:
    before = patient.objects()
    key = (await patient.images())[0].key
    aside = patient.file(keys.quarantined(key))
    aside.parent.mkdir(parents=True)
    patient.file(key).rename(aside)

    verdict, counts, _ = await patient.visit(repair=True)

    assert (verdict, counts) == (Verdict.WELL, {Kind.ORIGINAL_MISSING: 1})
    assert before.items() <= patient.objects().items()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE quarter_counts SET live = live + 1, trashed_bytes = 7",
        "UPDATE user_counters SET live_bytes = 12, starred = 3",
        "DELETE FROM quarter_counts",
    ],
)
async def test_wrong_counts_are_set_right(patient: Patient, harm: str) -> None:
    await patient.sql(harm)

    assert (await patient.visit())[:2] == (Verdict.WRONG, {Kind.COUNTS: 1})
    assert (await patient.visit(repair=True))[:2] == (Verdict.WELL, {Kind.COUNTS: 1})
    assert (await patient.visit())[:2] == (Verdict.WELL, {})


async def test_a_stuck_tombstone_is_laid(patient: Patient) -> None:
    user_id = (await patient.images())[0].user_id
    key = stranger(user_id)
    patient.plant(key, 3 * DAY)
    await patient.sql(
        "INSERT INTO tombstones (user_id, image_id, key, buried_at, tries, try_at) VALUES"
        f" ({user_id}, '{uuid4()}', '{key}', now() - interval '2 days', 9, now() + interval '1 h')"
    )

    verdict, counts, said = await patient.visit(repair=True)

    assert (verdict, counts) == (Verdict.WELL, {Kind.TOMBSTONE: 1})
    assert "9 tries" in said
    assert key not in patient.objects()
    assert (await patient.visit())[:2] == (Verdict.WELL, {})


async def test_what_a_dead_process_left_on_the_spool_is_delivered(patient: Patient) -> None:
    user_id = (await patient.images())[0].user_id
    job, _ = await start_job(patient.database, user_id)
    folder = patient.settings.spool_dir / "a-spool"
    folder.mkdir()
    answer = folder / f"{user_id}.{job.id}.1.0.picture"
    answer.write_bytes(png(colour="red"))
    answer.with_suffix(".json").write_text('{"prompt": "a fox", "model": "demo"}')
    age(folder, HOUR)
    aside = patient.settings.spool_dir / "quarantine"
    aside.mkdir()
    (aside / f"{user_id}.{uuid4()}.1.0.picture").write_bytes(b"no picture")

    verdict, counts, said = await patient.visit(repair=True)

    assert (verdict, counts) == (Verdict.WELL, {Kind.SPOOL: 1, Kind.PUT_ASIDE: 1})
    assert "1 answer(s) in 2 file(s)" in said
    assert "a fox" in {row.prompt for row in await patient.images()}
    assert not folder.exists()
    assert (await patient.visit())[:2] == (Verdict.WELL, {Kind.PUT_ASIDE: 1})


async def test_generations_that_nobody_ends_are_named(patient: Patient) -> None:
    user_id = (await patient.images())[0].user_id
    lost, _ = await start_job(patient.database, user_id)
    half, _ = await start_job(patient.database, user_id)
    waiting, _ = await start_job(patient.database, user_id)
    await patient.sql(
        "UPDATE job_attempts SET outcome = 'answered';"
        f"UPDATE jobs SET lease_until = now() - interval '1 h' WHERE id = '{lost.id}';"
        f"UPDATE job_attempts SET outcome = 'pending', sent_at = now() - interval '3 h'"
        f" WHERE job_id = '{lost.id}';"
        "UPDATE jobs SET status = 'failed', finished_at = now() - interval '2 h'"
        f" WHERE id = '{half.id}';"
        "UPDATE jobs SET status = 'queued', lease_until = NULL,"
        f" runnable_at = now() - interval '2 h' WHERE id = '{waiting.id}'"
    )

    verdict, counts, said = await patient.visit()

    assert verdict is Verdict.WRONG
    assert counts == {Kind.LEASE: 1, Kind.ATTEMPT: 1, Kind.SLOTS: 1, Kind.QUEUE: 1}
    assert all(str(job.id) in said for job in (lost, half, waiting))
    verdict, _, said = await patient.visit(repair=True)
    assert verdict is Verdict.WRONG  # its slots are a person's to judge
    assert f"1 of 1 repaired: {Kind.LEASE.value}" in said
    assert (await patient.visit())[1].keys() <= {Kind.SLOTS, Kind.QUEUE}


async def test_with_too_many_originals_missing_it_touches_nothing(patient: Patient) -> None:
    first, second, third, *_ = await patient.images()
    for row in (first, second):
        patient.file(row.key).unlink()
    patient.file(keys.thumbnail(third.key, 256)).unlink()
    patient.plant(stranger(), 2 * DAY)
    before = patient.objects()

    verdict, counts, said = await patient.visit(repair=True)

    assert verdict is Verdict.REFUSED
    assert counts == {Kind.ORIGINAL_MISSING: 2, Kind.THUMBNAIL_MISSING: 1, Kind.ORPHAN: 1}
    assert f"The originals of 2 in {MANY} images are missing" in said
    assert "Nothing was repaired." in said
    assert patient.objects() == before
    assert (await patient.visit())[0] is Verdict.WRONG


async def test_the_database_of_another_bucket_is_noticed(patient: Patient) -> None:
    await patient.sql("TRUNCATE images, image_sources, quarter_counts CASCADE")
    await patient.sql("UPDATE user_counters SET live = 0, live_bytes = 0")
    for path in patient.root.rglob("*.png*"):
        age(path, 2 * DAY)
    before = patient.objects()

    verdict, counts, said = await patient.visit(repair=True)

    assert (verdict, counts) == (Verdict.REFUSED, {Kind.ORPHAN: MANY * 5})
    assert f"Nothing names {MANY * 5} of {MANY * 5} files" in said
    assert f"and {MANY * 5 - 5} more" in said
    assert patient.objects() == before


async def test_images_that_share_an_object_are_as_well_as_it(patient: Patient) -> None:
    first, second, *_ = await patient.images()
    await patient.sql(
        f"UPDATE images SET key = '{first.key}', byte_size = {first.byte_size},"
        f" sha256 = '\\x{first.sha256.hex()}' WHERE id = '{second.id}'"
    )
    for key in keys.all_of(second.key):
        patient.file(key).unlink(missing_ok=True)

    _, counts, _ = await patient.visit()
    assert counts.keys() <= {Kind.COUNTS}  # they have other lengths
    patient.file(first.key).unlink()
    _, counts, said = await patient.visit()
    assert counts[Kind.ORIGINAL_MISSING] == 1
    assert "of 2 images" in said


async def test_one_user_can_be_looked_at_alone(patient: Patient, tmp_path: Path) -> None:
    await take_in(patient.settings, tmp_path / "of bob", 2, "bob")
    patient.file((await patient.images("bob"))[0].key).unlink()
    shared = (await patient.images("ann"))[0]
    await patient.sql(
        f"UPDATE images SET key = '{shared.key}', byte_size = {shared.byte_size},"
        f" sha256 = '\\x{shared.sha256.hex()}' WHERE id = '{(await patient.images('bob'))[1].id}'"
    )
    await patient.sql(
        "UPDATE user_counters SET live = 99 WHERE user_id ="
        " (SELECT id FROM users WHERE name = 'bob')"
    )

    assert (await patient.visit(user="ann"))[:2] == (Verdict.WELL, {})
    verdict, counts, said = await patient.visit(user="bob")
    assert verdict is Verdict.WRONG
    assert counts == {Kind.ORIGINAL_MISSING: 1, Kind.COUNTS: 1}
    assert "2 image(s)" in said
    with pytest.raises(click.UsageError, match="no user carol"):
        await patient.visit(user="carol")


class Busy(FolderStorage):
    """Something happens once the rows are read, before the first object is listed."""

    def __init__(self, root: Path, happens: Callable[[], Awaitable[None]]) -> None:
        super().__init__(root)
        self._happens = happens

    async def list(self, prefix: str) -> AsyncIterator[ObjectInfo]:
        if prefix == keys.PICTURES:
            await self._happens()
        async for found in super().list(prefix):
            yield found


async def inspected(patient: Patient, storage: Storage, findings: Findings) -> Pictures:
    imaging = ImagingPool(workers=1)
    look = Inspection(patient.database, storage, imaging, findings, None, read_all=True)
    seen = await look.run()
    await imaging.close()
    return seen


async def test_an_image_that_is_purged_meanwhile_is_not_missed(patient: Patient) -> None:
    gone = (await patient.images())[0]

    async def purged() -> None:
        await patient.sql(f"DELETE FROM images WHERE id = '{gone.id}'")
        patient.file(gone.key).unlink()

    with Findings() as findings:
        storage = Busy(patient.root, purged)
        seen = await inspected(patient, storage, findings)
        assert (seen.images, seen.missing, [*findings]) == (MANY, 0, [])


async def test_an_old_file_that_is_named_meanwhile_is_no_stranger(patient: Patient) -> None:
    image = (await patient.images())[0]
    old = stranger()
    patient.plant(old, 3 * DAY)

    async def named() -> None:
        await patient.sql(f"UPDATE images SET key = '{old}' WHERE id = '{image.id}'")

    with Findings() as findings:
        storage = Busy(patient.root, named)
        seen = await inspected(patient, storage, findings)
        assert (seen.strangers, seen.missing) == (0, 0)


async def test_it_finds_nothing_wrong_while_pictures_come_and_go(
    patient: Patient, tmp_path: Path
) -> None:
    done = asyncio.Event()
    brought: list[UUID] = []
    visits: list[tuple[Verdict, dict[Kind, int]]] = []

    async def until_done(work: Callable[[], Awaitable[None]]) -> None:
        while not done.is_set():
            await work()

    async with parts(patient.settings, application="tests", pool_size=6, listen=False) as opened:
        viewer = await viewer_named(opened.database, "ann")
        context = Context(opened.backend, viewer)
        known = {row.id for row in await patient.images()}

        async def bring() -> None:
            data = speckled_png(f"brought {len(brought)}".encode())
            path = opened.pipeline.spool.scratch(data)
            row = await opened.pipeline.accept_upload(viewer.id, path, uuid4(), "brought")
            brought.append(row.id)

        async def throw_away() -> None:
            come = [row.id for row in await patient.images() if row.id not in known][5:]
            if come:
                await bulk.update(context, Chosen(tuple(come)), ImageAction.TRASH)
                await patient.sql(
                    "UPDATE images SET deleted_at = now() - interval '40 days'"
                    " WHERE deleted_at IS NOT NULL"
                )
            await purge(opened.services)
            await asyncio.sleep(0)

        bringing = asyncio.create_task(until_done(bring))
        throwing = asyncio.create_task(until_done(throw_away))
        while len(visits) < 3 or len(brought) < 12:
            visits.append((await patient.visit())[:2])
        done.set()
        await asyncio.gather(bringing, throwing)

    assert visits == [(Verdict.WELL, {})] * len(visits)
    assert len(await patient.images()) < MANY + len(brought)


async def test_faults_of_all_kinds_are_found_in_one_run_and_repairs_lose_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    outcome = await ward.run(settings, tmp_path / "scratch", each=2)

    assert outcome == ward.Outcome(planted=2 * len(Kind))
