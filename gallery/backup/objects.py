"""The objects of pictures, picture by picture."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import UUID

from storage import keys
from storage.base import ObjectInfo, Storage


@dataclass(slots=True)
class Found:
    """What lies in storage of one image: mostly one original, and mostly with its sidecar."""

    user_id: int
    image_id: UUID
    originals: list[ObjectInfo] = field(default_factory=list)
    sidecars: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The original's, also where it is gone already."""
        if self.originals:
            return self.originals[0].key
        return keys.described_by(min(self.sidecars))

    @property
    def stray_sidecars(self) -> list[str]:
        """Sidecars whose original is not there."""
        return sorted(self.sidecars - {keys.sidecar(info.key) for info in self.originals})


async def found_pictures(storage: Storage) -> AsyncIterator[Found]:
    """Every picture of somebody, a user's together and in the order of ids."""
    found: Found | None = None
    async for info in storage.list(keys.PICTURES):
        owner = keys.original_of(info.key) or keys.original_of(keys.described_by(info.key))
        if owner is None:
            continue
        if found is None or (found.user_id, found.image_id) != owner:
            if found is not None:
                yield found
            found = Found(*owner)
        if keys.original_of(info.key):
            found.originals.append(info)
        else:
            found.sidecars.add(info.key)
    if found is not None:
        yield found
