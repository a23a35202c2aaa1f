"""A real PostgreSQL and a real Valkey inside a data folder, for one machine and for tests."""

from gallery.embedded.errors import EmbeddedError, StartCancelledError
from gallery.embedded.folder import default_data_dir, lock_folder, open_folder
from gallery.embedded.postgres import Postgres
from gallery.embedded.secrets import Secrets, load_secrets
from gallery.embedded.services import Services, running_services
from gallery.embedded.valkey import Valkey

__all__ = [
    "EmbeddedError",
    "Postgres",
    "Secrets",
    "Services",
    "StartCancelledError",
    "Valkey",
    "default_data_dir",
    "load_secrets",
    "lock_folder",
    "open_folder",
    "running_services",
]
