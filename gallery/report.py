"""What an import says of many files at its end."""

from collections.abc import Iterator, Sequence
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
        yield from named("could not be taken", [f"{p}: {why}" for p, why in self.failed.items()])
        yield from named("no picture", [str(path) for path in self.passed_over])

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


def named(what: str, names: Sequence[str]) -> Iterator[str]:
    """A line for each of the names, up to fifty."""
    yield from (f"{what}: {name}" for name in names[:_NAMED])
    if len(names) > _NAMED:
        yield f"{what}: {len(names) - _NAMED} more"
