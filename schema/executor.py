"""Execution: a fresh context for each operation and for each event of a subscription."""

from collections.abc import Iterator
from typing import Any

from graphql.execution.executor import Executor
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.context import Caller, GraphContext


class GalleryExecutor(StrawberryGraphQLCoreExecutionContext):
    """Data loaders remember what they loaded: a later event must not see an earlier one's rows."""

    def build_per_event_executor(self, payload: Any) -> Executor[Any]:
        executor = super().build_per_event_executor(payload)
        context: GraphContext = self.context_value
        executor.context_value = context.renewed()
        return executor


class OperationScope(SchemaExtension):
    """Replaces the caller, known per request or socket, by a context made for one operation."""

    def on_operation(self) -> Iterator[None]:
        caller: Caller = self.execution_context.context
        self.execution_context.context = caller.begin()
        yield
