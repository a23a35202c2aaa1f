"""Pictures that the tests feed to the decoder."""

import struct
import zlib
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Something with edges and gradients, cheap to make."""
    pixels = Random(7).randbytes(16 * 16 * 3)
    small = Image.frombytes("RGB", (16, 16), pixels)
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def quarters(width: int, height: int) -> Image.Image:
    """Red, green, blue and white quarters, so that turning shows."""
    image = Image.new("RGB", (2, 2))
    for place, colour in zip(
        ((0, 0), (1, 0), (0, 1), (1, 1)),
        ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)),
        strict=True,
    ):
        image.putpixel(place, colour)
    return image.resize((width, height), Image.Resampling.NEAREST)


def saved(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, **options)
    return path


def png_of_one_bit(path: Path, width: int, height: int) -> Path:
    """A black PNG of any size, a few kilobytes on the disk."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))
    return path


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check
