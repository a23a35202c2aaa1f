"""A gallery leaves as files, and comes back as what it was: to its owner, to others, elsewhere."""

import hashlib
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from gallery import importing
from gallery.backup import BackupError, export
from gallery.settings import Settings
from gallery.wiring import Parts
from tests.api.helpers import STAR, TRASH, asked_for, ended, uploaded
from tests.client import Client
from tests.conftest import House, serving
from tests.gallery.backups import drifts, elsewhere, found, key_of, seen
from tests.pictures import png

Capture = pytest.CaptureFixture[str]


@pytest.fixture
async def fresh(
    settings: Settings, postgres: str, template: str, tmp_path: Path
) -> AsyncIterator[Settings]:
    """Another installation."""
    folder = tmp_path / "elsewhere"
    async with elsewhere(settings, postgres, template, folder) as settings:
        yield settings


@pytest.fixture
async def fox(ann: Client, worker: Parts) -> dict[str, str]:
    """Ann's gallery: two uploads, one of them in the trash, and what was made from both."""
    red, blue = [
        (await uploaded(ann, png(colour=colour), prompt=f"a {colour} 猫"))[0]
        for colour in ("red", "blue")
    ]
    job = await ended(ann, await asked_for(ann, "a fox", sourceIds=[blue, red]))
    made = job["images"][0]["id"]
    await ann.query(STAR, id=made)
    await ann.query(TRASH, id=blue)
    return {"red": red, "blue": blue, "fox": made}


def told(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / export.LINES).read_bytes().splitlines()]


def write_lines(folder: Path, *lines: dict[str, Any]) -> None:
    (folder / export.LINES).write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def nobodys(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**line, "user": None} for line in lines]


