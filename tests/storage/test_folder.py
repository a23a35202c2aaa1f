import asyncio
import errno
import os
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import folder, keys
from storage.base import ObjectConflict, ObjectNotFound, Storage, StorageUnavailable
from storage.folder import FolderStorage

KEY = "pictures/7/0190e0a0/0123456789abcdef.png"
BYTES = bytes(range(256)) * 3000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "objects"


@pytest.fixture
def store(root: Path) -> FolderStorage:
    return FolderStorage(root)


async def put(store: Storage, key: str, data: bytes = b"data") -> None:
    await store.put(key, data, content_type=keys.content_type(key))


async def listed(store: Storage, prefix: str = "") -> list[str]:
    return [info.key async for info in store.list(prefix)]


async def read(store: Storage, key: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in store.open(key, start, end)])


def temporary(root: Path) -> list[Path]:
    return list((root / folder.TEMPORARY).iterdir())


async def test_an_object_is_a_file(store: FolderStorage, root: Path) -> None:
    await put(store, KEY, BYTES)
    assert (root / KEY).read_bytes() == BYTES
    assert temporary(root) == []
    await store.close()


async def test_nobody_else_on_the_machine_reads_it(store: FolderStorage, root: Path) -> None:
    await put(store, KEY)
    path = root / KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for parent in path.relative_to(root).parents[:-1]:
        assert stat.S_IMODE((root / parent).stat().st_mode) == 0o700


async def test_the_same_again_is_left_as_it_is(store: FolderStorage, root: Path) -> None:
    await put(store, KEY, b"once")
    inode = (root / KEY).stat().st_ino
    await put(store, KEY, b"once")
    assert (root / KEY).stat().st_ino == inode
    assert temporary(root) == []


async def test_other_bytes_are_a_conflict(store: FolderStorage, root: Path) -> None:
    await put(store, KEY, b"once")
    with pytest.raises(ObjectConflict):
        await put(store, KEY, b"other bytes")
    assert await store.get(KEY) == b"once"
    assert temporary(root) == []


async def test_bytes_that_are_not_what_was_hashed_are_not_stored(
    store: FolderStorage, root: Path
) -> None:
    with pytest.raises(ObjectConflict):
        await store.put(KEY, b"data", content_type="image/png", sha256=bytes(32))
    assert await listed(store) == []
    assert temporary(root) == []


async def test_many_writers_of_one_key_leave_one_object(store: FolderStorage, root: Path) -> None:
    await asyncio.gather(*(put(store, KEY, BYTES) for _ in range(16)))
    assert await store.get(KEY) == BYTES
    assert temporary(root) == []


async def test_writers_and_deleters_of_one_folder_never_fail(store: FolderStorage) -> None:
    for _ in range(20):
        writers = [put(store, f"pictures/7/a/{number}.png") for number in range(4)]
        deleters = [store.delete([f"pictures/7/a/{number}.png"]) for number in range(4)]
        await asyncio.gather(*writers, *deleters)


async def test_a_disk_that_is_full_is_unavailable(
    store: FolderStorage, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageUnavailable, match="No space left"):
        await put(store, KEY)
    monkeypatch.undo()
    assert temporary(root) == []
    assert await listed(store) == []


async def test_a_file_system_without_hard_links_will_do(
    store: FolderStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("os.link", refused)
    await put(store, KEY, b"once")
    await put(store, KEY, b"once")
    with pytest.raises(ObjectConflict):
        await put(store, KEY, b"other bytes")
    assert await store.get(KEY) == b"once"


async def test_a_reader_that_stops_leaves_no_file_open(store: FolderStorage) -> None:
    await put(store, KEY, BYTES)
    before = _open_files()
    chunks = store.open(KEY)
    async for _ in chunks:
        break
    assert isinstance(chunks, AsyncIterator)
    await chunks.aclose()  # type: ignore[attr-defined]
    assert _open_files() == before


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0


async def test_nothing_is_below_an_object(store: FolderStorage) -> None:
    await put(store, KEY)
    with pytest.raises(ObjectNotFound):
        await store.get(f"{KEY}/deeper.png")


async def test_empty_folders_go_and_others_stay(store: FolderStorage, root: Path) -> None:
    await put(store, "pictures/7/a/x.png")
    await put(store, "pictures/8/b/x.png")
    await store.delete(["pictures/7/a/x.png"])
    assert not (root / "pictures/7").exists()
    assert (root / "pictures/8/b/x.png").exists()
    await store.delete(["pictures/8/b/x.png"])
    assert [path.name for path in root.iterdir()] == [folder.TEMPORARY]


async def test_what_others_leave_in_the_folder_is_not_listed(
    store: FolderStorage, root: Path
) -> None:
    await put(store, "a/b.png", b"")
    (root / "a/notes.txt").write_text("mine")
    (root / "a/.DS_Store").write_text("")
    (root / "a/back\\slash.png").write_text("")
    (root / "a/link.png").symlink_to("b.png")
    (root / "loop").symlink_to(root)
    assert await listed(store) == ["a/b.png"]


@pytest.mark.parametrize("linked", ["pictures", "pictures/7", "pictures/7/a", "pictures/7/a/x.png"])
async def test_symbolic_links_are_not_followed(
    store: FolderStorage, root: Path, tmp_path: Path, linked: str
) -> None:
    key = "pictures/7/a/x.png"
    outside = tmp_path / "outside" / key
    outside.parent.mkdir(parents=True)
    outside.write_bytes(b"secret")
    (root / linked).parent.mkdir(parents=True, exist_ok=True)
    (root / linked).symlink_to(tmp_path / "outside" / linked)
    with pytest.raises((StorageUnavailable, ObjectNotFound)):
        await store.get(key)
    with pytest.raises((StorageUnavailable, ObjectNotFound, ObjectConflict)):
        await put(store, key, b"other bytes")
    assert outside.read_bytes() == b"secret"


async def test_leftovers_of_writers_that_died_go_when_old(root: Path) -> None:
    FolderStorage(root)
    old, young = root / folder.TEMPORARY / "1-old", root / folder.TEMPORARY / "2-young"
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (0, 0))
    FolderStorage(root)
    assert temporary(root) == [young]


def test_a_root_that_cannot_be_one_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageUnavailable):
        FolderStorage(tmp_path / "file")
    with pytest.raises(StorageUnavailable):
        FolderStorage(tmp_path / "file" / "deeper")


async def test_a_disk_that_is_gone_has_lost_nothing(store: FolderStorage, root: Path) -> None:
    root.rename(root.with_name("elsewhere"))
    for attempt in (store.get(KEY), store.head(KEY), store.delete([KEY]), put(store, KEY)):
        with pytest.raises(StorageUnavailable):
            await attempt
    with pytest.raises(StorageUnavailable):
        await listed(store)
