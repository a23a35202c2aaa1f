import pytest
import thumbhash
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from storage import placeholder


def flat(width: int, height: int, *pixel: int) -> bytes:
    return bytes(pixel) * (width * height)


@st.composite
def opaque(draw: st.DrawFn) -> tuple[int, int, bytes]:
    # No shape that divides the grid in halves, which Python rounds unlike JavaScript.
    width, height = draw(st.sampled_from([(12, 12), (12, 7), (9, 16), (3, 20)]))
    pixels = draw(st.binary(min_size=3 * width * height, max_size=3 * width * height))
    rows = (pixels[start : start + 3] + b"\xff" for start in range(0, len(pixels), 3))
    return width, height, b"".join(rows)


def scales(data: bytes) -> tuple[int, int, int]:
    """How strong each channel's detail is; where not at all, its digits are noise."""
    second = int.from_bytes(data[3:5], "little")
    return data[2] >> 2 & 31, second >> 3 & 63, second >> 9 & 63


def nibbles(data: bytes) -> list[int]:
    return [digit for byte in data for digit in (byte & 15, byte >> 4)]


@given(opaque())
@settings(max_examples=60)
def test_it_says_what_the_package_says(picture: tuple[int, int, bytes]) -> None:
    width, height, rgba = picture
    ours = placeholder.encode(width, height, rgba)
    theirs = bytes(thumbhash.rgba_to_thumb_hash(width, height, rgba))
    assume(all(scales(theirs)))
    assert len(ours) == len(theirs)
    # Halves are rounded as the original in JavaScript rounds them, not as Python does.
    pairs = zip(nibbles(ours[5:]), nibbles(theirs[5:]), strict=True)
    assert sum(abs(one - other) > 1 for one, other in pairs) == 0


@pytest.mark.parametrize(("width", "height"), [(1, 1), (100, 100), (100, 1), (1, 100), (48, 27)])
def test_it_is_short_for_every_shape(width: int, height: int) -> None:
    assert 5 <= len(placeholder.encode(width, height, flat(width, height, 9, 99, 199, 255))) <= 25
    assert 6 <= len(placeholder.encode(width, height, flat(width, height, 9, 99, 199, 128))) <= 25


def test_transparency_is_said() -> None:
    clear = placeholder.encode(8, 8, flat(8, 8, 0, 0, 0, 0))
    solid = placeholder.encode(8, 8, flat(8, 8, 0, 0, 0, 255))
    assert clear[2] & 0x80
    assert not solid[2] & 0x80


def test_the_average_colour_is_kept() -> None:
    red, green, blue, alpha = thumbhash.thumb_hash_to_average_rgba(
        list(placeholder.encode(16, 9, flat(16, 9, 200, 100, 50, 255)))
    )
    assert [round(255 * value) for value in (red, green, blue)] == pytest.approx(
        [200, 100, 50], abs=9
    )
    assert alpha == 1.0


@pytest.mark.parametrize(("width", "height", "size"), [(101, 1, 404), (0, 1, 0), (2, 2, 15)])
def test_anything_else_is_refused(width: int, height: int, size: int) -> None:
    with pytest.raises(ValueError):
        placeholder.encode(width, height, bytes(size))
