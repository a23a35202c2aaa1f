"""One line of the log for each request, and for each operation of a socket."""

import logging
from typing import Any

from gallery.telemetry.current import Record
from gallery.telemetry.metrics import Metrics

logger = logging.getLogger("gallery.requests")


def ended(
    metrics: Metrics,
    record: Record,
    what: str,
    seconds: float,
    level: int = logging.INFO,
    **told: Any,
) -> None:
    """Write the line, and count the errors that are in it."""
    for code in record.codes:
        metrics.errors.labels(code).inc()
    if not logger.isEnabledFor(level):
        return
    known = {
        **told,
        "operation": record.operation,
        "ms": round(1000 * seconds, 1),
        "codes": record.codes,
        "faults": record.faults,
    }
    logger.log(level, what, extra={"told": {name: known[name] for name in known if known[name]}})
