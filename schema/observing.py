"""Who is told of operations and of the fields at their root: whoever measures them, or nobody."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from inspect import isawaitable
from typing import Any, Final, Protocol

from graphql import GraphQLError, GraphQLObjectType

Tell = Callable[[Sequence[GraphQLError]], None]


class Observer(Protocol):
    def operation(
        self, document: str | None, name: str | None, *, streamed: bool
    ) -> AbstractContextManager[Tell]:
        """What an operation runs within, by the names its client gave; it tells its errors, as
        clients see them. ``streamed``: it may live for as long as its socket."""

    def field(self, name: str) -> AbstractContextManager[object]:
        """What the resolver of a field of Query or Mutation runs within."""


class _Unobserved:
    def operation(
        self, document: str | None, name: str | None, *, streamed: bool
    ) -> AbstractContextManager[Tell]:
        return nullcontext(lambda _errors: None)

    def field(self, name: str) -> AbstractContextManager[object]:
        return nullcontext()


UNOBSERVED: Final[Observer] = _Unobserved()


def observe_roots(roots: Iterable[GraphQLObjectType | None]) -> None:
    """Let the resolvers of these types' fields run within what the observer says.

    Once, when the schema is made: an extension would be asked for every field of every image.
    """
    for root in roots:
        for name, field in root.fields.items() if root else ():
            if field.resolve is not None:
                field.resolve = _observed(name, field.resolve)


def _observed(name: str, resolve: Callable[..., Any]) -> Callable[..., Any]:
    async def within(observer: Observer, found: Awaitable[Any]) -> Any:
        with observer.field(name):
            return await found

    def resolver(source: Any, info: Any, **arguments: Any) -> Any:
        found = resolve(source, info, **arguments)
        # What is known at once takes no time.
        return within(info.context.observer, found) if isawaitable(found) else found

    return resolver
