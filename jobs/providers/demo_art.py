"""Pictures for those who have no key yet: drawn, not generated. Pure, and only run in a child.

The prompt picks the colours and, where it names one, the kind of scene; prompt and seed together
pick everything else.
"""

import colorsys
import hashlib
import io
from collections.abc import Sequence
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from jobs.providers.demo_canvas import Canvas, Colour
from jobs.providers.demo_scenes import SCENES

# The sky from top to horizon, the light, the farthest and the nearest thing, one that stands out.
PALETTES: Final = (
    "1b1f4b 6b4c9a f7a072 ffe3b3 8f5f8f 1a1433 ff6f61",
    "0f2a43 2f6f8f f2d6a2 fff6dd 6fa3ad 0e2a35 f28f3b",
    "f6d6c2 f2a38a d8625f fff1d6 b0475a 3a1430 ffb347",
    "071022 12284d 3c5a8c f5f1dc 28406d 050b18 9fd3ff",
    "a9cfdc cfe3e6 f7ecd9 fffdf6 86aebb 1f3d4a e4572e",
    "2b0a3d 7a1e6c f1467a ffd166 8a2a78 16051f 18e0d0",
    "f8dca6 f4b35e e2703a fff4cf c3552d 421810 2d6a6a",
    "bcd3a2 dbe3b8 f6edc6 fffdf0 7d9e6c 16291e e07a3f",
    "062029 0f5a57 7fd1ae f3f7d5 1f6f63 04161a ff9f68",
    "3b3347 8a6583 e59a8f fbd9b5 94688a 241b2b f67280",
    "a8b6e0 d3cfea f9dbe1 fffaf4 98a3d0 2a3058 f2789f",
    "14202b 3c6074 f2b45f ffe9b8 4a6b7a 0a1014 f25f4c",
    "3a0f1c 9b2226 ee9b00 ffe8a3 8f2a22 1c0709 f4d58d",
    "01304f 2a7ba3 b8dfe9 ffffff 3d8db0 021e2c ffb703",
)
WORDS: Final = {
    "mountains": "mountain alp peak snow lake valley hill castle house village deer bear dog cat",
    "forest": "forest tree wood pine jungle garden leaf autumn spring owl bird mist fog fox",
    "dunes": "desert dune sand sahara camel egypt mars canyon summer heat",
    "sea": "sea ocean beach wave boat ship island sunset sunrise whale fish harbour water",
    "night": "night star space planet galaxy moon astronaut rocket universe robot cosmos sky",
    "ribbons": "abstract flow music silk light aurora wind dream colour color smoke paint",
    "tiles": "pattern poster logo geometric minimal bauhaus icon shape tile retro product",
}
EARLY_SIDE: Final = 320
GRAIN: Final = 10


def draw(
    prompt: str,
    width: int,
    height: int,
    seed: int,
    step: int,
    steps: int,
    background: str,
    output_format: str,
) -> bytes:
    """The encoded picture of `width` by `height` pixels, the same for the same arguments.

    `step` counts from 1 to `steps`; before the last, the same picture comes half developed.
    `background` "transparent" cuts it out where `output_format` (png, jpeg, webp) can say so.
    Raises ValueError for any other format and for a side outside of 16 to 4096 pixels.
    """
    sides = range(16, 4097)
    if output_format not in ENCODING or width not in sides or height not in sides:
        raise ValueError(f"no demo picture of {width} x {height} as {output_format!r}")
    done = min(1.0, step / max(1, steps))
    image = _scene(prompt, (width, height), seed, done)
    if background == "transparent" and output_format != "jpeg":
        image.putalpha(_cutout(image.size))
    return _encoded(_signed(image), output_format)


def _scene(prompt: str, size: tuple[int, int], seed: int, done: float) -> Image.Image:
    words = prompt.casefold().split()
    digest = hashlib.sha256(" ".join(words).encode(errors="replace")).digest()
    random = Random(int.from_bytes(digest) + seed)  # noqa: S311  (pictures, not secrets)
    kind = _kind(words, random)
    early = done < 1 and max(size) > EARLY_SIDE
    canvas = Canvas(_within(size, EARLY_SIDE) if early else size, random, _palette(digest, random))
    SCENES[kind](canvas)
    if done < 1:
        return _half_developed(canvas.image, size, done)
    return _grained(canvas.image, random)


def _kind(words: Sequence[str], random: Random) -> str:
    bare = {word.strip(".,;:!?\"'()") for word in words}
    bare |= {word.removesuffix("s") for word in bare}
    named = [kind for kind, hints in WORDS.items() if bare & set(hints.split())]
    return random.choice(named or list(SCENES))


def _palette(digest: bytes, random: Random) -> Sequence[Colour]:
    turn = random.uniform(-0.025, 0.025)
    return [_turned(each, turn) for each in PALETTES[digest[0] % len(PALETTES)].split()]


def _turned(colour: str, turn: float) -> Colour:
    hue, light, saturation = colorsys.rgb_to_hls(*(value / 255 for value in bytes.fromhex(colour)))
    red, green, blue = colorsys.hls_to_rgb((hue + turn) % 1, light, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    return round(size[0] * side / max(size)), round(size[1] * side / max(size))


def _half_developed(image: Image.Image, size: tuple[int, int], done: float) -> Image.Image:
    image = image.filter(ImageFilter.GaussianBlur(max(image.size) * 0.05 * (1 - done)))
    return image.resize(size, Image.Resampling.BICUBIC)


def _grained(image: Image.Image, random: Random) -> Image.Image:
    """With the grain of paper, which also hides the steps of eight-bit gradients."""
    tile = Image.frombytes("L", (256, 256), random.randbytes(256 * 256))
    tile = tile.point([round(128 + (value - 128) * GRAIN / 128) for value in range(256)])
    grain = Image.new("L", image.size)
    for left in range(0, image.width, 256):
        for top in range(0, image.height, 256):
            grain.paste(tile, (left, top))
    return ImageChops.soft_light(image, Image.merge("RGB", (grain, grain, grain)))


def _cutout(size: tuple[int, int]) -> Image.Image:
    width, height = size
    mask = Image.new("L", (2 * width, 2 * height))
    edge, radius = min(size) * 0.1, min(size) * 0.36
    box = (edge, edge, 2 * width - edge, 2 * height - edge)
    ImageDraw.Draw(mask).rounded_rectangle(box, 2 * radius, fill=255)
    return mask.reduce(2)


def _signed(image: Image.Image) -> Image.Image:
    """With a small "demo" in the corner."""
    unit = min(image.size) / 100
    font = ImageFont.load_default(size=max(8.0, 1.9 * unit))
    pen = ImageDraw.Draw(image, "RGBA")
    right, bottom = image.width - 2.2 * unit, image.height - 2.2 * unit
    box = (right - 7.4 * unit, bottom - 3.2 * unit, right, bottom)
    pen.rounded_rectangle(box, 1.6 * unit, fill=(0, 0, 0, 70))
    middle = ((box[0] + right) / 2, (box[1] + bottom) / 2)
    pen.text(middle, "demo", fill=(255, 255, 255, 215), font=font, anchor="mm")
    return image


def _encoded(image: Image.Image, output_format: str) -> bytes:
    file = io.BytesIO()
    image.save(file, output_format, **ENCODING[output_format])
    return file.getvalue()


ENCODING: Final[dict[str, dict[str, int]]] = {
    "png": {"compress_level": 3},
    "jpeg": {"quality": 92, "subsampling": 0},
    "webp": {"quality": 92, "method": 2},
}
