"""GraphQL over HTTP: what is malformed or not allowed is refused with a code, never a fault."""

import json
import logging
from typing import Any

import httpx
import pytest

from tests.api.helpers import GENERATE, failure
from tests.client import Client
from tests.conftest import House

VIEWER = "{ viewer { name } }"
JSON = {"content-type": "application/json"}


async def send(client: Client, content: bytes, **headers: str) -> httpx.Response:
    return await client.http.post(
        "/graphql", content=content, headers={**client.headers, **JSON, **headers}
    )


def code(answer: httpx.Response) -> str:
    assert answer.headers["content-type"].startswith(("application/json", "application/graphql"))
    [error] = answer.json()["errors"]
    return str(error["extensions"]["code"])


async def test_a_body_that_is_no_request_is_a_bad_request(ann: Client) -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    for body in (
        b"",
        b"{",
        b"5",
        b"null",
        b"true",
        b'"text"',
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"query": "{ viewer { name } }\xff"}',
        b'{"query": "\\ud800"}',
        b'{"query": null}',
        b'{"query": ""}',
        b'{"query": 5}',
        b'{"query": {}}',
        b'{"query": "{ viewer { name } }", "variables": NaN}',
        b'{"query": "{ viewer { name } }", "variables": 5}',
        b'{"query": "{ viewer { name } }", "variables": "x"}',
        b'{"query": "{ viewer { name } }", "variables": []}',
        b'{"query": "{ viewer { name } }", "operationName": 5}',
        b'{"query": "{ viewer { name } }", "operationName": "Nobody"}',
        b'{"query": "{ viewer { name } }", "operationName": "\\ud800"}',
        b'{"query": "{ viewer { name } }", "extensions": 5}',
        b'{"query": "{ viewer { name } }", "variables": {"x": ' + b"1" * 5000 + b"}}",
        b'[{"query": "{ viewer { name } }"}]',
        b'{"query": "fragment A on Viewer { name }"}',
        deep,
        b'{"a": ' * 100_000,
        b'{"query": "{ viewer { name } }", "variables": {"x": ' + deep + b"}}",
    ):
        answer = await send(ann, body)
        assert answer.status_code == 400, (body[:80], answer.text)
        assert code(answer) == "BAD_USER_INPUT", body[:80]
    assert (await send(ann, b'{"query": "{ viewer { name } }", "variables": null}')).json()[
        "data"
    ] == {"viewer": {"name": "ann"}}


