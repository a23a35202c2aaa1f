import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from gallery.embedded.errors import EmbeddedError
from gallery.embedded.folder import write_private


@dataclass(frozen=True, repr=False)
class Secrets:
    jwt_secret: str
    media_secret: str


def load_secrets(data_dir: Path) -> Secrets:
    """The folder's secrets, drawn once; only its holder may be the first to ask."""
    path = data_dir / "secrets.json"
    if not path.exists():
        drawn = Secrets(jwt_secret=secrets.token_hex(32), media_secret=secrets.token_hex(32))
        write_private(path, json.dumps(asdict(drawn)))
    try:
        return Secrets(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise EmbeddedError(f"cannot read the secrets in {path}") from error
