"""Signals as something to wait for."""

import select
import signal
import socket
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Handler = Callable[[int, FrameType | None], object] | int | None


class Signals:
    """Counts the wishes to stop, and wakes its waiter for them and for every child that ends."""

    def __init__(self) -> None:
        self.stops = 0
        self._before: dict[int, Handler] = {}

    def __enter__(self) -> Self:
        self._reader, self._writer = socket.socketpair()
        self._reader.settimeout(0.0)
        self._writer.settimeout(0.0)
        self._wakeup = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in STOPS:
            self._handle(number, self._count)
        self._handle(signal.SIGCHLD, lambda number, frame: None)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    def _handle(self, number: signal.Signals, handler: Handler) -> None:
        # nohup's wish stands.
        if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
            return
        self._before[number] = signal.signal(number, handler)

    def _count(self, number: int, frame: FrameType | None) -> None:
        self.stops += 1

    def asked_to_stop(self) -> bool:
        return self.stops > 0

    def wait(self, seconds: float | None, *others: socket.socket) -> None:
        """Until a signal, something to read from the others, or the time is over."""
        select.select([self._reader, *others], [], [], seconds)
        while self._drained():
            pass

    def _drained(self) -> bool:
        try:
            return bool(self._reader.recv(512))
        except BlockingIOError:
            return False
