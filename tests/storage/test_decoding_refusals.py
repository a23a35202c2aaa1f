"""What the decoder does not take, and what it says then."""

import struct
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from storage import decoding
from storage.imaging_errors import AnimatedPicture, NotAPicture, TooManyPixels, TruncatedPicture
from tests.storage.pictures import photo, png_of_one_bit, quarters, saved


@pytest.mark.parametrize("extension", ["png", "webp"])
def test_animations_are_refused(tmp_path: Path, extension: str) -> None:
    frames = [photo(64, 64), quarters(64, 64)]
    path = saved(tmp_path / f"moving.{extension}", frames[0], save_all=True, append_images=frames)
    with pytest.raises(AnimatedPicture, match="Save one frame"):
        decoding.inspect(str(path))


@pytest.mark.parametrize("extension", ["png", "jpg", "webp"])
@pytest.mark.parametrize("part", [0.01, 0.1, 0.5, 0.97])
def test_a_picture_cut_short_is_refused(tmp_path: Path, extension: str, part: float) -> None:
    path = saved(tmp_path / f"cut.{extension}", photo(640, 480))
    data = path.read_bytes()
    path.write_bytes(data[: max(9, int(len(data) * part))])
    with pytest.raises(TruncatedPicture, match="again"):
        decoding.inspect(str(path))


@pytest.mark.parametrize("extension", ["png", "jpg", "webp"])
def test_no_damaged_byte_is_a_crash(tmp_path: Path, extension: str) -> None:
    path = saved(tmp_path / f"damaged.{extension}", photo(96, 96))
    data = path.read_bytes()
    for place in range(0, len(data), max(1, len(data) // 150)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :])
        try:
            decoding.inspect(str(path))
        except (NotAPicture, TruncatedPicture, AnimatedPicture, TooManyPixels):
            continue


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(64),
        b"BM" + bytes(64),
    ],
)
def test_anything_else_is_no_picture(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    with pytest.raises(NotAPicture, match="PNG, JPEG or WebP"):
        decoding.inspect(str(path))


def test_other_formats_are_no_pictures_of_ours(tmp_path: Path) -> None:
    for extension in ("gif", "bmp", "tiff", "ico"):
        with pytest.raises(NotAPicture):
            decoding.inspect(str(saved(tmp_path / f"other.{extension}", photo(32, 32))))


@pytest.mark.parametrize(
    ("width", "height"), [(10_000, 6_000), (16_385, 16), (16, 16_385), (7_072, 7_071)]
)
def test_too_many_pixels_are_refused_before_they_are_decoded(
    tmp_path: Path, width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = png_of_one_bit(tmp_path / "large.png", width, height)
    monkeypatch.setattr(Image.Image, "load", None)
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", None)
    with pytest.raises(TooManyPixels, match="50 million"):
        decoding.inspect(str(path))


def test_a_webp_that_claims_to_be_vast_is_refused(tmp_path: Path) -> None:
    chunk = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\xfe\x3f\0\xfe\x3f\0"
    path = tmp_path / "vast.webp"
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk)
    with pytest.raises(TooManyPixels):
        decoding.inspect(str(path))


def test_a_missing_file_is_not_the_pictures_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        decoding.inspect(str(tmp_path / "missing.png"))
