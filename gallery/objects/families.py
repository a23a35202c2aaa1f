"""The objects of originals, each original's together."""

from collections.abc import AsyncIterator
from typing import NamedTuple

from storage import keys
from storage.base import ObjectInfo


class Family(NamedTuple):
    """The objects of one original, with or without it, by their keys."""

    key: str
    objects: dict[str, ObjectInfo]


async def families(found: AsyncIterator[ObjectInfo]) -> AsyncIterator[Family]:
    """Objects in the order of their keys, those of one original together."""
    family = Family("", {})
    async for each_object in found:
        key = keys.owner(each_object.key)
        if key != family.key:
            if family.objects:
                yield family
            family = Family(key, {})
        family.objects[each_object.key] = each_object
    if family.objects:
        yield family
