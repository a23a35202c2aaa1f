"""A ZIP archive as a stream: pictures stored as they are, its length known before its bytes.

Written by the standard library's zipfile into a sink that cannot be sought in, which makes it use
data descriptors (APPNOTE.TXT 4.3.9) and, where needed, ZIP64 (4.3.14). Memory holds one chunk, and
of each member what the directory at the end says.
"""

from collections.abc import AsyncIterable, AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from struct import Struct
from zipfile import ZIP64_LIMIT, ZIP_FILECOUNT_LIMIT, ZipFile, ZipInfo

# Fixed parts of a local header, a data descriptor, a directory record, a ZIP64 offset in such a
# record, the end of the directory, and ZIP64's end record with its locator.
_HEADER, _DESCRIPTOR, _RECORD, _FAR, _END, _END64 = 30, 16, 46, 12, 22, 76
_OLDEST = (1980, 1, 1, 0, 0, 0)
# Sizes follow the data (APPNOTE.TXT 4.4.4, bit 3); whoever unpacks it may read and write it.
_STREAMED = 0x08
_READABLE = 0o600 << 16


class MemberSizeError(Exception):
    """A member that is not as long as was said: the archive cannot be finished."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of ``size`` bytes, less than 2 GiB; ``name`` is its path within the archive."""

    name: str
    modified: datetime
    size: int


class Length:
    """How long an archive of these members will be, to the byte."""

    def __init__(self) -> None:
        self._members = 0
        self._records = 0
        self._directory_at = 0

    def add(self, member: Member) -> None:
        name = len(member.name.encode())
        far = _FAR if self._directory_at > ZIP64_LIMIT else 0
        self._records += _RECORD + name + far
        self._directory_at += _HEADER + name + member.size + _DESCRIPTOR
        self._members += 1

    @property
    def total(self) -> int:
        far = max(self._directory_at, self._records) > ZIP64_LIMIT
        end64 = _END64 if far or self._members > ZIP_FILECOUNT_LIMIT else 0
        return self._directory_at + self._records + end64 + _END


async def stream(
    members: AsyncIterable[tuple[Member, AsyncIterable[bytes]]],
) -> AsyncIterator[bytes]:
    """The bytes of the archive. Raises ``MemberSizeError``, and whatever reading a member does."""
    sink = _Sink()
    archive = ZipFile(sink, "w")
    archive.filelist = _Directory()  # type: ignore[assignment]
    async for member, chunks in members:
        size = 0
        with archive.open(_info(member), "w") as file:
            async for chunk in chunks:
                file.write(chunk)
                size += len(chunk)
                yield sink.taken()
        if size != member.size:
            raise MemberSizeError(f"{member.name} has {size} bytes, not {member.size}")
        archive.NameToInfo.clear()
    archive.close()
    yield sink.taken()


def _info(member: Member) -> ZipInfo:
    # Moments before 1980 cannot be said.
    moment = max(member.modified.astimezone(UTC).timetuple()[:6], _OLDEST)
    return ZipInfo(member.name, moment)


class _Directory:
    """What the end of an archive says of its members: a ZipInfo each takes six times the memory."""

    _FIXED = Struct("<6HLQQ")

    def __init__(self) -> None:
        self._records: list[bytes] = []

    def __len__(self) -> int:
        return len(self._records)

    def append(self, info: ZipInfo) -> None:
        facts = (*info.date_time, info.CRC, info.file_size, info.header_offset)
        self._records.append(self._FIXED.pack(*facts) + info.filename.encode())

    def __iter__(self) -> Iterator[ZipInfo]:
        for record in self._records:
            *moment, crc, size, offset = self._FIXED.unpack_from(record)
            info = ZipInfo(record[self._FIXED.size :].decode(), (*moment,))
            info.CRC, info.header_offset = crc, offset
            info.file_size = info.compress_size = size
            info.flag_bits, info.external_attr = _STREAMED, _READABLE
            yield info


class _Sink:
    """Takes what zipfile writes until it is passed on."""

    def __init__(self) -> None:
        self._data = bytearray()

    def write(self, data: bytes, /) -> int:
        self._data += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        taken = bytes(self._data)
        self._data.clear()
        return taken
