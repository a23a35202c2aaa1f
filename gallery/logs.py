"""Logs go to standard error, one line each."""

import logging
import sys


def configure() -> None:
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for noisy in ("arq", "uvicorn.error"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
