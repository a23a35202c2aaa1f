"""Demo pictures of nothing in particular: flowing bands, and tiles in flat colours."""

from itertools import pairwise
from math import cos, pi, sin
from typing import Final

from PIL import ImageDraw

from jobs.providers.demo_canvas import WHITE, Canvas, Colour, Line, Place, gradient, mix, swell

Pen = ImageDraw.ImageDraw
Tile = tuple[int, int, int]

STRIPS: Final = 36


def ribbons(canvas: Canvas) -> None:
    """Translucent bands that flow across a quiet ground."""
    random = canvas.random
    ground = (canvas.near, mix(canvas.near, canvas.top, 0.55), canvas.near)
    canvas.image = gradient(
        canvas.size, ground if canvas.is_dark else (WHITE, canvas.light, canvas.low)
    )
    canvas.glow(random.random(), random.random(), 0.9, canvas.middle, 0.55)
    colours = [canvas.accent, canvas.low, canvas.middle, canvas.far, canvas.light]
    bands: list[tuple[Line, Line, Colour, Colour]] = []
    for _ in range(random.randint(3, 4)):
        one, other = random.sample(colours, 2)
        base = random.uniform(0.25, 0.75)
        upper = swell(random, base, random.uniform(0.3, 0.55), 0.5)
        lower = swell(random, base + random.uniform(-0.25, 0.25), random.uniform(0.3, 0.6), 0.5)
        bands.append((upper, lower, one, other))
    with canvas.sharp() as (pen, at):
        for band in bands:
            _ribbon(pen, at, canvas.unit // 500, *band)


def tiles(canvas: Canvas) -> None:
    """A grid of arcs, discs and leaves in flat colours."""
    random = canvas.random
    colours = [each for each in canvas.palette if each != canvas.light]
    across = random.choice((4, 5, 6))
    side = canvas.width / across
    down = -(-canvas.height // round(side))
    with canvas.sharp() as (pen, _):
        for row in range(int(down) + 1):
            for column in range(across):
                ground, figure, detail = random.sample([*colours, canvas.light], 3)
                left, top, edge = round(2 * column * side), round(2 * row * side), round(2 * side)
                pen.rectangle((left, top, left + edge, top + edge), fill=ground)
                paint = random.choice(FIGURES)
                paint(pen, (left, top, edge), random.randrange(4), figure, detail)


def _ribbon(
    pen: Pen, at: Place, width: int, upper: Line, lower: Line, one: Colour, other: Colour
) -> None:
    both = [(at(x, y), at(x, z)) for (x, y), (_, z) in zip(upper, lower, strict=True)]
    edges = [
        [(x, y + (z - y) * strip / STRIPS) for (x, y), (_, z) in both]
        for strip in range(STRIPS + 1)
    ]
    for strip, (above, under) in enumerate(pairwise(edges)):
        part = strip / STRIPS
        colour = mix(one, other, part)
        pen.polygon([*above, *reversed(under)], fill=(*colour, round(60 + 170 * part**2)))
        if strip % 3 == 0:
            glint = (*mix(colour, WHITE, 0.5), round(40 + 90 * part))
            pen.line(above, fill=glint, width=max(1, width))


def _quarter(pen: Pen, tile: Tile, turn: int, figure: Colour, detail: Colour) -> None:
    x, y, edge = tile
    x, y = x + edge * (turn in {1, 2}), y + edge * (turn in {2, 3})
    for part, colour in ((1.0, figure), (0.62, detail), (0.3, figure)):
        reach = edge * part
        box = (x - reach, y - reach, x + reach, y + reach)
        pen.pieslice(box, turn * 90, turn * 90 + 90, fill=colour)


def _half(pen: Pen, tile: Tile, turn: int, figure: Colour, detail: Colour) -> None:
    x, y, edge = tile
    pen.pieslice((x, y, x + edge, y + edge), turn * 90, turn * 90 + 180, fill=figure)
    inner = edge * 0.3
    box = (x + inner, y + inner, x + edge - inner, y + edge - inner)
    pen.pieslice(box, turn * 90 + 180, turn * 90 + 360, fill=detail)


def _disc(pen: Pen, tile: Tile, turn: int, figure: Colour, detail: Colour) -> None:
    x, y, edge = tile
    for inset, colour in ((0.12, figure), (0.3 + 0.04 * turn, detail)):
        box = (x + edge * inset, y + edge * inset, x + edge * (1 - inset), y + edge * (1 - inset))
        pen.ellipse(box, fill=colour)


def _leaf(pen: Pen, tile: Tile, turn: int, figure: Colour, detail: Colour) -> None:
    x, y, edge = tile
    angles = [step / 24 * pi / 2 for step in range(25)]
    there = [(sin(angle), 1 - cos(angle)) for angle in angles]
    back = [(1 - sin(angle), cos(angle)) for angle in angles]
    outline = [(u, v) if turn % 2 else (1 - u, v) for u, v in [*there, *back]]
    pen.polygon([(x + u * edge, y + v * edge) for u, v in outline], fill=figure)
    ends = [(0.0, 0.0), (1.0, 1.0)] if turn % 2 else [(1.0, 0.0), (0.0, 1.0)]
    vein = [(x + u * edge, y + v * edge) for u, v in ends]
    pen.line(vein, fill=detail, width=max(1, edge // 40))


def _stripes(pen: Pen, tile: Tile, turn: int, figure: Colour, detail: Colour) -> None:
    x, y, edge = tile
    for stripe in range(4):
        near, far = edge * stripe / 4, edge * (stripe + 0.5) / 4
        box = (x + near, y, x + far, y + edge) if turn % 2 else (x, y + near, x + edge, y + far)
        pen.rectangle(box, fill=detail if stripe == turn else figure)


FIGURES: Final = (_quarter, _quarter, _half, _disc, _leaf, _leaf, _stripes)
