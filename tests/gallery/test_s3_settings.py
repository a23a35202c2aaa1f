"""Where pictures are kept: what the settings say, and what is wrong with them."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gallery import settings
from gallery.settings import SettingsError, load
from storage.s3.access import S3Access
from tests import s3

SECRET = "the-canary's-secret"
COMMON = {
    "DATABASE_URL": "postgresql://elsewhere/x",
    "REDIS_URL": "redis://elsewhere",
    "JWT_SECRET": "a secret of tests, which is long enough",
    "SPOOL_DIR": "spool",
}
ENOUGH = {
    **COMMON,
    "S3_ENDPOINT": "https://s3.example.org/",
    "S3_BUCKET": "pictures",
    "S3_KEY": "key",
    "S3_SECRET": SECRET,
}


def test_a_bucket_takes_the_place_of_a_folder() -> None:
    loaded = load(ENOUGH)
    assert loaded.storage_dir is None
    assert loaded.s3 == S3Access(
        endpoint="https://s3.example.org",
        bucket="pictures",
        key_id="key",
        secret=SECRET,
        region="us-east-1",
        public_endpoint="https://s3.example.org",
    )
    assert SECRET not in repr(loaded)


def test_browsers_may_reach_it_at_another_address() -> None:
    loaded = load(ENOUGH | {"S3_PUBLIC_ENDPOINT": "https://cdn.example.org", "S3_REGION": "auto"})
    assert loaded.s3 is not None
    assert loaded.s3.public_endpoint == "https://cdn.example.org"
    assert loaded.s3.region == "auto"


def without(*names: str) -> dict[str, str]:
    return {name: value for name, value in ENOUGH.items() if name not in names}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (COMMON, "Set STORAGE_DIR, a folder for the pictures, or S3_ENDPOINT, S3_BUCKET"),
        (ENOUGH | {"STORAGE_DIR": "pictures"}, "STORAGE_DIR or S3_ENDPOINT, not both"),
        (without("S3_ENDPOINT"), "S3_BUCKET is set and S3_ENDPOINT is not"),
        (without("S3_BUCKET"), "set S3_BUCKET too"),
        (without("S3_KEY", "S3_SECRET"), "set S3_KEY and S3_SECRET too"),
        (ENOUGH | {"S3_ENDPOINT": "s3.example.org"}, "S3_ENDPOINT: an address such as"),
        (ENOUGH | {"S3_ENDPOINT": "https://s3.example.org?x=1"}, "nothing behind it"),
        (ENOUGH | {"S3_ENDPOINT": "https://a:b@s3.example.org"}, "S3_ENDPOINT"),
        (ENOUGH | {"S3_ENDPOINT": "https://pictures.s3.amazonaws.com"}, "without the bucket's"),
        (ENOUGH | {"S3_PUBLIC_ENDPOINT": "cdn.example.org"}, "S3_PUBLIC_ENDPOINT: an address"),
        (ENOUGH | {"S3_ENDPOINT": "http://my_store:9000"}, "S3_ENDPOINT: an address such as"),
        (ENOUGH | {"S3_ENDPOINT": "http://store:99999"}, "S3_ENDPOINT: Port out of range"),
        (ENOUGH | {"S3_REGION": "eu west"}, "S3_REGION: a name such as eu-central-1"),
        (ENOUGH | {"S3_SECRET": f"{SECRET} "}, "S3_SECRET: it holds what no key holds"),
        (ENOUGH | {"S3_KEY": "k\nX-Header: 1"}, "S3_KEY: it holds what no key holds"),
        (ENOUGH | {"S3_BUCKET": "my bucket"}, "S3_BUCKET: a bucket's name"),
        (ENOUGH | {"URL_WINDOW": "302401"}, "URL_WINDOW: at most 302400 seconds"),
        (ENOUGH | {"URL_WINDOW": "1.5"}, "URL_WINDOW: whole seconds"),
    ],
)
def test_what_makes_no_sense_stops_the_start(given: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError) as stopped:
        load(given)
    message = str(stopped.value)
    assert words in message
    assert "\n" not in message
    assert SECRET not in message


@pytest.mark.parametrize("command", ["api", "worker"])
def test_every_process_says_in_one_line_what_the_store_refuses(
    command: str, ministack: S3Access, tmp_path: Path
) -> None:
    access = replace(s3.with_bucket(ministack), secret=SECRET)
    ended = subprocess.run(
        [sys.executable, "-m", "gallery.cli", command],
        cwd=tmp_path,
        env={**os.environ, **COMMON, **s3.settings_of(access)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"gallery: S3: {access.endpoint} does not accept S3_SECRET")
    assert SECRET not in ended.stderr


def test_the_handbook_names_every_setting() -> None:
    read = set(re.findall(r'"([A-Z][A-Z0-9]*_[A-Z0-9_]+)"', Path(settings.__file__).read_text()))
    handbook = (Path(__file__).parents[2] / "docs/operations.md").read_text()
    assert len(read) > 20
    assert read - set(re.findall(r"`([A-Z0-9_]+)`", handbook)) == set()
