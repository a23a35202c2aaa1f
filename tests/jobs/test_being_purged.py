"""Images whose rows are gone and whose objects are about to go: they are refused, and stay gone."""

from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from db import undo
from db.images import ImageRow
from db.kinds import ImageAction, SkipReason
from jobs.handlers.purge import delete_objects
from jobs.handlers.sweep import sweep_spool
from jobs.spool import Spool
from resolvers import bulk, uploads
from resolvers import images as changing
from resolvers.errors import DomainError, GoneError
from resolvers.selections import Chosen
from tests.jobs.conftest import Workshop
from tests.jobs.dead_workers import FACTS
from tests.jobs.fakes import FakeProvider, draws, picture
from tests.pictures import png

pytestmark = pytest.mark.main_path

KEY = "the key of an upload"


async def send(workshop: Workshop) -> tuple[list[ImageRow], list[DomainError]]:
    """An upload that may be sent again."""
    path = workshop.spool.scratch(png())
    with path.open("rb") as file:
        answer = await uploads.upload(workshop.context, [file], None, KEY)
    path.unlink()
    return answer


async def delete(workshop: Workshop, image_id: UUID) -> None:
    await changing.change(workshop.context, image_id, ImageAction.TRASH)
    await changing.delete(workshop.context, image_id)


@pytest.fixture
async def buried(workshop: Workshop) -> AsyncIterator[ImageRow]:
    """An image that has been deleted for ever while the storage is away."""
    [[row], _] = await send(workshop)
    workshop.storage.broken = True
    await delete(workshop, row.id)
    await delete_objects(workshop.services)
    yield row
    assert len(await workshop.kept()) == 5
    workshop.storage.broken = False
    await make_due(workshop)
    assert await workshop.kept() == []


async def make_due(workshop: Workshop) -> None:
    await workshop.sql("UPDATE tombstones SET try_at = now()")
    await delete_objects(workshop.services)


@pytest.mark.parametrize(
    "action", [ImageAction.STAR, ImageAction.UNSTAR, ImageAction.TRASH, ImageAction.RESTORE]
)
async def test_no_change_of_it_is_possible(
    workshop: Workshop, buried: ImageRow, action: ImageAction
) -> None:
    with pytest.raises(GoneError):
        await changing.change(workshop.context, buried.id, action)


async def test_it_is_not_deleted_twice(workshop: Workshop, buried: ImageRow) -> None:
    with pytest.raises(GoneError):
        await changing.delete(workshop.context, buried.id)


@pytest.mark.parametrize("action", list(ImageAction))
async def test_a_selection_skips_it(
    workshop: Workshop, buried: ImageRow, action: ImageAction
) -> None:
    operation = await bulk.update(workshop.context, Chosen((buried.id,)), action)
    assert operation.changed == 0
    assert list(operation.skipped) == [SkipReason.BEING_PURGED]


async def test_an_undo_skips_it(workshop: Workshop) -> None:
    [row] = await workshop.upload("red")
    chosen = Chosen((row.id,))
    trashed = await bulk.update(workshop.context, chosen, ImageAction.TRASH)
    await bulk.update(workshop.context, chosen, ImageAction.DELETE)
    async with workshop.database.write() as tx:
        reverted = await undo.revert_batch(tx, workshop.user_id, trashed, 0)
    assert reverted == (0, {SkipReason.BEING_PURGED: [row.id]})


async def test_nothing_is_made_from_it(workshop: Workshop, buried: ImageRow) -> None:
    workshop.employ(FakeProvider(draws))
    with pytest.raises(GoneError) as refusal:
        await workshop.ask(1, buried.id)
    assert refusal.value.field == ["input", "sourceIds", "0"]


async def test_the_same_upload_is_refused(workshop: Workshop, buried: ImageRow) -> None:
    rows, [fault] = await send(workshop)
    assert rows == []
    assert isinstance(fault, GoneError)


async def test_the_same_upload_is_taken_once_the_objects_are_gone(workshop: Workshop) -> None:
    [[row], _] = await send(workshop)
    await delete(workshop, row.id)
    await delete_objects(workshop.services)
    [[again], faults] = await send(workshop)
    assert (faults, again.id) == ([], row.id)
    await make_due(workshop)
    assert len(await workshop.kept()) == 5


@pytest.mark.parametrize("laid", [True, False])
async def test_an_upload_that_the_purge_of_its_twin_overtakes_names_no_lost_objects(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, laid: bool
) -> None:
    """Its objects are stored; then the same upload comes, and is deleted for ever."""
    with monkeypatch.context() as slow:
        overtaken_by(slow, "db.arrivals.add_upload", lambda: _come_and_go(workshop, laid))
        rows, [fault] = await send(workshop)
    assert rows == []
    assert isinstance(fault, GoneError)
    await make_due(workshop)
    assert await workshop.kept() == []
    assert await workshop.drift() == {}


async def _come_and_go(workshop: Workshop, laid: bool) -> None:
    [[row], _] = await send(workshop)
    await delete(workshop, row.id)
    if laid:
        await delete_objects(workshop.services)


def overtaken_by(
    monkeypatch: pytest.MonkeyPatch, name: str, happens: Callable[[], Awaitable[None]]
) -> None:
    """Let something happen before the first call of a function."""
    module, function = name.rsplit(".", 1)
    original = getattr(import_module(module), function)
    left = [happens]

    async def late(*arguments: Any, **named: Any) -> Any:
        if left:
            await left.pop()()
        return await original(*arguments, **named)

    monkeypatch.setattr(name, late)


async def answered(workshop: Workshop) -> tuple[UUID, ImageRow]:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await workshop.run()
    [image] = await workshop.images(job_id)
    return job_id, image


async def left_behind(workshop: Workshop, job_id: UUID) -> Path:
    """The answer, on the spool of a worker that was killed before it removed it."""
    dead = Spool(workshop.spool.root)
    answer = await dead.keep_answer(workshop.user_id, job_id, 1, 0, picture(), FACTS)
    dead.close()
    return answer.path


async def test_an_answer_that_was_deleted_for_ever_does_not_come_back(workshop: Workshop) -> None:
    job_id, image = await answered(workshop)
    await left_behind(workshop, job_id)
    await delete(workshop, image.id)
    await sweep_spool(workshop.services)
    assert await workshop.images(job_id) == []
    assert workshop.spooled() == []
    await make_due(workshop)
    assert await workshop.kept() == []


async def test_an_answer_under_way_twice_that_is_deleted_meanwhile_names_no_lost_objects(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.employ(FakeProvider(draws))
    job_id = await workshop.ask()
    await left_behind(workshop, job_id)

    async def happens() -> None:
        await workshop.run()
        [image] = await workshop.images(job_id)
        await delete(workshop, image.id)
        await delete_objects(workshop.services)

    with monkeypatch.context() as slow:
        overtaken_by(slow, "db.arrivals.deliver", happens)
        await sweep_spool(workshop.services)
    assert await workshop.images(job_id) == []
    assert workshop.spooled() == []
    await make_due(workshop)
    assert await workshop.kept() == []
    assert await workshop.drift() == {}
