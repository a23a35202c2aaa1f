"""What the demo pictures are drawn with: colours, lines and shapes. Pure, and only run in a child.

Places and sizes are fractions of the canvas, so that a small picture shows what the large one will.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]
Line = Sequence[Point]
Place = Callable[[float, float], Point]

WHITE: Colour = (255, 255, 255)


class Canvas:
    """A picture in the making, with its random numbers and its colours.

    `palette`: the sky from top to horizon, the light, the farthest and the nearest thing, and one
    colour that stands out. It begins as that sky.
    """

    def __init__(self, size: tuple[int, int], random: Random, palette: Sequence[Colour]) -> None:
        self.random = random
        self.palette = palette
        self.top, self.middle, self.low, self.light, self.far, self.near, self.accent = palette
        self.width, self.height = self.size = size
        self.unit = min(size)
        self.image = gradient(size, (self.top, self.middle, self.low))

    @property
    def is_dark(self) -> bool:
        return sum(self.top) < 280

    def sky(self, horizon: float) -> None:
        """Begin again, with a sky that ends at the horizon."""
        part = gradient((self.width, round(self.height * horizon)), self.palette[:3])
        self.image = Image.new("RGB", self.size, self.low)
        self.image.paste(part)

    def fill(self, colours: Sequence[Colour], mask: Image.Image) -> None:
        """Lay a vertical gradient over what the mask covers, from its highest point downwards."""
        box = mask.getbbox()
        if box is None:
            return
        layer = gradient((box[2] - box[0], box[3] - box[1]), colours)
        self.image.paste(layer, box[:2], mask.crop(box))

    def shape(self, *polygons: Line) -> Image.Image:
        """What the polygons cover, as a mask with soft edges: drawn in double size."""
        width, height = 2 * self.width, 2 * self.height
        mask = Image.new("L", (width, height))
        draw = ImageDraw.Draw(mask)
        for polygon in polygons:
            draw.polygon([(x * width, y * height) for x, y in polygon], fill=255)
        return mask.reduce(2)

    def disc(self, x: float, y: float, radius: float, flat: float = 1.0) -> list[Point]:
        """The outline of a circle; `radius` is a fraction of the shorter side."""
        across, down = radius * self.unit / self.width, flat * radius * self.unit / self.height
        turns = [2 * pi * step / 120 for step in range(120)]
        return [(x + across * cos(turn), y + down * sin(turn)) for turn in turns]

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Add light around a point; `radius` is a fraction of the shorter side."""
        side = max(2, round(2 * radius * self.unit))
        fade = [round(max(0.0, 1 - v / 181) ** 2.2 * 255 * strength) for v in range(256)]
        light = Image.radial_gradient("L").point(fade)
        light = light.resize((side, side), Image.Resampling.BICUBIC)
        left, top = round(x * self.width - side / 2), round(y * self.height - side / 2)
        self.image.paste(colour, (left, top, left + side, top + side), light)

    @contextmanager
    def sharp(self) -> Iterator[tuple[ImageDraw.ImageDraw, Place]]:
        """A pen for translucent colours, and what turns fractions into its places: double size."""
        width, height = 2 * self.width, 2 * self.height
        image = self.image.resize((width, height), Image.Resampling.NEAREST)
        yield ImageDraw.Draw(image, "RGBA"), lambda x, y: (x * width, y * height)
        self.image = image.reduce(2)


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """The colour that lies `part` of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def gradient(size: tuple[int, int], colours: Sequence[Colour]) -> Image.Image:
    """The colours from top to bottom, each flowing into the next."""
    column = bytearray()
    for step in range(256):
        index, part = divmod(step / 255 * (len(colours) - 1), 1)
        after = min(int(index) + 1, len(colours) - 1)
        column += bytes(mix(colours[int(index)], colours[after], part * part * (3 - 2 * part)))
    image = Image.frombytes("RGB", (1, 256), bytes(column))
    return image.resize(size, Image.Resampling.BILINEAR)


def ridge(random: Random, base: float, height: float, roughness: float) -> list[Point]:
    """A jagged line from left to right, by displacing midpoints."""
    line = [base + random.uniform(-0.5, 0.5) * height for _ in range(4)]
    while len(line) < 380:
        height *= roughness
        pairs = list(pairwise(line))
        middles = [(a + b) / 2 + random.uniform(-0.5, 0.5) * height for a, b in pairs]
        line = [y for pair in zip(line, middles, strict=False) for y in pair] + line[-1:]
    return [(index / (len(line) - 1), y) for index, y in enumerate(line)]


def swell(random: Random, base: float, height: float, waves: float) -> list[Point]:
    """A smooth line from left to right, of three sines."""
    parts = [
        (random.uniform(0.6, 1.4) * waves * k * 2 * pi, random.uniform(0, 2 * pi), height / 3 / k)
        for k in (1, 2, 3)
    ]
    steps = [step / 160 for step in range(161)]
    return [(x, base + sum(a * sin(f * x + phase) for f, phase, a in parts)) for x in steps]


def below(line: Line) -> list[Point]:
    """All that lies under a line."""
    return [*line, (1.0, 1.1), (0.0, 1.1)]


def pine(x: float, base: float, high: float, aspect: float) -> list[Point]:
    """A tree of five tiers; `aspect` is the canvas's height by its width."""
    sides: list[Point] = []
    for tier in range(1, 6):
        wide, y = high * 0.06 * tier * aspect, base - high * (1 - tier / 5.2)
        sides += [(wide, y), (wide * 0.45, y - high * 0.02)]
    trunk = (high * 0.02 * aspect, base + 0.03)
    right = [*sides[:-1], trunk]
    left = [(-dx, y) for dx, y in reversed(right)]
    return [(x, base - high), *((x + dx, y) for dx, y in [*right, *left])]
