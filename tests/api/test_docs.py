"""docs/api.md says what is so: its documents fit the schema, its Python client works."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from gallery import bodies, serving
from schema import limits
from schema.build import schema
from tests.conftest import House

_ROOT = Path(__file__).parents[2]
_TEXT = (_ROOT / "docs" / "api.md").read_text()


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", _TEXT, re.DOTALL | re.MULTILINE)


_DOCUMENTS = fences("graphql")


@pytest.fixture(scope="module")
def public() -> GraphQLSchema:
    return build_schema((_ROOT / "schema.graphql").read_text())


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda text: text.partition("{")[0].strip())
def test_each_document_fits_the_schema_and_the_limits(public: GraphQLSchema, document: str) -> None:
    parsed = parse(document)
    assert validate(public, parsed) == []
    limits.check(limits.measure(schema._schema, parsed, None, {}))


def test_there_are_examples() -> None:
    assert len(_DOCUMENTS) >= 10
    assert "```graphql" not in "".join(_DOCUMENTS)


def test_the_numbers_are_those_of_the_code(public: GraphQLSchema) -> None:
    table = _TEXT.partition("## Limits")[2]
    for number in (limits.MOST_COST, limits.MOST_CHARACTERS):
        assert f"{number:,}".replace(",", " ") in table
    for number in (limits.MOST_DEPTH, limits.MOST_ALIASES, limits.MOST_TOKENS):
        assert f"| {number}" in table
    assert bodies.MOST_BODY == 1_000_000
    assert serving.LARGEST_MESSAGE == 256 * 1024
    codes = public.type_map["UserErrorCode"].values  # type: ignore[attr-defined]
    assert all(f"| `{code}` |" in _TEXT for code in codes)


async def test_the_python_client_works(house: House, worker: object, tmp_path: Path) -> None:
    [client] = fences("python")
    environment = {"GALLERY_ADDRESS": house.address, "GALLERY_TOKEN": house.token("ann")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", client),
        cwd=tmp_path,
        env={**os.environ, "IMAGE_PROVIDER": "demo", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, said.decode()
    assert said.decode().splitlines()[-1] == "SUCCEEDED 100%"
    assert (tmp_path / "fox-0.png").read_bytes().startswith(b"\x89PNG")
