"""Who acts for whom in the demo's bloc."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.queries import bodies
from approvals.queries.bloc.years import BlocYear
from models.bodies import Person
from models.enums import Office

HOUR = 9


def acts(found: BlocYear, person: Person) -> dict[str, Any]:
    return {"bloc_id": found.bloc.id, "year": found.year, "by_person_id": person.id}


def holder(session: Session, slug: str, today: date) -> Person:
    """The head of a member."""
    body = bodies.body_by_slug(session, slug)
    return bodies.holders(session, Office.HEAD, on=today, body_id=body.id if body else None)[0]


def id_of(found: BlocYear, slug: str) -> UUID:
    member = found.named(slug)
    if member is None:
        raise LookupError(f"{slug} is not in {found.bloc.slug} in {found.year}")
    return member.body.id
