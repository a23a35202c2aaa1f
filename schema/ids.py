"""Global ids: opaque outside, the type's name and its key inside (Relay, Object Identification)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from uuid import UUID

import strawberry


class GlobalId(NamedTuple):
    kind: str
    key: str

    def uuid(self, kind: str) -> UUID | None:
        """The key, where it is one of that kind."""
        if self.kind != kind:
            return None
        try:
            return UUID(hex=self.key)
        except ValueError:
            return None


def encode(kind: str, key: str | UUID) -> strawberry.ID:
    text = f"{kind}:{key.hex if isinstance(key, UUID) else key}"
    return strawberry.ID(urlsafe_b64encode(text.encode()).rstrip(b"=").decode())


def decode(global_id: str) -> GlobalId | None:
    """What an id names; null for one that this server never made."""
    try:
        text = urlsafe_b64decode(global_id + "=" * (-len(global_id) % 4)).decode()
    except ValueError:
        return None
    kind, separator, key = text.partition(":")
    return GlobalId(kind, key) if separator else None


def uuid_of(global_id: str, kind: str) -> UUID | None:
    """The key of an id of that kind; null for any other, which then is as good as unknown."""
    found = decode(global_id)
    return found.uuid(kind) if found else None
