"""Every store that the contract holds for, with the way on which browsers get at its objects."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from gallery.http import media_endpoint
from storage.base import Storage, UrlSigner
from storage.folder import FolderStorage
from storage.s3.access import S3Access
from storage.s3.signing import S3Signer
from storage.s3.store import S3Storage
from storage.signing import FolderSigner
from tests import s3

WINDOW: Final = timedelta(hours=12)
SECRET: Final = b"0123456789abcdef0123456789abcdef"
NAMES: Final = ("folder", "moto", "ministack", *(["given"] if s3.given() else []))

Clock = Callable[[], float]


@dataclass(frozen=True)
class Backend:
    """A store that is empty. ``signer`` takes a clock, ``stranger`` signs with another secret."""

    storage: Storage
    signer: Callable[[Clock], UrlSigner]
    stranger: UrlSigner
    browser: httpx.AsyncClient
    checks_signatures: bool


@asynccontextmanager
async def opened(name: str, request: pytest.FixtureRequest) -> AsyncIterator[Backend]:
    if name == "folder":
        async with _folder(request.getfixturevalue("tmp_path") / "objects") as backend:
            yield backend
        return
    access = _access(name, request)
    async with _s3(access, checks_signatures=name != "moto") as backend:
        yield backend


@asynccontextmanager
async def filled(name: str, request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """With an object under each of ``MANY_KEYS``."""
    if name == "folder":
        root = request.getfixturevalue("tmp_path") / "objects"
        (root / "many").mkdir(parents=True)
        for key in s3.MANY_KEYS:
            (root / key).touch()
        yield FolderStorage(root)
        return
    if name == "given":
        pytest.skip("it would take minutes")
    access = replace(request.getfixturevalue(name), bucket=s3.FILLED)
    storage = await S3Storage.connect(access)
    try:
        yield storage
    finally:
        await storage.close()


def _access(name: str, request: pytest.FixtureRequest) -> S3Access:
    if name != "given":
        return s3.with_bucket(request.getfixturevalue(name))
    access = s3.given()
    assert access is not None
    return access


@asynccontextmanager
async def _folder(root: Path) -> AsyncIterator[Backend]:
    storage = FolderStorage(root)
    served = media_endpoint(storage, FolderSigner(SECRET, WINDOW))
    app = Starlette(routes=[Route("/media/{key:path}", served)])
    address, transport = "http://gallery", httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=address) as browser:
        yield Backend(
            storage,
            lambda clock: FolderSigner(SECRET, WINDOW, clock=clock),
            FolderSigner(SECRET[::-1], WINDOW),
            browser,
            checks_signatures=True,
        )


@asynccontextmanager
async def _s3(access: S3Access, *, checks_signatures: bool) -> AsyncIterator[Backend]:
    storage = await S3Storage.connect(access)
    await _empty(storage)
    async with httpx.AsyncClient() as browser:
        yield Backend(
            storage,
            lambda clock: S3Signer(access, WINDOW, clock),
            S3Signer(replace(access, secret=access.secret[::-1]), WINDOW),
            browser,
            checks_signatures,
        )
    await _empty(storage)
    await storage.close()


async def _empty(storage: Storage) -> None:
    await storage.delete([found.key async for found in storage.list("")])
