"""`bangvang worker`: one worker alone."""

import importlib
import os

from core.engine_environment import client_environment
from core.logging import configure
from core.settings import load_settings


def worker() -> None:
    """Run one worker: it moves dossiers on, sends mail, reminds and escalates.

    Any number may run, on any number of machines, against one database and one engine.
    """
    settings = load_settings()
    configure("worker", development=settings.development)
    # Read when Prefect is first imported, which the next line does.
    os.environ.update(client_environment(settings))
    importlib.import_module("flows.worker_process").main(settings)
