"""Whether this process can do its work, for whoever sends it requests.

Each part is asked behind the requests, so that a part that hangs, or a pool that is exhausted,
cannot hang the answer too.
"""

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from db import versions
from gallery.http import Endpoint, JsonResponse, bears, refusal, unauthenticated
from gallery.settings import Settings
from gallery.wiring import Parts
from jobs.loops import every

_ASKED_EVERY: Final = 5.0
# How old an answer may be: one that came late, and one that did not come.
_STALE: Final = 15.0

Probe = Callable[[], Awaitable[object]]


class NotReadyError(Exception):
    """A part that answers, and cannot be used."""


@dataclass(slots=True)
class _Part:
    probe: Probe
    answered: float | None = None
    problem: str | None = "not asked yet"

    async def ask(self) -> None:
        try:
            await self.probe()
        except Exception as error:
            self.problem = str(error) if isinstance(error, NotReadyError) else type(error).__name__
        else:
            self.problem = None
        self.answered = time.monotonic()

    def state(self) -> str:
        """``ok``, or what is wrong in a few words, without addresses and secrets."""
        if self.problem is None and self.answered is not None:
            age = time.monotonic() - self.answered
            return "ok" if age < _STALE else f"no answer for {age:.0f} s"
        return self.problem or "not asked yet"


class Readiness:
    def __init__(self, probes: Mapping[str, Probe]) -> None:
        self._parts = {name: _Part(probe) for name, probe in probes.items()}

    def watch(self) -> list[asyncio.Task[None]]:
        """Ask every part again and again, each at its own pace; a hung one is asked no more."""
        return [asyncio.create_task(every(_ASKED_EVERY, part.ask)) for part in self._parts.values()]

    def states(self, names: Iterable[str] = ()) -> dict[str, str]:
        """What is known of each part, or of those that are named; raises ``KeyError``."""
        return {name: self._parts[name].state() for name in names or self._parts}


def probes(opened: Parts, settings: Settings) -> dict[str, Probe]:
    head = versions.head()

    async def database() -> None:
        # Not from the pool, which those who read pages may have taken up.
        await versions.current(settings.database_url)

    async def migrations() -> None:
        if not versions.suffices(found := await versions.current(settings.database_url)):
            raise NotReadyError(f"at {found}, not at {head}: run gallery migrate")

    async def worker() -> None:
        if not await opened.queue.has_worker():
            raise NotReadyError("none seen in the last 30 s")

    return {
        "database": database,
        "migrations": migrations,
        "redis": opened.queue.probe,
        "storage": opened.storage.probe,
        "worker": worker,
    }


def readyz(readiness: Readiness) -> Endpoint:
    """200 where all parts are well, or those of ``?only=database,storage``; else 503."""

    async def respond(request: Request) -> Response:
        only = [name for name in request.query_params.get("only", "").split(",") if name]
        try:
            states = readiness.states(only)
        except KeyError as error:
            known = ", ".join(readiness.states())
            message = f"There is no part {error.args[0]!r} to look at, only {known}."
            return refusal(400, "BAD_USER_INPUT", message)
        ready = all(state == "ok" for state in states.values())
        return JsonResponse(
            {"status": "ready" if ready else "not ready", "parts": states},
            200 if ready else 503,
            {"Cache-Control": "no-store"},
        )

    return respond


def for_operators(endpoint: Endpoint, token: str | None) -> Endpoint:
    """Let those through who ask from this machine, or send METRICS_TOKEN."""

    async def respond(request: Request) -> Response:
        if _is_local(request) or (token is not None and bears(request, token)):
            return await endpoint(request)
        return unauthenticated("Send METRICS_TOKEN as Authorization: Bearer TOKEN.")

    return respond


def _is_local(request: Request) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
