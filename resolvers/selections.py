"""Selections: ids, or everything that matches a filter as of a moment, less some."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from db import events, selections
from db.engine import ReadSession
from db.events import Head
from db.image_filter import ImageFilter
from db.selections import Frozen, Summary
from resolvers import cursors
from resolvers.context import Context
from resolvers.errors import InvalidError, TooManyError

MOST_IDS = 1000


@dataclass(frozen=True, slots=True)
class Chosen:
    """Images by their ids."""

    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """Images by a filter; ``as_of`` is an event cursor, or null for now."""

    filter: ImageFilter
    as_of: str | None = None
    except_ids: tuple[UUID, ...] = ()


class Summarised(NamedTuple):
    """``as_of``: pass it on to act on exactly this."""

    as_of: str
    summary: Summary


async def summary(context: Context, selection: Chosen | Matching) -> Summarised:
    check(selection)
    user_id = context.viewer.id
    async with context.read() as session:
        if isinstance(selection, Chosen):
            head = await events.head(session, user_id)
            found = await selections.summary(session, user_id, selection.ids)
            return Summarised(cursors.encode_event(head), found)
        frozen, head = await freeze(session, user_id, selection)
        found = await selections.summary(session, user_id, frozen)
    return Summarised(cursors.encode_event(head), found)


def check(selection: Chosen | Matching) -> None:
    """Raises ``TooManyError`` or ``InvalidError``."""
    if isinstance(selection, Matching):
        if len(selection.except_ids) > MOST_IDS:
            raise TooManyError(
                f"Leave out at most {MOST_IDS} images.", ["selection", "matching", "exceptIds"]
            )
        return
    if len(selection.ids) > MOST_IDS:
        raise TooManyError(
            f"Name at most {MOST_IDS} images, or select by a filter.", ["selection", "ids"]
        )
    if not selection.ids:
        raise InvalidError("Name at least one image.", ["selection", "ids"])


async def freeze(session: ReadSession, user_id: int, selection: Matching) -> tuple[Frozen, Head]:
    """The selection as of its moment, and that moment; raises ``InvalidError``."""
    head = await events.head(session, user_id)
    moment = head
    if selection.as_of is not None:
        moment = cursors.decode_event(selection.as_of, "asOf")
        if moment.epoch != head.epoch or moment.seq > head.seq:
            raise InvalidError("asOf is no event cursor of yours.", ["asOf"])
    return Frozen(selection.filter, moment.seq, selection.except_ids), moment
