"""Pictures move between folders and buckets, in as many runs as it takes."""

import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from gallery.objects import copying
from gallery.objects.places import opened
from gallery.settings import SettingsError
from storage import keys
from storage.folder import FolderStorage
from storage.s3.access import S3Access
from tests import s3
from tests.pictures import noise_png, png

LARGE = noise_png()  # of more than one megabyte: it goes by way of a file


def original(data: bytes, image_id: UUID | None = None) -> str:
    return keys.original(1, image_id or uuid4(), hashlib.sha256(data).digest(), "image/png")


async def fill(folder: Path, pictures: int = 3) -> dict[str, bytes]:
    """Originals with thumbnails, a sidecar, a manifest."""
    store = FolderStorage(folder)
    made: dict[str, bytes] = {"manifests/2026-01-01.json": b"{}"}
    for number in range(pictures):
        data = LARGE if number == 0 else png(colour=f"#{number:06x}")
        key = original(data)
        made |= {key: data, keys.thumbnail(key, 256): b"small", keys.sidecar(key): b"{}"}
    for key, data in made.items():
        await store.put(key, data, content_type=keys.content_type(key))
    return made


async def stored(url: str, environ: dict[str, str]) -> dict[str, bytes]:
    store = await opened(url, environ, "to")
    found = {each.key: await store.get(each.key) async for each in store.list("")}
    await store.close()
    return found


def at(access: S3Access) -> str:
    return f"s3://{access.bucket}?endpoint={access.endpoint}&region={access.region}"


def secrets_of(access: S3Access, side: str = "") -> dict[str, str]:
    return {f"S3_{side}KEY": access.key_id, f"S3_{side}SECRET": access.secret}


@pytest.fixture
def bucket(moto: S3Access) -> S3Access:
    return s3.with_bucket(moto)


async def test_everything_goes_into_a_bucket_and_back_into_a_folder(
    tmp_path: Path, bucket: S3Access, capsys: pytest.CaptureFixture[str]
) -> None:
    made = await fill(tmp_path / "here")
    environ = secrets_of(bucket)

    assert await copying.run(str(tmp_path / "here"), at(bucket), environ, verify=False) == 0
    assert capsys.readouterr().out.startswith(f"{len(made)} copied ")
    assert await stored(at(bucket), environ) == made
    back = (tmp_path / "back").as_uri()
    assert await copying.run(at(bucket), back, environ, verify=True) == 0
    assert await stored(back, environ) == made


async def test_the_side_that_is_left_out_is_the_gallerys_own(
    tmp_path: Path, bucket: S3Access
) -> None:
    made = await fill(tmp_path / "here")
    folder = {"STORAGE_DIR": str(tmp_path / "here"), **secrets_of(bucket)}

    assert await copying.run(None, at(bucket), folder, verify=False) == 0
    assert await stored(at(bucket), folder) == made
    there = str(tmp_path / "there")
    assert await copying.run(None, there, s3.settings_of(bucket), verify=False) == 0
    assert await stored(there, {}) == made
    with pytest.raises(SettingsError, match="both --from and --to"):
        await copying.run(there, None, {}, verify=False)


async def test_two_stores_have_a_key_each(tmp_path: Path, bucket: S3Access) -> None:
    made = await fill(tmp_path / "here", 1)
    other = s3.with_bucket(bucket)
    await copying.run(str(tmp_path / "here"), at(bucket), secrets_of(bucket), verify=False)
    environ = {**secrets_of(bucket, "FROM_"), **secrets_of(other, "TO_")}

    assert await copying.run(at(bucket), at(other), environ, verify=False) == 0
    assert await stored(at(other), environ) == made
    with pytest.raises(SettingsError, match="S3_KEY"):
        await copying.run(at(bucket), at(other), secrets_of(bucket, "FROM_"), verify=False)


async def test_a_second_run_copies_what_came_meanwhile_and_a_third_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    made = await fill(here)
    await copying.run(str(here), str(there), {}, verify=False)
    more = await fill(here, 2)
    capsys.readouterr()

    assert await copying.run(str(here), str(there), {}, verify=False) == 0
    assert capsys.readouterr().out.startswith(f"{len(more) - 1} copied ")
    assert await copying.run(str(here), str(there), {}, verify=False) == 0
    both = len(made | more)
    assert capsys.readouterr().out == f"Nothing left to copy: {both} file(s) are there.\n"
    assert await stored(str(there), {}) == made | more


