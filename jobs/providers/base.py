"""What a provider of pictures is.

ProviderError
├── RefusedError       it said no, for good: the request will not be answered otherwise
├── RetryableError     it has certainly done nothing; ask again later
└── UnknownError       it may have drawn and charged, and no answer came
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from db.kinds import JobErrorCode


class ProviderError(Exception):
    """Why a provider gave no picture; the message is shown to people."""


class RefusedError(ProviderError):
    def __init__(self, code: JobErrorCode, message: str) -> None:
        super().__init__(message)
        self.code = code


class RetryableError(ProviderError):
    """``after``: seconds until it may be asked again; ``code``: what a last attempt fails with."""

    def __init__(
        self,
        message: str,
        *,
        after: float | None = None,
        code: JobErrorCode = JobErrorCode.PROVIDER_UNAVAILABLE,
    ) -> None:
        super().__init__(message)
        self.after = after
        self.code = code


class UnknownError(ProviderError):
    """Never asked again by itself."""


@dataclass(frozen=True, slots=True)
class ImageModel:
    """What a person may choose. ``tokens`` maps (size, quality) to tokens for one image."""

    name: str
    provider: str
    is_demo: bool
    sizes: tuple[str, ...]
    qualities: tuple[str, ...]
    formats: tuple[str, ...]
    max_images: int
    max_sources: int
    supports_mask: bool
    supports_transparency: bool
    streams_previews: bool
    tokens: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def most_tokens(self, size: str, quality: str) -> int | None:
        """Tokens for one image, the most where the model chooses; null where nobody says."""
        known = [
            tokens
            for (of_size, of_quality), tokens in self.tokens.items()
            if size in ("auto", of_size) and quality in ("auto", of_quality)
        ]
        return max(known, default=None)


class Request(NamedTuple):
    """``n`` pictures of one prompt. ``sources`` and ``mask`` are files of the originals."""

    model: str
    prompt: str
    n: int
    size: str
    quality: str
    background: str
    output_format: str
    sources: tuple[Path, ...] = ()
    mask: Path | None = None


class Preview(NamedTuple):
    """A partial picture of the ``position``-th picture asked for, from 0."""

    position: int
    data: bytes


class Answer(NamedTuple):
    """A finished picture. ``params`` are what the provider says it really used.

    ``tokens``: its share of what the request cost; null where that is nothing, or not known.
    """

    position: int
    data: bytes
    revised_prompt: str | None = None
    params: Mapping[str, Any] = {}
    tokens: int | None = None


class Usage(NamedTuple):
    """What the whole request cost, once known: before the answers that it is known with."""

    tokens: int | None = None
    request_id: str | None = None


ProviderEvent = Preview | Answer | Usage


class Provider(Protocol):
    """``paid``: an answer costs money, so nothing is asked twice by itself."""

    name: str
    paid: bool
    models: tuple[ImageModel, ...]

    def generate(self, request: Request) -> AsyncIterator[ProviderEvent]:
        """Ask for pictures; raises ``ProviderError``."""
