"""What lies in storage of each image."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

from gallery.objects.families import families
from storage import keys
from storage.base import ObjectInfo, Storage


@dataclass(slots=True)
class Found:
    """Of one image: mostly one original, and mostly with its sidecar.

    ``described`` are the keys of originals that have a sidecar, also of those that are gone.
    """

    user_id: int
    image_id: UUID
    originals: list[ObjectInfo] = field(default_factory=list)
    described: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The original's, also where it is gone already."""
        return self.originals[0].key if self.originals else min(self.described)

    @property
    def stray_sidecars(self) -> list[str]:
        """Sidecars whose original is not there."""
        strays = self.described - {info.key for info in self.originals}
        return sorted(map(keys.sidecar, strays))


async def found_pictures(storage: Storage) -> AsyncIterator[Found]:
    """Every picture of somebody, a user's together and in the order of ids."""
    found: Found | None = None
    async for key, objects in families(storage.list(keys.PICTURES)):
        place = keys.original_of(key)
        described = keys.sidecar(key) in objects
        if place is None or place.user_id == keys.NOBODY or not (key in objects or described):
            continue
        if found is None or (found.user_id, found.image_id) != place[:2]:
            if found is not None:
                yield found
            found = Found(place.user_id, place.image_id)
        if key in objects:
            found.originals.append(objects[key])
        if described:
            found.described.add(key)
    if found is not None:
        yield found
