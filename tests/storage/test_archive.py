"""Archives are read by the standard library, and are as long as was said."""

import io
import zipfile
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from zipfile import ZIP_FILECOUNT_LIMIT, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import archive
from storage.archive import Length, Member, MemberSizeError

NOON = datetime(2026, 1, 31, 12, 30, 8, tzinfo=UTC)
names = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1
)


async def chunks(data: bytes, size: int = 7) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def members(
    files: Iterable[tuple[str, bytes]],
) -> AsyncIterator[tuple[Member, AsyncIterator[bytes]]]:
    for name, data in files:
        yield Member(name, NOON, len(data)), chunks(data)


def length_of(wanted: Iterable[Member]) -> int:
    length = Length()
    for member in wanted:
        length.add(member)
    return length.total


async def archived(files: Iterable[tuple[str, bytes]]) -> bytes:
    return b"".join([part async for part in archive.stream(members(files))])


@given(st.dictionaries(names, st.binary(max_size=100), max_size=5))
async def test_what_goes_in_comes_out_and_the_length_is_the_one_foretold(
    files: dict[str, bytes],
) -> None:
    data = await archived(files.items())
    assert len(data) == length_of(Member(name, NOON, len(file)) for name, file in files.items())
    with ZipFile(io.BytesIO(data)) as read:
        assert read.testzip() is None
        assert {info.filename: read.read(info) for info in read.infolist()} == files
        assert {info.date_time for info in read.infolist()} <= {(2026, 1, 31, 12, 30, 8)}


async def test_more_members_than_a_plain_archive_can_count() -> None:
    count = ZIP_FILECOUNT_LIMIT + 1
    data = await archived((f"{number}.png", b"") for number in range(count))
    assert len(data) == length_of(Member(f"{number}.png", NOON, 0) for number in range(count))
    with ZipFile(io.BytesIO(data)) as read:
        assert len(read.namelist()) == count


async def test_an_archive_that_passes_what_a_plain_one_can_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As if two gigabytes were a thousand bytes.
    for module in (zipfile, archive):
        monkeypatch.setattr(module, "ZIP64_LIMIT", 1000)
    files = {f"{number}.png": bytes([number]) * 400 for number in range(5)}
    data = await archived(files.items())
    assert b"PK\x06\x06" in data, "the end of a ZIP64 directory"
    assert len(data) == length_of(Member(name, NOON, len(file)) for name, file in files.items())
    with ZipFile(io.BytesIO(data)) as read:
        assert {name: read.read(name) for name in read.namelist()} == files


async def test_a_member_that_is_shorter_than_said_ends_the_archive() -> None:
    async def cut() -> AsyncIterator[tuple[Member, AsyncIterator[bytes]]]:
        yield Member("cut.png", NOON, 10), chunks(b"five!")

    with pytest.raises(MemberSizeError, match=r"cut\.png"):
        _ = [part async for part in archive.stream(cut())]
