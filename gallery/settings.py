"""The settings of a process, read once from the environment and ``.env``."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

from gallery import values
from jobs.faults import Fault
from jobs.providers.catalogue import OPENAI
from storage.s3.access import S3Access

_T = TypeVar("_T")
_SHORTEST_SECRET = 32
_PROVIDERS = ("openai", "demo")
_S3_REQUIRED = ("S3_BUCKET", "S3_KEY", "S3_SECRET")
_S3_OPTIONAL = ("S3_REGION", "S3_PUBLIC_ENDPOINT", "S3_SESSION_TOKEN")
_STORAGE = ("STORAGE_DIR", "S3_ENDPOINT", *_S3_REQUIRED, *_S3_OPTIONAL)
# What stores without regions of their own take for theirs.
_S3_REGION = "us-east-1"
# A signed URL lives for two windows, and S3 allows it a week.
_LONGEST_S3_WINDOW = timedelta(days=3.5)


class SettingsError(Exception):
    """A setting that is missing or makes no sense; the message is one line for whoever set it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Secrets are kept out of the representation. Either `storage_dir` is set or `s3`."""

    database_url: str
    redis_url: str
    storage_dir: Path | None
    s3: S3Access | None
    spool_dir: Path
    media_secret: bytes
    jwt_secret: str | None
    jwt_jwks_url: str | None
    jwt_audience: str | None
    jwt_issuer: str | None
    public_url: str
    allowed_origins: tuple[str, ...]
    trusted_proxies: str
    drain: timedelta
    url_window: timedelta
    trash_retention: timedelta
    image_provider: str
    openai_api_key: str | None
    openai_base_url: str
    openai_models: tuple[str, ...]
    introspection: bool
    trusted_documents: bool
    daily_job_limit: int | None
    daily_token_limit: int | None
    generation_rate_limit: int | None
    read_rate_limit: int | None
    cleanup_token: str | None
    metrics_token: str | None
    metrics_port: int | None
    log_format: str
    log_level: str
    log_prompts: bool
    otlp_endpoint: str | None
    fault_point: Fault | None

    @property
    def base_path(self) -> str:
        """What the app's addresses begin with behind a proxy: ``/pictures``, or nothing."""
        return urlsplit(self.public_url).path

    @property
    def public_origin(self) -> str:
        return self.public_url.removesuffix(self.base_path)

    def __repr__(self) -> str:
        shown = ("storage_dir", "s3", "spool_dir", "public_url", "trash_retention")
        return f"Settings({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def environment(overrides: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment over ``.env``, both under ``overrides``; empty values count as unset."""
    merged = {**dotenv_values(".env"), **os.environ, **(overrides or {})}
    return {name: value for name, value in merged.items() if value}


def pass_on(environ: Mapping[str, str]) -> None:
    """Let the processes that this one starts read the same settings."""
    os.environ.update(environ)


def load(environ: Mapping[str, str]) -> Settings:
    """Read and check every setting; raises ``SettingsError``."""
    storage_dir, s3 = _storage(environ)
    jwt_secret = environ.get("JWT_SECRET")
    jwks_url = environ.get("JWT_JWKS_URL")
    if jwt_secret is None and jwks_url is None:
        raise SettingsError("Set JWT_SECRET (at least 32 bytes) or JWT_JWKS_URL.")
    if jwt_secret is not None:
        _check_secret("JWT_SECRET", jwt_secret)
    return Settings(
        database_url=_required(environ, "DATABASE_URL", values.database_url),
        redis_url=_required(environ, "REDIS_URL", str),
        storage_dir=storage_dir,
        s3=s3,
        spool_dir=_required(environ, "SPOOL_DIR", Path),
        media_secret=_media_secret(environ, jwt_secret),
        jwt_secret=jwt_secret,
        jwt_jwks_url=jwks_url,
        jwt_audience=environ.get("JWT_AUDIENCE"),
        jwt_issuer=environ.get("JWT_ISSUER"),
        public_url=_optional(environ, "PUBLIC_URL", values.address, ""),
        allowed_origins=_optional(environ, "ALLOWED_ORIGINS", values.origins, ()),
        trusted_proxies=_optional(environ, "TRUSTED_PROXIES", values.networks, "127.0.0.1"),
        drain=_optional(environ, "DRAIN_SECONDS", values.drain, timedelta()),
        url_window=_url_window(environ, s3),
        trash_retention=_optional(environ, "TRASH_RETENTION_DAYS", values.days, timedelta(days=30)),
        image_provider=_image_provider(environ),
        openai_api_key=_openai_key(environ),
        openai_base_url=_optional(environ, "OPENAI_BASE_URL", values.origin, OPENAI),
        openai_models=_optional(environ, "OPENAI_MODELS", values.names, ()),
        introspection=_optional(environ, "INTROSPECTION", values.switch, default=True),
        trusted_documents=_optional(environ, "TRUSTED_DOCUMENTS", values.switch, default=False),
        daily_job_limit=_optional(environ, "DAILY_JOB_LIMIT", values.limit, None),
        daily_token_limit=_optional(environ, "DAILY_TOKEN_LIMIT", values.limit, None),
        generation_rate_limit=_optional(environ, "GENERATION_RATE_LIMIT", values.limit, None),
        read_rate_limit=_optional(environ, "READ_RATE_LIMIT", values.limit, None),
        cleanup_token=_token(environ, "CLEANUP_TOKEN"),
        metrics_token=_token(environ, "METRICS_TOKEN"),
        metrics_port=_optional(environ, "METRICS_PORT", values.port, None),
        log_format=_optional(environ, "LOG_FORMAT", values.log_format, "json"),
        log_level=_optional(environ, "LOG_LEVEL", values.log_level, "INFO"),
        log_prompts=_optional(environ, "LOG_PROMPTS", values.switch, default=False),
        otlp_endpoint=_optional(environ, "OTEL_EXPORTER_OTLP_ENDPOINT", values.origin, None),
        fault_point=_optional(environ, "FAULT_POINT", Fault.parse, None),
    )


