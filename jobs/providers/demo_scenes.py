"""Seven kinds of demo picture. Each paints a canvas that begins as a sky."""

from collections.abc import Callable
from itertools import pairwise
from math import pi, sin
from typing import Final

from PIL import Image, ImageChops

from jobs.providers import demo_patterns
from jobs.providers.demo_canvas import (
    WHITE,
    Canvas,
    Line,
    Point,
    below,
    gradient,
    mix,
    pine,
    ridge,
    swell,
)


def mountains(canvas: Canvas) -> None:
    """Ridges behind ridges, each less in the haze than the one behind it."""
    random, horizon = canvas.random, canvas.random.uniform(0.48, 0.6)
    canvas.sky(horizon)
    if canvas.is_dark:
        _stars(canvas, 260, horizon)
    x, y = _sun(canvas, horizon)
    layers = random.randint(4, 6)
    for layer in range(layers):
        depth = layer / (layers - 1)
        base = horizon + (1 - horizon) * depth**1.3 * 0.85
        line = ridge(random, base, 0.34 - 0.16 * depth, random.uniform(0.46, 0.55))
        colour = mix(canvas.far, canvas.near, depth**1.2)
        haze = mix(colour, canvas.low, 0.8 * (1 - depth))
        trees = _pines(canvas, line, 80, 0.09) if layer == layers - 1 else []
        canvas.fill((colour, haze, haze), canvas.shape(below(line), *trees))
    if random.random() < 0.7:
        _birds(canvas, 1 - x, y)


def forest(canvas: Canvas) -> None:
    """Rows of pines that come out of the mist."""
    random = canvas.random
    canvas.sky(0.6)
    _sun(canvas, random.uniform(0.35, 0.55))
    for layer in range(6):
        depth = layer / 5
        line = swell(random, 0.48 + 0.48 * depth, 0.08, 0.7)
        colour = mix(mix(canvas.far, canvas.low, 0.6), canvas.near, depth)
        mist = mix(colour, canvas.low, 0.6 * (1 - depth))
        trees = _pines(canvas, line, round(120 - 90 * depth), 0.13 + 0.22 * depth)
        canvas.fill((colour, mist, mist), canvas.shape(below(line), *trees))
    _birds(canvas, random.uniform(0.2, 0.8), random.uniform(0.12, 0.3))


def dunes(canvas: Canvas) -> None:
    """Sand with a side in the light and a side in the shade."""
    random = canvas.random
    canvas.sky(0.6)
    _sun(canvas, 0.5)
    layers, lean = random.randint(3, 5), random.choice((-1, 1))
    for layer in range(layers):
        depth = layer / (layers - 1)
        line = swell(random, 0.52 + 0.4 * depth, 0.22, random.uniform(0.3, 0.5))
        sand = mix(mix(canvas.low, canvas.far, 0.3 + 0.6 * depth), canvas.near, depth * 0.2)
        dune = canvas.shape(below(line))
        canvas.fill((mix(sand, canvas.light, 0.45), sand, mix(sand, canvas.near, 0.25)), dune)
        shade = mix(sand, canvas.near, 0.42)
        side = ImageChops.multiply(dune, canvas.shape(_lee(line, lean)))
        canvas.fill((shade, mix(shade, sand, 0.3), mix(shade, sand, 0.7)), side)


def sea(canvas: Canvas) -> None:
    """Water under a low sun, which lies on it in a path of light."""
    random, horizon = canvas.random, canvas.random.uniform(0.45, 0.6)
    canvas.sky(horizon)
    x, _ = _sun(canvas, horizon)
    _clouds(canvas, horizon)
    water = canvas.shape([(0.0, horizon), (1.0, horizon), (1.0, 1.1), (0.0, 1.1)])
    canvas.fill((mix(canvas.low, canvas.far, 0.5), canvas.far, canvas.near), water)
    with canvas.sharp() as (pen, at):
        for depth in sorted(random.random() ** 1.7 for _ in range(900)):
            y, wide = (
                horizon + 0.003 + depth * (1 - horizon),
                0.008 + 0.07 * depth * random.random(),
            )
            lit = random.random() < 0.5
            middle = random.gauss(x, 0.015 + 0.09 * depth) if lit else random.random()
            colour = canvas.light if lit else random.choice((canvas.near, canvas.middle))
            box = (*at(middle - wide, y), *at(middle + wide, y + 0.001 + 0.005 * depth))
            pen.ellipse(box, fill=(*colour, 150 if lit else 70))
    _birds(canvas, 1 - x, horizon * 0.5)


