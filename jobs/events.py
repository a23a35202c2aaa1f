"""The live side of the event log: hints between processes, one reader per watched user."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import NamedTuple
from uuid import UUID

from broadcaster import Broadcast
from redis.exceptions import RedisError

from db import events
from db.engine import Announcements, Database
from db.events import EventRow
from jobs.broadcast import GAP, HealingRedisBackend
from jobs.faults import FaultPoint, reach
from jobs.loops import end, every

logger = logging.getLogger(__name__)

_CHANNEL = "gallery"
_PAGE = 200
_KEPT = 500
# How long a hint that was lost may delay an event.
_POLL_SECONDS = 3.0


class CursorGoneError(Exception):
    """The events after a number are no longer kept, or the number was never given out."""

    def __init__(self, head: int) -> None:
        super().__init__(f"the event log goes on from {head}")
        self.head = head


class Hint(NamedTuple):
    """A user has a new event of that number, or (``job_id``) a new partial picture."""

    user_id: int
    seq: int = 0
    job_id: UUID | None = None

    def encode(self) -> str:
        return f"{self.user_id} {self.job_id or self.seq}"

    @classmethod
    def decode(cls, message: str) -> "Hint":
        user_id, _, rest = message.partition(" ")
        if rest.isdigit():
            return cls(int(user_id), seq=int(rest))
        return cls(int(user_id), job_id=UUID(rest))


class Touched(NamedTuple):
    """Jobs that have changed; where hints were ``missed``, any other may have too."""

    ids: list[UUID]
    missed: bool


class JobWatch:
    """The jobs of a user that have changed since they were last asked for.

    Partial pictures are announced once and kept in no log, so that after a gap any may have.
    """

    def __init__(self) -> None:
        self._touched: dict[UUID, None] = {}
        self._missed = False
        self._any = asyncio.Event()
        self.miss()

    def touch(self, job_ids: Iterable[UUID]) -> None:
        self._touched.update(dict.fromkeys(job_ids))
        if self._touched:
            self._any.set()

    def miss(self) -> None:
        self._missed = True
        self._any.set()

    async def next(self) -> Touched:
        """The first of all counts as missed."""
        await self._any.wait()
        touched = Touched(list(self._touched), self._missed)
        self._touched.clear()
        self._missed = False
        self._any.clear()
        return touched


class _Feed:
    """One user's newest events in this process, shared by all their sockets."""

    def __init__(self, head: int) -> None:
        self.head = head
        self.recent: deque[EventRow] = deque(maxlen=_KEPT)
        self.followers = 0
        self.hinted = asyncio.Event()
        self.watches: set[JobWatch] = set()
        self.reader: asyncio.Task[None]
        self._grown = asyncio.Event()

    def add(self, rows: list[EventRow]) -> None:
        self.recent.extend(rows)
        self.head = rows[-1].seq
        self.touch([row.job_id for row in rows if row.job_id])
        self._grown.set()
        self._grown = asyncio.Event()

    def touch(self, job_ids: list[UUID]) -> None:
        for watch in self.watches:
            watch.touch(job_ids)

    def missed(self) -> None:
        """Hints have been lost: whatever there is to be read is looked for."""
        self.hinted.set()
        for watch in self.watches:
            watch.miss()

    async def grown_past(self, seq: int) -> None:
        while self.head <= seq:
            await self._grown.wait()

    def after(self, seq: int) -> list[EventRow] | None:
        """The events after a number; null where they reach back beyond what is kept here."""
        if seq >= self.head:
            return []
        if not self.recent or self.recent[0].seq > seq + 1:
            return None
        return [row for row in self.recent if row.seq > seq]


