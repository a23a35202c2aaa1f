"""Logs go to standard error, one line each: JSON for programs, or text for people."""

import logging
import sys
from datetime import UTC, datetime
from typing import Any

import orjson

from gallery.telemetry import current


def configure(form: str, level: str = "INFO") -> None:
    """``form`` is json or text."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(handlers=[handler], level=level)
    for noisy in ("arq", "httpx2", "uvicorn.error"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.root.level))


class JsonLines(logging.Formatter):
    """``extra={"told": {...}}`` becomes members of the line's object, as it is."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_told(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=repr, option=orjson.OPT_UTC_Z).decode()


class TextLines(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        told = (f" {name}={value}" for name, value in _told(record).items())
        return super().formatMessage(record) + "".join(told)


def _told(record: logging.LogRecord) -> dict[str, Any]:
    """Whom the line is about, and what whoever wrote it tells beside its message."""
    told: dict[str, Any] = getattr(record, "told", {})
    request = current.record()
    if request is None:
        return told
    about: dict[str, Any] = {"requestId": request.id}
    if request.user_id is not None:
        about["userId"] = request.user_id
    return about | told
