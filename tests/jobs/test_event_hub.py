"""Many writers, and readers that leave and come back: nothing is missed, doubled or foreign."""

from uuid import uuid4

from bench.events import Findings, Load, Reader, _judged, run


async def test_readers_that_come_and_go_see_everything_once_and_in_order(
    database_url: str, redis_url: str
) -> None:
    load = Load(writers=8, events=800, readers=10, resumes=5, users=3)
    assert await run(load, database_url, redis_url) == Findings()


def test_the_judge_finds_what_is_wrong() -> None:
    reader = Reader(user_id=1, seen=[1, 3, 2, 2], marks={None})
    found = _judged([reader], {1: 5}, {1: uuid4()})
    assert found == Findings(missed=2, doubled=1, disordered=1, foreign=1)
