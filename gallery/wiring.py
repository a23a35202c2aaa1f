"""Settings become parts: the one place that says which part is which."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version

from db.engine import Database
from gallery import stores
from gallery.settings import Settings
from gallery.telemetry import Telemetry
from gallery.telemetry.observers import DatabaseObserver, EventObserver, TaskObserver
from gallery.telemetry.wrapped import MeasuredProvider, MeasuredSigner, MeasuredStorage
from jobs.events import EventHub
from jobs.pipeline import Pipeline
from jobs.providers.base import Provider
from jobs.providers.catalogue import openai_models
from jobs.providers.deferred import DeferredProvider
from jobs.providers.demo import DemoProvider
from jobs.queue import Queue
from jobs.services import Services
from jobs.spool import Spool
from resolvers.context import Backend
from resolvers.rates import Rate
from storage.base import Storage, UrlSigner
from storage.imaging import ImagingPool

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
    settings: Settings,
    *,
    application: str,
    pool_size: int,
    listen: bool,
    telemetry: Telemetry | None = None,
) -> AsyncIterator[Parts]:
    """Open everything, and close it in the opposite order. ``listen``: sockets follow events.

    ``telemetry`` is told what goes on; where it is left out, nobody asks it.

    Raises ``SettingsError`` where pictures cannot be kept as the settings say.
    """
    storage, signer = await stores.open_storage(settings)
    database = Database(settings.database_url, pool_size=pool_size, application=application)
    imaging = ImagingPool(workers=_IMAGING_CHILDREN)
    spool = Spool(settings.spool_dir)
    hub = EventHub(database, settings.redis_url)
    queue = Queue(settings.redis_url)
    database.on_commit = hub.announce
    telemetry = telemetry or Telemetry()
    database.observer = DatabaseObserver(telemetry)
    hub.on_delivered = EventObserver(telemetry).delivered
    telemetry.metrics.watch(database, hub)
    storage = MeasuredStorage(storage, telemetry)
    await hub.start(listen=listen)
    try:
        yield _joined(settings, database, storage, signer, imaging, spool, hub, queue, telemetry)
    finally:
        await hub.close()
        await queue.close()
        await imaging.close()
        await storage.close()
        spool.close()
        await database.close()


def _joined(
    settings: Settings,
    database: Database,
    storage: Storage,
    signer: UrlSigner,
    imaging: ImagingPool,
    spool: Spool,
    hub: EventHub,
    queue: Queue,
    telemetry: Telemetry,
) -> Parts:
    pipeline = Pipeline(database, storage, imaging, spool)
    providers = _measured(_providers(settings, imaging), telemetry)
    services = Services(
        database=database,
        pipeline=pipeline,
        hub=hub,
        queue=queue,
        providers=providers,
        trash_retention=settings.trash_retention,
        observer=TaskObserver(telemetry),
    )
    backend = Backend(
        database=database,
        signer=MeasuredSigner(signer, telemetry),
        pipeline=pipeline,
        hub=hub,
        queue=queue,
        models=providers[settings.image_provider].models,
        trash_retention=settings.trash_retention,
        version=version("gallery"),
        public_url=settings.public_url,
        introspection=settings.introspection,
        daily_job_limit=settings.daily_job_limit,
        daily_token_limit=settings.daily_token_limit,
        generation_rate_limit=settings.generation_rate_limit,
        reads=Rate(settings.read_rate_limit) if settings.read_rate_limit else None,
    )
    return Parts(database, storage, signer, hub, queue, pipeline, services, backend)


def _measured(providers: Mapping[str, Provider], telemetry: Telemetry) -> dict[str, Provider]:
    return {name: MeasuredProvider(provider, telemetry) for name, provider in providers.items()}


def _providers(settings: Settings, imaging: ImagingPool) -> dict[str, Provider]:
    """Those that run jobs; demo is always one, for jobs from before there was a key."""
    providers: dict[str, Provider] = {"demo": DemoProvider(imaging)}
    key, url = settings.openai_api_key, settings.openai_base_url
    if settings.image_provider == "openai" and key is not None:
        models = openai_models(url, settings.openai_models)

        def openai() -> Provider:
            from jobs.providers.openai import OpenAIProvider

            return OpenAIProvider(key, url, models)

        providers["openai"] = DeferredProvider("openai", models, paid=True, make=openai)
    return providers
