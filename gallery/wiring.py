"""Settings become parts: the one place that says which part is which."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from db.engine import Database
from gallery import __version__
from gallery.settings import Settings, SettingsError
from jobs.events import EventHub
from jobs.pipeline import Pipeline
from jobs.providers.base import Provider
from jobs.providers.catalogue import OPENAI_MODELS
from jobs.providers.deferred import DeferredProvider
from jobs.providers.demo import DemoProvider
from jobs.queue import Queue
from jobs.services import Services
from jobs.spool import Spool
from resolvers.context import Backend
from storage.base import Storage, StorageUnavailable, UrlSigner
from storage.folder import FolderStorage
from storage.imaging import ImagingPool
from storage.s3.access import S3Access
from storage.signing import FolderSigner

_IMAGING_CHILDREN = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What every process that serves or works is made of."""

    database: Database
    storage: Storage
    signer: UrlSigner
    hub: EventHub
    queue: Queue
    pipeline: Pipeline
    services: Services
    backend: Backend


@asynccontextmanager
async def parts(
    settings: Settings, *, application: str, pool_size: int, listen: bool
) -> AsyncIterator[Parts]:
    """Open everything, and close it in the opposite order. ``listen``: sockets follow events.

    Raises ``SettingsError`` where pictures cannot be kept as the settings say.
    """
    storage, signer = await _storage(settings)
    database = Database(settings.database_url, pool_size=pool_size, application=application)
    imaging = ImagingPool(workers=_IMAGING_CHILDREN)
    spool = Spool(settings.spool_dir)
    hub = EventHub(database, settings.redis_url)
    queue = Queue(settings.redis_url)
    database.on_commit = hub.announce
    await hub.start(listen=listen)
    try:
        yield _joined(settings, database, storage, signer, imaging, spool, hub, queue)
    finally:
        await hub.close()
        await queue.close()
        await imaging.close()
        await storage.close()
        spool.close()
        await database.close()


async def check_storage(settings: Settings) -> None:
    """Raises ``SettingsError`` as ``parts`` would."""
    storage, _ = await _storage(settings)
    await storage.close()


async def _storage(settings: Settings) -> tuple[Storage, UrlSigner]:
    if settings.s3 is not None:
        return await _s3(settings.s3, settings.url_window)
    assert settings.storage_dir is not None, "one of them is set"
    signer = FolderSigner(
        settings.media_secret, window=settings.url_window, base_url=settings.public_url
    )
    try:
        return FolderStorage(settings.storage_dir), signer
    except StorageUnavailable as error:
        raise SettingsError(f"STORAGE_DIR: {error}") from error


async def _s3(access: S3Access, window: timedelta) -> tuple[Storage, UrlSigner]:
    # The client takes a while to import, which a folder has no need of.
    from storage.s3.check import BucketRefused
    from storage.s3.signing import S3Signer
    from storage.s3.store import S3Storage

    try:
        return await S3Storage.connect(access), S3Signer(access, window)
    except BucketRefused as error:
        raise SettingsError(f"S3: {error}.") from error


def _joined(
    settings: Settings,
    database: Database,
    storage: Storage,
    signer: UrlSigner,
    imaging: ImagingPool,
    spool: Spool,
    hub: EventHub,
    queue: Queue,
) -> Parts:
    pipeline = Pipeline(database, storage, imaging, spool)
    providers = _providers(settings, imaging)
    services = Services(
        database=database,
        pipeline=pipeline,
        hub=hub,
        queue=queue,
        providers=providers,
        trash_retention=settings.trash_retention,
    )
    backend = Backend(
        database=database,
        signer=signer,
        pipeline=pipeline,
        hub=hub,
        queue=queue,
        models=providers[settings.image_provider].models,
        trash_retention=settings.trash_retention,
        version=__version__,
    )
    return Parts(database, storage, signer, hub, queue, pipeline, services, backend)


def _providers(settings: Settings, imaging: ImagingPool) -> dict[str, Provider]:
    """Those that run jobs; demo is always one, for jobs from before there was a key."""
    providers: dict[str, Provider] = {"demo": DemoProvider(imaging)}
    key, url = settings.openai_api_key, settings.openai_base_url
    if settings.image_provider == "openai" and key is not None:

        def openai() -> Provider:
            from jobs.providers.openai import OpenAIProvider

            return OpenAIProvider(key, url)

        providers["openai"] = DeferredProvider("openai", OPENAI_MODELS, paid=True, make=openai)
    return providers
