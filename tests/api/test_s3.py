"""A gallery whose pictures are in a bucket: browsers get them from there, and from nowhere else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from gallery import commands
from gallery.settings import Settings, load
from jobs.handlers.sweep import sweep_previews
from storage import keys
from storage.s3.access import S3Access
from storage.s3.store import S3Storage
from tests import s3
from tests.api.conftest import Painter
from tests.api.helpers import TRASH, asked_for, ended, uploaded
from tests.api.test_progress import PROGRESS
from tests.client import Client
from tests.conftest import kept_in
from tests.jobs.test_previews import A_MINUTE_LATER
from tests.pictures import png

LISTED = """{ images(first: 10) { nodes {
    id url thumbUrl urlExpiresAt downloadUrl: url(download: true) } } }"""


@pytest.fixture
def access(ministack: S3Access) -> S3Access:
    return s3.with_bucket(ministack)


@pytest.fixture
def settings(settings: Settings, access: S3Access) -> Settings:
    return replace(settings, storage_dir=None, s3=access)


@pytest.fixture
async def store(access: S3Access) -> AsyncIterator[S3Storage]:
    store = await S3Storage.connect(access)
    yield store
    await store.close()


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as browser:
        yield browser


async def test_pictures_live_and_die_in_the_bucket(
    settings: Settings,
    worker: object,
    ann: Client,
    store: S3Storage,
    browser: httpx.AsyncClient,
) -> None:
    sent = png(colour="red")
    await uploaded(ann, sent)
    job_id = await asked_for(ann, "a red fox", n=2)
    assert (await ended(ann, job_id))["status"] == "SUCCEEDED"
    images = (await ann.query(LISTED))["images"]["nodes"]
    assert len(images) == 3
    assert len(await kept_in(store)) == 3 * len(keys.all_of(""))

    originals = []
    for image in images:
        original = await browser.get(image["url"])
        thumbnail = await browser.get(image["thumbUrl"])
        download = await browser.get(image["downloadUrl"])
        assert original.headers["content-type"] == "image/png"
        assert thumbnail.headers["content-type"] == "image/webp"
        assert thumbnail.content[8:12] == b"WEBP"
        assert download.content == original.content
        assert download.headers["content-disposition"].startswith("attachment; filename=")
        originals.append(original.content)
    assert sent in originals

    for image in images:
        await ann.query(TRASH, id=image["id"])
    await commands.purge(replace(settings, trash_retention=settings.trash_retention * 0))
    assert await kept_in(store) == []
    assert (await browser.get(images[0]["url"])).status_code == 404


async def test_partial_pictures_are_shown_from_the_bucket_and_swept(
    held_painter: Painter, ann: Client, store: S3Storage, browser: httpx.AsyncClient
) -> None:
    job_id = await asked_for(ann)
    async with ann.subscribe(PROGRESS, id=job_id) as stream:
        shown = await stream.until("jobProgress", lambda job: job["slots"][0]["previewUrl"])
        preview = await browser.get(shown["slots"][0]["previewUrl"])
        assert preview.content[8:12] == b"WEBP"
        held_painter.gate.set()
        await stream.until("jobProgress", lambda job: job["progress"] == 1)
    # Whoever was told of one in the last moment finds it.
    assert (await browser.get(shown["slots"][0]["previewUrl"])).status_code == 200
    opened = held_painter.parts
    async with opened.database.write() as tx:
        await tx.execute(text(A_MINUTE_LATER))
    await sweep_previews(opened.services)
    assert [found.key async for found in store.list("previews/")] == []


async def test_the_app_may_show_pictures_of_the_bucket_and_serves_none(
    ann: Client, access: S3Access
) -> None:
    policy = (await ann.get("/")).headers["content-security-policy"]
    assert f"img-src 'self' data: blob: {access.endpoint}" in policy
    assert (await ann.get("/media/pictures/x.png")).status_code == 404


def test_settings_from_the_environment_lead_to_the_bucket(access: S3Access, tmp_path: Path) -> None:
    loaded = load(
        {
            "DATABASE_URL": "postgresql://elsewhere/x",
            "REDIS_URL": "redis://elsewhere",
            "JWT_SECRET": "a secret of tests, which is long enough",
            "SPOOL_DIR": str(tmp_path),
            **s3.settings_of(access),
        }
    )
    assert loaded.s3 == access
