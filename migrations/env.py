"""How Alembic meets the database: limits on waiting, and one migration at a time."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, DateTime, Enum, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import AutoString

from core.database import connect
from models.base import Instant
from models.tables import METADATA

# Any number that only migrations use: two migrating processes take turns.
_ONE_AT_A_TIME = 8_600_001


def _plain_types(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write migrations in plain types: they describe the past and never import models."""
    if kind != "type":
        return False
    if isinstance(item, JSONB):
        return "postgresql.JSONB()"
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, Instant | DateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, AutoString):
        item = item.impl_instance
    if isinstance(item, String):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        transaction_per_migration=True,
        render_item=_plain_types,
    )
    with context.begin_transaction():
        context.execute("SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '10min'")
        context.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})").text)
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    with connect(os.environ["BANGVANG_DATABASE_URL"]).connect() as opened:
        _migrate(opened)
