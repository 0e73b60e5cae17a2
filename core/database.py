"""Connections and transactions. Nothing else in the project commits or rolls back."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine, event, text
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

# A decision waits at most this long for another one on the same gate, then says so.
_SESSION_SETTINGS = (
    "SET lock_timeout = '5s'; SET statement_timeout = '30s'; "
    "SET idle_in_transaction_session_timeout = '30s'"
)
# Pages ask hundreds of different questions: kept for fewer, plans would go before they serve.
_PLANS_KEPT = 500
_PLANNED_AT = 1  # what was asked before is asked again


def connect(url: str, *, pool_size: int = 10) -> Engine:
    """An engine for one process. `url` is any `postgresql://` address."""
    address = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(
        address,
        pool_size=pool_size,
        max_overflow=10,
        pool_pre_ping=True,
        hide_parameters=True,  # an error would quote names and addresses
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: psycopg.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.prepared_max = _PLANS_KEPT
    connection.prepare_threshold = _PLANNED_AT
    connection.execute(_SESSION_SETTINGS).close()
    connection.commit()


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One unit of work: committed when the block ends, undone when it raises.

    Objects stay readable afterwards, since what is shown comes from what was committed.
    """
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def gather_statistics(engine: Engine) -> None:
    """Let the planner know what is there, where very much was written at once."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("VACUUM (ANALYZE)"))
        connection.execute(text("RESET statement_timeout"))