class EventHub:
    """Publishes what transactions announce, and follows users' logs for their sockets."""

    def __init__(self, database: Database, redis_url: str) -> None:
        self._database = database
        self._broadcast = Broadcast(backend=HealingRedisBackend(redis_url))
        self._feeds: dict[int, _Feed] = {}
        self._opening = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        # Hints to publish; a newer one of the same user or job takes the place of an older one.
        self._outgoing: dict[tuple[int, UUID | None], Hint] = {}
        self._any_outgoing = asyncio.Event()
        # Told of each event once its follower asks for the next one, replayed ones left out.
        self.on_delivered: Callable[[EventRow], None] | None = None

    @property
    def followers(self) -> int:
        """How many follow a user's events, or the progress of jobs, in this process."""
        return sum(feed.followers for feed in self._feeds.values())

    async def start(self, *, listen: bool = True) -> None:
        """``listen`` to the hints of other processes; one without sockets need not."""
        await self._broadcast.connect()
        self._tasks.append(asyncio.create_task(self._publish()))
        if listen:
            self._tasks.append(asyncio.create_task(self._hear()))
            self._tasks.append(asyncio.create_task(every(_POLL_SECONDS, self._poll)))

    async def close(self) -> None:
        await end(*self._tasks)
        await self._broadcast.disconnect()

    def announce(self, announcements: Announcements) -> None:
        for user_id, seq in announcements.items():
            self._send(Hint(user_id, seq=seq))

    def announce_preview(self, user_id: int, job_id: UUID) -> None:
        self._send(Hint(user_id, job_id=job_id))

    async def follow(self, user_id: int, after: int) -> AsyncGenerator[EventRow, None]:
        """Every event after a number, in order and without end; raises ``CursorGoneError``."""
        async with self._watched(user_id) as feed:
            if after > feed.head:
                await self._check_given_out(user_id, after)
                feed.hinted.set()
            position, past = after, feed.head
            while True:
                await feed.grown_past(position)
                for row in await self._since(feed, user_id, position):
                    yield row
                    position = row.seq
                    if position > past and self.on_delivered is not None:
                        self.on_delivered(row)

    @asynccontextmanager
    async def watching_jobs(self, user_id: int) -> AsyncIterator[JobWatch]:
        """Told whenever a job of the user has changed or has a new partial picture."""
        watch = JobWatch()
        async with self._watched(user_id) as feed:
            feed.watches.add(watch)
            try:
                yield watch
            finally:
                feed.watches.discard(watch)

    @asynccontextmanager
    async def _watched(self, user_id: int) -> AsyncIterator[_Feed]:
        feed = await self._open(user_id)
        feed.followers += 1
        try:
            yield feed
        finally:
            feed.followers -= 1
            if not feed.followers:
                self._feeds.pop(user_id, None)
                feed.reader.cancel()

    async def _open(self, user_id: int) -> _Feed:
        async with self._opening:
            if (feed := self._feeds.get(user_id)) is None:
                async with self._database.read() as session:
                    head = await events.head(session, user_id)
                feed = self._feeds[user_id] = _Feed(head.seq)
                feed.reader = asyncio.create_task(self._read(user_id, feed))
                # What was announced between the look at the head and now had no feed to hint.
                feed.hinted.set()
            return feed

    async def _check_given_out(self, user_id: int, seq: int) -> None:
        """What this process has not read yet may still be known to whoever asked the database."""
        async with self._database.read() as session:
            head = await events.head(session, user_id)
        if seq > head.seq:
            raise CursorGoneError(head.seq)

    async def _since(self, feed: _Feed, user_id: int, seq: int) -> list[EventRow]:
        rows = feed.after(seq)
        if rows is None:
            async with self._database.read() as session:
                rows = await events.after(session, user_id, seq, _PAGE)
        if not rows or rows[0].seq != seq + 1:
            raise CursorGoneError(feed.head)
        return rows

    async def _read(self, user_id: int, feed: _Feed) -> None:
        while True:
            await feed.hinted.wait()
            feed.hinted.clear()
            try:
                await self._catch_up(user_id, feed)
            except Exception:
                logger.exception("events of a watched user not read, trying again")

    async def _catch_up(self, user_id: int, feed: _Feed) -> None:
        while True:
            async with self._database.read() as session:
                rows = await events.after(session, user_id, feed.head, _PAGE)
            if not rows:
                return
            feed.add(rows)

    def _send(self, hint: Hint) -> None:
        self._receive(hint)
        self._outgoing[hint.user_id, hint.job_id] = hint
        self._any_outgoing.set()

    async def _publish(self) -> None:
        while True:
            await self._any_outgoing.wait()
            self._any_outgoing.clear()
            hints = list(self._outgoing.values())
            self._outgoing.clear()
            try:
                for hint in hints:
                    await self._broadcast.publish(_CHANNEL, hint.encode())
                    if not hint.job_id:
                        reach(FaultPoint.PUBLISHED)
            except (RedisError, OSError) as error:
                logger.warning("hints not published, their readers will poll: %s", error)

    async def _hear(self) -> None:
        async with self._broadcast.subscribe(_CHANNEL) as subscriber:
            while True:
                message = (await subscriber.get()).message
                if message != GAP:
                    self._receive(Hint.decode(message))
                    continue
                for feed in self._feeds.values():
                    feed.missed()

    def _receive(self, hint: Hint) -> None:
        feed = self._feeds.get(hint.user_id)
        if feed is None:
            return
        if hint.job_id is not None:
            feed.touch([hint.job_id])
        elif hint.seq > feed.head:
            feed.hinted.set()

    async def _poll(self) -> None:
        if not self._feeds:
            return
        async with self._database.read() as session:
            heads = await events.heads(session, list(self._feeds))
        for user_id, seq in heads.items():
            self._receive(Hint(user_id, seq=seq))
