"""Is an engine at work? Told by a lock that each worker holds while it is.

PostgreSQL drops the lock the moment the worker's connection is gone, so there is no heartbeat
that could be out of date.
"""

from sqlalchemy import text
from sqlmodel import Session

# Two numbers name an advisory lock; these are ours alone.
SPACE = 0x42560001
WORKER = 1

_HELD = text(
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND classid = :space AND objid = :number AND objsubid = 2"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
)


def engine_is_up(session: Session) -> bool:
    """Whether a worker that reaches Prefect's server is there."""
    return bool(session.execute(_HELD, {"space": SPACE, "number": WORKER}).scalar())
