"""Connections and transactions: the one place where a transaction begins and ends."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import CursorResult, Executable, Row
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from db import outages
from db.observing import UNOBSERVED, Ended, Observer, asked_by

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
# The newest event number of each user that a transaction wrote events for.
Announcements = Mapping[int, int]
AnyRow = Row[*tuple[Any, ...]]


class PoolUse(NamedTuple):
    """Connections that may be open, those that are in use, and sessions that wait for one."""

    size: int
    used: int
    waiting: int


class ReadSession:
    """One connection on which each statement is a transaction of its own."""

    __slots__ = ("_connection", "_observer")

    def __init__(self, connection: AsyncConnection, observer: Observer = UNOBSERVED) -> None:
        self._connection = connection
        self._observer = observer

    async def all(self, statement: Executable, parameters: Parameters = None) -> Sequence[AnyRow]:
        return (await self._ask(statement, parameters)).all()

    async def first(self, statement: Executable, parameters: Parameters = None) -> AnyRow | None:
        return (await self._ask(statement, parameters)).first()

    async def scalar(self, statement: Executable, parameters: Parameters = None) -> Any:
        return (await self._ask(statement, parameters)).scalar()

    async def run(self, statement: Executable, parameters: Parameters = None) -> None:
        """Run what neither returns nor changes rows: a cursor's beginning and end."""
        await self._ask(statement, parameters)

    async def _ask(self, statement: Executable, parameters: Parameters) -> CursorResult[Any]:
        if self._observer is UNOBSERVED:
            return await self._connection.execute(statement, parameters)
        with self._observer.statement(asked_by(within=__name__)):
            return await self._connection.execute(statement, parameters)


class WriteSession(ReadSession):
    """One transaction. What it announces, and which jobs end by it, is told once it has been
    committed."""

    __slots__ = ("announcements", "ended")

    def __init__(self, connection: AsyncConnection, observer: Observer = UNOBSERVED) -> None:
        super().__init__(connection, observer)
        self.announcements: dict[int, int] = {}
        self.ended: dict[UUID, Ended] = {}

    async def execute(self, statement: Executable, parameters: Parameters = None) -> int:
        """Run a statement for its effect; the number of rows it touched."""
        return (await self._ask(statement, parameters)).rowcount

    def announce(self, user_id: int, seq: int) -> None:
        self.announcements[user_id] = seq


class Database:
    """A pool of connections to one PostgreSQL.

    ``url`` is a libpq URL as it is (``postgresql://...``, also with ``host=/socket/folder`` or
    ``sslmode``). ``statement_timeout`` is in seconds. Sessions raise ``DatabaseUnavailable``.
    """

    def __init__(
        self, url: str, *, pool_size: int, application: str, statement_timeout: float = 10.0
    ) -> None:
        async def connect() -> Any:
            with outages.connecting():
                return await asyncpg.connect(
                    url,
                    timeout=5,
                    server_settings={
                        "application_name": application,
                        "jit": "off",
                        "statement_timeout": str(int(statement_timeout * 1000)),
                        "idle_in_transaction_session_timeout": "10000",
                    },
                )

        self._engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=connect,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=5,
            pool_recycle=1800,
            # An error of PostgreSQL's goes into a log, and prompts do not.
            hide_parameters=True,
            json_deserializer=orjson.loads,
            json_serializer=lambda value: orjson.dumps(value).decode(),
        )
        self._autocommit = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._sessions = 0
        self.on_commit: Callable[[Announcements], None] | None = None
        self.observer: Observer = UNOBSERVED

    @property
    def pool_size(self) -> int:
        return self._engine.pool.size()  # type: ignore[attr-defined, no-any-return]

    @property
    def pool_use(self) -> PoolUse:
        used: int = self._engine.pool.checkedout()  # type: ignore[attr-defined]
        return PoolUse(self.pool_size, used, max(0, self._sessions - used))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[ReadSession]:
        with outages.connected(), self._counted():
            async with self._autocommit.connect() as connection:
                yield ReadSession(connection, self.observer)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[WriteSession]:
        with outages.connected(), self._counted():
            async with self._engine.begin() as connection:
                session = WriteSession(connection, self.observer)
                yield session
        if session.announcements and self.on_commit is not None:
            self.on_commit(session.announcements)
        for ended in session.ended.values():
            self.observer.job_ended(ended)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._sessions += 1
        try:
            yield
        finally:
            self._sessions -= 1

    async def close(self) -> None:
        await self._engine.dispose()
