"""Which models there are, and what each of them takes: the one place that says so."""

from collections.abc import Mapping, Sequence
from typing import Final

from jobs.providers.base import ImageModel

SIZES: Final = ("1024x1024", "1536x1024", "1024x1536")
_QUALITIES: Final = ("low", "medium", "high")
_FORMATS: Final = ("png", "jpeg", "webp")
_MAX_IMAGES: Final = 10
_MAX_SOURCES: Final = 16
# Each partial picture is charged like this.
_PREVIEW_TOKENS: Final = 100
_PREVIEWS: Final = 3
# A source of any shape at low fidelity: 65, and 129 for each of up to three squares of 512 px.
_SOURCE_TOKENS: Final = 65 + 3 * 129
# English has more bytes to a token, other scripts hardly fewer.
_BYTES_OF_TOKEN: Final = 3


def _model(
    name: str, provider: str, tokens: Mapping[tuple[str, str], int], *, is_demo: bool = False
) -> ImageModel:
    return ImageModel(
        name=name,
        provider=provider,
        is_demo=is_demo,
        sizes=("auto", *SIZES),
        qualities=("auto", *_QUALITIES),
        formats=_FORMATS,
        max_images=_MAX_IMAGES,
        max_sources=_MAX_SOURCES,
        supports_mask=True,
        supports_transparency=True,
        streams_previews=True,
        tokens=tokens,
    )


_GPT_IMAGE_1_TOKENS: Final = {
    ("1024x1024", "low"): 272,
    ("1024x1536", "low"): 408,
    ("1536x1024", "low"): 400,
    ("1024x1024", "medium"): 1056,
    ("1024x1536", "medium"): 1584,
    ("1536x1024", "medium"): 1568,
    ("1024x1024", "high"): 4160,
    ("1024x1536", "high"): 6240,
    ("1536x1024", "high"): 6208,
}

OPENAI: Final = "https://api.openai.com/v1"
GPT_IMAGE_1: Final = _model("gpt-image-1", "openai", _GPT_IMAGE_1_TOKENS)
_NEWER: Final = (
    "gpt-image-2.6-flare",
    "gpt-image-2.6-sunburst",
    "gpt-image-2.5-flare",
    "gpt-image-2.5-sunburst",
    "gpt-image-2",
)
# OpenAI ends these on 2026-12-01.
_ENDING: Final = ("gpt-image-1.5", "gpt-image-1-mini")

DEMO_MODEL: Final = _model(
    "demo",
    "demo",
    {(size, quality): 0 for size in SIZES for quality in _QUALITIES},
    is_demo=True,
)


def openai_models(base_url: str, names: Sequence[str] = ()) -> tuple[ImageModel, ...]:
    """The models that a server at ``base_url`` is taken to have, the default first.

    ``names``: what whoever runs it says instead. OpenAI itself has shut gpt-image-1 down on
    2026-10-23; servers that speak its API mostly know that one.
    """
    if not names:
        known = (*_NEWER, *_ENDING)
        names = known if base_url == OPENAI else (GPT_IMAGE_1.name, *known)
    return tuple(map(_openai_model, names))


def _openai_model(name: str) -> ImageModel:
    return GPT_IMAGE_1 if name == GPT_IMAGE_1.name else _model(name, "openai", {})


def estimate(model: ImageModel, size: str, quality: str, prompt: str, pictures: int) -> int:
    """Tokens that one image may cost, of which the quota is reserved before it is asked for.

    ``pictures`` is how many sources and masks it starts from. A model that nobody knows the tokens
    of counts as gpt-image-1. What is charged in the end takes the estimate's place.
    """
    if model.is_demo:
        return 0
    drawn = (model if model.tokens else GPT_IMAGE_1).most_tokens(size, quality) or 0
    read = len(prompt.encode()) // _BYTES_OF_TOKEN + pictures * _SOURCE_TOKENS
    return drawn + _PREVIEWS * _PREVIEW_TOKENS + read