async def test_a_run_that_was_cut_goes_on_where_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = await fill(tmp_path / "here", 30)
    there = FolderStorage(tmp_path / "there")

    class Cut(FolderStorage):
        puts = 0

        async def put(
            self, key: str, source: Path | bytes, *, content_type: str, sha256: bytes | None = None
        ) -> None:
            self.puts += 1
            if self.puts > 20:
                raise RuntimeError("the plug was pulled")
            await super().put(key, source, content_type=content_type, sha256=sha256)

    stopping = copying.Copy(FolderStorage(tmp_path / "here"), Cut(tmp_path / "there"), verify=False)
    with pytest.raises(RuntimeError, match="plug"):
        await stopping.run()
    done = len([each async for each in there.list("")])
    assert 0 < done < len(made)
    capsys.readouterr()

    assert await copying.run(str(tmp_path / "here"), str(tmp_path / "there"), {}, verify=False) == 0
    # What was being written when the plug was pulled may have come to its end.
    match = re.match(r"(\d+) copied .*, (\d+) already there", capsys.readouterr().out)
    assert match
    assert int(match[1]) + int(match[2]) == len(made)
    assert int(match[2]) >= done
    assert await stored(str(tmp_path / "there"), {}) == made


async def test_a_damaged_original_is_named_and_the_rest_comes_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    made = await fill(here)
    damaged = next(key for key in made if keys.original_of(key))
    data = bytearray(made[damaged])
    data[-20] ^= 1
    (here / damaged).write_bytes(data)

    assert await copying.run(str(here), str(there), {}, verify=False) == 1

    assert f"not copied: {damaged}: it is damaged where it is" in capsys.readouterr().err
    del made[damaged]
    assert await stored(str(there), {}) == made


async def test_nothing_that_is_there_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    made = await fill(here)
    await copying.run(str(here), str(there), {}, verify=False)
    longer, same_length = [key for key in made if keys.original_of(key)][:2]
    (there / longer).write_bytes(b"something else")
    flipped = bytearray(made[same_length])
    flipped[-20] ^= 1
    (there / same_length).write_bytes(flipped)
    capsys.readouterr()

    assert await copying.run(str(here), str(there), {}, verify=False) == 1
    err = capsys.readouterr().err
    assert f"not copied: {longer}: other bytes are there" in err
    assert same_length not in err
    assert await copying.run(str(here), str(there), {}, verify=True) == 1
    assert f"not copied: {same_length}: other bytes are there" in capsys.readouterr().err
    assert (there / longer).read_bytes() == b"something else"
    assert (there / same_length).read_bytes() == flipped


async def test_what_is_deleted_meanwhile_and_partial_pictures_stay_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    made = await fill(here)
    gone = next(key for key in made if keys.original_of(key))
    store = FolderStorage(here)
    await store.put(keys.preview(1, uuid4(), 1, 0, 1), b"part", content_type="image/webp")

    class Purged(FolderStorage):
        def open(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
            if key == gone:
                (here / gone).unlink()
            return super().open(key, start, end)

    report = await copying.Copy(Purged(here), FolderStorage(there), verify=False).run()

    assert (report.gone, report.failed.count) == (1, 0)
    del made[gone]
    assert await stored(str(there), {}) == made


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/nowhere/at/all", "there is no folder"),
        ("ftp://example.org", "s3://"),
        ("s3://pictures", "endpoint"),
        ("s3://pictures/folder?endpoint=http://localhost", "s3://BUCKET"),
        ("s3://pictures?endpoint=http://localhost&secret=x", "s3://BUCKET"),
        ("s3://pictures?endpoint=http://localhost", "S3_KEY and S3_SECRET"),
    ],
)
async def test_a_place_that_makes_no_sense_is_refused(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        await copying.run(url, str(tmp_path), {}, verify=False)


async def test_a_bucket_that_is_not_there_is_refused_by_name(
    tmp_path: Path, bucket: S3Access
) -> None:
    missing = replace(bucket, bucket="no-such-bucket")
    with pytest.raises(SettingsError, match="no bucket no-such-bucket"):
        await copying.run(str(tmp_path), at(missing), secrets_of(bucket), verify=False)
