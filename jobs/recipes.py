"""How a picture was made, as people and programs read it outside of the gallery.

One shape everywhere: beside originals in storage (``jobs.sidecars``), in archives, and with what
changes added, in the lines of an export (``gallery.backup``).
"""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import orjson

from db.images import ImageRow
from db.sources import SourceRow

# Raised when a reader of the older shape would misunderstand the newer.
VERSION = 1


def facts(user: str, image: ImageRow, sources: Sequence[SourceRow]) -> dict[str, Any]:
    """What never changes about an image; ``user`` is its owner's name, thumbhashes are Base64."""
    return {
        "version": VERSION,
        "user": user,
        "id": str(image.id),
        "origin": image.origin,
        "prompt": image.prompt,
        "revisedPrompt": image.revised_prompt,
        "model": image.model,
        "params": image.params,
        "sources": [_source(source) for source in sources],
        "createdAt": image.created_at,
        "width": image.width,
        "height": image.height,
        "contentType": image.content_type,
        "byteSize": image.byte_size,
        "sha256": image.sha256.hex(),
        "thumbhash": b64encode(image.thumbhash).decode(),
        "costTokens": image.cost_tokens,
    }


def recipe(user: str, image: ImageRow, sources: Sequence[SourceRow]) -> bytes:
    """The facts as JSON in UTF-8; moments as RFC 3339."""
    told = facts(user, image, sources)
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _source(source: SourceRow) -> dict[str, Any]:
    return {
        "position": source.position,
        "id": None if source.source_id is None else str(source.source_id),
        "thumbhash": b64encode(source.thumbhash).decode(),
    }
