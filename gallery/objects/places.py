"""Stores named by a URL, for commands that know two of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from gallery import stores
from gallery.settings import SettingsError, s3_access
from storage.base import Storage, StorageUnavailable
from storage.folder import FolderStorage

Side = Literal["from", "to"]

_SECRETS: Final = ("KEY", "SECRET", "SESSION_TOKEN")
_OPTIONS: Final = {"endpoint": "S3_ENDPOINT", "region": "S3_REGION"}


async def opened(url: str, environ: Mapping[str, str], side: Side) -> Storage:
    """The store at ``s3://BUCKET?endpoint=URL&region=NAME``, ``file:///PATH`` or a plain path.

    Keys of a bucket come from S3_FROM_KEY and S3_FROM_SECRET (S3_TO_... for the other side), or
    from S3_KEY and S3_SECRET; so does what the URL leaves out. Raises ``SettingsError``.
    """
    scheme = urlsplit(url).scheme
    if scheme == "s3":
        return await stores.open_bucket(s3_access(_bucket_settings(url, environ, side)))
    if scheme not in ("", "file"):
        raise SettingsError(f"--{side}: begin it with s3:// or file://, or give a folder.")
    path = Path(unquote(urlsplit(url).path)) if scheme else Path(url)
    if side == "from" and not path.is_dir():
        raise SettingsError(f"--{side}: there is no folder {path}.")
    try:
        return FolderStorage(path)
    except StorageUnavailable as error:
        raise SettingsError(f"--{side}: {error}") from error


def own(environ: Mapping[str, str]) -> str:
    """Where the gallery of these settings keeps its pictures, as ``opened`` takes it.

    Raises ``SettingsError``.
    """
    if bucket := environ.get("S3_BUCKET"):
        return f"s3://{bucket}"
    if folder := environ.get("STORAGE_DIR"):
        return folder
    raise SettingsError(
        "Give both --from and --to: there is no gallery here whose pictures could be meant."
    )


def _bucket_settings(url: str, environ: Mapping[str, str], side: Side) -> dict[str, str]:
    """As the gallery's own settings name them."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    unknown = sorted(options.keys() - _OPTIONS.keys())
    if unknown or parts.path.strip("/") or not parts.netloc:
        raise SettingsError(f"--{side}: write s3://BUCKET?endpoint=URL&region=NAME.")
    found = {
        f"S3_{name}": value
        for name in ("ENDPOINT", "REGION", *_SECRETS)
        if (value := environ.get(f"S3_{side.upper()}_{name}") or environ.get(f"S3_{name}"))
    }
    named = {_OPTIONS[name]: value for name, value in options.items()}
    settings = {**found, **named, "S3_BUCKET": parts.netloc}
    if "S3_ENDPOINT" not in settings:
        raise SettingsError(f"--{side}: add ?endpoint=URL, the address of the store.")
    return settings
