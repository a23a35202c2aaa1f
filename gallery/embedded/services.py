import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from gallery.embedded.folder import is_held, write_private


@dataclass(frozen=True, repr=False)
class Services:
    """Where a running gallery's parts answer; `storage` holds settings."""

    database_url: str
    redis_url: str
    http: str
    storage: dict[str, str] = field(default_factory=dict)


def write_services(data_dir: Path, services: Services) -> None:
    write_private(_path(data_dir), json.dumps(asdict(services)))


def remove_services(data_dir: Path) -> None:
    _path(data_dir).unlink(missing_ok=True)


def left_behind(data_dir: Path) -> bool:
    """Whether the last one on this folder was killed; for the folder's holder to ask."""
    return _path(data_dir).exists()


def running_services(data_dir: Path) -> Services | None:
    """What `gallery up` serves on this folder right now; a killed one leaves only its file."""
    if not is_held(data_dir):
        return None
    try:
        return Services(**json.loads(_path(data_dir).read_text()))
    except FileNotFoundError:
        return None


def _path(data_dir: Path) -> Path:
    return data_dir / "services.json"
