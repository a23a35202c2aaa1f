"""What an operation may ask for, measured before anything is executed.

A node costs 1, a connection its page size times its nodes. Fragments are measured once each,
however often they are spread, so a document cannot make the measuring itself expensive.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.validation.rules import overlapping_fields_can_be_merged
from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

from resolvers import paging
from resolvers.errors import RateLimitedError
from schema.context import GraphContext

MOST_COST = 10_000
MOST_DEPTH = 12
MOST_ALIASES = 30
MOST_DIRECTIVES = 50
MOST_TOKENS = 2000
MOST_CHARACTERS = 100_000
_DEADLINE_SECONDS = 10.0
# What a list that is no connection is taken to hold: sources, slots, images of a generation.
_USUAL_LIST = 10
_INTROSPECTION = ("__schema", "__type")

# 400 selections of one field take a second to compare otherwise; real documents stay far below.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 50_000


class Size(NamedTuple):
    """How much a selection asks for; ``depth`` in fields, from 1."""

    cost: int = 0
    depth: int = 0
    aliases: int = 0
    directives: int = 0
    introspects: bool = False

    def beside(self, other: "Size") -> "Size":
        return Size(
            self.cost + other.cost,
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.introspects or other.introspects,
        )


class Limits(SchemaExtension):
    """Refuses what is too much, with the numbers, and ends what takes too long."""

    _cost = 0

    def on_operation(self) -> Iterator[None]:
        context = self.execution_context
        if context.query is not None and len(context.query) > MOST_CHARACTERS:
            raise _refusal("TOO_LARGE", "document characters", len(context.query), MOST_CHARACTERS)
        cast("dict[str, Any]", context.parse_options)["allow_empty_selection_sets"] = False
        yield

    async def on_execute(self) -> AsyncIterator[None]:
        context = self.execution_context
        assert context.graphql_document is not None
        size = measure(
            context.schema._schema,  # noqa: SLF001 - there is no other way to the core
            context.graphql_document,
            context._provided_operation_name,  # noqa: SLF001 - the other invents one
            context.variables or {},
        )
        self._cost = size.cost
        check(size)
        if size.introspects and not cast("GraphContext", context.context).use.backend.introspection:
            raise GraphQLError(
                "Introspection is switched off here: read schema.graphql instead.",
                extensions={"code": "FORBIDDEN"},
            )
        if context.operation_type is OperationType.QUERY:
            _count(context.context)
        try:
            async with asyncio.timeout(_DEADLINE_SECONDS):
                yield
        except TimeoutError:
            raise GraphQLError(
                f"This took longer than {_DEADLINE_SECONDS:g} seconds: ask for less at once.",
                extensions={"code": "UNAVAILABLE"},
            ) from None

    def get_results(self) -> dict[str, Any]:
        return {"cost": {"requested": self._cost, "limit": MOST_COST}}


def _count(context: GraphContext) -> None:
    """Raises what refuses one query too many."""
    rate = context.use.backend.reads
    if rate is None:
        return
    try:
        rate.take(context.use.viewer.id)
    except RateLimitedError as error:
        raise GraphQLError(error.message, original_error=error) from error


def check(size: Size) -> None:
    """Raises the refusal of the first limit that is passed."""
    for name, value, most in (
        ("depth", size.depth, MOST_DEPTH),
        ("aliases", size.aliases, MOST_ALIASES),
        ("directives", size.directives, MOST_DIRECTIVES),
        ("cost", size.cost, MOST_COST),
    ):
        if value > most:
            raise _refusal("COST_EXCEEDED", name, value, most)


def _refusal(code: str, name: str, value: int, most: int) -> GraphQLError:
    return GraphQLError(
        f"This operation asks for too much: {name} {value}, of at most {most}.",
        extensions={"code": code, "limit": most, "requested": value},
    )


def measure(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any],
) -> Size:
    """The size of the operation that would be executed; raises for one that is not determined."""
    numbers = {name: _number(value) for name, value in variables.items()}
    known = frozenset((name, value) for name, value in numbers.items() if value is not None)
    return _measure(schema, document, operation_name, known)


@lru_cache(maxsize=512)
def _measure(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation_name: str | None,
    variables: frozenset[tuple[str, int]],
) -> Size:
    operation = _operation(document, operation_name)
    root = schema.get_root_type(operation.operation)
    assert root is not None, "validated"
    meter = _Meter(schema, document, {**_defaults(operation), **dict(variables)})
    return meter.selection(operation.selection_set, root)


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    definitions = document.definitions
    operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
    if name is None and len(operations) > 1:
        raise GraphQLError(
            "The document has several operations: say which by operationName.",
            extensions={"code": "BAD_USER_INPUT"},
        )
    if name is None:
        return operations[0]
    return next(node for node in operations if node.name and node.name.value == name)


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    return {
        definition.variable.name.value: int(definition.default_value.value)
        for definition in operation.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }


def _number(value: Any) -> int | None:
    """A page size as it is, a list of ids as its length."""
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, int) else None


class _Meter:
    """Measures one operation, each of its fragments once."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, int]
    ) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        self._measured: dict[str, Size] = {}

    def selection(self, selection_set: SelectionSetNode, parent: Any) -> Size:
        size = Size()
        for node in selection_set.selections:
            size = size.beside(Size(directives=len(node.directives or ())))
            if isinstance(node, FieldNode):
                size = size.beside(self._field(node, parent))
            elif isinstance(node, InlineFragmentNode):
                size = size.beside(self.selection(node.selection_set, self._type(node, parent)))
            elif isinstance(node, FragmentSpreadNode):
                size = size.beside(self._spread(node.name.value))
        return size

    def _spread(self, name: str) -> Size:
        if name not in self._measured:
            fragment = self._fragments[name]
            self._measured[name] = self.selection(
                fragment.selection_set, self._type(fragment, None)
            )
        return self._measured[name]

    def _type(self, node: InlineFragmentNode | FragmentDefinitionNode, parent: Any) -> Any:
        if node.type_condition is None:
            return parent
        return self._schema.get_type(node.type_condition.name.value)

    def _field(self, node: FieldNode, parent: Any) -> Size:
        name = node.name.value
        aliases = 1 if node.alias else 0
        # Introspection is bounded by graphql-core's own rules.
        if name.startswith("__") or node.selection_set is None:
            return Size(depth=1, aliases=aliases, introspects=name in _INTROSPECTION)
        returned = parent.fields[name].type
        inner = self.selection(node.selection_set, get_named_type(returned))
        times = self._times(node, returned, parent)
        own = 0 if _is_page(parent) else 1
        return Size(
            cost=times * (own + inner.cost),
            depth=1 + inner.depth,
            aliases=aliases + inner.aliases,
            directives=inner.directives,
            introspects=inner.introspects,
        )

    def _times(self, node: FieldNode, returned: GraphQLOutputType, parent: Any) -> int:
        """How many values a field may have."""
        if get_named_type(returned).name.endswith("Connection"):
            size = self._argument(node, "first") or self._argument(node, "last")
            # A size that no page may have is refused where it is used, by its name.
            return min(max(1, size or paging.USUAL), paging.MOST)
        if not is_list_type(get_nullable_type(returned)) or _is_page(parent):
            return 1
        return max(1, self._argument(node, "ids") or _USUAL_LIST)

    def _argument(self, node: FieldNode, name: str) -> int | None:
        for argument in node.arguments or ():
            if argument.name.value != name:
                continue
            if isinstance(argument.value, IntValueNode):
                return int(argument.value.value)
            if isinstance(argument.value, ListValueNode):
                return len(argument.value.values)
            if isinstance(argument.value, VariableNode):
                return self._variables.get(argument.value.name.value)
        return None


def _is_page(parent: Any) -> bool:
    """Whether a type only wraps the nodes of a page, which the connection has counted."""
    return isinstance(parent, GraphQLObjectType) and parent.name.endswith(("Connection", "Edge"))
