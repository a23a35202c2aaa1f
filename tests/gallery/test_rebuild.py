"""A gallery whose database is gone comes back from its pictures, sidecars and manifests."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from db import rebuild as rows
from gallery import seed
from gallery.backup import BackupError, rebuild
from gallery.settings import Settings
from gallery.wiring import Parts, parts
from jobs.handlers.manifests import write_manifests
from jobs.handlers.purge import delete_objects
from jobs.handlers.sweep import sweep_sidecars
from storage import keys
from storage.base import ObjectNotFound
from storage.folder import FolderStorage
from tests.api.helpers import RESTORE, STAR, TRASH, asked_for, ended, uploaded
from tests.client import Client
from tests.conftest import House, serving
from tests.gallery.backups import drifts, elsewhere, found, key_of, seen
from tests.pictures import png

THUMBNAIL = "query($id: ID!) { node(id: $id) { ... on Image { thumbUrl } } }"
DELETE = "mutation($id: ID!) { deleteImage(id: $id) { operation { id } userErrors { code } } }"


@pytest.fixture
async def fresh(settings: Settings, postgres: str, template: str) -> AsyncIterator[Settings]:
    async with elsewhere(settings, postgres, template) as settings:
        yield settings


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Parts]:
    """What a worker has, without its loops."""
    async with parts(settings, application="tests", pool_size=4, listen=False) as opened:
        yield opened


def stored(settings: Settings, image_id: str, ending: str) -> list[Any]:
    assert settings.storage_dir is not None
    folders = (settings.storage_dir / "pictures").glob(f"*/{key_of(image_id)}")
    return [path for folder in folders for path in folder.iterdir() if path.name.endswith(ending)]


async def sql(settings: Settings, statement: str) -> None:
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute(statement)
    await connection.close()


async def rebuilt(settings: Settings, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    """What a rebuild says."""
    capsys.readouterr()
    assert await rebuild.run(settings, None) == code
    out, err = capsys.readouterr()
    return str(out + err)


async def test_what_was_there_is_there_again(
    settings: Settings,
    fresh: Settings,
    house: House,
    worker: Parts,
    ann: Client,
    bob: Client,
    capsys: pytest.CaptureFixture[str],
) -> None:
    red, blue, doomed = [
        (await uploaded(ann, png(colour=colour), prompt=f"a {colour} 猫"))[0]
        for colour in ("red", "blue", "black")
    ]
    await uploaded(bob, png(colour="white"), prompt="bob's own")
    job = await ended(ann, await asked_for(ann, "a fox", n=2, sourceIds=[blue, doomed]))
    made, _ = [image["id"] for image in job["images"]]
    for document, image_id in (
        (STAR, red),
        (STAR, made),
        (TRASH, blue),
        (TRASH, doomed),
        (DELETE, doomed),
    ):
        await ann.query(document, id=image_id)
    await delete_objects(worker.services)
    await write_manifests(worker.services)
    before, bobs = await seen(ann), await seen(bob)
    assert len(before["gallery"]["nodes"]) == 3
    assert len(before["trash"]["nodes"]) == 1

    said = await rebuilt(fresh, capsys)

    assert "5 images of 2 users" in said
    async with serving(fresh) as again:
        client = again.client("ann")
        assert await seen(client) == before
        assert await seen(again.client("bob")) == bobs
        assert await found(client, "red 猫") == [red]
        assert await found(client, "white") == []
        await uploaded(client, png(colour="green"))
        await uploaded(again.client("eve"), png())
        assert await drifts(fresh, "ann", "bob", "eve") == [{}, {}, {}]
        sources = (await seen(client))["gallery"]["nodes"][1]["sources"]
        assert [source["image"] for source in sources] == [{"id": blue}, None]
        assert (await client.query(RESTORE, id=blue))["restoreImage"]["userErrors"] == []


async def test_what_is_newer_than_the_manifest_is_live_and_unstarred(
    fresh: Settings, desk: Parts, ann: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    [old] = await uploaded(ann, png(colour="red"))
    await ann.query(TRASH, id=old)
    await write_manifests(desk.services)
    await ann.query(RESTORE, id=old)
    [new] = await uploaded(ann, png(colour="blue"))
    await ann.query(STAR, id=new)

    await rebuilt(fresh, capsys)

    async with serving(fresh) as again:
        view = await seen(again.client("ann"))
    assert [node["id"] for node in view["trash"]["nodes"]] == [old]
    assert [(node["id"], node["starred"]) for node in view["gallery"]["nodes"]] == [(new, False)]


async def test_an_earlier_day_can_be_asked_for(
    fresh: Settings, desk: Parts, ann: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    [image] = await uploaded(ann, png())
    await ann.query(STAR, id=image)
    await write_manifests(desk.services)
    prefix = keys.manifest_prefix(1)
    [key] = [info.key async for info in desk.storage.list(prefix)]
    earlier = keys.manifest(1, datetime.now(UTC) - timedelta(days=3))
    data = await desk.storage.get(key)
    await desk.storage.put(earlier, data, content_type="application/gzip")
    await desk.storage.delete([key])
    await ann.query(STAR, id=image, starred=False)
    await write_manifests(desk.services)

    day = datetime.now(UTC).date() - timedelta(days=2)
    assert await rebuild.run(fresh, day) == 0

    async with serving(fresh) as again:
        assert (await seen(again.client("ann")))["viewer"]["gallery"]["starredCount"] == 1


async def test_originals_without_a_sidecar_come_back_as_uploads(
    settings: Settings,
    fresh: Settings,
    desk: Parts,
    ann: Client,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lost, torn, told = await uploaded(
        ann, png(colour="red"), png(colour="blue"), png(colour="white"), prompt="told"
    )
    await ann.query(STAR, id=lost)
    await write_manifests(desk.services)
    [sidecar] = stored(settings, lost, ".json")
    sidecar.unlink()
    for thumbnail in stored(settings, lost, ".webp"):
        thumbnail.unlink()
    [sidecar] = stored(settings, torn, ".json")
    sidecar.write_bytes(sidecar.read_bytes()[:100])

    said = await rebuilt(fresh, capsys)

    assert said.count("has no sidecar: it comes back as an upload") == 2
    assert "does not fit its original" in said
    async with serving(fresh) as again:
        client = again.client("ann")
        nodes = {node["id"]: node for node in (await seen(client))["gallery"]["nodes"]}
        assert {image_id: node["prompt"] for image_id, node in nodes.items()} == {
            lost: "",
            torn: "",
            told: "told",
        }
        assert nodes[lost]["starred"]
        assert nodes[lost]["origin"] == "UPLOADED"
        created = datetime.fromisoformat(nodes[lost]["createdAt"])
        assert abs(datetime.now(UTC) - created) < timedelta(minutes=10)
        node = (await client.query(THUMBNAIL, id=lost))["node"]
        assert (await client.get(node["thumbUrl"])).status_code == 200
        await sql(fresh, "UPDATE sidecars_due SET try_at = now()")
        await sweep_sidecars(again.parts.services)
    assert len(stored(settings, lost, ".json")) == 1


async def test_a_sidecar_that_is_just_being_written_anew_is_waited_for(
    fresh: Settings, ann: Client, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    [image] = await uploaded(ann, png(), prompt="told")
    get, asked = FolderStorage.get, []

    async def away_at_first(storage: FolderStorage, key: str) -> bytes:
        asked.append(key)
        if len(asked) == 1:
            raise ObjectNotFound(key)
        return await get(storage, key)

    monkeypatch.setattr(FolderStorage, "get", away_at_first)
    said = await rebuilt(fresh, capsys)

    assert asked == [asked[0]] * 2
    assert asked[0].endswith(".json")
    assert "note" not in said
    async with serving(fresh) as again:
        [node] = (await seen(again.client("ann")))["gallery"]["nodes"]
    assert (node["id"], node["prompt"]) == (image, "told")


async def test_what_cannot_be_restored_is_named(
    settings: Settings,
    fresh: Settings,
    desk: Parts,
    ann: Client,
    capsys: pytest.CaptureFixture[str],
) -> None:
    damaged, missing, fine = await uploaded(
        ann, png(colour="red"), png(colour="blue"), png(colour="white")
    )
    await write_manifests(desk.services)
    [original] = stored(settings, damaged, ".png")
    original.write_bytes(original.read_bytes()[:-20])
    [original] = stored(settings, missing, ".png")
    original.unlink()

    said = await rebuilt(fresh, capsys, code=1)

    assert "1 images of 1 users" in said
    assert f"not restored: pictures/1/{key_of(damaged)}/" in said
    assert f"note: pictures/1/{key_of(missing)}/" in said
    assert "1 images of the manifests have no original" in said
    async with serving(fresh) as again:
        nodes = (await seen(again.client("ann")))["gallery"]["nodes"]
    assert [node["id"] for node in nodes] == [fine]
    assert await drifts(fresh, "ann") == [{}]


async def test_a_purge_that_was_interrupted_goes_on(
    settings: Settings,
    fresh: Settings,
    desk: Parts,
    ann: Client,
    capsys: pytest.CaptureFixture[str],
) -> None:
    doomed, half, kept = await uploaded(
        ann, png(colour="red"), png(colour="black"), png(colour="blue")
    )
    for image_id in (doomed, half):
        await ann.query(TRASH, id=image_id)
        await ann.query(DELETE, id=image_id)
    assert stored(settings, doomed, ".png")
    [original] = stored(settings, half, ".png")
    original.unlink()
    await write_manifests(desk.services)

    said = await rebuilt(fresh, capsys)

    assert "1 images of 1 users" in said
    async with parts(fresh, application="tests", pool_size=2, listen=False) as again:
        await delete_objects(again.services)
    assert stored(settings, doomed, "") == stored(settings, half, "") == []
    assert stored(settings, kept, ".png")


async def test_a_paid_answer_on_the_spool_still_becomes_a_picture(
    fresh: Settings, ann: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    await uploaded(ann, png(colour="red"))
    await rebuilt(fresh, capsys)
    facts: dict[str, Any] = {
        "prompt": "a fox",
        "model": "demo",
        "params": {},
        "revised_prompt": None,
    }
    async with serving(fresh) as again:
        pipeline = again.parts.pipeline
        for slot, data in enumerate((png(colour="blue"), b"no picture")):
            answer = await pipeline.spool.keep_answer(1, uuid4(), 1, slot, data, facts)
            await pipeline.accept_answer(answer)
            assert not answer.path.exists()
        nodes = (await seen(again.client("ann")))["gallery"]["nodes"]
    assert [(node["prompt"], node["origin"]) for node in nodes] == [
        ("a fox", "GENERATED"),
        ("", "UPLOADED"),
    ]


async def test_a_database_in_use_is_refused_and_stays_as_it_is(
    settings: Settings, ann: Client
) -> None:
    await uploaded(ann, png())
    before = await seen(ann)
    with pytest.raises(BackupError, match="users already"):
        await rebuild.run(settings, None)
    assert await seen(ann) == before


async def test_a_run_that_was_cut_short_has_changed_nothing(
    fresh: Settings,
    ann: Client,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await uploaded(ann, png(colour="red"), png(colour="blue"))
    with monkeypatch.context() as patch:
        patch.setattr(rebuild, "_BATCH", 1)
        adding = rows.add_images
        calls: list[Any] = []

        async def cut(*args: Any) -> None:
            calls.append(args)
            if len(calls) == 2:
                raise KeyboardInterrupt
            await adding(*args)

        patch.setattr(rows, "add_images", cut)
        with pytest.raises(KeyboardInterrupt):
            await rebuild.run(fresh, None)

    assert "2 images of 1 users" in await rebuilt(fresh, capsys)
    assert await drifts(fresh, "ann") == [{}]


async def test_another_owners_picture_is_not_given_away(
    fresh: Settings,
    ann: Client,
    postgres: str,
    template: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    [anns] = await uploaded(ann, png(colour="red"))
    async with serving(fresh) as second:
        [bobs] = await uploaded(second.client("bob"), png(colour="blue"))
        await write_manifests(second.parts.services)

    async with elsewhere(fresh, postgres, template) as third:
        said = await rebuilt(third, capsys, code=1)
        async with serving(third) as again:
            nodes = (await seen(again.client("bob")))["gallery"]["nodes"]

    assert [node["id"] for node in nodes] == [bobs]
    assert f"not restored: pictures/1/{key_of(anns)}/" in said
    assert "belongs to ann" in said


async def test_seeded_images_are_not_taken_for_anybodys(
    settings: Settings, fresh: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await seed.seed(settings, images=20, users=1, sources_every=0, pictures=2)
    assert "0 images of 0 users" in await rebuilt(fresh, capsys)
