"""The public contract: names, arguments and types that other people's programs rely on."""

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    build_schema,
)

from schema.build import sdl

_CONTRACT = build_schema((Path(__file__).parent / "contract.graphql").read_text())
_OURS = build_schema(sdl())


def _types() -> list[GraphQLNamedType]:
    return [type_ for name, type_ in _CONTRACT.type_map.items() if not name.startswith("__")]


@pytest.mark.parametrize("type_", _types(), ids=lambda type_: type_.name)
def test_the_contract_is_contained_in_the_schema(type_: GraphQLNamedType) -> None:
    ours = _OURS.type_map.get(type_.name)
    assert type(ours) is type(type_)
    if isinstance(type_, GraphQLEnumType):
        assert isinstance(ours, GraphQLEnumType)
        assert set(ours.values) >= set(type_.values)
    elif isinstance(type_, GraphQLInputObjectType):
        assert isinstance(ours, GraphQLInputObjectType)
        assert ours.is_one_of == type_.is_one_of
        for name, field in type_.fields.items():
            assert str(ours.fields[name].type) == str(field.type)
            assert ours.fields[name].default_value == field.default_value
    elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        assert isinstance(ours, GraphQLObjectType | GraphQLInterfaceType)
        assert {i.name for i in ours.interfaces} >= {i.name for i in type_.interfaces}
        _check_fields(type_, ours)


def _check_fields(
    wanted: GraphQLObjectType | GraphQLInterfaceType,
    ours: GraphQLObjectType | GraphQLInterfaceType,
) -> None:
    for name, field in wanted.fields.items():
        assert str(ours.fields[name].type) == str(field.type), name
        for argument, definition in field.args.items():
            found = ours.fields[name].args[argument]
            assert str(found.type) == str(definition.type), (name, argument)
            assert found.default_value == definition.default_value, (name, argument)
        added = ours.fields[name].args.keys() - field.args.keys()
        assert not [a for a in added if str(ours.fields[name].args[a].type).endswith("!")]
