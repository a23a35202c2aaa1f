"""Tokens: any script, accents and case aside, each with its owner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from db import search
from db.engine import Database


@pytest.mark.parametrize(
    ("prompt", "tokens"),
    [
        ("A Red FOX, in 2026!", {"a", "red", "fox", "in", "2026"}),
        ("Été à l'École", {"ete", "a", "l", "ecole"}),
        ("Straße STRASSE", {"strasse"}),
        ("ﬁligree №5", {"filigree", "no5"}),
        ("黒猫", {"黒", "猫", "黒猫"}),
        ("がぎ", {"が", "ぎ", "がぎ"}),
        ("ネコ cat", {"ネ", "コ", "ネコ", "cat"}),
        ("고양이", {"고양이"}),
        ("हिन्दी", {"हिन्दी"}),
        ("🦊 fox🦊", {"🦊", "fox"}),
        ("❤️", {"❤"}),
        ("it's", {"it", "s"}),
        ("", set()),
    ],
)
def test_tokens(prompt: str, tokens: set[str]) -> None:
    assert search.tokens(prompt) == tokens


def test_every_token_carries_its_owner() -> None:
    assert search.tsvector(42, "red fox") == "'42:fox' '42:red'"


async def test_postgresql_takes_every_vector(database: Database) -> None:
    hostile = "'; DROP TABLE images; -- \\ '' \" \u2019 " + "x" * 5000 + " 𝕱𝖔𝖝 \u202e"
    async with database.read() as session:
        vector = await session.scalar(
            text("SELECT CAST(:vector AS tsvector)::text"), {"vector": search.tsvector(7, hostile)}
        )
    assert "'7:drop'" in vector
    assert "'7:fox'" in vector


@given(st.text())
def test_normalising_twice_changes_nothing(prompt: str) -> None:
    tokens = search.tokens(prompt)
    assert all("'" not in token and "\\" not in token for token in tokens)
    assert search.tokens(" ".join(tokens)) >= {token for token in tokens if len(token) == 1}
