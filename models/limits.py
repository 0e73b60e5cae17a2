"""Rate limits: who asked for something lately, and how much they may still ask for."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.base import Instant


class Allowance(SQLModel, table=True):
    """A token bucket in one moment: it refills steadily, and is full again at `full_at`.

    No row means a full bucket. Unlogged, since nothing is lost when all begin with a full one.
    """

    __table_args__ = (Index("ix_allowance_full_at", "full_at"), {"prefixes": ["UNLOGGED"]})

    key: bytes = Field(primary_key=True)  # keyed hash of what is counted: no address, no network
    full_at: datetime = Field(sa_type=Instant)
