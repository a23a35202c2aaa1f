"""Which models there are, and what each of them takes: the one place that says so."""

from collections.abc import Mapping
from typing import Final

from jobs.providers.base import ImageModel

SIZES: Final = ("1024x1024", "1536x1024", "1024x1536")
_QUALITIES: Final = ("low", "medium", "high")
_FORMATS: Final = ("png", "jpeg", "webp")
_MAX_IMAGES: Final = 10
_MAX_SOURCES: Final = 16


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

# The first is the default. By OpenAI's own words gpt-image-1 was shut down there on 2026-10-23, and
# the other two end on 2026-12-01; servers at OPENAI_BASE_URL may have them for longer.
OPENAI_MODELS: Final = (
    _model("gpt-image-1", "openai", _GPT_IMAGE_1_TOKENS),
    _model("gpt-image-1-mini", "openai", {}),
    _model("gpt-image-1.5", "openai", {}),
)

DEMO_MODEL: Final = _model(
    "demo",
    "demo",
    {(size, quality): 0 for size in SIZES for quality in _QUALITIES},
    is_demo=True,
)
