"""The provider that asks OpenAI's images API, or a server that speaks it, with the official SDK.

Importing this takes seconds and 60 MB, so that only a worker that asks does it.
"""

import asyncio
import base64
import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO, Final, cast

import httpx2
from openai import (
    APIConnectionError,
    APIError,
    APIStatusError,
    AsyncOpenAI,
    AsyncStream,
    DefaultAsyncHttpxClient,
)

from jobs.providers import openai_errors
from jobs.providers.base import (
    Answer,
    ImageModel,
    Preview,
    ProviderError,
    ProviderEvent,
    Request,
    RetryableError,
    UnknownError,
    Usage,
)
from jobs.providers.openai_errors import plain

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0
# Without a stream nothing comes until all pictures are drawn.
READ_SECONDS = 300.0
WRITE_SECONDS = 60.0
# Spent waiting for one answer, however steadily it drips.
LONGEST_SECONDS = 600.0
# Ten uncompressed pictures of 1536x1024 in base64, and half as much again.
LARGEST_ANSWER = 128 << 20
_PARTIAL_IMAGES = 3
_LONGEST_PARAM = 40
_PARAMS: Final = ("size", "quality", "background", "output_format")
_KINDS: Final = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"RIFF", "webp"))

# The request was certainly not carried: there was no connection to send it on.
_NOT_SENT: Final = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)

_UNREACHABLE = "The provider cannot be reached. Retry later."
_TOO_SLOW = "The provider did not answer in time: it may have been paid. Retry to ask again."
_CUT = "The provider's answer was cut off: it may have been paid. Retry to ask again."
_GARBAGE = "The provider's answer makes no sense: it may have been paid. Retry to ask again."
_TOO_LARGE = "The provider's answer is larger than this server accepts. Retry with fewer pictures."


class OpenAIProvider:
    """Every attempt is its caller's: the SDK repeats nothing, and no redirect is followed."""

    name = "openai"
    paid = True

    def __init__(
        self,
        api_key: str,
        base_url: str,
        models: tuple[ImageModel, ...],
        *,
        connect: float = CONNECT_SECONDS,
        read: float = READ_SECONDS,
        longest: float = LONGEST_SECONDS,
        largest: int = LARGEST_ANSWER,
    ) -> None:
        self.models = models
        self._key = api_key
        self._longest = longest
        self._largest = largest
        timeout = httpx2.Timeout(connect=connect, read=read, write=WRITE_SECONDS, pool=connect)
        http = DefaultAsyncHttpxClient(
            timeout=timeout,
            # A connection that was used before may be closed under a request, and nobody would
            # know whether that was drawn: each has one of its own.
            limits=httpx2.Limits(max_keepalive_connections=0),
            follow_redirects=False,
            event_hooks={"response": [self._bound]},
        )
        self._client = AsyncOpenAI(
            api_key=api_key,
            base_url=base_url,
            max_retries=0,
            timeout=timeout,
            default_headers={"Accept-Encoding": "identity"},
            http_client=http,
        )

    async def _bound(self, response: httpx2.Response) -> None:
        stream = cast("httpx2.AsyncByteStream", response.stream)
        response.stream = _Bounded(stream, self._longest, self._largest)

    async def generate(self, request: Request) -> AsyncIterator[ProviderEvent]:
        try:
            async for event in self._ask(request):
                yield event
        except APIStatusError as error:
            yield Usage(request_id=error.request_id)
            body = error.response.text.replace(self._key, "…")
            raise openai_errors.of_status(error.status_code, error.response.headers, body) from None
        except (APIError, httpx2.HTTPError, httpx2.StreamError, ValueError) as error:
            raise _undelivered(error) from error

    async def _ask(self, request: Request) -> AsyncIterator[ProviderEvent]:
        with ExitStack() as files:
            async with self._sent(request, files) as response:
                http: httpx2.Response = response.http_response
                request_id = http.headers.get("x-request-id")
                yield Usage(request_id=request_id)
                # A server that knows nothing of streams may answer as if it was not asked for one.
                if request.n == 1 and _is_stream(http):
                    events = _streamed(await response.parse(), request_id)
                else:
                    events = self._whole(await response.read(), request.n, request_id)
                async for event in events:
                    yield event

    def _sent(self, request: Request, files: ExitStack) -> AbstractAsyncContextManager[Any]:
        """The request on its way; its answer is not read yet."""
        asked: dict[str, Any] = {
            "model": request.model,
            "prompt": request.prompt,
            "n": request.n,
            "size": request.size,
            "quality": request.quality,
            "background": request.background,
            "output_format": request.output_format,
        }
        if request.n == 1:  # the API streams no more than one picture
            asked |= {"stream": True, "partial_images": _PARTIAL_IMAGES}
        images = self._client.images.with_streaming_response
        if not request.sources:
            return images.generate(**asked)
        asked["image"] = [
            _file(files, path, f"source-{number}")
            for number, path in enumerate(request.sources, start=1)
        ]
        if request.mask is not None:
            asked["mask"] = _file(files, request.mask, "mask")
        return images.edit(**asked)

    async def _whole(
        self, body: bytes, n: int, request_id: str | None
    ) -> AsyncIterator[ProviderEvent]:
        answer = await asyncio.to_thread(json.loads, body)
        items = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(items, list):
            raise UnknownError(_GARBAGE)
        if len(items) > n:
            logger.warning("request %s: %d pictures, asked for %d", request_id, len(items), n)
        usage = answer.get("usage")
        tokens = _tokens(usage.get("total_tokens") if isinstance(usage, dict) else None)
        yield Usage(tokens, request_id)
        brought: list[tuple[int, dict[str, Any]]]
        brought = [(place, item) for place, item in enumerate(items[:n]) if _brings(item)]
        shares = _shares(tokens, len(brought))
        for (position, item), share in zip(brought, shares, strict=True):
            revised = item.get("revised_prompt")
            words = plain(revised) if revised and isinstance(revised, str) else None
            yield Answer(position, await self._picture(item), words, _params(answer), share)

    async def _picture(self, item: Mapping[str, Any]) -> bytes:
        """Whatever there is of a picture: it was paid for, even where it is none."""
        text = item.get("b64_json")
        if text and isinstance(text, str):
            return await asyncio.to_thread(_decoded, text)
        return await self._fetched(item["url"])

    async def _fetched(self, url: str) -> bytes:
        """The picture behind an address of the provider's own host, or else the address."""
        own = self._client.base_url
        try:
            where = own.join(url)
            if (where.scheme, where.host, where.port) == (own.scheme, own.host, own.port):
                response = await self._client.get(str(where), cast_to=httpx2.Response)
                return await response.aread()
            logger.warning("the provider answered with an address elsewhere, which is not fetched")
        except (ProviderError, APIError, httpx2.HTTPError, httpx2.InvalidURL) as error:
            logger.warning("the picture was not to be had from the provider's address: %r", error)
        return url.encode(errors="replace")


