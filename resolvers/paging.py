"""The four arguments of a connection, checked."""

from dataclasses import dataclass

from db.keyset import Cut
from resolvers import cursors
from resolvers.errors import InvalidError

MOST = 100
USUAL = 50


@dataclass(frozen=True, slots=True)
class Slice:
    """``limit`` items from the beginning of what lies between two cursors, or from its end."""

    limit: int
    backwards: bool
    after: str | None
    before: str | None

    @property
    def is_start(self) -> bool:
        """Whether it is cut from the beginning of a list, with nothing else asked."""
        return not self.backwards and self.after is None and self.before is None

    def cut(self, order: object, *, moments: int = 1) -> Cut:
        """The slice of a list in that order; raises ``InvalidError`` for another's cursors.

        ``moments`` is how many times a position holds before its id.
        """
        bounds = {
            name: cursors.decode(order, cursor, name, moments=moments)
            for name, cursor in (("after", self.after), ("before", self.before))
            if cursor is not None
        }
        return Cut(self.limit, self.backwards, **bounds)


def checked(first: int | None, after: str | None, last: int | None, before: str | None) -> Slice:
    """The slice that is asked for; raises ``InvalidError``."""
    if first is not None and last is not None:
        raise InvalidError("Give first or last, not both.", ["last"])
    for name, value in (("first", first), ("last", last)):
        if value is not None and not 1 <= value <= MOST:
            raise InvalidError(f"{name} is a number from 1 to {MOST}, not {value}.", [name])
    return Slice(first or last or USUAL, last is not None, after, before)
