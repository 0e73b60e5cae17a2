"""The Merkle log over all events, and the checkpoints that are signed over it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import Instant


class Unsealed(SQLModel, table=True):
    """An event that is not in the log yet. A trigger on `event` writes it; sealing deletes it."""

    chain_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)


class Leaf(SQLModel, table=True):
    """The place of an event in the log: 0, 1, 2 …; its entry is the event's hash (32 bytes)."""

    __table_args__ = (
        UniqueConstraint("chain_id", "seq"),
        CheckConstraint("position >= 0", name="position_counts_from_zero"),
    )

    position: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    chain_id: UUID
    seq: int


class Subtree(SQLModel, table=True):
    """The hash of a full subtree: `number` counts, from 0, those of 256 ** `level` leaves.

    `level` ≥ 1. They spare proofs from hashing the whole log; they can be computed again.
    """

    level: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    hash: bytes


class Checkpoint(SQLModel, table=True):
    """What the log was at a size. `note` is the signed text; None until a key has signed it.

    `log` is 1, and grows where the log had to go on under a new name: after a backup older than
    what was published had to be restored. The leaves stay; only the name and the promise are new.
    """

    __table_args__ = (CheckConstraint("length(root) = 32", name="root_length"),)

    log: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    size: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    root: bytes
    made_at: datetime = Field(sa_type=Instant)
    note: str | None = None
    published_at: datetime | None = Field(default=None, sa_type=Instant)  # in the file


class SealKey(SQLModel, table=True):
    """A public key that checkpoints were signed with, in the order they came into use."""

    __tablename__ = "seal_key"

    id: str = Field(primary_key=True, max_length=8)  # the key's hash in the note format, in hex
    name: str = Field(max_length=200)
    public_key: bytes  # Ed25519, 32 bytes
    introduced_at: datetime = Field(sa_type=Instant)
