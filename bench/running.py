"""What `bangvang up` starts, but the web: PostgreSQL as in use, Prefect's server, a worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import Engine, text
from sqlmodel import Session

from core import processes
from core.database import connect, transaction
from core.engine_presence import engine_is_up
from core.postgres import EmbeddedPostgres
from migrations.run import upgrade
from tests.flows.prefect_server import PrefectServer

_PATIENCE = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Servers:
    """Ours and Prefect's, and how a program is told of them."""

    database: Engine
    postgres: EmbeddedPostgres
    prefect: PrefectServer
    environment: Mapping[str, str]


@contextmanager
def servers(home: Path) -> Iterator[Servers]:
    postgres = EmbeddedPostgres(home / "postgres")
    postgres.start()
    postgres.ensure_database("bangvang")
    database = connect(postgres.url())
    upgrade(database)
    prefect = PrefectServer(home, postgres.url("postgres"), postgres.url("bangvang_engine"))
    prefect.start()
    environment = {"BANGVANG_HOME": str(home), "BANGVANG_ENGINE_API_URL": prefect.api_url}
    try:
        yield Servers(database, postgres, prefect, os.environ | environment)
    finally:
        prefect.close()
        database.dispose()
        postgres.stop()


@contextmanager
def a_worker(running: Servers) -> Iterator[None]:
    """One of ours, from when it serves until it has stopped."""
    with a_program(running, "-m", "cli", "worker"):
        until(lambda: is_up(running.database))
        yield


@contextmanager
def a_program(running: Servers, *arguments: str) -> Iterator[None]:
    """A program of Python's that knows these servers, until it is no longer needed."""
    program = processes.start(
        [sys.executable, *arguments],
        environment=dict(running.environment),
        output=subprocess.DEVNULL,
        folder=Path.cwd(),
    )
    try:
        yield
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait()


def none_waits(database: Engine) -> bool:
    """Whether every wake-up was served: each run sleeps at its dossier's gate again."""
    with transaction(database) as session:
        return not session.execute(text("SELECT count(*) FROM wake")).scalar_one()


def until(holds: Callable[[], bool], *, every: float = 0.02) -> None:
    """Raises `TimeoutError` when it never does; `every` is in seconds."""
    deadline = monotonic() + _PATIENCE
    while not holds():
        if monotonic() > deadline:
            raise TimeoutError("the engine does not get on")
        sleep(every)


def is_up(database: Engine) -> bool:
    """Whether a worker of ours is at work."""
    with Session(database) as session:
        return engine_is_up(session)
