"""The schema, made once per process."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from schema.errors import ErrorPolicy, presented
from schema.executor import GalleryExecutor, OperationScope
from schema.image import Image, SourceImage
from schema.job import Job
from schema.limits import MOST_TOKENS, Limits
from schema.mutation import Mutation
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
    ErrorPolicy,
    TrustedDocuments,
    OperationScope,
    Limits,
    lambda: MaxTokensLimiter(max_token_count=MOST_TOKENS),
    ParserCache,
    ValidationCache,
]


class GallerySchema(strawberry.Schema):
    async def execute(self, *arguments: Any, **named: Any) -> ExecutionResult:
        """Execute what one answer can carry: not a subscription, whose events have to stream."""
        allowed = set(named.pop("allowed_operation_types", None) or OperationType)
        allowed -= {OperationType.SUBSCRIPTION}
        named["allowed_operation_types"] = allowed
        result: ExecutionResult = _told(await super().execute(*arguments, **named))
        return result

    async def stream(self, *arguments: Any, **named: Any) -> Any:
        """Stream, with an answer for what an extension refuses before anything is executed."""
        return _answered(await super().stream(*arguments, **named))

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing here: ``ErrorPolicy`` logs what is a fault of ours, and nothing else is."""


async def _answered(results: Any) -> AsyncIterator[Any]:
    async with aclosing(results):
        try:
            async for result in results:
                yield _told(result)
        except GraphQLError as error:
            # The parser's cache and the limits raise, which only ``execute`` expects of them.
            yield PreExecutionError(data=None, errors=[presented(error)])


def _told(result: Any) -> Any:
    """The result, where variables did not fit as the request error that it is.

    graphql-core finds that out while it executes, and Strawberry takes it for an execution.
    """
    errors = getattr(result, "errors", None)
    if not errors or result.data is not None or not all(map(_is_of_request, errors)):
        return result
    return PreExecutionError(data=None, errors=errors, extensions=result.extensions)


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


def sdl() -> str:
    """The schema in the schema definition language, as it is kept in schema.graphql."""
    return schema.as_str() + "\n"
