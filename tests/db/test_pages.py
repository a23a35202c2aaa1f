"""Pages stay right while images arrive, leave and come back."""

from itertools import count
from random import Random
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import changes, images, operations, selections
from db.engine import Database
from db.image_filter import ImageQuery
from db.keyset import Cut, Position
from db.kinds import ImageAction
from tests.db.world import add_image, add_user

_NAMES = count()
_STEPS = st.lists(st.sampled_from(["page", "insert", "trash", "restore"]), max_size=25)
_PER_EXAMPLE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def _act(database: Database, user_id: int, action: ImageAction, image_id: UUID) -> None:
    async with database.write() as tx:
        locked = await selections.lock_ids(tx, user_id, [image_id])
        plan = changes.plan(action, [image_id], locked)
        operation = await operations.start(tx, user_id, action, matched=1)
        await changes.apply(tx, user_id, operation.id, action, plan.changing)


class _Walk:
    """A reader of the whole gallery, three images at a time."""

    def __init__(self, user_id: int, query: ImageQuery, *, backwards: bool) -> None:
        self.seen: list[UUID] = []
        self.ended = False
        self._user_id = user_id
        self._query = query
        self._backwards = backwards
        self._place: Position | None = None

    async def step(self, database: Database) -> None:
        side = {"before" if self._backwards else "after": self._place}
        cut = Cut(3, backwards=self._backwards, **side)
        async with database.read() as session:
            page = await images.page(session, self._user_id, self._query, cut)
        rows = page.rows[::-1] if self._backwards else page.rows
        self.seen += [row.id for row in rows]
        self.ended = not (page.has_previous if self._backwards else page.has_next)
        if rows:
            self._place = images.position(rows[-1], self._query.field)


@given(steps=_STEPS, chance=st.randoms(use_true_random=False), backwards=st.booleans())
@_PER_EXAMPLE
async def test_a_walk_sees_each_untouched_image_exactly_once(
    database: Database, steps: list[str], chance: Random, backwards: bool
) -> None:
    user_id = await add_user(database, f"user {next(_NAMES)}")
    ids = [(await add_image(database, user_id)).id for _ in range(10)]
    untouched = set(ids)
    walk = _Walk(user_id, ImageQuery(), backwards=backwards)
    for step in steps:
        if step == "page":
            await walk.step(database)
        elif step == "insert":
            await add_image(database, user_id)
        else:
            image_id = chance.choice(ids)
            untouched.discard(image_id)
            await _act(database, user_id, ImageAction(step), image_id)
    while not walk.ended:
        await walk.step(database)
    assert [image_id for image_id in walk.seen if image_id in untouched] == [
        image_id for image_id in (ids if backwards else ids[::-1]) if image_id in untouched
    ]
