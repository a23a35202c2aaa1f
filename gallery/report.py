"""What an import says of many files at its end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Final

from jobs.pipeline import BuriedError
from jobs.spool import TooLargeError
from storage.imaging_errors import ImagingError

# What may be wrong with a file, while the others come in.
EXPECTED: Final = (TooLargeError, ImagingError, BuriedError)
_NAMED: Final = 50


class Outcome(Enum):
    ADDED = auto()
    KNOWN = auto()
    NO_PICTURE = auto()


@dataclass
class Report:
    """What became of the files. ``failed`` holds the reasons."""

    added: int = 0
    known: int = 0
    passed_over: list[Path] = field(default_factory=list)
    failed: dict[Path, str] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        failed = (f"{path}: {why}" for path, why in self.failed.items())
        yield from Names("could not be taken", failed).lines()
        yield from Names("no picture", map(str, self.passed_over)).lines()

    @property
    def summary(self) -> str:
        return (
            f"{self.added} added, {self.known} already there, {len(self.passed_over)} no pictures,"
            f" {len(self.failed)} could not be taken"
        )


def reason(error: Exception, limit: int) -> str:
    """Why a file was not taken; ``limit`` is the largest in bytes."""
    if isinstance(error, TooLargeError):
        return f"It is larger than {limit // (1024 * 1024)} MB."
    if isinstance(error, BuriedError):
        return "It is being deleted for ever: import it again in a minute."
    return str(error)


class Names:
    """What is said of any number of names: the first fifty, and how many more there are."""

    def __init__(self, what: str, names: Iterable[str] = ()) -> None:
        self.count = 0
        self._what = what
        self._first: list[str] = []
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        self.count += 1
        if len(self._first) < _NAMED:
            self._first.append(name)

    def lines(self) -> Iterator[str]:
        yield from (f"{self._what}: {name}" for name in self._first)
        if more := self.count - len(self._first):
            yield f"{self._what}: {more} more"
