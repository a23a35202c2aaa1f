"""Whether a gallery of 10 000 images is the same after each way that backups go, to the last byte.

    python bench/backup.py [--images N] [--users N] [--pictures N]

A gallery is seeded, exported, and imported into an empty installation. That one's database is then
rebuilt twice from nothing but its storage: from the folder, and from a bucket that it was copied
to. After each step a judge (tests/gallery/twins.py) compares every row and every byte with what
was there before. Fails where there is a difference. Each command runs in a process of its own.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import text

from bench.running import command, installation
from db.engine import Database
from gallery.settings import load
from tests import s3
from tests.gallery.twins import IMPORTED, REBUILT, differences

Environ = Mapping[str, str]

_SHOWN = 10
# What seeds do not have: words of the provider, and sources that were deleted for ever.
_WORDS = "UPDATE images SET revised_prompt = prompt || :more WHERE origin = 'generated' AND starred"
_ORPHANED = "UPDATE image_sources SET source_id = NULL WHERE position = 1"
_MORE = ' "狐"\n\t\\ 🦊\u202e'


def _fill(environ: Environ, options: argparse.Namespace) -> None:
    counts = {"images": options.images, "users": options.users, "pictures": options.pictures}
    words = [word for name, count in counts.items() for word in (f"--{name}", str(count))]
    command(environ, "seed", *words, "--sources-every", "5")
    asyncio.run(_write(environ["DATABASE_URL"]))


async def _write(url: str) -> None:
    database = Database(url, pool_size=1, application="bench")
    async with database.write() as tx:
        await tx.execute(text(_WORDS), {"more": _MORE})
        await tx.execute(text(_ORPHANED))
    await database.close()


def _carry(here: Environ, there: Environ, users: int) -> None:
    """By way of files."""
    with tempfile.TemporaryDirectory(prefix="gallery-bench-") as folder:
        for user in (f"user{place}" for place in range(users)):
            path = str(Path(folder) / user)
            command(here, "export", path, "--user", user)
            command(there, "import", path, "--user", user)


def _copy(here: Environ, bucket: Environ) -> None:
    url = "s3://{S3_BUCKET}?endpoint={S3_ENDPOINT}&region={S3_REGION}".format(**bucket)
    command(bucket, "storage", "copy", "--from", here["STORAGE_DIR"], "--to", url)


def _judge(what: str, here: Environ, there: Environ, may_differ: frozenset[str]) -> int:
    begun = time.perf_counter()
    looking = differences(load(here), load(there), may_differ=may_differ)
    found = asyncio.run(looking)
    print(f"{what}: {len(found)} differences ({time.perf_counter() - begun:.1f} s)", flush=True)
    for each in found[:_SHOWN]:
        print(*each)
    return len(found)


def run(options: argparse.Namespace) -> int:
    """How many differences there are in all."""
    with installation() as first, installation() as second:
        _fill(first, options)
        _carry(first, second, options.users)
        found = _judge("exported and imported", first, second, IMPORTED)
        command(second, "manifest")
        with installation(STORAGE_DIR=second["STORAGE_DIR"]) as third:
            command(third, "rebuild")
            found += _judge("rebuilt from the folder", second, third, REBUILT)
        with tempfile.TemporaryDirectory() as folder, s3.ministack(Path(folder)) as access:
            bucket = s3.settings_of(s3.with_bucket(access))
            _copy(second, bucket)
            with installation(**bucket) as fourth:
                command(fourth, "rebuild")
                found += _judge("rebuilt from the bucket", second, fourth, REBUILT)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Take a gallery through its backups.")
    parser.add_argument("--images", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=3)
    parser.add_argument(
        "--pictures", type=int, default=2_000, help="that the images share at first"
    )
    sys.exit(1 if run(parser.parse_args()) else 0)


if __name__ == "__main__":
    main()
