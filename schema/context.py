"""What resolvers of fields get: made anew for each operation, and for each event of a stream."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Self

import strawberry

from resolvers.context import Backend, Context, Viewer
from resolvers.errors import UnauthenticatedError
from schema.loaders import Loaders
from schema.observing import UNOBSERVED, Observer


class GraphContext:
    """One operation's use-case context and data loaders."""

    def __init__(self, backend: Backend, viewer: Viewer, observer: Observer) -> None:
        self.use = Context(backend, viewer)
        self.observer = observer
        self.loaders = Loaders(self.use)

    def renewed(self) -> Self:
        """The same caller with nothing remembered: a later event of a subscription."""
        return type(self)(self.use.backend, self.use.viewer, self.observer)


@dataclass(slots=True)
class Caller:
    """Who sends operations, known from the request or, on a socket, from ``connection_init``.

    ``documents`` holds the hashes of what they may send, null where that is anything.
    ``connection`` is the socket, ``connection_params`` the payload that Strawberry puts here, and
    ``on_close`` what is called off when the socket closes.
    """

    backend: Backend
    viewer: Viewer | None = None
    documents: Container[str] | None = None
    observer: Observer = UNOBSERVED
    connection: object = None
    connection_params: dict[str, object] | None = None
    on_close: Callable[[], None] | None = None

    def begin(self) -> GraphContext:
        """The context of one operation; raises ``UnauthenticatedError``."""
        if self.viewer is None:
            raise UnauthenticatedError("Sign in first.")
        return GraphContext(self.backend, self.viewer, self.observer)


Info = strawberry.Info[GraphContext, None]
