"""Strangers' pictures, decoded and scaled. Runs in the child process of `storage.imaging` only.

A picture is scaled first, in the colours it has, and corrected after: the colour profile, the
orientation and the encoder then see 1440 pixels on a side instead of the whole of it.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, PngImagePlugin

from storage import placeholder
from storage.imaging_errors import AnimatedPicture, NotAPicture, TooManyPixels, TruncatedPicture

# MPO is what Pillow calls a JPEG with more pictures behind it: phones write depth and HDR so.
CONTENT_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "WEBP": "image/webp",
}
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")

MAX_PIXELS = 50_000_000
MAX_SIDE = 16_384
# Side: quality, and method: 4 packs a tenth tighter than 2 for twice the time, which pays for those
# that are sent by the hundred.
THUMBNAILS = {256: (90, 4), 512: (82, 4), 1440: (82, 2)}
LARGEST = max(THUMBNAILS)
PREVIEW_SIDE = 512
PREVIEW = (80, 2)
HASHED_SIDE = 48
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Pillow refuses at twice this number, for WebP before it allocates; it warns from here on.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2
# Workflows that tools keep inside their pictures exceed Pillow's one mebibyte of packed text.
PngImagePlugin.MAX_TEXT_CHUNK = 16 * 1024 * 1024


def inspect(path: str) -> tuple[dict[str, object], list[bytes]]:
    """The facts of the picture, and as parts its ThumbHash and its thumbnails in order of size.

    Raises PictureError for anything the picture is to blame for, MemoryError, FileNotFoundError.
    """
    with _opened(path) as picture:
        width, height = picture.size
        content_type = CONTENT_TYPES[picture.format or ""]
        orientation, image = _shrunk(picture, LARGEST)
    if orientation >= 5:
        width, height = height, width
    facts = {"width": width, "height": height, "content_type": content_type}
    thumbnails = _thumbnails(image)
    return facts, [_hash(image), *thumbnails]


def preview(path: str) -> bytes:
    """The picture as WebP of at most 512 pixels on a side. Raises as `inspect` does."""
    with _opened(path) as picture:
        _, image = _shrunk(picture, PREVIEW_SIDE)
    return _webp(image, *PREVIEW)


def check(path: str) -> None:
    """Decode the picture wholly, and make nothing of it. Raises as `inspect` does."""
    with _opened(path) as picture:
        _load(picture)


@contextmanager
def _opened(path: str) -> Iterator[Image.Image]:
    # Libraries warn of what is odd in a file; odd is not wrong.
    with warnings.catch_warnings(action="ignore"), open(path, "rb") as file:  # noqa: PTH123  (pathlib would cost the child a megabyte)
        picture = _recognised(file)
        _check(picture)
        yield picture


def _recognised(file: io.BufferedReader) -> Image.Image:
    try:
        return Image.open(file, formats=("PNG", "JPEG", "WEBP"))
    except Image.DecompressionBombError:
        raise TooManyPixels(_too_many("more than 50 million")) from None
    except MemoryError:
        raise
    except Exception as error:
        file.seek(0)
        if file.read(8).startswith(SIGNATURES):
            raise TruncatedPicture(_DAMAGED) from error
        raise NotAPicture(_NOT_A_PICTURE) from error


def _check(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise TooManyPixels(_too_many(f"{width} x {height}"))
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise AnimatedPicture(
            "Animated pictures are not kept. Save one frame as PNG, JPEG or WebP and try again."
        )


def _shrunk(picture: Image.Image, side: int) -> tuple[int, Image.Image]:
    """The orientation that was corrected, and the picture upright in sRGB within `side` pixels."""
    size = _within(picture.size, side)
    picture.draft(None, (2 * size[0], 2 * size[1]))
    _load(picture)
    orientation = _orientation(picture)
    profile = picture.info.get("icc_profile")
    image = _resized(_scalable(picture), size)
    image = _opaque_if_possible(_srgb(image, profile))
    if orientation != 1:
        image = image.transpose(UPRIGHT[orientation])
    image.info.clear()
    return orientation, image


def _load(picture: Image.Image) -> None:
    try:
        picture.load()
    except MemoryError:
        raise
    except Exception as error:
        raise TruncatedPicture(_DAMAGED) from error


def _orientation(picture: Image.Image) -> int:
    try:
        value = picture.getexif().get(ORIENTATION)
    except Exception:
        return 1
    return value if value in UPRIGHT else 1


def _scalable(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled, with its transparency in a channel."""
    if picture.mode.startswith("I"):
        picture = _eight_bits(picture)
    if "transparency" in picture.info or picture.mode in {"PA", "La", "RGBa"}:
        return picture.convert("RGBA")
    if picture.mode in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    # Pillow's own conversion clips instead of scaling.
    return picture.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    plain = image.convert("RGBA" if image.mode in {"LA", "RGBA"} else "RGB")
    if not profile:
        return plain
    # Most pictures carry no profile, and the library would cost every child its memory.
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        fit = image if image.mode != "LA" else plain
        return (
            ImageCms.profileToProfile(
                fit, source, ImageCms.createProfile("sRGB"), outputMode=plain.mode
            )
            or plain
        )
    except MemoryError:
        raise
    except Exception:
        return plain


def _opaque_if_possible(image: Image.Image) -> Image.Image:
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image


def _thumbnails(image: Image.Image) -> list[bytes]:
    made: list[bytes] = []
    for side, effort in sorted(THUMBNAILS.items(), reverse=True):
        image = _resized(image, _within(image.size, side))
        made.insert(0, _webp(image, *effort))
    return made


def _hash(image: Image.Image) -> bytes:
    small = _resized(image, _within(image.size, HASHED_SIDE)).convert("RGBA")
    return placeholder.encode(*small.size, small.tobytes())


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _webp(image: Image.Image, quality: int, method: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=method)
    return file.getvalue()


def _too_many(size: str) -> str:
    return (
        f"The picture has {size} pixels. The limit is 50 million, and {MAX_SIDE} on a side: "
        "make it smaller and try again."
    )


_NOT_A_PICTURE = "This is not a PNG, JPEG or WebP picture. Save it as one of these and try again."
_DAMAGED = "The picture is damaged or cut short. Get it again from where it came and try again."
