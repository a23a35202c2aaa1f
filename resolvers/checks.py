"""Checks that several use cases share."""

from collections.abc import Sequence

from resolvers.errors import InvalidError

_LONGEST_PROMPT = 32_000
_LONGEST_KEY = 200


def checked_prompt(prompt: str, field: Sequence[str]) -> str:
    """The prompt as it is kept; raises ``InvalidError``."""
    if "\0" in prompt:
        raise InvalidError("A prompt cannot hold the character U+0000.", field)
    if len(prompt) > _LONGEST_PROMPT:
        raise InvalidError(
            f"A prompt has at most {_LONGEST_PROMPT} characters, not {len(prompt)}.", field
        )
    return prompt


def checked_key(key: str | None, field: Sequence[str]) -> str | None:
    """An idempotency key; raises ``InvalidError``."""
    if key is None:
        return None
    if not key or len(key) > _LONGEST_KEY or not key.isprintable():
        raise InvalidError(
            f"An idempotency key has 1 to {_LONGEST_KEY} printable characters.", field
        )
    return key
