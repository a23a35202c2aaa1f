"""How refusals and faults look to a client.

What a use case refuses is an entry of ``userErrors`` in a mutation, and an error with a code
elsewhere. Everything else is masked: the client gets a correlation id, the log the rest.
"""

import logging
import re
from collections.abc import Awaitable
from typing import Any, Protocol, Self, TypeVar
from uuid import uuid4

import strawberry
from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.exceptions import MissingQueryError, StrawberryInputCoercionError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from resolvers.errors import (
    OUTAGES,
    ConflictError,
    DomainError,
    GoneError,
    InvalidError,
    NotFoundError,
    NotUndoableError,
    QuotaError,
    RateLimitedError,
    ResyncError,
    TooManyError,
    UnauthenticatedError,
)
from schema.enums import UserErrorCode

logger = logging.getLogger(__name__)

_MOST_ERRORS = 5
# What graphql-core says of values; of the variables themselves it says other things.
_BAD_REQUESTS = (CannotGetOperationTypeError, InvalidOperationTypeError, MissingQueryError)
_BAD_VARIABLE = re.compile(r"Variable '\$\w+' has invalid (default )?value")
_USER_CODES: dict[type[DomainError], UserErrorCode] = {
    InvalidError: UserErrorCode.INVALID,
    TooManyError: UserErrorCode.TOO_MANY,
    NotFoundError: UserErrorCode.NOT_FOUND,
    ConflictError: UserErrorCode.CONFLICT,
    GoneError: UserErrorCode.GONE,
    QuotaError: UserErrorCode.QUOTA_EXCEEDED,
    NotUndoableError: UserErrorCode.NOT_UNDOABLE,
}


@strawberry.type(description="An argument that a mutation refused; nothing was changed by it.")
class UserError:
    field: list[str] | None = strawberry.field(description="Path of the argument at fault.")
    message: str = strawberry.field(description="What is wrong, and what to do.")
    code: UserErrorCode = strawberry.field(description="The kind of mistake.")

    @classmethod
    def of(cls, error: DomainError) -> Self:
        return cls(field=error.field, message=error.message, code=_USER_CODES[type(error)])


class _Payload(Protocol):
    def __init__(self, *, user_errors: list[UserError]) -> None: ...


_P = TypeVar("_P", bound=_Payload)


async def reported(payload: type[_P], work: Awaitable[_P]) -> _P:
    """The payload of a mutation, or one that only says what was refused.

    What no other arguments would mend is an error of the operation, and is raised on.
    """
    try:
        return await work
    except DomainError as error:
        if type(error) not in _USER_CODES:
            raise
        return payload(user_errors=[UserError.of(error)])


def all_presented(errors: list[GraphQLError]) -> list[GraphQLError]:
    """The first few errors as clients see them; those that are so already stay."""
    return [presented(error) for error in errors[:_MOST_ERRORS]]


def presented(error: GraphQLError) -> GraphQLError:
    """The error as clients see it."""
    if error.extensions and "code" in error.extensions:
        return error
    original = _root(error)
    if isinstance(original, DomainError):
        return _coded(error, original.message, _domain_extensions(original))
    if isinstance(error, GraphQLSyntaxError):
        return _coded(error, error.message, {"code": "GRAPHQL_PARSE_FAILED"})
    if isinstance(original, StrawberryInputCoercionError):
        return _coded(error, error.message, {"code": "BAD_USER_INPUT"})
    if isinstance(original, _BAD_REQUESTS):
        return _coded(error, error.message, {"code": "BAD_USER_INPUT"})
    if original is None:
        code = "BAD_USER_INPUT" if error.path is None and not error.nodes else None
        return _coded(error, error.message, {"code": code or _request_code(error)})
    return _masked(error, original)


def _request_code(error: GraphQLError) -> str:
    if _BAD_VARIABLE.match(error.message):
        return "BAD_USER_INPUT"
    return "GRAPHQL_VALIDATION_FAILED" if error.path is None else "INTERNAL"


def _root(error: GraphQLError) -> BaseException | None:
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    return original


def _domain_extensions(error: DomainError) -> dict[str, Any]:
    if isinstance(error, UnauthenticatedError):
        return {"code": "UNAUTHENTICATED"}
    if isinstance(error, RateLimitedError):
        return {"code": "RATE_LIMITED", "retryAfter": error.retry_after}
    if isinstance(error, ResyncError):
        return {"code": "RESYNC_REQUIRED", "cursor": error.cursor}
    return {"code": "BAD_USER_INPUT", "field": error.field}


def _masked(error: GraphQLError, original: BaseException) -> GraphQLError:
    return _coded(error, *masked(original, error.path))


def masked(error: BaseException, place: object) -> tuple[str, dict[str, Any]]:
    """The message and extensions for a fault of ours, about which the log says the rest."""
    correlation_id = uuid4().hex
    logger.error("fault %s at %s", correlation_id, place, exc_info=error)
    code, what = "INTERNAL", "Something went wrong on the server."
    if isinstance(error, OUTAGES):
        code, what = "UNAVAILABLE", "Something the server needs is away: try again in a moment."
    message = f"{what} If it stays, report {correlation_id}."
    return message, {"code": code, "correlationId": correlation_id}


def _coded(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
