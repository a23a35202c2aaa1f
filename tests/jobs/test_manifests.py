"""Manifests: every user, every image, as it is; written daily, the last fourteen kept."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from db.kinds import ImageAction
from jobs.handlers import manifests
from jobs.handlers.manifests import write_manifests, write_manifests_if_overdue
from resolvers import images as changing
from resolvers import people
from storage import keys
from tests.jobs.conftest import Workshop

pytestmark = pytest.mark.main_path


async def written(workshop: Workshop, user_id: int) -> list[str]:
    prefix = keys.manifest_prefix(user_id)
    return [info.key async for info in workshop.storage.list(prefix)]


async def newest(workshop: Workshop, user_id: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The first line, and the others."""
    packed = await workshop.storage.get((await written(workshop, user_id))[-1])
    head, *lines = map(json.loads, gzip.decompress(packed).splitlines())
    return head, lines


async def test_it_lists_every_image_as_it_is(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifests, "_PAGE", 2)
    plain, starred, trashed, buried, other = await workshop.upload(
        "red", "green", "blue", "white", "black"
    )
    for row, action in (
        (starred, ImageAction.STAR),
        (trashed, ImageAction.TRASH),
        (buried, ImageAction.TRASH),
    ):
        await changing.change(workshop.context, row.id, action)
    await changing.delete(workshop.context, buried.id)
    bob = await people.viewer_named(workshop.database, "bob")

    await write_manifests(workshop.services)

    head, lines = await newest(workshop, workshop.user_id)
    assert (head["user"], head["userId"]) == ("ann", workshop.user_id)
    by_id = {line.pop("id"): line for line in lines}
    assert list(by_id) == sorted(by_id)
    deleted_at = by_id[str(trashed.id)].pop("deletedAt")
    assert abs(datetime.now(UTC) - datetime.fromisoformat(deleted_at)) < timedelta(minutes=5)
    assert by_id == {
        str(plain.id): {},
        str(starred.id): {"starred": True},
        str(trashed.id): {},
        str(buried.id): {"buried": True},
        str(other.id): {},
    }
    assert (await newest(workshop, bob.id))[0]["user"] == "bob"
    assert (await newest(workshop, bob.id))[1] == []
    assert not [name for name in workshop.spooled() if name.endswith(".manifest")]


async def test_the_last_fourteen_are_kept(workshop: Workshop) -> None:
    for _ in range(17):
        await write_manifests(workshop.services)
        [*_, last] = await written(workshop, workshop.user_id)
    kept = await written(workshop, workshop.user_id)
    assert len(kept) == 14
    assert kept[-1] == last


async def test_one_that_was_missed_is_made_up_for_once(workshop: Workshop) -> None:
    await write_manifests_if_overdue(workshop.services)
    await write_manifests_if_overdue(workshop.services)
    assert len(await written(workshop, workshop.user_id)) == 1
    await workshop.sql("UPDATE maintenance SET ran_at = now() - interval '25 hours'")
    await write_manifests_if_overdue(workshop.services)
    assert len(await written(workshop, workshop.user_id)) == 2
