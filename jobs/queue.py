"""Wake-ups through arq. They may be lost or doubled: handlers ask PostgreSQL what is to be done."""

import logging
from typing import Any

import orjson
from arq import ArqRedis
from arq.constants import default_queue_name, health_check_key_suffix
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from jobs.names import JobName

logger = logging.getLogger(__name__)


# JSON, so that nothing read from Redis can run code.
SERIALIZERS: dict[str, Any] = {"job_serializer": orjson.dumps, "job_deserializer": orjson.loads}


class Queue:
    def __init__(self, redis_url: str) -> None:
        self._redis = arq_redis(redis_url)

    async def wake(self, name: JobName, token: str) -> bool:
        """Ask a worker to run a job; whether it was sent. Wake-ups with the same token are one.

        Whoever wrote down what is to be done need not look: the sweeper wakes workers too.
        """
        try:
            await self._redis.enqueue_job(name, _job_id=f"{name}:{token}")
        except (RedisError, OSError) as error:
            logger.warning("wake-up of %s not sent: %s", name, error)
            return False
        return True

    async def probe(self) -> None:
        """Raises RedisError or OSError where wake-ups cannot be sent."""
        await self._redis.ping()

    async def has_worker(self) -> bool:
        """Whether any worker has said within its interval that it is there."""
        return bool(await self._redis.exists(default_queue_name + health_check_key_suffix))

    async def close(self) -> None:
        await self._redis.aclose(close_connection_pool=True)


def arq_redis(url: str) -> ArqRedis:
    pool = ConnectionPool.from_url(url, socket_connect_timeout=2, socket_timeout=5)
    return ArqRedis(pool, **SERIALIZERS)
