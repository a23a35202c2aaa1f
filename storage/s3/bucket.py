"""One client on one bucket: how long it waits, and how often it asks."""

import asyncio
import hashlib
from base64 import b64encode
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Self

from aiobotocore.config import AioConfig
from aiobotocore.session import AioSession
from botocore.handlers import add_expect_header

from storage.s3.access import S3Access
from storage.s3.check import check
from storage.s3.errors import translated

_CONNECTIONS: Final = 50


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to be connected, for each next bytes of an answer, for a look at the bucket when
    a process starts, and for any call with all its attempts: 16 MB over a slow line.
    """

    connect: float = 3
    read: float = 30
    start: float = 10
    call: float = 300
    attempts: int = 3


class Bucket:
    def __init__(self, client: Any, name: str, patience: Patience, stack: AsyncExitStack) -> None:
        self._client = client
        self._name = name
        self._patience = patience
        self._stack = stack

    @classmethod
    async def connect(cls, access: S3Access, patience: Patience) -> Self:
        """Raises BucketRefused. A store that does not answer yet is left to later calls."""
        stack = AsyncExitStack()
        client = await stack.enter_async_context(_client(access, patience))
        _adjust(client.meta.events)
        try:
            await check(client, access, patience.start)
        except BaseException:
            await stack.aclose()
            raise
        return cls(client, access.bucket, patience, stack)

    async def call(self, operation: str, what: str, **arguments: Any) -> dict[str, Any]:
        """The answer of S3's `operation`. Raises StorageError, which names `what`."""
        with translated(what):
            async with asyncio.timeout(self._patience.call):
                answer: dict[str, Any] = await getattr(self._client, operation)(
                    Bucket=self._name, **arguments
                )
        return answer

    async def close(self) -> None:
        await self._stack.aclose()


def _adjust(events: Any) -> None:
    # Waiting for "100 Continue" costs a round trip, and has no timeout of its own.
    events.unregister("before-call.s3", add_expect_header)
    events.register("before-sign.s3.DeleteObjects", _add_md5)


def _add_md5(request: Any, **_: Any) -> None:
    # Stores that do not know the newer checksums refuse to delete many objects without it.
    digest = hashlib.md5(request.body, usedforsecurity=False).digest()
    request.headers["Content-MD5"] = b64encode(digest).decode()


@cache
def _session() -> AioSession:
    # It holds the description of S3, which takes a tenth of a second to read.
    return AioSession()


def _client(access: S3Access, patience: Patience) -> Any:
    return _session().create_client(
        "s3",
        endpoint_url=access.endpoint,
        region_name=access.region,
        aws_access_key_id=access.key_id,
        aws_secret_access_key=access.secret,
        aws_session_token=access.session_token,
        config=_config(access, patience),
    )


def _config(access: S3Access, patience: Patience) -> AioConfig:
    virtual = access.has_virtual_host(access.endpoint)
    return AioConfig(
        # Without it a custom endpoint in us-east-1 gets the signatures of 2006.
        signature_version="s3v4",
        connect_timeout=patience.connect,
        read_timeout=patience.read,
        max_pool_connections=_CONNECTIONS,
        retries={"mode": "standard", "total_max_attempts": patience.attempts},
        # Newer defaults send checksums as trailers, which some stores keep as part of the object.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={
            "addressing_style": "virtual" if virtual else "path",
            # Bodies carry a hash that was made in a thread; a second would hold the event loop up.
            "payload_signing_enabled": False,
        },
    )
