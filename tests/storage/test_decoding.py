"""The decoder itself, called in this process; `test_imaging` has it in its own."""

import io
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from storage import decoding, keys
from tests.storage.pictures import photo, png_of_one_bit, quarters, saved

Facts = dict[str, object]


def inspected(path: Path) -> tuple[Facts, Sequence[Image.Image]]:
    facts, (thumbhash, *thumbnails) = decoding.inspect(str(path))
    assert 5 <= len(thumbhash) <= 25
    opened = [Image.open(io.BytesIO(each)) for each in thumbnails]
    assert [each.format for each in opened] == ["WEBP"] * 3
    return facts, opened


def facts(width: int, height: int, content_type: str) -> Facts:
    return {"width": width, "height": height, "content_type": content_type}


def test_the_sizes_are_those_that_have_keys() -> None:
    assert tuple(decoding.THUMBNAILS) == keys.THUMBNAIL_SIZES


@pytest.mark.parametrize("extension", ["png", "jpg", "webp"])
def test_the_three_formats(tmp_path: Path, extension: str) -> None:
    path = saved(tmp_path / f"picture.{extension}", photo(1600, 800))
    said, thumbnails = inspected(path)
    assert said == facts(1600, 800, keys.CONTENT_TYPES[extension])
    assert [each.size for each in thumbnails] == [(256, 128), (512, 256), (1440, 720)]


def test_the_type_is_what_decodes_not_what_the_name_says(tmp_path: Path) -> None:
    path = saved(tmp_path / "picture.png", photo(64, 64), format="WEBP")
    assert inspected(path)[0] == facts(64, 64, "image/webp")


def test_no_thumbnail_is_larger_than_its_picture(tmp_path: Path) -> None:
    _, thumbnails = inspected(saved(tmp_path / "small.png", photo(300, 40)))
    assert [each.size for each in thumbnails] == [(256, 34), (300, 40), (300, 40)]


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (101, 99)])
def test_odd_shapes(tmp_path: Path, size: tuple[int, int]) -> None:
    said, thumbnails = inspected(saved(tmp_path / "odd.png", photo(*size)))
    assert (said["width"], said["height"]) == size
    assert all(min(each.size) >= 1 and max(each.size) <= 1440 for each in thumbnails)


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, "red"),
        (2, "green"),
        (3, "white"),
        (4, "blue"),
        (5, "red"),
        (6, "blue"),
        (7, "white"),
        (8, "green"),
        (9, "red"),
    ],
)
@pytest.mark.parametrize("extension", ["jpg", "png", "webp"])
def test_pictures_stand_upright(
    tmp_path: Path, orientation: int, corner: str, extension: str
) -> None:
    exif = Image.Exif()
    exif[decoding.ORIENTATION] = orientation
    path = saved(tmp_path / f"turned.{extension}", quarters(600, 400), exif=exif.tobytes())
    said, thumbnails = inspected(path)
    turned = 5 <= orientation <= 8
    assert (said["width"], said["height"]) == ((400, 600) if turned else (600, 400))
    for each in thumbnails:
        assert (each.height > each.width) is turned
        assert _named(each.convert("RGB").getpixel((8, 8))) == corner


