"""How and when people want to be written to; whoever has chosen nothing has no row."""

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.base import by_value, one_of
from models.enums import MailTopic, Rhythm


class MailHabit(SQLModel, table=True):
    """When mail may come; quiet hours are hours of the offices' clock, and may span midnight."""

    __tablename__ = "mail_habit"
    __table_args__ = (
        one_of("rhythm", Rhythm),
        CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL)"
            " AND quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23"
            " AND quiet_from <> quiet_until",
            name="quiet_hours",
        ),
    )

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    rhythm: Rhythm = Field(sa_type=by_value(Rhythm))
    quiet_from: int | None = None
    quiet_until: int | None = None
    on_days_off: bool


class LeftOutMail(SQLModel, table=True):
    """A kind of mail that somebody does without."""

    __tablename__ = "left_out_mail"
    __table_args__ = (one_of("topic", MailTopic),)

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    topic: MailTopic = Field(sa_type=by_value(MailTopic), primary_key=True)