def night(canvas: Canvas) -> None:
    """A planet or a constellation over dark hills."""
    random = canvas.random
    dark, deep = mix(canvas.near, (8, 8, 24), 0.6), mix(canvas.top, canvas.near, 0.55)
    canvas.image = gradient(canvas.size, (dark, deep, mix(deep, canvas.low, 0.45)))
    for colour in (canvas.middle, canvas.accent, canvas.low) * 2:
        x, y = random.random(), random.uniform(0, 0.8)
        canvas.glow(x, y, random.uniform(0.25, 0.6), colour, random.uniform(0.12, 0.34))
    _stars(canvas, 900, 1.0)
    if random.random() < 0.55:
        _planet(canvas, random.uniform(0.3, 0.7), random.uniform(0.3, 0.5))
    else:
        _constellation(canvas)
    for layer in range(2):
        line = ridge(random, 0.88 + 0.07 * layer, 0.14, 0.5)
        trees = _pines(canvas, line, 60, 0.07) if layer else []
        colour = mix(mix(dark, deep, 0.8 - 0.6 * layer), (0, 0, 0), 0.5 * layer)
        canvas.fill((colour, colour), canvas.shape(below(line), *trees))


def _sun(canvas: Canvas, horizon: float) -> Point:
    random = canvas.random
    x, y = random.uniform(0.22, 0.78), horizon * random.uniform(0.45, 0.9)
    radius = random.uniform(0.05, 0.13)
    canvas.glow(x, y, radius * 6, canvas.light, 0.5)
    canvas.glow(x, y, radius * 2.6, canvas.light, 0.6)
    disc = canvas.shape(canvas.disc(x, y, radius))
    canvas.fill((mix(canvas.light, WHITE, 0.5), canvas.light), disc)
    return x, y


def _stars(canvas: Canvas, number: int, lowest: float) -> None:
    random = canvas.random
    with canvas.sharp() as (pen, at):
        for _ in range(number):
            x, y = at(random.random(), random.random() ** 1.3 * lowest)
            size = canvas.unit / 1000 * (0.8 + 2.4 * random.random() ** 6)
            colour = mix(WHITE, canvas.accent, random.random() * 0.3)
            box = (x - size, y - size, x + size, y + size)
            pen.ellipse(box, fill=(*colour, random.randint(50, 255)))


