"""What handlers work with."""

import asyncio
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from db.engine import Database
from jobs.events import EventHub
from jobs.pipeline import Pipeline
from jobs.providers.base import Provider
from jobs.queue import Queue


class Observer(Protocol):
    def task(self, name: str, *, periodic: bool) -> AbstractContextManager[object]:
        """What the work of a handler runs within: woken, or ``periodic`` as sweepers are."""


class _Unobserved:
    def task(self, name: str, *, periodic: bool) -> AbstractContextManager[object]:
        return nullcontext()


UNOBSERVED: Observer = _Unobserved()


@dataclass(frozen=True, slots=True)
class Services:
    """``stopping`` is set when the process should end: what is free gives up, paid work ends."""

    database: Database
    pipeline: Pipeline
    hub: EventHub
    queue: Queue
    providers: Mapping[str, Provider]
    trash_retention: timedelta
    observer: Observer = UNOBSERVED
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def free_providers(self) -> list[str]:
        return [name for name, provider in self.providers.items() if not provider.paid]
