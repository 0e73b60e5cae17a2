"""Who there is: bodies, blocs by year, people, and the seats they hold from–to."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from models.base import Instant, Table, by_value, one_of
from models.enums import BlocRole, BodyKind, Language, Office


class Body(Table, table=True):
    """A unit, bloc, board or authority; bodies merge and are renamed, hence from–to."""

    __table_args__ = (
        one_of("kind", BodyKind),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="valid_in_order"),
        Index("ix_body_sort_key", "sort_key"),
    )

    slug: str = Field(max_length=80, unique=True)
    kind: BodyKind = Field(sa_type=by_value(BodyKind))
    name: str = Field(max_length=300)
    name_en: str = Field(default="", max_length=300)
    symbol: str = Field(default="", max_length=40)  # in document numbers: `UBND`, `BTP`
    parent_id: UUID | None = Field(default=None, foreign_key="body.id", index=True)
    valid_from: date
    valid_to: date | None = None
    sort_key: str
    search_key: str


class BlocMembership(Table, table=True):
    """A body's place in a bloc in one year; the head and deputy rotate."""

    __tablename__ = "bloc_membership"
    __table_args__ = (
        one_of("role", BlocRole),
        UniqueConstraint("bloc_id", "member_id", "year"),
        Index(
            "uq_bloc_membership_one_head",
            "bloc_id",
            "year",
            unique=True,
            postgresql_where=text("role = 'head'"),
        ),
    )

    bloc_id: UUID = Field(foreign_key="body.id")
    member_id: UUID = Field(foreign_key="body.id", index=True)
    year: int
    role: BlocRole = Field(default=BlocRole.MEMBER, sa_type=by_value(BlocRole))


class Person(Table, table=True):
    """Somebody who can sign in or be written to. `email` is kept in lower case."""

    __table_args__ = (
        one_of("language", Language),
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index("ix_person_sort_key", "sort_key"),
    )

    name: str = Field(max_length=200)
    email: str = Field(max_length=254, unique=True)
    language: Language = Field(default=Language.VI, sa_type=by_value(Language))
    active: bool = True
    sort_key: str
    search_key: str
    erased_at: datetime | None = Field(default=None, sa_type=Instant)  # name and address are gone


class Seat(Table, table=True):
    """An office in a body that a person holds from–to (both days included)."""

    __table_args__ = (
        one_of("office", Office),
        # One that was given by mistake ends on the day before its first: it was held on none.
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from - 1", name="valid_in_order"),
        UniqueConstraint("body_id", "office", "person_id", "valid_from"),
    )

    body_id: UUID = Field(foreign_key="body.id", index=True)
    office: Office = Field(sa_type=by_value(Office))
    person_id: UUID = Field(foreign_key="person.id", index=True)
    title: str = Field(default="", max_length=200)  # as printed: `Phó Chủ tịch Hội đồng`
    valid_from: date
    valid_to: date | None = None

    @property
    def taken_back(self) -> bool:
        """Whether it was given by mistake: it was held on no day."""
        return self.valid_to is not None and self.valid_to < self.valid_from


class Cover(Table, table=True):
    """Somebody acts for somebody who is away, from–to (both days included)."""

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        CheckConstraint("acting_id <> absent_id", name="by_somebody_else"),
    )

    absent_id: UUID = Field(foreign_key="person.id", index=True)
    acting_id: UUID = Field(foreign_key="person.id", index=True)
    body_id: UUID | None = Field(default=None, foreign_key="body.id")  # None: wherever they decide
    starts_on: date
    ends_on: date
    document: str = Field(default="", max_length=120)  # the letter of authority: `12/GUQ-BTP`
    set_by_id: UUID = Field(foreign_key="person.id")
    set_at: datetime = Field(sa_type=Instant)
    begun_at: datetime | None = Field(default=None, sa_type=Instant)  # what waits was handed on
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # … and came back
    ended_by_id: UUID | None = Field(default=None, foreign_key="person.id")  # ended early


class Absence(Table, table=True):
    """Somebody is away, from–to (both days included), and nobody is named to act for them yet."""

    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="days_in_order"),)

    person_id: UUID = Field(foreign_key="person.id", index=True)
    starts_on: date
    ends_on: date
    set_by_id: UUID = Field(foreign_key="person.id")
    set_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # back, or somebody acts
