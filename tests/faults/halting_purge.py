"""`gallery purge` that halts at a point, says so, and waits to be killed.

    python tests/faults/halting_purge.py before|amid|behind

Before the first object is deleted, amid the objects of one image, or behind the last one.
"""

import asyncio
import sys
from collections.abc import Sequence

from gallery.cli import main
from storage.folder import FolderStorage

_DELETED = {"before": 0, "amid": 7, "behind": None}[sys.argv.pop(1)]
_delete = FolderStorage.delete


async def _halt(storage: FolderStorage, keys: Sequence[str]) -> None:
    await _delete(storage, keys[:_DELETED])
    sys.stdout.write("halted\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


FolderStorage.delete = _halt  # type: ignore[assignment, method-assign]
sys.argv.append("purge")
main()
