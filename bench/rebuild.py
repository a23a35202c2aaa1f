"""How long it takes to make a database again from its storage, and to write a gallery's manifest.

    python bench/rebuild.py [--images N]

Lays N small pictures with their sidecars into a folder, rebuilds an empty PostgreSQL of its own
from them, and then writes the manifest of what has come. Fails where a count is wrong.
"""

import argparse
import asyncio
import hashlib
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from db import counters
from db.images import ImageRow
from gallery.backup import rebuild
from gallery.commands import migrate
from gallery.embedded import Postgres, Valkey
from gallery.settings import Settings, load
from gallery.wiring import parts
from jobs.handlers.manifests import write_manifests
from jobs.recipes import recipe
from storage import keys

_USER = 1
_PICTURE = b"no program looks at this"
_DIGEST = hashlib.sha256(_PICTURE).digest()


def _lay(root: Path, count: int) -> None:
    """What a gallery of that many pictures has in its storage."""
    newest = datetime.now(UTC)
    for place in range(count):
        row = _row(place, newest - timedelta(minutes=place))
        _write(root / row.key, _PICTURE)
        _write(root / keys.sidecar(row.key), recipe("ann", row, []))
        for size in keys.THUMBNAIL_SIZES:
            _write(root / keys.thumbnail(row.key, size), b"thumbnail")


def _row(place: int, created_at: datetime) -> ImageRow:
    image_id = uuid4()
    return ImageRow(
        user_id=_USER,
        id=image_id,
        origin="generated",
        prompt=f"a lighthouse on a cliff at dawn, watercolour on rough paper, {place}",
        revised_prompt=None,
        model="gpt-image-1",
        params={"size": "auto", "quality": "high"},
        width=1024,
        height=1024,
        content_type="image/png",
        byte_size=len(_PICTURE),
        sha256=_DIGEST,
        thumbhash=bytes(24),
        key=keys.original(_USER, image_id, _DIGEST, "image/png"),
        cost_tokens=4160,
        starred=False,
        deleted_at=None,
        created_at=created_at,
        job_id=None,
    )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


async def _measure(settings: Settings, count: int) -> None:
    begun = time.perf_counter()
    assert await rebuild.run(settings, None) == 0
    _tell("rebuild", count, time.perf_counter() - begun)
    async with parts(settings, application="bench", pool_size=2, listen=False) as opened:
        begun = time.perf_counter()
        await write_manifests(opened.services)
        _tell("manifest", count, time.perf_counter() - begun)
        async with opened.database.read() as session:
            assert (await counters.totals(session, _USER)).live == count
            assert await counters.drift(session, _USER) == {}


def _tell(what: str, count: int, seconds: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what}: {seconds:.1f} s, {count / seconds:.0f} images a second, {memory} MB at most")


@contextmanager
def _own(folder: Path) -> Iterator[Settings]:
    """Databases that end with this."""
    services = (Postgres(folder), Valkey(folder))
    try:
        for service in services:
            service.start()
        migrate(services[0].url)
        yield load(
            {
                "DATABASE_URL": services[0].url,
                "REDIS_URL": services[1].url,
                "JWT_SECRET": os.urandom(32).hex(),
                "STORAGE_DIR": str(folder / "pictures"),
                "SPOOL_DIR": str(folder / "spool"),
            }
        )
    finally:
        for service in reversed(services):
            service.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=20_000)
    wanted = parser.parse_args().images
    with tempfile.TemporaryDirectory(prefix="gallery-bench-") as name, _own(Path(name)) as made:
        assert made.storage_dir is not None
        _lay(made.storage_dir, wanted)
        asyncio.run(_measure(made, wanted))
