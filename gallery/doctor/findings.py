"""What a doctor found: all of it in a file, and the first few of each kind at hand."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import Enum
from types import TracebackType
from typing import IO, Final, Self
from uuid import UUID

import orjson

_SHOWN: Final = 5


class Kind(Enum):
    """Each with what stands in the table."""

    ORIGINAL_MISSING = "originals that are not in storage"
    ORIGINAL_LENGTH = "originals of another length than their rows say"
    ORIGINAL_HASH = "originals whose bytes are damaged or cannot be read"
    THUMBNAIL_MISSING = "images that lack thumbnails"
    THUMBNAIL_DAMAGED = "images whose thumbnails are damaged"
    ORPHAN = "files in storage that nothing names, older than a day"
    YOUNG_ORPHAN = "files in storage that nothing names, of the last day"
    COUNTS = "users whose counts are wrong"
    TOMBSTONE = "deleted images whose files are left after a day"
    LEASE = "generations whose worker is long gone"
    QUEUE = "generations that nobody has begun for an hour"
    SLOTS = "generations that ended with a picture still open"
    ATTEMPT = "requests that never came to an end"
    SPOOL = "spool folders that nobody delivers"
    PUT_ASIDE = "answers put aside in SPOOL_DIR/quarantine"


# Worth a look, and nothing that is wrong.
NOTES: Final = frozenset({Kind.YOUNG_ORPHAN, Kind.PUT_ASIDE})


_LOOK_IN_A_BACKUP: Final = "Delete the file, and copy it from a backup to where it was."
_START_A_WORKER: Final = "--repair ends it as a worker would; start one where none runs."
REMEDIES: Final = {
    Kind.ORIGINAL_MISSING: "--repair looks in the quarantine; else look in a backup.",
    Kind.ORIGINAL_LENGTH: _LOOK_IN_A_BACKUP,
    Kind.ORIGINAL_HASH: _LOOK_IN_A_BACKUP,
    Kind.THUMBNAIL_MISSING: "--repair draws them from the original.",
    Kind.THUMBNAIL_DAMAGED: "--repair draws them from the original.",
    Kind.ORPHAN: "--repair moves it into the quarantine.",
    Kind.YOUNG_ORPHAN: "Nothing: its row may still come.",
    Kind.COUNTS: "--repair counts again.",
    Kind.TOMBSTONE: "--repair deletes the files; the log of the worker says why they are left.",
    Kind.LEASE: _START_A_WORKER,
    Kind.QUEUE: "Start a worker where none runs; --repair wakes those that do.",
    Kind.SLOTS: "Report it: this is a fault of the gallery.",
    Kind.ATTEMPT: _START_A_WORKER,
    Kind.SPOOL: "--repair delivers the answers.",
    Kind.PUT_ASIDE: "Look at it, and delete it or try it again (docs/operations.md).",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """``key`` is the object's, or its original's."""

    kind: Kind
    key: str = ""
    user_id: int | None = None
    id: UUID | None = None
    detail: str = ""

    def __str__(self) -> str:
        user = "" if self.user_id is None else f"user {self.user_id}"
        parts = (user, str(self.id or ""), self.key, self.detail)
        return "  ".join(part for part in parts if part)


class Findings:
    """Any number of findings, in little memory. Used as a context manager."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self.counts: Counter[Kind] = Counter()
        self.first: dict[Kind, list[Finding]] = defaultdict(list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, finding: Finding) -> None:
        self.counts[finding.kind] += 1
        if len(self.first[finding.kind]) < _SHOWN:
            self.first[finding.kind].append(finding)
        line = {**asdict(finding), "kind": finding.kind.name}
        self._file.write(orjson.dumps(line, default=str) + b"\n")

    def of(self, kind: Kind) -> Iterator[Finding]:
        """All of a kind; nothing may be added meanwhile."""
        return (finding for finding in self if finding.kind is kind)

    def __iter__(self) -> Iterator[Finding]:
        self._file.seek(0)
        for line in self._file:
            known = orjson.loads(line)
            image_id = known["id"]
            yield Finding(
                **{
                    **known,
                    "kind": Kind[known["kind"]],
                    "id": UUID(image_id) if image_id else None,
                }
            )

    def write(self, file: IO[bytes]) -> None:
        """All of them, a line of JSON each."""
        for finding in self:
            told = {
                "kind": finding.kind.name,
                "userId": finding.user_id,
                "id": finding.id,
                "key": finding.key,
                "detail": finding.detail,
                "remedy": REMEDIES[finding.kind],
            }
            file.write(orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE))

    @property
    def wrong(self) -> Counter[Kind]:
        """How many there are, notes left out."""
        return Counter({kind: n for kind, n in self.counts.items() if kind not in NOTES})

    def table(self) -> Iterator[str]:
        for kind in Kind:
            count = self.counts[kind]
            yield f"{count:>9}  {kind.value}"
            yield from (f"{'':11}{finding}" for finding in self.first[kind])
            if count > _SHOWN:
                yield f"{'':11}and {count - _SHOWN} more"
