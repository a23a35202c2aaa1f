"""Which documents a browser's cookie may send: the app's own, known by their hashes.

Whatever gets a browser to send requests in its user's name can then do no more than the app does.
"""

import hashlib
from collections.abc import Iterator

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from schema.context import Caller


class TrustedDocuments(SchemaExtension):
    """Refuses documents that the caller may not send; it has to come before ``OperationScope``."""

    def on_operation(self) -> Iterator[None]:
        caller: Caller = self.execution_context.context
        documents, query = caller.documents, self.execution_context.query
        if documents is not None and query and document_hash(query) not in documents:
            raise GraphQLError(
                "Only the app's own documents go with the cookie: reload the app, or send a token"
                " as Authorization: Bearer TOKEN.",
                extensions={"code": "FORBIDDEN"},
            )
        yield


def document_hash(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
