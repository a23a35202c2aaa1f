"""A Redis backend for broadcaster that heals.

broadcaster's own listener ends for good with the first connection it loses, without a word
(encode/broadcaster#121). This one connects again and then says on every channel that it has
missed something.
"""

import asyncio
import logging

from broadcaster._backends.base import BroadcastBackend
from broadcaster._base import Event
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from jobs.loops import end

logger = logging.getLogger(__name__)

GAP = "gap"
_BACKOFF_START = 0.1
_BACKOFF_MOST = 2.0
_SILENCE = 10.0


class HealingRedisBackend(BroadcastBackend):
    """Delivers ``GAP`` on each subscribed channel after every connection."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)
        self._channels: set[str] = set()
        self._wanted = asyncio.Event()
        self._pubsub: PubSub | None = None
        self._received: asyncio.Queue[Event] = asyncio.Queue()
        self._listener: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        self._listener = asyncio.create_task(self._listen(), name="broadcast listener")

    async def disconnect(self) -> None:
        if self._listener is not None:
            await end(self._listener)
        await self._redis.aclose()

    async def subscribe(self, group: str) -> None:
        self._channels.add(group)
        self._wanted.set()
        if self._pubsub is not None:
            await self._pubsub.subscribe(group)

    async def unsubscribe(self, group: str) -> None:
        self._channels.discard(group)
        if self._pubsub is not None:
            await self._pubsub.unsubscribe(group)

    async def publish(self, channel: str, message: str) -> None:
        await self._redis.publish(channel, message)

    async def next_published(self) -> Event:
        return await self._received.get()

    async def _listen(self) -> None:
        backoff = _BACKOFF_START
        while True:
            await self._wanted.wait()
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(*self._channels)
                    self._pubsub, backoff = pubsub, _BACKOFF_START
                    for channel in self._channels:
                        self._received.put_nowait(Event(channel, GAP))
                    await self._receive(pubsub)
            except (RedisError, OSError) as error:
                logger.warning("broadcast connection lost, trying again: %s", error)
                await asyncio.sleep(backoff)
                backoff = min(backoff * 2, _BACKOFF_MOST)
            finally:
                self._pubsub = None

    async def _receive(self, pubsub: PubSub) -> None:
        asked = False
        while True:
            message = await pubsub.get_message(timeout=_SILENCE)
            if message is None and asked:
                raise TimeoutError("no answer to a ping")
            asked = message is None
            if message is None:
                await pubsub.ping()
            elif message["type"] == "message":
                event = Event(message["channel"].decode(), message["data"].decode())
                self._received.put_nowait(event)
