import io
import itertools
import time

import pytest
from PIL import Image, ImageChops, ImageStat

from jobs.providers.demo_art import WORDS, draw
from jobs.providers.demo_scenes import SCENES
from storage import imaging
from storage.imaging import ImagingPool


def drawn(
    prompt: str = "a fox in the snow",
    seed: int = 1,
    step: int = 3,
    size: tuple[int, int] = (256, 256),
    background: str = "auto",
    output_format: str = "png",
) -> bytes:
    return draw(prompt, *size, seed, step, 3, background, output_format)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def difference(one: bytes, other: bytes) -> float:
    pictures = [opened(data).convert("RGB").resize((32, 32)) for data in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*pictures)).mean)


@pytest.mark.parametrize("kind", SCENES)
def test_the_same_arguments_draw_the_same_bytes(kind: str) -> None:
    prompt = WORDS[kind].split()[0]
    assert drawn(prompt) == drawn(prompt)
    assert drawn(prompt, step=1) == drawn(prompt, step=1)


def test_every_word_names_a_scene() -> None:
    assert WORDS.keys() == SCENES.keys()


def test_prompts_and_seeds_draw_different_pictures() -> None:
    made = [drawn(prompt, seed) for prompt in ("hope", "a cup of tea") for seed in range(4)]
    for one, other in itertools.combinations(made, 2):
        assert difference(one, other) > 3


def test_spacing_and_case_of_a_prompt_do_not_matter() -> None:
    assert drawn("A  Fox in the snow") == drawn()


@pytest.mark.parametrize("prompt", ["", "日本の山", "🦊", "\ud800", "\0", "x" * 32_000])
def test_any_prompt_can_be_drawn(prompt: str) -> None:
    assert opened(drawn(prompt)).size == (256, 256)


@pytest.mark.parametrize("kind", SCENES)
def test_early_versions_come_closer_to_the_last(kind: str) -> None:
    prompt = WORDS[kind].split()[0]
    first, second, last = (drawn(prompt, step=step, size=(512, 384)) for step in (1, 2, 3))
    assert {opened(data).size for data in (first, second, last)} == {(512, 384)}
    assert difference(first, last) >= difference(second, last)
    assert difference(first, last) > 0.5


@pytest.mark.parametrize("output_format", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("background", ["auto", "opaque", "transparent"])
def test_formats_and_backgrounds(output_format: str, background: str) -> None:
    picture = opened(drawn(background=background, output_format=output_format))
    picture.load()
    clear = background == "transparent" and output_format != "jpeg"
    assert picture.format == output_format.upper()
    assert picture.mode == ("RGBA" if clear else "RGB")
    if clear:
        assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]
        assert picture.getpixel((128, 128))[3] == 255  # type: ignore[index]


@pytest.mark.parametrize("kind", SCENES)
@pytest.mark.parametrize("size", [(256, 384), (384, 256), (16, 16), (16, 700)])
def test_every_scene_in_every_shape(kind: str, size: tuple[int, int]) -> None:
    for seed in range(3):
        assert opened(drawn(WORDS[kind].split()[0], seed, size=size)).size == size


def test_it_signs_itself() -> None:
    picture = opened(drawn("minimal pattern", size=(1024, 1024))).convert("L")
    _, brightest = picture.crop((925, 968, 1002, 1002)).getextrema()
    assert isinstance(brightest, int)
    assert brightest > 190


@pytest.mark.parametrize(
    ("size", "output_format"),
    [((15, 256), "png"), ((256, 4097), "png"), ((256, 256), "gif"), ((256, 256), "")],
)
def test_nothing_else_is_drawn(size: tuple[int, int], output_format: str) -> None:
    with pytest.raises(ValueError):
        drawn(size=size, output_format=output_format)


def test_it_is_quick() -> None:
    started = time.process_time()
    drawn(size=(1024, 1024))
    assert time.process_time() - started < 1.5


async def test_a_child_draws_it() -> None:
    pool = ImagingPool(workers=1)
    try:
        (function,) = imaging.DRAWINGS
        data = await pool.call(function, "a fox in the snow", 256, 256, 1, 3, 3, "auto", "png")
    finally:
        await pool.close()
    assert data == drawn()
