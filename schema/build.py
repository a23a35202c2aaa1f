"""The schema, made once per process."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, aclosing
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from schema.errors import all_presented
from schema.executor import GalleryExecutor, OperationScope
from schema.image import Image, SourceImage
from schema.job import Job
from schema.limits import MOST_TOKENS, Limits
from schema.mutation import Mutation
from schema.observing import Observer, Tell, observe_roots
from schema.operation import Operation
from schema.query import Query
from schema.scalars import SCALARS
from schema.subscription import (
    ImageCreated,
    ImagesChanged,
    ImagesDeleted,
    JobChanged,
    ResyncRequired,
    Subscription,
)
from schema.trusted import TrustedDocuments

_EXTENSIONS: list[Callable[[], SchemaExtension]] = [
    TrustedDocuments,
    OperationScope,
    Limits,
    lambda: MaxTokensLimiter(max_token_count=MOST_TOKENS),
    ParserCache,
    ValidationCache,
]


class GallerySchema(strawberry.Schema):
    async def execute(self, query: str | None, *arguments: Any, **named: Any) -> ExecutionResult:
        """Execute what one answer can carry: not a subscription, whose events have to stream."""
        allowed = set(named.pop("allowed_operation_types", None) or OperationType)
        allowed -= {OperationType.SUBSCRIPTION}
        named["allowed_operation_types"] = allowed
        observer: Observer = named["context_value"].observer
        with observer.operation(query, named.get("operation_name"), streamed=False) as tell:
            result = await super().execute(query, *arguments, **named)
            told: ExecutionResult = _told(result, tell)
        return told

    async def stream(self, query: str | None, *arguments: Any, **named: Any) -> Any:
        """Stream, with an answer for what an extension refuses before anything is executed."""
        observer: Observer = named["context_value"].observer
        operation = observer.operation(query, named.get("operation_name"), streamed=True)
        return _answered(await super().stream(query, *arguments, **named), operation)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing here: masking logs what is a fault of ours, and nothing else is."""


async def _answered(results: Any, operation: AbstractContextManager[Tell]) -> AsyncIterator[Any]:
    with operation as tell:
        async with aclosing(results):
            try:
                async for result in results:
                    yield _told(result, tell)
            except GraphQLError as error:
                # The parser's cache and the limits raise, which only ``execute`` expects of them.
                yield _told(PreExecutionError(data=None, errors=[error]), tell)


def _told(result: Any, tell: Tell) -> Any:
    """The result with its errors as clients see them, which the parser's have not been yet.

    Variables that did not fit are a request error: graphql-core finds that out while it executes,
    and Strawberry takes it for an execution.
    """
    errors = getattr(result, "errors", None)
    if not errors:
        return result
    of_request = result.data is None and all(map(_is_of_request, errors))
    result.errors = all_presented(errors)
    tell(result.errors)
    if not of_request or isinstance(result, PreExecutionError):
        return result
    return PreExecutionError(data=None, errors=result.errors, extensions=result.extensions)


def _is_of_request(error: GraphQLError) -> bool:
    """Whether it is about the document: what a field or stream raised has a path, or no nodes."""
    return error.path is None and bool(error.nodes)


schema = GallerySchema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[
        Image,
        SourceImage,
        Job,
        Operation,
        ImageCreated,
        ImagesChanged,
        ImagesDeleted,
        JobChanged,
        ResyncRequired,
    ],
    extensions=_EXTENSIONS,
    execution_context_class=GalleryExecutor,
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)


_core = schema._schema  # noqa: SLF001 - there is no other way to the core
observe_roots((_core.query_type, _core.mutation_type))


def sdl() -> str:
    """The schema in the schema definition language, as it is kept in schema.graphql."""
    return schema.as_str() + "\n"
