from pathlib import Path

import pytest

from db import images, users
from db.engine import Database
from db.image_filter import ImageQuery
from db.images import ImageRow
from db.keyset import Cut
from gallery import importing
from gallery.settings import Settings
from tests.pictures import png


async def kept(database: Database, name: str) -> list[ImageRow]:
    async with database.read() as session:
        user = await users.find(session, name)
        assert user is not None
        return (await images.page(session, user.id, ImageQuery(), Cut(100))).rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "old pictures"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a red cat.png").write_bytes(png(colour="red"))
    (folder / "deeper" / "猫.jpeg").write_bytes(png(colour="blue"))
    (folder / "deeper" / "the same.png").write_bytes(png(colour="red"))
    (folder / "notes.txt").write_text("no picture")
    return folder


async def test_a_folder_comes_in_with_the_names_as_prompts(
    settings: Settings, database: Database, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await importing.run(settings, [folder], "ann") == 0

    rows = await kept(database, "ann")
    assert {row.prompt for row in rows} == {"a red cat", "猫"}
    assert {row.content_type for row in rows} == {"image/png"}
    for row in rows:
        assert settings.storage_dir is not None
        assert (settings.storage_dir / row.key).stat().st_size == row.byte_size
    out, err = capsys.readouterr()
    assert out == "2 added, 1 already there, 1 no pictures, 0 could not be taken\n"
    assert f"no picture: {folder / 'notes.txt'}" in err


async def test_a_second_run_adds_nothing_and_a_new_file_still_comes_in(
    settings: Settings, database: Database, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await importing.run(settings, [folder], "ann")
    first = await kept(database, "ann")
    capsys.readouterr()
    (folder / "a red cat.png").rename(folder / "renamed.png")
    (folder / "new.png").write_bytes(png(colour="green"))

    assert await importing.run(settings, [folder], "ann") == 0

    assert capsys.readouterr().out.startswith("1 added, 3 already there, ")
    assert {row.id for row in await kept(database, "ann")} > {row.id for row in first}


async def test_what_cannot_be_taken_is_named_and_the_rest_comes_in(
    settings: Settings, database: Database, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged, notes = folder / "damaged.png", folder / "notes.txt"
    damaged.write_bytes(png(640, 480)[:-30])

    assert await importing.run(settings, [folder, notes], "ann") == 1

    assert len(await kept(database, "ann")) == 2
    out, err = capsys.readouterr()
    assert out == "2 added, 1 already there, 0 no pictures, 2 could not be taken\n"
    assert f"could not be taken: {damaged}: The picture is damaged" in err
    assert f"could not be taken: {notes}: It is no PNG" in err


async def test_files_stay_where_they_are_and_the_spool_is_left_empty(
    settings: Settings, folder: Path
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    await importing.run(settings, [folder], "ann")

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert list(settings.spool_dir.rglob("*.upload")) == []


async def test_the_same_picture_of_two_users_is_two_images(
    settings: Settings, database: Database, folder: Path
) -> None:
    await importing.run(settings, [folder], "ann")
    await importing.run(settings, [folder], "bob")

    ann, bob = await kept(database, "ann"), await kept(database, "bob")
    assert len(ann) == len(bob) == 2
    assert not {row.id for row in ann} & {row.id for row in bob}


async def test_a_name_that_is_no_text_still_makes_a_prompt(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / b"caf\xe9.png".decode("utf-8", "surrogateescape")
    path.write_bytes(png())

    assert await importing.run(settings, [path], "ann") == 0

    assert [row.prompt for row in await kept(database, "ann")] == ["caf�"]
