"""Who draws: what the settings say, and what is offered then."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gallery.settings import Settings, SettingsError, load
from gallery.wiring import parts

KEY = "sk-the-canary-key"
WITH_KEY = {"image_provider": "openai", "openai_api_key": KEY}
NEWER = [
    *("gpt-image-2.6-flare", "gpt-image-2.6-sunburst"),
    *("gpt-image-2.5-flare", "gpt-image-2.5-sunburst", "gpt-image-2"),
]
ENOUGH = {
    "DATABASE_URL": "postgresql://elsewhere/x",
    "REDIS_URL": "redis://elsewhere",
    "JWT_SECRET": "a secret of tests, which is long enough",
    "STORAGE_DIR": "pictures",
    "SPOOL_DIR": "spool",
}


@pytest.mark.parametrize(
    ("given", "provider"),
    [
        ({}, "demo"),
        ({"OPENAI_API_KEY": KEY}, "openai"),
        ({"OPENAI_API_KEY": KEY, "IMAGE_PROVIDER": "openai"}, "openai"),
        ({"OPENAI_API_KEY": KEY, "IMAGE_PROVIDER": "demo"}, "demo"),
        ({"IMAGE_PROVIDER": "demo"}, "demo"),
    ],
)
def test_a_key_chooses_openai_unless_another_is_named(given: dict[str, str], provider: str) -> None:
    settings = load(ENOUGH | given)
    assert settings.image_provider == provider
    assert settings.openai_base_url == "https://api.openai.com/v1"
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"IMAGE_PROVIDER": "openai"}, "set OPENAI_API_KEY"),
        ({"IMAGE_PROVIDER": "dali", "OPENAI_API_KEY": KEY}, "one of openai, demo, not 'dali'"),
        ({"OPENAI_API_KEY": f"{KEY} "}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": f"{KEY}é"}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "api.example.org"}, "OPENAI_BASE_URL"),
    ],
)
def test_what_makes_no_sense_stops_the_start(given: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError) as stopped:
        load(ENOUGH | given)
    message = str(stopped.value)
    assert words in message
    assert "\n" not in message
    assert KEY not in message


def test_the_command_line_says_it_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gallery.cli", "worker"]
    environment = {**os.environ, **ENOUGH, "IMAGE_PROVIDER": "openai", "OPENAI_API_KEY": ""}
    ended = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    [line] = ended.stderr.splitlines()
    assert line.startswith("gallery: IMAGE_PROVIDER is openai")


@pytest.mark.parametrize(
    ("given", "models", "runs"),
    [
        ({}, ["demo"], ["demo"]),
        (
            WITH_KEY,
            [*NEWER, "gpt-image-1.5", "gpt-image-1-mini"],
            ["demo", "openai"],
        ),
        (
            {**WITH_KEY, "openai_base_url": "https://images.example.org/v1"},
            ["gpt-image-1", *NEWER, "gpt-image-1.5", "gpt-image-1-mini"],
            ["demo", "openai"],
        ),
        (
            {**WITH_KEY, "openai_models": ("flux", "gpt-image-1")},
            ["flux", "gpt-image-1"],
            ["demo", "openai"],
        ),
        ({"image_provider": "demo", "openai_api_key": KEY}, ["demo"], ["demo"]),
    ],
)
async def test_one_provider_is_offered_and_older_jobs_still_run(
    settings: Settings, given: dict[str, Any], models: list[str], runs: list[str]
) -> None:
    chosen = replace(settings, **given)
    async with parts(chosen, application="tests", pool_size=1, listen=False) as opened:
        assert [model.name for model in opened.backend.models] == models
        assert list(opened.services.providers) == runs
        assert opened.services.free_providers == ["demo"]