def _birds(canvas: Canvas, x: float, y: float) -> None:
    random = canvas.random
    with canvas.sharp() as (pen, at):
        for _ in range(random.randint(4, 9)):
            left, top = x + random.gauss(0, 0.09), y + random.gauss(0, 0.045)
            wing = random.uniform(0.006, 0.014)
            beats = [step / 6 - 1 for step in range(13)]
            line = [at(left + wing * t, top - wing * abs(sin(t * 2.4)) * 0.6) for t in beats]
            pen.line(
                line, fill=(*canvas.near, 210), width=max(1, canvas.unit // 320), joint="curve"
            )


def _clouds(canvas: Canvas, horizon: float) -> None:
    random = canvas.random
    with canvas.sharp() as (pen, at):
        for _ in range(random.randint(4, 7)):
            x, y, wide = (
                random.random(),
                random.uniform(0.08, horizon * 0.8),
                random.uniform(0.2, 0.5),
            )
            for _ in range(6):
                middle, high = x + random.gauss(0, wide / 3), y + random.gauss(0, 0.009)
                part = wide * random.uniform(0.2, 0.6)
                box = (*at(middle - part, high - 0.005), *at(middle + part, high + 0.005))
                pen.rounded_rectangle(box, canvas.unit / 50, fill=(*canvas.light, 30))


def _pines(canvas: Canvas, line: Line, number: int, size: float) -> list[Line]:
    random, aspect = canvas.random, canvas.height / canvas.width
    trees: list[Line] = []
    for _ in range(number):
        x, base = random.choice(line)
        trees.append(pine(x, base, size * random.uniform(0.45, 1.1), aspect))
    return trees


def _lee(line: Line, lean: int) -> Line:
    """The side of a dune that the light does not reach, from its crest down."""
    start = min(line[24:-24], key=lambda point: point[1])
    edge = [point for point in line if (point[0] - start[0]) * lean >= 0]
    steps = [step / 12 for step in range(13)]
    curve = [
        (start[0] - lean * (0.45 * t + 0.05 * sin(t * 2 * pi)), start[1] + 0.36 * t**1.5)
        for t in steps
    ]
    edge = edge if lean < 0 else edge[::-1]
    return [*edge, *curve, (curve[-1][0], 1.1), (1.1 if lean > 0 else -0.1, 1.1)]


def _planet(canvas: Canvas, x: float, y: float) -> None:
    random = canvas.random
    radius = random.uniform(0.16, 0.26)
    canvas.glow(x, y, radius * 2.4, canvas.accent, 0.4)
    side = max(8, round(2 * radius * canvas.unit))
    bands = [random.choice(canvas.palette[:5]) for _ in range(random.randint(6, 11))]
    globe = gradient((side, side), bands).rotate(random.uniform(-35, 35), Image.Resampling.BICUBIC)
    globe = globe.resize((side, side), box=(side * 0.16, side * 0.16, side * 0.84, side * 0.84))
    night_side = Image.radial_gradient("L").resize((side * 2, side * 2)).point(lambda v: v * 1.9)
    offset = round(side * 0.72), round(side * 0.7)
    globe.paste(canvas.near, mask=night_side.crop((*offset, offset[0] + side, offset[1] + side)))
    whole = Image.new("RGB", canvas.size)
    whole.paste(globe, (round(x * canvas.width - side / 2), round(y * canvas.height - side / 2)))
    canvas.image.paste(whole, mask=canvas.shape(canvas.disc(x, y, radius)))
    if random.random() < 0.6:
        _ring(canvas, (x, y), radius)


def _ring(canvas: Canvas, centre: Point, radius: float) -> None:
    x, y = centre
    rings = Image.new("L", canvas.size)
    for outer, inner, shade in ((2.1, 1.92, 110), (1.88, 1.5, 200), (1.45, 1.38, 90)):
        band = ImageChops.subtract(
            canvas.shape(canvas.disc(x, y, radius * outer, 0.24)),
            canvas.shape(canvas.disc(x, y, radius * inner, 0.24)),
        )
        rings = ImageChops.lighter(rings, band.point(lambda v, shade=shade: v * shade / 255))
    behind = ImageChops.multiply(
        canvas.shape(canvas.disc(x, y, radius)),
        canvas.shape([(0, 0), (1, 0), (1, y), (0, y)]),
    )
    rings = ImageChops.subtract(rings, behind)
    middle = (x * canvas.width, y * canvas.height)
    turned = rings.rotate(canvas.random.uniform(-22, 22), Image.Resampling.BICUBIC, center=middle)
    canvas.image.paste(canvas.light, mask=turned)


def _constellation(canvas: Canvas) -> None:
    random = canvas.random
    x, points = random.uniform(0.12, 0.22), list[Point]()
    while x < 0.88:
        points.append((x, random.uniform(0.15, 0.62)))
        x += random.uniform(0.07, 0.15)
    links = [*pairwise(points), *zip(points, points[3::2], strict=False)]
    with canvas.sharp() as (pen, at):
        for one, other in links:
            pen.line(
                (at(*one), at(*other)), fill=(*canvas.light, 120), width=max(1, canvas.unit // 400)
            )
    for point in points:
        canvas.glow(*point, random.uniform(0.03, 0.08), canvas.light, 0.9)
    stars = [canvas.disc(*point, random.uniform(0.004, 0.009)) for point in points]
    canvas.fill((WHITE, WHITE), canvas.shape(*stars))


SCENES: Final[dict[str, Callable[[Canvas], None]]] = {
    "mountains": mountains,
    "forest": forest,
    "dunes": dunes,
    "sea": sea,
    "night": night,
    "ribbons": demo_patterns.ribbons,
    "tiles": demo_patterns.tiles,
}
