"""ThumbHash (evanw/thumbhash): a picture in at most 25 bytes, shown while the real one loads. Pure.

Same format as the `thumbhash` package, which fails on transparency and takes the cosines of every
pixel anew: here rows and columns are transformed one after the other, in about a tenth of the time.
"""

from collections.abc import Iterator, Sequence
from math import cos, pi
from operator import mul

MAX_SIDE = 100

Channel = Sequence[float]
Terms = tuple[float, list[float], float]


def encode(width: int, height: int, rgba: bytes) -> bytes:
    """The hash of `width * height` RGBA pixels (not premultiplied), at most 100 on a side."""
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and len(rgba) == 4 * width * height):
        raise ValueError(f"{len(rgba)} bytes are no {width} by {height} pixels within 100 by 100")
    alphas = [value / 255 for value in rgba[3::4]]
    transparent = sum(alphas) < len(alphas)
    lightness, blueness, redness = _channels(rgba, alphas)
    columns, rows = _grid(width, height, 5 if transparent else 7)
    terms = [
        _transform(lightness, width, height, max(3, columns), max(3, rows)),
        _transform(blueness, width, height, 3, 3),
        _transform(redness, width, height, 3, 3),
    ]
    if transparent:
        terms.append(_transform(alphas, width, height, 5, 5))
    header = _header(terms, rows if width > height else columns, width > height)
    return header + _nibbles(value for _, detail, _ in terms for value in detail)


def _channels(rgba: bytes, alphas: Channel) -> tuple[Channel, Channel, Channel]:
    """Lightness, blue against yellow, red against green, laid over the picture's average colour."""
    weight = 255 * (sum(alphas) or 1)
    mean = [sum(map(mul, rgba[band::4], alphas)) / weight for band in range(3)]
    red, green, blue = (
        [
            average * (1 - alpha) + alpha * value / 255
            for value, alpha in zip(band, alphas, strict=True)
        ]
        for average, band in zip(mean, (rgba[0::4], rgba[1::4], rgba[2::4]), strict=True)
    )
    return (
        [(r + g + b) / 3 for r, g, b in zip(red, green, blue, strict=True)],
        [(r + g) / 2 - b for r, g, b in zip(red, green, blue, strict=True)],
        [r - g for r, g in zip(red, green, strict=True)],
    )


def _grid(width: int, height: int, limit: int) -> tuple[int, int]:
    longer = max(width, height)
    return max(1, _round(limit * width / longer)), max(1, _round(limit * height / longer))


def _transform(channel: Channel, width: int, height: int, columns: int, rows: int) -> Terms:
    """The mean, the lower triangle of the cosine transform scaled into 0..1, and that scale."""
    across = [[cos(pi / width * k * (x + 0.5)) for x in range(width)] for k in range(columns)]
    down = [[cos(pi / height * k * (y + 0.5)) for y in range(height)] for k in range(rows)]
    lines = [channel[start : start + width] for start in range(0, width * height, width)]
    swept = [[sum(map(mul, line, wave)) for line in lines] for wave in across]
    mean, *detail = (
        sum(map(mul, swept[cx], down[cy])) / (width * height)
        for cy in range(rows)
        for cx in range(columns)
        if cx * rows < columns * (rows - cy)
    )
    scale = max(map(abs, detail))
    return mean, [0.5 + 0.5 / scale * each for each in detail] if scale else detail, scale


def _header(terms: Sequence[Terms], shorter: int, landscape: bool) -> bytes:
    (light, _, light_scale), (blue, _, blue_scale), (red, _, red_scale), *alpha = terms
    first = _round(63 * light) | _round(31.5 + 31.5 * blue) << 6 | _round(31.5 + 31.5 * red) << 12
    first |= _round(31 * light_scale) << 18 | bool(alpha) << 23
    second = shorter | _round(63 * blue_scale) << 3 | _round(63 * red_scale) << 9 | landscape << 15
    header = first.to_bytes(3, "little") + second.to_bytes(2, "little")
    for mean, _, scale in alpha:
        header += bytes([_round(15 * mean) | _round(15 * scale) << 4])
    return header


def _nibbles(values: Iterator[float]) -> bytes:
    digits = [_round(15 * value) for value in values]
    digits += [0] * (len(digits) % 2)
    return bytes(low | high << 4 for low, high in zip(digits[::2], digits[1::2], strict=True))


def _round(value: float) -> int:
    # The format comes from JavaScript, where halves go up.
    return int(value + 0.5)
