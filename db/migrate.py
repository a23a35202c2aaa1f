"""Bring a database to the newest migration, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config

_SCRIPTS = Path(__file__).parent / "migrations"


def config(url: str = "") -> Config:
    """Alembic's settings; ``url`` is a libpq URL as it is."""
    made = Config()
    made.set_main_option("script_location", str(_SCRIPTS))
    made.set_main_option("path_separator", "os")
    made.attributes["url"] = url
    return made


def upgrade(url: str) -> None:
    command.upgrade(config(url), "head")