def _required(environ: Mapping[str, str], name: str, read: Callable[[str], _T]) -> _T:
    value = environ.get(name)
    if value is None:
        raise SettingsError(f"{name} is not set.")
    return _read(name, value, read)


def _optional(environ: Mapping[str, str], name: str, read: Callable[[str], _T], default: _T) -> _T:
    value = environ.get(name)
    return default if value is None else _read(name, value, read)


def _read(name: str, value: str, read: Callable[[str], _T]) -> _T:
    try:
        return read(value)
    except ValueError as error:
        raise SettingsError(f"{name}: {error}") from None


def _check_secret(name: str, secret: str) -> None:
    if len(secret.encode()) < _SHORTEST_SECRET:
        raise SettingsError(
            f"{name} is shorter than {_SHORTEST_SECRET} bytes: choose a longer one."
        )


def _media_secret(environ: Mapping[str, str], jwt_secret: str | None) -> bytes:
    secret = environ.get("MEDIA_SECRET") or jwt_secret
    if secret is None:
        raise SettingsError(
            "Set MEDIA_SECRET (at least 32 bytes), which signs the URLs of pictures."
        )
    _check_secret("MEDIA_SECRET", secret)
    return secret.encode()


def _token(environ: Mapping[str, str], name: str) -> str | None:
    token = environ.get(name)
    if token is not None:
        _check_secret(name, token)
    return token


def _storage(environ: Mapping[str, str]) -> tuple[Path | None, S3Access | None]:
    """Where the pictures are: a folder or a bucket, and never both."""
    folder, endpoint = environ.get("STORAGE_DIR"), environ.get("S3_ENDPOINT")
    if folder and endpoint:
        raise SettingsError("Set STORAGE_DIR or S3_ENDPOINT, not both: pictures are in one place.")
    if endpoint:
        return None, s3_access(environ)
    stray = next((name for name in _STORAGE[2:] if name in environ), None)
    if stray is not None:
        raise SettingsError(f"{stray} is set and S3_ENDPOINT is not: set it too, or neither.")
    if folder is None:
        raise SettingsError(
            "Set STORAGE_DIR, a folder for the pictures, or S3_ENDPOINT, S3_BUCKET, S3_KEY and"
            " S3_SECRET."
        )
    return Path(folder), None


def s3_access(environ: Mapping[str, str]) -> S3Access:
    """The bucket that S3_ENDPOINT and its companions name; raises ``SettingsError``."""
    missing = [name for name in _S3_REQUIRED if name not in environ]
    if missing:
        raise SettingsError(f"S3_ENDPOINT is set: set {' and '.join(missing)} too.")
    endpoint = _required(environ, "S3_ENDPOINT", values.endpoint)
    bucket = _required(environ, "S3_BUCKET", values.bucket)
    if (urlsplit(endpoint).hostname or "").startswith(f"{bucket}."):
        raise SettingsError(f"S3_ENDPOINT: without the bucket's name {bucket!r} in front")
    return S3Access(
        endpoint=endpoint,
        bucket=bucket,
        key_id=_required(environ, "S3_KEY", values.word),
        secret=_required(environ, "S3_SECRET", values.word),
        region=_optional(environ, "S3_REGION", values.region, _S3_REGION),
        public_endpoint=_optional(environ, "S3_PUBLIC_ENDPOINT", values.endpoint, endpoint),
        session_token=_optional(environ, "S3_SESSION_TOKEN", values.word, None),
    )


def storage_of(environ: Mapping[str, str]) -> dict[str, str]:
    """Everything that says where the pictures are, empty where it is not set."""
    return {name: environ.get(name, "") for name in _STORAGE}


def _image_provider(environ: Mapping[str, str]) -> str:
    """What is asked for pictures: OpenAI where there is a key, unless another is named."""
    has_key = "OPENAI_API_KEY" in environ
    provider = environ.get("IMAGE_PROVIDER") or ("openai" if has_key else "demo")
    if provider not in _PROVIDERS:
        raise SettingsError(f"IMAGE_PROVIDER: one of {', '.join(_PROVIDERS)}, not {provider!r}")
    if provider == "openai" and not has_key:
        raise SettingsError("IMAGE_PROVIDER is openai: set OPENAI_API_KEY too, or use demo.")
    return provider


def _openai_key(environ: Mapping[str, str]) -> str | None:
    key = environ.get("OPENAI_API_KEY")
    if key is not None and not re.fullmatch("[!-~]+", key):
        raise SettingsError("OPENAI_API_KEY holds what no key holds, such as a space.")
    return key


def _url_window(environ: Mapping[str, str], s3: S3Access | None) -> timedelta:
    window = _optional(environ, "URL_WINDOW", values.seconds, timedelta(hours=12))
    if window % timedelta(seconds=1):
        raise SettingsError("URL_WINDOW: whole seconds")
    if s3 is not None and window > _LONGEST_S3_WINDOW:
        raise SettingsError(
            f"URL_WINDOW: at most {_LONGEST_S3_WINDOW.total_seconds():.0f} seconds with S3, whose"
            " URLs live for a week at most"
        )
    return window