@pytest.mark.main_path
async def test_an_export_has_every_picture_and_all_that_is_known(
    settings: Settings, ann: Client, fox: dict[str, str], tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "export"
    assert await export.run(settings, folder, "ann") == 0

    assert capsys.readouterr().out == "3 copied, 0 already there, 0 could not be exported\n"
    lines = {line["id"]: line for line in told(folder)}
    assert lines.keys() == {key_of(image_id) for image_id in fox.values()}
    for line in lines.values():
        data = (folder / line["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == line["sha256"]
    made, blue = lines[key_of(fox["fox"])], lines[key_of(fox["blue"])]
    assert (made["prompt"], made["starred"], made["deletedAt"]) == ("a fox", True, None)
    assert [source["id"] for source in made["sources"]] == [key_of(fox["blue"]), key_of(fox["red"])]
    assert blue["deletedAt"] > blue["createdAt"]
    assert not list(folder.rglob("*.part"))


@pytest.mark.main_path
async def test_it_comes_back_the_same_under_another_name_elsewhere(
    settings: Settings, fresh: Settings, fox: dict[str, str], ann: Client, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    await export.run(settings, folder, "ann")

    assert await importing.run(fresh, [folder], "eve") == 0

    async with serving(fresh) as other:
        eve = other.client("eve")
        there, here = await seen(eve), await seen(ann)
        assert {**there, "viewer": None} == {**here, "viewer": None}
        assert there["viewer"]["gallery"] == here["viewer"]["gallery"]
        assert there["viewer"]["trash"] == here["viewer"]["trash"]
        assert await found(eve, "red 猫") == [fox["red"]]
    assert await drifts(fresh, "eve") == [{}]


@pytest.mark.main_path
async def test_the_round_trip_gives_the_same_lines(
    settings: Settings, fresh: Settings, fox: dict[str, str], tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    await export.run(settings, first, "ann")
    await importing.run(fresh, [first], "eve")
    await export.run(fresh, second, "eve")
    assert nobodys(told(second)) == nobodys(told(first))
    assert {line["user"] for line in told(second)} == {"eve"}


async def test_a_second_import_adds_nothing(
    settings: Settings, house: House, fox: dict[str, str], tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "export"
    await export.run(settings, folder, "ann")
    await importing.run(settings, [folder], "bob")
    before = await seen(house.client("bob"))
    capsys.readouterr()
    for user in ("bob", "ann"):
        assert await importing.run(settings, [folder], user) == 0
        assert capsys.readouterr().out.startswith("0 added, 3 already there")
    assert await seen(house.client("bob")) == before
    assert await drifts(settings, "ann", "bob") == [{}, {}]


async def test_an_id_that_another_picture_has_is_mapped_with_its_lineage(
    settings: Settings, house: House, fox: dict[str, str], tmp_path: Path, capsys: Capture
) -> None:
    folder, mine = tmp_path / "export", tmp_path / "mine"
    await export.run(settings, folder, "ann")
    [line] = [line for line in told(folder) if line["id"] == key_of(fox["red"])]
    other = png(colour="white")
    shutil.copytree(folder, mine)
    (mine / line["file"]).write_bytes(other)
    write_lines(mine, {**line, "prompt": "mine", "sha256": hashlib.sha256(other).hexdigest()})
    assert await importing.run(settings, [mine], "bob") == 0
    for expected in ("3 added", "0 added"):
        capsys.readouterr()
        assert await importing.run(settings, [folder], "bob") == 0
        assert capsys.readouterr().out.startswith(expected)

    view = await seen(house.client("bob"))
    by_prompt = {node["prompt"]: node for node in view["gallery"]["nodes"]}
    assert by_prompt["mine"]["id"] == fox["red"]
    sources = [source["image"]["id"] for source in by_prompt["a fox"]["sources"]]
    assert sources == [fox["blue"], by_prompt["a red 猫"]["id"]]
    assert sources[1] != fox["red"]


async def test_sidecars_of_what_came_back_name_their_sources(
    settings: Settings, fresh: Settings, fox: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    await export.run(settings, folder, "ann")
    # What was made comes before what it was made from.
    write_lines(folder, *sorted(told(folder), key=lambda line: not line["sources"]))
    await importing.run(fresh, [folder], "eve")

    image_id = key_of(fox["fox"])
    assert fresh.storage_dir is not None
    [sidecar] = (fresh.storage_dir / "pictures").glob(f"*/{image_id}/*.json")
    recipe = json.loads(sidecar.read_bytes())
    assert [one["id"] for one in recipe["sources"]] == [key_of(fox["blue"]), key_of(fox["red"])]
    assert (recipe["user"], recipe["prompt"]) == ("eve", "a fox")


async def test_an_export_that_was_cut_goes_on_and_mends_what_is_damaged(
    settings: Settings, ann: Client, fox: dict[str, str], tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "export"
    await export.run(settings, folder, "ann")
    whole = told(folder)
    (folder / export.LINES).unlink()
    (folder / whole[0]["file"]).unlink()
    damaged = folder / whole[1]["file"]
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    (folder / f"{whole[2]['file']}.part").write_bytes(b"half")
    capsys.readouterr()

    assert await export.run(settings, folder, "ann") == 0

    assert capsys.readouterr().out.startswith("2 copied, 1 already there")
    assert told(folder) == whole
    assert hashlib.sha256(damaged.read_bytes()).hexdigest() == whole[1]["sha256"]


async def test_what_is_lost_or_damaged_in_storage_is_named(
    settings: Settings, fox: dict[str, str], tmp_path: Path, capsys: Capture
) -> None:
    assert settings.storage_dir is not None
    originals = (settings.storage_dir / "pictures").glob("*/*/*.png")
    lost, damaged, _ = sorted(originals)
    lost.unlink()
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    folder = tmp_path / "export"

    assert await export.run(settings, folder, "ann") == 1

    out, err = capsys.readouterr()
    assert out == "1 copied, 0 already there, 2 could not be exported\n"
    assert f"{lost.parent.name}/{lost.name} is not in storage" in err
    assert f"{damaged.parent.name}/{damaged.name} is damaged" in err
    assert len(told(folder)) == 1
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 2


async def test_a_folder_of_somebody_else_and_an_unknown_user_are_refused(
    settings: Settings, fox: dict[str, str], bob: Client, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    await uploaded(bob, png())
    await export.run(settings, folder, "ann")
    with pytest.raises(BackupError, match="an export of ann"):
        await export.run(settings, folder, "bob")
    with pytest.raises(BackupError, match="no user 'eve'"):
        await export.run(settings, folder, "eve")


HOSTILE: list[tuple[dict[str, Any], str]] = [
    ({"file": "../../secret.png"}, "line 2: file: a path within the export"),
    ({"file": "/etc/passwd"}, "line 2: file: a path within the export"),
    ({"file": "pictures/../../x.png"}, "line 2: file: a path within the export"),
    ({"file": "link.png"}, "link.png leads out of the export"),
    ({"file": "folder/link/x.png"}, "leads out of the export"),
    ({"file": "pictures"}, "pictures is missing"),
    ({"file": "nothing.png"}, "nothing.png is missing"),
    ({"createdAt": "2026-02-30T00:00:00Z"}, "line 2: createdAt:"),
    ({"createdAt": "2026-01-01T00:00:00"}, "line 2: createdAt:"),
    ({"createdAt": "9999-12-31T23:59:59Z"}, "createdAt: a moment between 1970 and now"),
    ({"deletedAt": "0001-01-01T00:00:00Z"}, "deletedAt: a moment between 1970 and now"),
    ({"prompt": "a\0b"}, "line 2: it holds the character U"),
    ({"prompt": "x" * 2_000_000}, "line 2: it is longer than 1024 KiB"),
    ({"params": {"seed": 1 << 70}}, "line 2: params: numbers of at most 64 bits"),
    ({"sources": [{"position": 0, "id": None, "thumbhash": "?"}]}, "sources.0.thumbhash: bytes"),
    ({"id": "1 OR 1=1"}, "line 2: id:"),
    ({"version": 2}, "line 2: version:"),
    ({"starred": "yes"}, "line 2: starred:"),
]


@pytest.mark.parametrize(("fault", "message"), HOSTILE, ids=[message for _, message in HOSTILE])
async def test_a_hostile_export_is_refused_as_a_whole(
    settings: Settings, house: House, tmp_path: Path, fault: dict[str, Any], message: str
) -> None:
    folder = hostile(tmp_path)
    [good] = told(folder)
    write_lines(folder, good, {**good, **fault})
    with pytest.raises(BackupError, match=message):
        await importing.run(settings, [folder], "bob")
    assert (await seen(house.client("bob")))["gallery"]["totalCount"] == 0


@pytest.mark.parametrize("line", [b"{", b"\xff\xfe\n", b"[1]\n", b"[" * 90_000])
async def test_broken_lines_are_refused(
    settings: Settings, house: House, tmp_path: Path, line: bytes
) -> None:
    folder = hostile(tmp_path)
    path = folder / export.LINES
    path.write_bytes(path.read_bytes() + line)
    with pytest.raises(BackupError, match=r"gallery\.jsonl, line 2: "):
        await importing.run(settings, [folder], "bob")
    assert (await seen(house.client("bob")))["gallery"]["totalCount"] == 0


async def test_a_picture_that_is_not_the_one_exported_stays_out(
    settings: Settings, house: House, tmp_path: Path, capsys: Capture
) -> None:
    folder = hostile(tmp_path)
    [good] = told(folder)
    (folder / "swapped.png").write_bytes(png(colour="black"))
    twin = {**good, "sha256": hashlib.sha256(png(colour="white")).hexdigest()}
    (folder / "twin.png").write_bytes(png(colour="white"))
    other = {**good, "id": "0190e0a0-1111-7222-8333-444455556667"}
    write_lines(folder, good, {**other, "file": "swapped.png"}, {**twin, "file": "twin.png"})

    assert await importing.run(settings, [folder], "bob") == 1

    out, err = capsys.readouterr()
    assert out.startswith("1 added, 0 already there")
    assert "swapped.png: It is not the picture that was exported" in err
    assert "twin.png: The export has two pictures with the id" in err
    nodes = (await seen(house.client("bob")))["gallery"]["nodes"]
    assert len(nodes) == 1
    assert list(settings.spool_dir.rglob("*.upload")) == []


@pytest.mark.parametrize("taken", [False, True], ids=["free", "taken"])
async def test_two_lines_with_one_id_are_one_picture_however_often_they_come(
    settings: Settings, house: House, tmp_path: Path, capsys: Capture, taken: bool
) -> None:
    folder = hostile(tmp_path)
    [good] = told(folder)

    def line(colour: str, prompt: str) -> dict[str, Any]:
        data = png(colour=colour)
        (folder / f"{colour}.png").write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        return {**good, "sha256": sha256, "prompt": prompt, "file": f"{colour}.png"}

    if taken:
        write_lines(folder, line("black", "bob's own"))
        assert await importing.run(settings, [folder], "bob") == 0
    write_lines(folder, line("red", "first"), line("white", "second"))
    for expected in ("1 added, 0 already there", "0 added, 1 already there"):
        capsys.readouterr()
        assert await importing.run(settings, [folder], "bob") == 1
        out, err = capsys.readouterr()
        assert out.startswith(expected)
        assert "white.png: The export has two pictures with the id" in err

    nodes = (await seen(house.client("bob")))["gallery"]["nodes"]
    assert sorted(node["prompt"] for node in nodes) == ["bob's own", "first"][not taken :]


def hostile(tmp_path: Path) -> Path:
    """An export of one line that is good, with links that lead out of it."""
    folder = tmp_path / "export"
    (folder / "pictures").mkdir(parents=True)
    (folder / "folder").mkdir()
    data = png(colour="red")
    (tmp_path / "x.png").write_bytes(data)
    (folder / "link.png").symlink_to(tmp_path / "x.png")
    (folder / "folder" / "link").symlink_to(tmp_path)
    (folder / "pictures" / "good.png").write_bytes(data)
    line = {
        "version": 1,
        "user": "ann",
        "id": "0190e0a0-1111-7222-8333-444455556666",
        "origin": "uploaded",
        "prompt": "a red cat",
        "revisedPrompt": None,
        "model": "",
        "params": {},
        "sources": [],
        "createdAt": "2026-01-31T12:00:00+00:00",
        "width": 64,
        "height": 48,
        "contentType": "image/png",
        "byteSize": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "thumbhash": "AQID",
        "costTokens": None,
        "starred": False,
        "deletedAt": None,
        "file": "pictures/good.png",
    }
    write_lines(folder, line)
    return folder
