"""Opaque cursors: where something stands in an order, and which order that was."""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import blake2s
from uuid import UUID

from db.events import Head
from resolvers.errors import InvalidError

_VERSION = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_EVENT = struct.Struct(">BcIQ")
_HEADER = struct.Struct(">B4s")

Position = tuple[datetime, UUID] | tuple[datetime, datetime, UUID]


def encode(order: object, position: Position) -> str:
    """A cursor for a position; ``order`` is any value whose repr names the order and filter."""
    *moments, unique = position
    parts = [_HEADER.pack(_VERSION, _fingerprint(order))]
    parts += [struct.pack(">q", (moment - _EPOCH) // _MICROSECOND) for moment in moments]
    return _text(b"".join(parts) + unique.bytes)


def decode(
    order: object, cursor: str, argument: str, *, moments: int = 1
) -> tuple[datetime | UUID, ...]:
    """The position of a cursor; raises ``InvalidError`` for one of another order or filter."""
    data = _bytes(cursor, argument)
    if len(data) != 21 + 8 * moments or data[0] != _VERSION:
        raise InvalidError("This is no cursor of a list.", [argument])
    if data[1:5] != _fingerprint(order):
        raise InvalidError(
            "This cursor belongs to a list with another filter or order: start that list anew.",
            [argument],
        )
    micros = struct.unpack(f">{moments}q", data[5:-16])
    try:
        place = [_EPOCH + _MICROSECOND * value for value in micros]
    except OverflowError:
        raise InvalidError("This is no cursor of a list.", [argument]) from None
    return (*place, UUID(bytes=data[-16:]))


def encode_event(head: Head) -> str:
    return _text(_EVENT.pack(_VERSION, b"e", head.epoch, head.seq))


def decode_event(cursor: str, argument: str = "after") -> Head:
    """The place in a stream that a cursor names; raises ``InvalidError``."""
    data = _bytes(cursor, argument)
    if len(data) != _EVENT.size or data[:2] != bytes([_VERSION]) + b"e":
        raise InvalidError("This is no cursor of events.", [argument])
    _, _, epoch, seq = _EVENT.unpack(data)
    return Head(epoch, seq)


def _fingerprint(order: object) -> bytes:
    return blake2s(repr(order).encode(), digest_size=4).digest()


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(cursor: str, argument: str) -> bytes:
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        raise InvalidError("This is no cursor.", [argument]) from None
