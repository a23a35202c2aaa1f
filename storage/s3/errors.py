"""What S3 and the way to it can answer, in the words of `storage.base`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from aiohttp import ClientError as ConnectionFailed
from botocore.exceptions import BotoCoreError, ClientError

from storage.base import ObjectConflict, ObjectNotFound, StorageError, StorageUnavailable

# TimeoutError is an OSError.
UNREACHABLE: Final = (BotoCoreError, ConnectionFailed, OSError)


class EmptyRange(StorageError):
    """The range asked for begins behind the object's last byte."""


class UnsupportedCondition(StorageUnavailable):
    """This store does not know conditional writes."""


# HEAD has no body to say it in, so that its code is the status.
_MEANINGS: Final[dict[str, type[StorageError]]] = {
    "404": ObjectNotFound,
    "NoSuchKey": ObjectNotFound,
    "PreconditionFailed": ObjectConflict,
    "InvalidRange": EmptyRange,
    "NotImplemented": UnsupportedCondition,
}


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Raises a StorageError for whatever the client raises; `what` is a key or a prefix."""
    try:
        yield
    except ClientError as error:
        raise _MEANINGS.get(code(error), StorageUnavailable)(f"{what}: {code(error)}") from error
    except UNREACHABLE as error:
        raise StorageUnavailable(f"{what}: {reason(error)}") from error


def code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "no reason given"))


def status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def reason(error: BaseException) -> str:
    return str(error) or "no answer in time"
