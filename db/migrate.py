"""Bring a database to the newest migration, one process at a time, while others use it."""

import logging
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

from db.versions import TablesInUseError

logger = logging.getLogger(__name__)

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK_NOT_AVAILABLE = "55P03"
_TRIES = 60
_PAUSE_SECONDS = 1.0


def config(url: str = "") -> Config:
    """Alembic's settings; ``url`` is a libpq URL as it is."""
    made = Config()
    made.set_main_option("script_location", str(_SCRIPTS))
    made.set_main_option("path_separator", "os")
    made.attributes["url"] = url
    return made


def upgrade(url: str) -> None:
    """Raises ``TablesInUseError`` where a table could not be locked for three minutes."""
    for _ in range(_TRIES):
        try:
            command.upgrade(config(url), "head")
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            logger.warning("a table is in use, or another migration runs: trying again")
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    raise TablesInUseError("A table that has to change is in use: end what holds it, and migrate.")