def _named(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
    return names[tuple(round(value / 255) for value in pixel)]


def test_nothing_of_the_original_but_its_pixels_is_in_a_thumbnail(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = saved(
        tmp_path / "told.jpg",
        photo(700, 500),
        exif=exif.tobytes(),
        icc_profile=profile,
        comment=b"x",
    )
    _, thumbnails = inspected(path)
    for each in thumbnails:
        assert not each.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & each.info.keys()


def test_broken_exif_is_no_reason_to_refuse(tmp_path: Path) -> None:
    path = saved(tmp_path / "broken.jpg", photo(64, 64), exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")
    assert inspected(path)[0] == facts(64, 64, "image/jpeg")


def test_a_wide_profile_becomes_srgb(tmp_path: Path) -> None:
    swapped = _profile_with_red_and_blue_swapped()
    path = saved(
        tmp_path / "wide.png", Image.new("RGB", (300, 300), (220, 30, 30)), icc_profile=swapped
    )
    _, (thumbnail, *_) = inspected(path)
    red, _, blue = thumbnail.convert("RGB").getpixel((100, 100))  # type: ignore[misc]
    assert blue > 180
    assert red < 80


def _profile_with_red_and_blue_swapped() -> bytes:
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = data.index(b"rXYZ"), data.index(b"bXYZ")
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(data)


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 4096])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_a_broken_profile_is_ignored(tmp_path: Path, profile: bytes, mode: str) -> None:
    path = saved(tmp_path / "broken.png", photo(300, 300, mode), icc_profile=profile)
    assert inspected(path)[0] == facts(300, 300, "image/png")


@pytest.mark.parametrize("mode", ["L", "LA", "CMYK"])
def test_a_profile_for_other_colours_is_ignored(tmp_path: Path, mode: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    extension = "jpg" if mode == "CMYK" else "png"
    path = saved(tmp_path / f"other.{extension}", photo(80, 80, mode), icc_profile=profile)
    assert inspected(path)[0]["width"] == 80


def test_a_jpeg_in_printers_colours(tmp_path: Path) -> None:
    path = saved(tmp_path / "cmyk.jpg", Image.new("CMYK", (300, 300), (0, 255, 255, 0)))
    said, (thumbnail, *_) = inspected(path)
    assert said == facts(300, 300, "image/jpeg")
    assert _named(thumbnail.convert("RGB").getpixel((100, 100))) == "red"


def test_sixteen_bits_are_scaled_not_clipped(tmp_path: Path) -> None:
    deep = Image.frombytes("I;16", (256, 1), struct.pack("<256H", *(257 * v for v in range(256))))
    path = saved(tmp_path / "deep.png", deep)
    _, (thumbnail, *_) = inspected(path)
    shades = thumbnail.convert("L")
    assert [shades.getpixel((x, 0)) for x in (8, 128, 248)] == pytest.approx([8, 128, 248], abs=9)


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_few_colours(tmp_path: Path, mode: str) -> None:
    said, thumbnails = inspected(saved(tmp_path / "few.png", photo(320, 320, mode)))
    assert said == facts(320, 320, "image/png")
    assert thumbnails[0].mode == "RGB"


def _in_a_palette() -> Image.Image:
    image = Image.new("P", (300, 300), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.paste(0, (0, 0, 150, 300))
    return image


def _in_a_channel(mode: str) -> Image.Image:
    image = photo(300, 300, mode)
    alpha = Image.new("L", image.size, 255)
    alpha.paste(0, (0, 0, 150, 300))
    image.putalpha(alpha)
    return image


@pytest.mark.parametrize(
    ("make", "options"),
    [
        (_in_a_palette, {"transparency": 0}),
        (_in_a_palette, {"transparency": b"\x00\xff"}),
        (lambda: _in_a_channel("RGB"), {}),
        (lambda: _in_a_channel("L"), {}),
    ],
)
def test_transparency_stays(
    tmp_path: Path, make: Callable[[], Image.Image], options: dict[str, object]
) -> None:
    _, thumbnails = inspected(saved(tmp_path / "clear.png", make(), **options))
    for each in thumbnails:
        assert each.mode == "RGBA"
        assert each.getpixel((20, 100))[3] == 0  # type: ignore[index]
        assert each.getpixel((240, 100))[3] == 255  # type: ignore[index]


def test_a_channel_that_hides_nothing_is_dropped(tmp_path: Path) -> None:
    _, thumbnails = inspected(saved(tmp_path / "solid.png", photo(300, 300, "RGBA")))
    assert thumbnails[0].mode == "RGB"


def test_a_phones_jpeg_with_more_behind_it_is_a_jpeg(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "phone.jpg",
        photo(640, 480),
        format="MPO",
        save_all=True,
        append_images=[photo(320, 240)],
    )
    assert inspected(path)[0] == facts(640, 480, "image/jpeg")


def test_a_long_workflow_inside_is_no_reason_to_refuse(tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("workflow", "x" * 3_000_000, zip=True)
    assert inspected(saved(tmp_path / "told.png", photo(64, 64), pnginfo=notes))[0]["width"] == 64


def test_as_many_pixels_as_are_allowed(tmp_path: Path) -> None:
    said, thumbnails = inspected(png_of_one_bit(tmp_path / "large.png", 10_000, 5_000))
    assert said == facts(10_000, 5_000, "image/png")
    assert thumbnails[2].size == (1440, 720)


def test_a_preview_is_small(tmp_path: Path) -> None:
    data = decoding.preview(str(saved(tmp_path / "partial.png", photo(1024, 1536))))
    preview = Image.open(io.BytesIO(data))
    assert (preview.format, preview.size) == ("WEBP", (341, 512))
