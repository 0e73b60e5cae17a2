"""Logs as the processes write them."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr

import structlog

from core import logging as our_logs


@contextmanager
def logs_as_in_use() -> Iterator[io.StringIO]:
    """What the processes would write into their logs meanwhile, libraries included."""
    before, factory, hook = structlog.get_config(), logging.getLogRecordFactory(), sys.excepthook
    written = io.StringIO()
    libraries = logging.StreamHandler(written)
    logging.getLogger().addHandler(libraries)
    try:
        with redirect_stderr(written):
            our_logs.configure("test", development=False)
            yield written
    finally:
        logging.getLogger().removeHandler(libraries)
        logging.setLogRecordFactory(factory)
        sys.excepthook = hook
        structlog.configure(**before)
        structlog.contextvars.clear_contextvars()
