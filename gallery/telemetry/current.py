"""The request that is being answered: what is known of it so far, for its line in the log."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Scope


@dataclass(slots=True)
class Record:
    """``codes`` of the errors that it was answered with, ``faults`` the correlation ids of those
    that were masked. ``on_socket``: it is one of the operations of a WebSocket."""

    id: str
    on_socket: bool = False
    user_id: int | None = None
    operation: str | None = None
    codes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def note(self, extensions: Mapping[str, Any]) -> None:
        """Note an error, by the extensions that its client sees."""
        self.codes.append(extensions["code"])
        if fault := extensions.get("correlationId"):
            self.faults.append(fault)


_record: ContextVar[Record | None] = ContextVar("record", default=None)


def record() -> Record | None:
    """The request that this task works for; null for work of the process's own."""
    return _record.get()


def begin(begun: Record) -> Record:
    _record.set(begun)
    return begun


def signed_in(user_id: int) -> None:
    if found := _record.get():
        found.user_id = user_id


def route(scope: Scope) -> str:
    """Where a request went: never its path, as those of sign-in links, downloads and pictures let
    people in."""
    return getattr(scope.get("route"), "path", "none")


def note(extensions: Mapping[str, Any]) -> None:
    if found := _record.get():
        found.note(extensions)
