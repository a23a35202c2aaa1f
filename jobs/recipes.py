"""How a picture was made, as people and programs read it outside of the gallery."""

from collections.abc import Sequence
from typing import Any

import orjson

from db.images import ImageRow
from db.sources import SourceRow


def recipe(image: ImageRow, sources: Sequence[SourceRow]) -> bytes:
    """The facts of an image that never change, as JSON in UTF-8; moments as RFC 3339."""
    facts: dict[str, Any] = {
        "id": str(image.id),
        "origin": image.origin,
        "prompt": image.prompt,
        "revisedPrompt": image.revised_prompt,
        "model": image.model,
        "params": image.params,
        "sourceIds": [str(source.source_id) for source in sources if source.source_id],
        "createdAt": image.created_at,
        "width": image.width,
        "height": image.height,
        "contentType": image.content_type,
        "byteSize": image.byte_size,
        "sha256": image.sha256.hex(),
        "costTokens": image.cost_tokens,
    }
    return orjson.dumps(facts, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
