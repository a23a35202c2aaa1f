"""What an operation may ask for, and how it is measured."""

from dataclasses import replace
from typing import Any

import pytest
from graphql import parse

from gallery.settings import Settings
from schema.build import schema
from schema.limits import MOST_COST, Size, measure
from tests.client import Client, GraphQLFailure
from tests.conftest import serving


def size_of(document: str, name: str | None = None, **variables: Any) -> Size:
    return measure(schema._schema, parse(document), name, variables)


@pytest.mark.parametrize(
    ("document", "cost"),
    [
        ("{ viewer { name } }", 1),
        ("{ images { nodes { id } } }", 50),
        ("{ images(first: 3) { nodes { id sources { id } } } }", 3 * (1 + 10)),
        ("{ images(last: 3) { edges { cursor node { id } } } }", 3 * (1 + 1)),
        ("{ images(first: 3) { pageInfo { endCursor } } }", 3),
        ("{ images(first: 2) { nodes { derived(first: 5) { nodes { id } } } } }", 2 * (1 + 5)),
        ('{ nodes(ids: ["a", "b"]) { id } }', 2),
    ],
)
def test_the_cost_of_documents(document: str, cost: int) -> None:
    assert size_of(document).cost == pytest.approx(cost, abs=3)


def test_page_sizes_are_taken_from_variables_and_their_defaults() -> None:
    document = "query($n: Int = 7) { images(first: $n) { nodes { id } } }"
    assert size_of(document, n=20).cost == 20
    assert size_of(document).cost == 7


def test_a_fragment_counts_as_often_as_it_is_spread() -> None:
    spread = "{ ...P ...P } fragment P on Query { a: images(first: 4) { nodes { id } } }"
    assert size_of(spread) == Size(cost=8, depth=3, aliases=2)


def test_fragments_that_double_forty_times_are_measured_at_once() -> None:
    document = "{ ...F0 }" + "".join(
        f" fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(40)
    )
    document += " fragment F40 on Query { viewer { name } }"
    # Measured once for each time it is spread, this would not come to its end.
    assert size_of(document).cost == 2**40


async def refused(client: Client, document: str, **variables: Any) -> dict[str, Any]:
    with pytest.raises(GraphQLFailure) as failure:
        await client.query(document, **variables)
    error = failure.value.errors[0]
    return {"message": error["message"], **error["extensions"]}


async def test_each_limit_is_refused_with_its_numbers(ann: Client) -> None:
    costly = "{ images(first: 100) { nodes { derived(first: 100) { nodes { id } } } } }"
    cost = await refused(ann, costly)
    assert (cost["code"], cost["limit"]) == ("COST_EXCEEDED", MOST_COST)
    assert str(MOST_COST) in cost["message"]

    link = "{ nodes { derived(first: 1) "
    deep = "{ images(first: 1) " + link * 6 + "{ nodes { id } }" + " } }" * 6 + " }"
    assert "depth" in (await refused(ann, deep))["message"]

    aliases = "{" + " ".join(f"a{i}: viewer {{ name }}" for i in range(31)) + "}"
    assert "aliases 31" in (await refused(ann, aliases))["message"]

    tokens = "{" + " viewer { name }" * 700 + "}"
    assert "2000" in (await refused(ann, tokens))["message"]

    assert (await refused(ann, "{ viewer { name } }" + " " * 100_000))["code"] == "TOO_LARGE"


async def test_what_is_not_determined_or_empty_is_refused(ann: Client) -> None:
    several = await refused(ann, "query A { viewer { name } } query B { viewer { id } }")
    assert several["code"] == "BAD_USER_INPUT"
    assert (await refused(ann, "{ viewer { } }"))["code"] == "GRAPHQL_PARSE_FAILED"


async def test_every_answer_says_what_it_cost(ann: Client) -> None:
    body = {"query": "{ images(first: 9) { nodes { id } } }"}
    answer = await ann.http.post("/graphql", json=body, headers=ann.headers)
    assert answer.json()["extensions"] == {"cost": {"requested": 9, "limit": MOST_COST}}


async def test_introspection_is_no_matter_of_depth(ann: Client) -> None:
    nested = "{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }"
    assert (await ann.query(nested))["__schema"]["types"]


@pytest.mark.parametrize(
    "document",
    [
        "{ __schema { queryType { name } } }",
        '{ viewer { name } ...Hidden } fragment Hidden on Query { __type(name: "Image") { name } }',
    ],
)
async def test_introspection_can_be_switched_off(settings: Settings, document: str) -> None:
    async with serving(replace(settings, introspection=False)) as house:
        ann = house.client("ann")
        assert (await refused(ann, document))["code"] == "FORBIDDEN"
        assert (await ann.query("{ __typename }")) == {"__typename": "Query"}
