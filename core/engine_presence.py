"""Is an engine at work? Told by a lock that each worker holds while it is.

PostgreSQL drops the lock the moment the worker's connection is gone, so there is no heartbeat
that could be out of date.
"""

from sqlalchemy import Boolean, literal_column, select
from sqlmodel import Session

# Two numbers name an advisory lock; these are ours alone.
SPACE = 0x42560001
WORKER = 1

# The same to be asked together with something else.
ENGINE_IS_UP = literal_column(
    "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"  # noqa: S608 -- ours
    f" AND classid = {SPACE} AND objid = {WORKER} AND objsubid = 2"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
    Boolean,
)


def engine_is_up(session: Session) -> bool:
    """Whether a worker that reaches Prefect's server is there."""
    return bool(session.execute(select(ENGINE_IS_UP)).scalar())
