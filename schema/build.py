"""The schema, made once per process."""

from collections.abc import Callable

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.errors import ErrorPolicy
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

_EXTENSIONS: list[Callable[[], SchemaExtension]] = [
    ErrorPolicy,
    OperationScope,
    Limits,
    lambda: MaxTokensLimiter(max_token_count=MOST_TOKENS),
    ParserCache,
    ValidationCache,
]


class GallerySchema(strawberry.Schema):
    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing here: ``ErrorPolicy`` logs what is a fault of ours, and nothing else is."""


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
