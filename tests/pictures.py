"""Small real pictures."""

import io
from typing import Any

from PIL import Image


def png(width: int = 64, height: int = 48, colour: str = "teal") -> bytes:
    return _saved(Image.new("RGB", (width, height), colour), "PNG")


def picture_as(kind: str, side: int = 24) -> bytes:
    return _saved(Image.new("RGB", (side, side), "teal"), kind)


def noise_png(side: int = 1024) -> bytes:
    return _saved(Image.effect_noise((side, side), 60).convert("RGB"), "PNG")


def speckled_png(seed: bytes) -> bytes:
    """A picture that no other seed makes."""
    tile = Image.frombytes("L", (len(seed), 1), seed)
    return _saved(tile.resize((128, 96), Image.Resampling.NEAREST).convert("RGB"), "PNG")


def huge_png() -> bytes:
    """60 megapixels in few bytes."""
    return _saved(Image.new("1", (10_000, 6_000)), "PNG")


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
