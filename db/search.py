"""Words of a prompt as index tokens, and a search as a query over them.

Normalised by NFKC, case folded, Latin accents off. Scripts written without spaces count as single
characters and pairs, an emoji as a word. Every token carries its owner ("42:cat"), so that a
posting list never holds another user's images and a prefix stays within one user's words.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

# PostgreSQL refuses lexemes from 2 kB on; nobody searches for words this long.
_LONGEST_TOKEN = 64
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def tokens(prompt: str) -> set[str]:
    """The tokens that find a prompt: ``{"red", "cat", "猫", "黒", "黒猫"}``."""
    found: set[str] = set()
    for kind, run in _runs(prompt):
        if kind == "word":
            found.add(run[:_LONGEST_TOKEN])
        else:
            found.update(run)
        if kind == "unspaced":
            found.update(first + second for first, second in pairwise(run))
    return found


def tsvector(user_id: int, prompt: str) -> str:
    """The tokens as a tsvector literal, each with its owner and without positions."""
    return " ".join(f"'{user_id}:{token}'" for token in sorted(tokens(prompt)))


def normalise(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in decomposed if not 0x300 <= ord(char) <= 0x36F)
    return unicodedata.normalize("NFKC", bare)


def _runs(prompt: str) -> Iterator[tuple[str, str]]:
    for kind, chars in groupby(normalise(prompt), _kind):
        if kind:
            yield kind, "".join(chars)


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """ "word", "unspaced", "symbol" (each character a token), or "" for what separates."""
    point = ord(char)
    if any(first <= point <= last for first, last in _UNSPACED):
        return "unspaced" if unicodedata.category(char)[0] in "LMN" else ""
    category = unicodedata.category(char)
    if category[0] in "LN" or category in ("Mn", "Mc"):
        return "" if 0xFE00 <= point <= 0xFE0F else "word"
    return "symbol" if category == "So" else ""
