"""schema.graphql is printed from the code, and every part of it is described."""

from pathlib import Path

import pytest
from graphql import GraphQLNamedType, build_schema, is_specified_scalar_type

from schema.build import sdl

_KEPT = Path(__file__).parents[2] / "schema.graphql"


def _types() -> list[GraphQLNamedType]:
    found = build_schema(sdl()).type_map.values()
    return [
        type_
        for type_ in found
        if not type_.name.startswith("__") and not is_specified_scalar_type(type_)
    ]


def test_the_committed_schema_is_the_printed_one() -> None:
    assert _KEPT.read_text() == sdl(), "gallery schema > schema.graphql"


@pytest.mark.parametrize("type_", _types(), ids=lambda type_: type_.name)
def test_everything_is_described(type_: GraphQLNamedType) -> None:
    assert type_.description
    for name, field in getattr(type_, "fields", {}).items():
        assert field.description, f"{type_.name}.{name}"
        for argument, definition in getattr(field, "args", {}).items():
            assert definition.description, f"{type_.name}.{name}({argument}:)"
    for name, value in getattr(type_, "values", {}).items():
        assert value.description, f"{type_.name}.{name}"
