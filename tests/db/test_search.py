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
    assert {token for token, _ in search.tokens(prompt)} == tokens


def test_every_token_carries_its_owner() -> None:
    assert search.tsvector(42, "red fox") == "'42:red':1 '42:fox':2"


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
    tokens = [token for token, _ in search.tokens(prompt)]
    assert all("'" not in token and "\\" not in token for token in tokens)
    assert search.normalise(search.normalise(prompt)) == search.normalise(prompt)


FOUND = [
    ("fox", "A red FOX in the snow"),
    ("snow red", "A red FOX in the snow"),
    ("sno", "A red FOX in the snow"),
    ('"red fox"', "A red FOX in the snow"),
    ('"red fox" snow', "A red FOX in the snow"),
    ("“in the snow”", "A red FOX in the snow"),
    ("ETE", "Un été à Paris"),
    ("été", "un ete a paris"),
    ("猫", "黒猫が窓辺に座る"),
    ("黒猫", "黒猫が窓辺に座る"),
    ("窓辺に座る", "黒猫が窓辺に座る"),
    ('"黒猫 sits"', "黒猫 sits"),
    ("🦊", "fox 🦊🌲"),
    ("🌲🦊", "fox 🦊🌲"),
    ("лис", "Рыжая лиса в снегу"),
    ("여우", "여우가 눈 속에"),
]
MISSED = [
    ("fox wolf", "A red FOX in the snow"),
    ("now", "A red FOX in the snow"),
    ('"fox red"', "A red FOX in the snow"),
    ('"red snow"', "A red FOX in the snow"),
    ("猫黒", "黒猫が窓辺に座る"),
    ("か", "黒猫が窓辺に座る"),
    ("🌲", "fox 🦊"),
]


@pytest.mark.parametrize(
    ("wanted", "prompt", "found"),
    [(*pair, True) for pair in FOUND] + [(*pair, False) for pair in MISSED],
)
async def test_searching(database: Database, wanted: str, prompt: str, found: bool) -> None:
    statement = text("SELECT CAST(:vector AS tsvector) @@ CAST(:query AS tsquery)")
    async with database.read() as session:
        for owner, matches in ((7, found), (77, False)):
            parameters = {
                "vector": search.tsvector(7, prompt),
                "query": search.tsquery(owner, wanted),
            }
            assert await session.scalar(statement, parameters) is matches


@pytest.mark.parametrize("nothing", ["", '"', '""', " ,.-!", "'\\&|:*<->()"])
def test_a_search_for_nothing(nothing: str) -> None:
    assert search.tsquery(7, nothing) is None
