"""Where pictures are kept, as the settings say: in a folder, or in a bucket."""

from datetime import timedelta

from gallery.settings import Settings, SettingsError
from storage.base import Storage, StorageUnavailable, UrlSigner
from storage.folder import FolderStorage
from storage.s3.access import S3Access
from storage.signing import FolderSigner


async def check(settings: Settings) -> None:
    """Raises ``SettingsError`` where pictures cannot be kept as the settings say."""
    storage, _ = await open_storage(settings)
    await storage.close()


async def open_storage(settings: Settings) -> tuple[Storage, UrlSigner]:
    """What keeps the pictures, and what lets browsers at them. Raises as ``check`` does."""
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


async def open_bucket(access: S3Access) -> Storage:
    """Raises ``SettingsError`` where the store refuses what is asked for."""
    # The client takes a while to import, which a folder has no need of.
    from storage.s3.check import BucketRefused
    from storage.s3.store import S3Storage

    try:
        return await S3Storage.connect(access)
    except BucketRefused as error:
        raise SettingsError(f"S3: {error}.") from error


async def _s3(access: S3Access, window: timedelta) -> tuple[Storage, UrlSigner]:
    from storage.s3.signing import S3Signer

    return await open_bucket(access), S3Signer(access, window)
