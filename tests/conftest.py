"""What tests share: one throwaway PostgreSQL per run, and databases made from one template."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import Engine, text
from sqlmodel import Session

from approvals.commands.load_rule_sets import load_rule_sets
from core.clock import now
from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from migrations.run import head, upgrade
from models.tables import METADATA
from tests.running_system import RunningSystem
from tests.telling import insist_on_events

# As in use, a failure is logged without what was at hand: of a whole rule set that takes minutes.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

_TEMPLATE = "bangvang_template"
_KEPT = {"rule_set", "award"}
_SERVER = pytest.StashKey[tuple[EmbeddedPostgres, Path]]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server once, in the process that starts the others."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="bangvang-tests-"))
    server = EmbeddedPostgres(folder, durable=False)
    server.start()
    config.stash[_SERVER] = (server, folder)
    os.environ["BANGVANG_TEST_SERVER"] = server.url("{database}")
    server.ensure_database(_TEMPLATE)
    engine = connect(url_of(_TEMPLATE))
    upgrade(engine)
    with transaction(engine) as session:
        load_rule_sets(session, now=now())
    empty(engine)  # each test begins with an empty record
    insist_on_events(engine)
    engine.dispose()


def pytest_collection() -> None:
    """What is imported stays: looking for garbage in it takes a third of the time."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    started = config.stash.get(_SERVER, None)
    if started:
        server, folder = started
        server.stop()
        shutil.rmtree(folder)


def url_of(database: str) -> str:
    """The address of a database on the run's server."""
    return os.environ["BANGVANG_TEST_SERVER"].replace("%7Bdatabase%7D", database)


@pytest.fixture(scope="session")
def maintenance() -> Iterator[Engine]:
    """Makes and drops databases."""
    engine = connect(url_of("postgres"), pool_size=1).execution_options(
        isolation_level="AUTOCOMMIT"
    )
    yield engine
    engine.dispose()


@contextmanager
def fresh_database(maintenance: Engine) -> Iterator[str]:
    """The address of a new database with migrated tables and the built-in rules."""
    name = f"test_{uuid4().hex[:12]}"
    with maintenance.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY file_copy"))
    yield url_of(name)
    with maintenance.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def system() -> Iterator[RunningSystem]:
    """`bangvang up` with its engine at work: one for whoever looks at it, and whoever kills it."""
    # Not pytest's folder, which is closed to the account that PostgreSQL runs as.
    with TemporaryDirectory(prefix="bangvang-") as folder:
        system = RunningSystem(Path(folder))
        system.start()
        try:
            system.wait_for_web()
            system.wait_for_engine()
            yield system
        finally:
            system.stop()


@pytest.fixture(scope="session")
def shared_engine(maintenance: Engine) -> Iterator[Engine]:
    """A database for tests that commit nothing."""
    with fresh_database(maintenance) as url:
        opened = connect(url)
        yield opened
        opened.dispose()


@pytest.fixture
def session(shared_engine: Engine) -> Iterator[Session]:
    """A transaction that never happened, with migrated tables and the built-in rules."""
    with Session(shared_engine, expire_on_commit=False) as opened:
        yield opened
        opened.rollback()


@pytest.fixture(scope="session")
def emptied_url(maintenance: Engine) -> Iterator[str]:
    """A database for tests that commit, one after the other."""
    with fresh_database(maintenance) as url:
        yield url


@pytest.fixture(scope="session")
def emptied_engine(emptied_url: str) -> Iterator[Engine]:
    opened = connect(emptied_url)
    yield opened
    opened.dispose()


@pytest.fixture
def engine(emptied_engine: Engine) -> Iterator[Engine]:
    """An empty database for what commits: pages, deliveries, races."""
    yield emptied_engine
    empty(emptied_engine)


@pytest.fixture
def database_url(emptied_url: str, engine: Engine) -> str:  # noqa: ARG001 -- which empties it
    """Where that database is."""
    return emptied_url


def empty(engine: Engine) -> None:
    """Forget everything but the rules: many times quicker than a database for each test."""
    with engine.begin() as connection:
        connection.exec_driver_sql(_emptying())


@cache
def _emptying() -> str:
    """All in one message: one after the other, they would take longer than most tests."""
    tables = [table.name for table in METADATA.sorted_tables if table.name not in _KEPT]
    return "; ".join(
        [
            "SET LOCAL session_replication_role = replica",
            "ALTER TABLE event DISABLE TRIGGER USER",
            *(f'DELETE FROM "{table}"' for table in tables),  # noqa: S608 -- names of our own
            f"UPDATE alembic_version SET version_num = '{head()}'",  # noqa: S608 -- likewise
            "ALTER TABLE event ENABLE ALWAYS TRIGGER event_append_only",
            "ALTER TABLE event ENABLE ALWAYS TRIGGER event_no_truncate",
            "ALTER TABLE event ENABLE ALWAYS TRIGGER event_await_sealing",
        ]
    )
