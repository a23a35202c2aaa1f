"""What it is called here when PostgreSQL is away."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# Timeouts and refused or cut connections are OSErrors.
_NO_CONNECTION = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
)


class DatabaseUnavailable(Exception):
    """PostgreSQL does not answer, or no connection to it is free; a later try may succeed."""


@contextmanager
def connecting() -> Iterator[None]:
    """Raises ``DatabaseUnavailable`` where no connection can be made."""
    try:
        yield
    except _NO_CONNECTION as error:
        raise DatabaseUnavailable("no connection to PostgreSQL") from error


@contextmanager
def connected() -> Iterator[None]:
    """Raises ``DatabaseUnavailable`` where a connection is cut, or none becomes free in time."""
    try:
        yield
    except (PoolTimeout, ConnectionError) as error:
        raise DatabaseUnavailable("no connection to PostgreSQL is free") from error
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise DatabaseUnavailable("the connection to PostgreSQL was cut") from error