async def _streamed(
    stream: AsyncStream[Any], request_id: str | None
) -> AsyncIterator[ProviderEvent]:
    async for event in stream:
        kind, text = str(getattr(event, "type", "")), getattr(event, "b64_json", None)
        if kind == "error":
            told = {name: getattr(event, name, None) for name in ("code", "message")}
            raise openai_errors.of_stream(told)
        if not (text and isinstance(text, str)):
            continue
        data = await asyncio.to_thread(_decoded, text)
        if kind.endswith(".partial_image"):
            yield Preview(0, data)
        elif kind.endswith(".completed"):
            tokens = _tokens(getattr(getattr(event, "usage", None), "total_tokens", None))
            yield Usage(tokens, request_id)
            yield Answer(0, data, None, _params(vars(event)), tokens)
            return
    raise UnknownError(_CUT)


def _is_stream(response: httpx2.Response) -> bool:
    kind: str = response.headers.get("content-type", "")
    return kind.startswith("text/event-stream")


class _Bounded(httpx2.AsyncByteStream):
    """The body of an answer, which may be neither endless nor huge."""

    def __init__(self, stream: httpx2.AsyncByteStream, seconds: float, size: int) -> None:
        self._stream = stream
        self._seconds = seconds
        self._size = size

    async def __aiter__(self) -> AsyncIterator[bytes]:
        # What the reader does between two pieces is not the provider's time.
        asked = monotonic()
        async for piece in self._stream:
            self._seconds -= monotonic() - asked
            self._size -= len(piece)
            if self._seconds < 0:
                raise UnknownError(_TOO_SLOW)
            if self._size < 0:
                raise UnknownError(_TOO_LARGE)
            yield piece
            asked = monotonic()

    async def aclose(self) -> None:
        await self._stream.aclose()


def _undelivered(error: Exception) -> ProviderError:
    """What it means that no whole answer came."""
    cause = error.__cause__ if isinstance(error, APIConnectionError) else error
    if isinstance(cause, _NOT_SENT):
        return RetryableError(_UNREACHABLE)
    if isinstance(cause, httpx2.TimeoutException):
        return UnknownError(_TOO_SLOW)
    if isinstance(cause, httpx2.HTTPError | httpx2.StreamError):
        return UnknownError(_CUT)
    if isinstance(cause, APIError):
        return openai_errors.of_stream(cause.body)
    return UnknownError(_GARBAGE)


def _file(files: ExitStack, path: Path, name: str) -> tuple[str, BinaryIO, str]:
    """An open file, called what its content is."""
    file = files.enter_context(path.open("rb"))
    head = file.read(4)
    file.seek(0)
    kind = next((kind for magic, kind in _KINDS if head.startswith(magic)), None)
    return (
        (f"{name}.{kind}", file, f"image/{kind}")
        if kind
        else (name, file, "application/octet-stream")
    )


def _decoded(text: str) -> bytes:
    """The bytes of a picture; what is no base64 stays as it came."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        return text.encode(errors="replace")


def _params(told: Mapping[str, Any]) -> dict[str, str]:
    """What the provider says it really used."""
    values = {name: told.get(name) for name in _PARAMS}
    return {
        name: plain(value)[:_LONGEST_PARAM]
        for name, value in values.items()
        if value and isinstance(value, str)
    }


def _brings(item: object) -> bool:
    """Whether there is anything of a picture."""
    if not isinstance(item, dict):
        return False
    return any(isinstance(item.get(name), str) and item[name] for name in ("b64_json", "url"))


def _shares(tokens: int | None, count: int) -> list[int | None]:
    """What each of so many pictures cost, of whole tokens that add up."""
    if tokens is None:
        return [None] * count
    return [tokens * (place + 1) // count - tokens * place // count for place in range(count)]


def _tokens(count: object) -> int | None:
    return count if isinstance(count, int) and count >= 0 else None
