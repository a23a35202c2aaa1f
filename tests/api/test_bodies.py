"""Whatever is sent to /graphql, the answer is JSON, and never a fault."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gallery.bodies import MOST_BODY
from tests.client import PREFLIGHT, Client

VIEWER = "{ viewer { name } }"
JSON = {"content-type": "application/json"}
_TYPES = ("application/json", "application/graphql-response+json")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
# Pieces of documents: what they make is mostly, but not always, nonsense.
_words = st.sampled_from(
    [
        *("query", "mutation", "subscription", "fragment", "on", "{", "}", "(", ")", "[", "]"),
        *(":", "$", "...", "@", "!", "=", "|", "&", '"', '"""', "#", "\n", ",", "\ufeff"),
        *("viewer", "name", "images", "first", "nodes", "id", "__typename", "__schema", "Query"),
        *("-1", "0", "1.5", "1e999", "null", "true", "@skip(if: $a)", "@include(if: 1)", "A"),
        *("{ viewer { name } }", "{ images(first: $n) { nodes { id } } }", "$n: Int = 3"),
    ]
)
documents = st.lists(_words, max_size=25).map(" ".join) | st.text(max_size=80)
requests = st.fixed_dictionaries(
    {"query": documents},
    optional={
        "variables": st.dictionaries(st.sampled_from(["n", "id", "a"]), json_values) | json_values,
        "operationName": st.none() | st.text(max_size=5) | json_values,
        "extensions": json_values,
    },
)
bodies = (
    st.binary(max_size=200)
    | json_values.map(lambda value: json.dumps(value).encode())
    | requests.map(lambda value: json.dumps(value).encode())
)
_kinds = st.sampled_from(
    [
        *("application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "text/plain"),
        *("application/json; charset=utf-16", "multipart/form-data", "multipart/form-data; x"),
        *("multipart/form-data; boundary=x", "application/graphql+json", ";", "", "a/b/c; q=ä"),
    ]
)
_accepted = st.sampled_from(
    [
        *("*/*", "application/json", "application/graphql-response+json", "application/*;q=0.1"),
        *("text/html", "image/png, */*;q=0", ";q=", "application/json;q=x", ",,,", "ä", ""),
        *("multipart/mixed", "text/event-stream;q=0", "application/json;q=1e400;q=0"),
    ]
)
header_sets = st.fixed_dictionaries(
    {"content-type": _kinds},
    optional={"accept": _accepted, "graphql-require-preflight": st.just("1")},
)


class Sender:
    """Sends to the real server from a test whose examples are made one after the other."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._loop = asyncio.get_running_loop()

    def send(self, body: bytes, given: dict[str, str]) -> httpx.Response:
        headers = {**self._client.headers, **given}
        encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
        return self._wait(self._client.http.post("/graphql", content=body, headers=encoded))

    def get(self, parameters: dict[str, str]) -> httpx.Response:
        headers = {**self._client.headers, "accept": "application/json"}
        return self._wait(self._client.http.get("/graphql", params=parameters, headers=headers))

    def _wait(self, work: Coroutine[Any, Any, httpx.Response]) -> httpx.Response:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)


def is_answer(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    assert answer.headers["content-type"].partition(";")[0] in _TYPES
    told = answer.json()
    assert "data" in told or all(error["extensions"]["code"] for error in told["errors"])
    assert all(error["extensions"]["code"] != "INTERNAL" for error in told.get("errors", []))


_bounded = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


async def _in_a_thread(test: Callable[[], None]) -> None:
    # Hypothesis runs examples in plain functions; the server answers in this loop.
    await asyncio.to_thread(test)


async def test_random_bodies_are_answered(ann: Client) -> None:
    sender = Sender(ann)

    @_bounded
    @given(bodies)
    def each(body: bytes) -> None:
        is_answer(sender.send(body, JSON))

    await _in_a_thread(each)


async def test_random_headers_are_answered(ann: Client) -> None:
    sender = Sender(ann)

    @_bounded
    @given(bodies, header_sets)
    def each(body: bytes, given_headers: dict[str, str]) -> None:
        is_answer(sender.send(body, given_headers))

    await _in_a_thread(each)


async def test_random_documents_are_answered(ann: Client) -> None:
    sender = Sender(ann)

    @_bounded
    @given(requests)
    def each(request: dict[str, Any]) -> None:
        is_answer(sender.send(json.dumps(request).encode(), JSON))

    await _in_a_thread(each)


async def test_random_addresses_are_answered(ann: Client) -> None:
    sender = Sender(ann)
    names = st.sampled_from(["query", "variables", "operationName", "extensions", "id"])

    @_bounded
    @given(st.dictionaries(names, documents | json_values.map(json.dumps)))
    def each(parameters: dict[str, str]) -> None:
        is_answer(sender.get(parameters))

    await _in_a_thread(each)


def _code(answer: httpx.Response) -> tuple[int, str]:
    [error] = answer.json()["errors"]
    return answer.status_code, error["extensions"]["code"]


async def _post(client: Client, content: Any, **given: str) -> httpx.Response:
    return await client.http.post(
        "/graphql", content=content, headers={**client.headers, **JSON, **given}
    )


def _body(size: int) -> bytes:
    """A request whose variables fill it up to a size."""
    frame = json.dumps({"query": VIEWER, "variables": {"x": ""}}).encode()
    return frame.replace(b'"x": ""', b'"x": "' + b"a" * (size - len(frame)) + b'"')


async def _in_chunks(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


async def test_a_body_has_at_most_a_megabyte(ann: Client) -> None:
    whole, beyond = _body(MOST_BODY), _body(MOST_BODY + 1)
    assert len(whole) == MOST_BODY
    for content in (whole, _in_chunks(whole)):
        assert (await _post(ann, content)).json()["data"] == {"viewer": {"name": "ann"}}
    for content in (beyond, _in_chunks(beyond), _in_chunks(beyond * 3)):
        answer = await _post(ann, content)
        assert _code(answer) == (413, "TOO_LARGE")
        assert str(MOST_BODY) in answer.text


async def test_the_variables_of_a_form_have_at_most_a_megabyte(ann: Client) -> None:
    operations = _body(1_100_000).decode()
    answer = await ann.http.post(
        "/graphql",
        data={"operations": operations, "map": "{}"},
        files={"0": b"x"},
        headers={**ann.headers, **PREFLIGHT},
    )
    assert _code(answer) == (413, "TOO_LARGE")


async def test_a_form_has_the_size_of_its_files(ann: Client) -> None:
    # 20 files of 50 MiB fit; a body that says it is larger is refused before it comes.
    size = 20 * 50 * 1024 * 1024 + MOST_BODY
    for declared, expected in ((size, b" 100 "), (size + 1, b" 413 ")):
        assert expected in await _first_line(ann, declared)


async def _first_line(client: Client, declared: int) -> bytes:
    """How the server begins to answer the head of a form alone."""
    _, _, address = client.address.rpartition("/")
    host, _, port = address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = [
        "POST /graphql HTTP/1.1",
        f"Host: {address}",
        f"Authorization: Bearer {client.token}",
        "GraphQL-Require-Preflight: 1",
        "Content-Type: multipart/form-data; boundary=x",
        f"Content-Length: {declared}",
        "Expect: 100-continue",
    ]
    writer.write("\r\n".join([*head, "", ""]).encode())
    line = await asyncio.wait_for(reader.readline(), 20)
    writer.close()
    await writer.wait_closed()
    return line


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json", "application/json"),
        ("application/graphql-response+json", "application/graphql-response+json"),
        ("application/graphql-response+json, */*", "application/graphql-response+json"),
        (
            "application/json, application/graphql-response+json;q=0.9",
            "application/json",
        ),
        (
            "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
            "application/graphql-response+json",
        ),
        ("text/html, */*;q=0.8", "application/json"),
        ("text/html", None),
        ("application/json;q=0", None),
        ("image/*", None),
    ],
)
async def test_the_answer_has_the_type_that_is_preferred(
    ann: Client, accept: str, expected: str | None
) -> None:
    answer = await _post(ann, json.dumps({"query": VIEWER}).encode(), accept=accept)
    if expected is None:
        assert _code(answer) == (406, "BAD_USER_INPUT")
    else:
        assert (answer.status_code, answer.headers["content-type"]) == (200, expected)


async def test_only_json_and_forms_are_read(ann: Client) -> None:
    body = json.dumps({"query": VIEWER}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""):
        answer = await _post(ann, body, **{"content-type": kind})
        assert _code(answer) == (415, "BAD_USER_INPUT"), kind
    answer = await _post(ann, body, **{"content-type": "Application/JSON; charset=utf-8"})
    assert answer.status_code == 200


async def test_what_another_way_is_for_is_told(ann: Client) -> None:
    subscription = "subscription { imageCreated { cursor } }"
    mutation = "mutation { emptyTrash { operation { id } } }"
    answer = await _post(ann, json.dumps({"query": subscription}).encode())
    assert _code(answer) == (400, "BAD_USER_INPUT")
    assert "graphql-transport-ws" in answer.text
    answer = await ann.http.get("/graphql", params={"query": mutation}, headers=ann.headers)
    assert _code(answer) == (405, "BAD_USER_INPUT")
    assert answer.headers["allow"] == "POST"