async def test_a_body_of_another_type_is_refused(ann: Client) -> None:
    body = json.dumps({"query": VIEWER}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = await send(ann, body, **{"content-type": kind})
        assert answer.status_code in (400, 415), kind
        assert code(answer) == "BAD_USER_INPUT"


async def test_what_is_no_graphql_says_where(ann: Client) -> None:
    for document, expected in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("hello", "GRAPHQL_PARSE_FAILED"),
        ("{ viewer { name }", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ viewer }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ viewer { name { x } } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ node { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ images(first: true) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($x: Nope) { viewer { name } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...A } fragment A on Query { ...A }", "GRAPHQL_VALIDATION_FAILED"),
    ]:
        error = await failure(ann, document)
        assert error.code == expected, document
        assert error.errors[0]["locations"]
    # Nobody is told the names of what they did not ask for.
    assert "Did you mean" not in str(await failure(ann, "{ viewr { name } }"))


async def test_variables_that_do_not_fit_are_bad_input(ann: Client) -> None:
    document = "query($id: ID!, $n: Int) { node(id: $id) { id } images(first: $n) { totalCount } }"
    unfit: list[dict[str, Any]] = [
        {},
        {"id": None},
        {"id": {}},
        {"id": "x", "n": "5"},
        {"id": "x", "n": 1.5},
        {"id": "x", "n": {}},
    ]
    for variables in unfit:
        assert (await failure(ann, document, **variables)).code == "BAD_USER_INPUT", variables
    wrong: list[Any] = [
        None,
        {},
        {"prompt": 5},
        {"prompt": "x", "n": "2"},
        {"prompt": "x", "quality": "BEST"},
        {"prompt": "x", "nothing": 1},
    ]
    for value in wrong:
        assert (await failure(ann, GENERATE, input=value)).code == "BAD_USER_INPUT", value


async def test_a_document_without_end_is_refused(ann: Client) -> None:
    for document in (
        "{viewer" * 950,
        "{ node(id: " + "[" * 1900 + " }",
        "{ viewer { " + "name " * 3000 + "} }",
        "query($a: " + "[" * 990 + "Int" + "]" * 990 + ") { viewer { name } }",
    ):
        error = await failure(ann, document)
        assert error.code != "INTERNAL", document[:40]


async def test_get_is_for_queries_only(ann: Client) -> None:
    async def get(**parameters: str) -> httpx.Response:
        return await ann.http.get("/graphql", params=parameters, headers=ann.headers)

    assert (await get(query=VIEWER)).json()["data"] == {"viewer": {"name": "ann"}}
    named = "query($id: ID!) { node(id: $id) { id } }"
    assert (await get(query=named, variables='{"id": "x"}')).json()["data"] == {"node": None}
    for document in (
        'mutation { starImage(id: "x") { image { id } } }',
        "subscription { imageCreated { cursor } }",
    ):
        answer = await get(query=document)
        assert answer.status_code in (400, 405)
        assert code(answer) == "BAD_USER_INPUT"
    for parameters in (
        {"query": ""},
        {"query": VIEWER, "variables": "{"},
        {"query": VIEWER, "variables": "5"},
    ):
        answer = await get(**parameters)
        assert answer.status_code == 400, (parameters, answer.text)
        assert code(answer) == "BAD_USER_INPUT"


async def test_other_methods_are_told_which_there_are(ann: Client) -> None:
    for method in ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"):
        answer = await ann.http.request(method, "/graphql", headers=ann.headers)
        assert answer.status_code == 405, method
        assert answer.headers["allow"] == "GET, POST"


async def test_a_subscription_needs_a_stream(ann: Client) -> None:
    body = json.dumps({"query": "subscription { imageCreated { cursor } }"}).encode()
    answer = await send(ann, body)
    assert (answer.status_code, code(answer)) == (400, "BAD_USER_INPUT")


async def test_of_several_operations_one_has_to_be_named(ann: Client) -> None:
    document = "query A { viewer { name } } query B { server { version } }"
    answer = await send(ann, json.dumps({"query": document}).encode())
    assert code(answer) == "BAD_USER_INPUT"
    body = {"query": document, "operationName": "A"}
    answer = await send(ann, json.dumps(body).encode())
    assert answer.json()["data"] == {"viewer": {"name": "ann"}}


async def test_answers_have_the_type_that_was_asked_for(ann: Client) -> None:
    async def ask(document: str, accept: str) -> httpx.Response:
        body = json.dumps({"query": document}).encode()
        return await send(ann, body, accept=accept)

    modern = "application/graphql-response+json"
    answer = await ask(VIEWER, modern)
    assert (answer.status_code, answer.headers["content-type"]) == (200, modern)
    answer = await ask("{ nothing }", modern)
    assert answer.status_code == 400
    assert "data" not in answer.json()
    answer = await ask("{ nothing }", "application/json")
    assert answer.status_code == 200
    assert "data" not in answer.json()


async def test_a_fault_of_ours_is_masked_and_logged(
    ann: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> str:
        raise RuntimeError("a secret of the house")

    await ann.query(VIEWER)
    monkeypatch.setattr("resolvers.feed.cursor", broken)
    with caplog.at_level(logging.ERROR):
        error = await failure(ann, "{ viewer { eventCursor } }")
    assert error.code == "INTERNAL"
    correlation_id = error.errors[0]["extensions"]["correlationId"]
    assert correlation_id in error.errors[0]["message"]
    assert "secret" not in str(error)
    assert correlation_id in caplog.text
    assert "a secret of the house" in caplog.text


async def test_a_fault_outside_of_an_operation_is_masked_too(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> str:
        raise ConnectionResetError("a secret of the house")

    monkeypatch.setattr("gallery.auth.viewer_named", broken)
    client = house.client("new")
    answer = await client.http.post("/graphql", json={"query": VIEWER}, headers=client.headers)
    assert (answer.status_code, code(answer)) == (500, "INTERNAL")
    assert "secret" not in answer.text
    assert answer.json()["errors"][0]["extensions"]["correlationId"] in caplog.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_large_answer_is_packed_for_those_who_take_it_so(ann: Client) -> None:
    body = {"query": "{ __schema { types { name fields { name description } } } }"}
    packed = await ann.http.post("/graphql", json=body, headers=ann.headers)
    plain = await ann.http.post(
        "/graphql", json=body, headers={**ann.headers, "Accept-Encoding": "identity"}
    )
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
