"""What people ask about their own data, and what was erased."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of
from models.enums import DataRequestKind, DataRequestState


class DataRequest(Table, table=True):
    """A line of the register: somebody asks for a copy, a correction or an erasure.

    About a nominee or about a person with an account, one of the two.
    """

    __tablename__ = "data_request"
    __table_args__ = (
        one_of("kind", DataRequestKind),
        one_of("state", DataRequestState),
        CheckConstraint("(nominee_id IS NULL) <> (person_id IS NULL)", name="about_one"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered_when_closed"),
        CheckConstraint("answered_by_id <> registered_by_id", name="another_approves"),
    )

    kind: DataRequestKind = Field(sa_type=by_value(DataRequestKind))
    state: DataRequestState = Field(
        default=DataRequestState.OPEN, sa_type=by_value(DataRequestState)
    )
    nominee_id: UUID | None = Field(default=None, foreign_key="nominee.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    received_on: date
    respond_by: date  # say that it was received, and what will be done
    fulfil_by: date
    ground: str  # why they may ask, in their words or the law's
    registered_by_id: UUID = Field(foreign_key="person.id")
    registered_at: datetime = Field(sa_type=Instant)
    responded_at: datetime | None = Field(default=None, sa_type=Instant)
    extended_at: datetime | None = Field(default=None, sa_type=Instant)  # `fulfil_by` moved, once
    answered_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = ""


class Erasure(Table, table=True):
    """What was erased: ids only. It is also kept outside the database, for after a restore."""

    __table_args__ = (
        CheckConstraint("(nominee_id IS NULL) <> (person_id IS NULL)", name="about_one"),
    )

    nominee_id: UUID | None = Field(default=None, foreign_key="nominee.id", unique=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", unique=True)
    request_id: UUID | None = Field(default=None, foreign_key="data_request.id")
    ground: str
    # None: applied again after a restore, which does not know them.
    approved_by_id: UUID | None = Field(default=None, foreign_key="person.id")
    erased_at: datetime = Field(sa_type=Instant)
