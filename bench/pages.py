"""How long a page takes at the top of a large gallery, in its middle, at its end, and by a search.

    python bench/pages.py --data-dir DIR     a `gallery up` that runs on that folder
    DATABASE_URL=... python bench/pages.py   whatever the settings of the environment name
    python bench/pages.py                    a PostgreSQL of its own, in a temporary folder

The gallery is user0's; what it lacks of --images is seeded first. Prints medians and their ratio
to the first page's, and how PostgreSQL does it; fails where a page is sorted or the table scanned.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event, text

from bench import running
from db import images, users
from db.counters import totals
from db.engine import Database, ReadSession
from db.image_filter import ImageFilter, ImageOrderField, ImageQuery
from db.keyset import Cut
from gallery import seed
from gallery.embedded.secrets import load_secrets
from gallery.embedded.services import running_services
from gallery.settings import Settings, environment, load

_USER = "user0"
_PAGE = 50
# Words of seeded prompts (gallery/seed/words.py).
_SEARCHES = {
    "a common word": "lighthouse",
    "a rare word": "wendorra",
    "the beginning of a word": "light",
    "a word that nothing has": "quark",
    "two that never meet": "lighthouse astronaut",
    "two that meet": "lighthouse rain",
    "a single character": "猫",
}
_QUERY = ImageQuery()
_PLACE = text(
    """
    SELECT created_at, id FROM images WHERE user_id = :user_id AND deleted_at IS NULL
    ORDER BY created_at DESC, id DESC OFFSET :place LIMIT 1
    """
)


async def measure(settings: Settings, wanted: int, calls: int) -> None:
    database = Database(
        settings.database_url, pool_size=2, application="bench", statement_timeout=120
    )
    user_id = await _seeded(settings, database, wanted)
    async with database.read() as session:
        live = (await totals(session, user_id)).live
        cuts = await _cuts(session, user_id, live)
        print(f"{live} images in the gallery of {_USER}, pages of {_PAGE}, {calls} calls each")
        times = await _times(session, user_id, cuts, calls)
        first = median(times[next(iter(times))])
        for name, taken in times.items():
            print(f"{name:24}{_line(taken)}   {median(taken) / first:.2f} of the first page")
        await _search(session, user_id, max(1, calls // 10))
        await _explain(database, session, user_id, cuts)
    await database.close()


async def _seeded(settings: Settings, database: Database, wanted: int) -> int:
    async with database.read() as session:
        user = await users.find(session, _USER)
        sums = await totals(session, user.id) if user else None
    missing = wanted - (sums.live + sums.trashed if sums else 0)
    if missing > 0:
        await seed.seed(settings, images=missing, users=1, sources_every=10, pictures=200)
    async with database.read() as session:
        user = await users.find(session, _USER)
    assert user is not None
    return user.id


async def _cuts(session: ReadSession, user_id: int, live: int) -> dict[str, Cut]:
    middle = min(500_000, live - 2 * _PAGE)
    row = await session.first(_PLACE, {"user_id": user_id, "place": middle - 1})
    assert row is not None
    after = (row[0], row[1])
    first = await images.page(session, user_id, _QUERY, Cut(_PAGE))
    last = await images.page(session, user_id, _QUERY, Cut(_PAGE, backwards=True))
    before = images.position(last.rows[0], ImageOrderField.CREATED_AT)
    return {
        "first": Cut(_PAGE),
        "second": Cut(_PAGE, after=images.position(first.rows[-1], ImageOrderField.CREATED_AT)),
        f"after the {middle}th": Cut(_PAGE, after=after),
        "last, before a cursor": Cut(_PAGE, backwards=True, before=before),
    }


async def _times(
    session: ReadSession, user_id: int, cuts: dict[str, Cut], calls: int
) -> dict[str, list[float]]:
    """Interleaved, so that whatever else the machine does meets all of them alike."""
    times: dict[str, list[float]] = {name: [] for name in cuts}
    for name in islice(cycle(cuts), calls * len(cuts)):
        begun = time.perf_counter()
        page = await images.page(session, user_id, _QUERY, cuts[name])
        times[name].append(1000 * (time.perf_counter() - begun))
        assert len(page.rows) == _PAGE
    return times


async def _search(session: ReadSession, user_id: int, calls: int) -> None:
    print(f"\npages of {_PAGE} by a search, {calls} calls each")
    for name, words in _SEARCHES.items():
        query = ImageQuery(ImageFilter(search=words))
        taken = []
        for _ in range(calls):
            begun = time.perf_counter()
            page = await images.page(session, user_id, query, Cut(_PAGE))
            taken.append(1000 * (time.perf_counter() - begun))
        print(f"{name:24}{_line(taken)}   {len(page.rows)} found")


def _line(taken: list[float]) -> str:
    p95 = sorted(taken)[int(0.95 * len(taken))]
    return f"median {median(taken):6.2f} ms   p95 {p95:6.2f} ms"


async def _explain(
    database: Database, session: ReadSession, user_id: int, cuts: dict[str, Cut]
) -> None:
    for name, cut in cuts.items():
        with _explained(database) as plans:
            await images.page(session, user_id, _QUERY, cut)
        for plan in plans:
            print(f"\n{name}\n{plan}")
            assert "Sort" not in plan, "a page is sorted"
            assert "Seq Scan" not in plan, "a page reads the table"


@contextmanager
def _explained(database: Database) -> Iterator[list[str]]:
    """The plans of what is asked meanwhile, each beside its answer."""
    plans: list[str] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        other = connection.connection.cursor()
        other.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", parameters)
        plans.append("\n".join(row[0] for row in other.fetchall()))

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", explain)
    yield plans
    event.remove(engine, "before_cursor_execute", explain)


def _running(folder: Path) -> Settings:
    services = running_services(folder)
    if services is None:
        sys.exit(f"No `gallery up` runs on {folder}.")
    secret = load_secrets(folder).jwt_secret
    kept = {name: value for name, value in services.storage.items() if value}
    urls = services.database_url, services.redis_url
    return load(running.environment(folder, *urls, secret, **kept))


def main() -> None:
    parser = argparse.ArgumentParser(description="Time pages of a large gallery.")
    parser.add_argument("--images", type=int, default=1_000_000)
    parser.add_argument("--calls", type=int, default=300, help="of each page")
    parser.add_argument("--data-dir", type=Path)
    options = parser.parse_args()
    if options.data_dir:
        asyncio.run(measure(_running(options.data_dir), options.images, options.calls))
        return
    if environment().get("DATABASE_URL"):
        asyncio.run(measure(load(environment()), options.images, options.calls))
        return
    with running.installation() as own:
        asyncio.run(measure(load(own), options.images, options.calls))


if __name__ == "__main__":
    main()
