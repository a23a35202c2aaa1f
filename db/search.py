"""Words of a prompt as index tokens, and a search as a query over them.

Normalised by NFKC, case folded, Latin accents off. Scripts written without spaces count as single
characters and pairs, an emoji as a word. Every token carries its owner ("42:cat"), so that a
posting list never holds another user's images and a prefix stays within one user's words.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, groupby, pairwise
from typing import NamedTuple

# PostgreSQL refuses lexemes from 2 kB on; nobody searches for words this long.
_LONGEST_TOKEN = 64
# The last place that a tsvector can tell from another.
_LAST_PLACE = 16383
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def tokens(prompt: str) -> list[tuple[str, int]]:
    """The tokens of a prompt and their places, from 1: ``[("red", 1), ("cat", 2)]``.

    A pair of characters stands at the place of its first.
    """
    return [token for run in _placed(prompt) for token in (*run.units, *run.pairs)]


def tsvector(user_id: int, prompt: str) -> str:
    """The tokens as a tsvector literal, each with its owner."""
    return " ".join(
        f"'{user_id}:{token}':{min(place, _LAST_PLACE)}" for token, place in tokens(prompt)
    )


def tsquery(user_id: int, search: str) -> str | None:
    """A search as a tsquery literal: every word, each as a prefix; what is in quotes, as a phrase.

    Null where nothing in it can be searched for.
    """
    outside, *rest = search.replace("“", '"').replace("”", '"').split('"')
    parts = [_prefixes(user_id, outside)]
    for index, text in enumerate(rest):
        parts.append(_phrase(user_id, text) if index % 2 == 0 else _prefixes(user_id, text))
    return " & ".join(part for part in parts if part) or None


def _prefixes(user_id: int, text: str) -> str:
    """Every word as a prefix; a run without spaces as a phrase of its pairs."""
    terms = []
    for run in _placed(text):
        if run.pairs:
            terms.append(f"({_adjacent(user_id, run.pairs)})")
        else:
            star = ":*" if run.kind == "word" else ""
            terms += [f"'{user_id}:{unit}'{star}" for unit, _ in run.units]
    return " & ".join(terms)


def _phrase(user_id: int, text: str) -> str:
    tokens = [token for run in _placed(text) for token in run.pairs or run.units]
    return f"({_adjacent(user_id, tokens)})" if tokens else ""


def _adjacent(user_id: int, placed: list[tuple[str, int]]) -> str:
    """The tokens at exactly these distances from each other."""
    terms = [f"'{user_id}:{placed[0][0]}'"]
    for (_, before), (token, place) in pairwise(placed):
        terms.append(f"<{place - before}> '{user_id}:{token}'")
    return " ".join(terms)


def normalise(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in decomposed if not 0x300 <= ord(char) <= 0x36F)
    return unicodedata.normalize("NFKC", bare)


class _Run(NamedTuple):
    """Neighbouring characters of one kind, as tokens with their places."""

    kind: str
    units: list[tuple[str, int]]
    pairs: list[tuple[str, int]]


def _placed(text: str) -> Iterator[_Run]:
    place = 1
    for kind, run in _runs(text):
        units = [run[:_LONGEST_TOKEN]] if kind == "word" else list(run)
        pairs = [a + b for a, b in pairwise(run)] if kind == "unspaced" else []
        yield _Run(kind, list(zip(units, count(place))), list(zip(pairs, count(place))))
        place += len(units)


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
