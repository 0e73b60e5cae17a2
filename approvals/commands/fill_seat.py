"""A vacant seat is given to somebody who may judge, for the sake of a dossier that waits there."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.administer import add_person, add_seat
from approvals.commands.roll import Roll
from approvals.commands.seat_gate import seat_gate
from approvals.commands.vacancy import Vacant, vacant
from approvals.domain.refusals.addresses import AddressTaken
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import BodyNotFound, DossierNotFound, PersonNotFound
from approvals.domain.refusals.seating import (
    MayNotJudge,
    NoSeatVacant,
    OfficeNotVacant,
    SeatForOneself,
)
from approvals.queries import bodies, dossiers
from approvals.queries.visibility import Viewer, viewer_of
from core.clock import local_date
from models.bodies import Person, Seat
from models.dossiers import Dossier
from models.enums import Office

GIVING = (Office.ADMINISTRATOR,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody who is not entered yet; the address is well formed."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FillSeat:
    """`valid_from`: the first day on which the seat is held."""

    dossier_id: UUID
    office: Office
    to: UUID | NewPerson
    valid_from: date
    by_person_id: UUID


@dataclass(frozen=True, slots=True)
class Filled:
    """`asked`: how many may judge the dossier now; 0 while the seat's first day is to come."""

    seat: Seat
    person: Person
    asked: int


def may_fill(viewer: Viewer) -> bool:
    """Whether somebody may give seats."""
    return viewer.holds(*GIVING)


def fill_seat(session: Session, command: FillSeat, *, now: datetime) -> Filled:
    """Give the seat, and ask whoever holds it at once. Repeating it gives nothing twice.

    Administrators only, and never to themselves: whoever runs the desk could otherwise name who
    signs what they push, or sign it. Other dossiers that wait for the same seat are asked about by
    the engine within a minute. Raises `NotAllowedHere`, `DossierNotFound`, `NoSeatVacant`,
    `OfficeNotVacant`, `SeatForOneself`, `PersonNotFound`, `AddressTaken`, `MayNotJudge`.
    """
    viewer = viewer_of(session, command.by_person_id, on=local_date(now))
    if viewer is None or not may_fill(viewer):
        raise NotAllowedHere
    dossier = dossiers.for_update(session, command.dossier_id)
    if dossier is None:
        raise DossierNotFound(dossier=command.dossier_id)
    at = _vacant(session, dossier, command.office, now=now)
    body = bodies.body(session, at.gate.body_id)
    if body is None:
        raise BodyNotFound(body=at.gate.body_id)
    person = _person(session, command, now=now)
    because = at.excluded(session, person)
    if because is not None:
        raise MayNotJudge(name=person.name, because=because)
    seat = add_seat(
        session,
        body_slug=body.slug,
        office=command.office,
        email=person.email,
        valid_from=command.valid_from,
        by_id=command.by_person_id,
        now=now,
    )
    asked = seat_gate(session, at.gate.id, by_id=command.by_person_id, now=now)
    return Filled(seat, person, asked)


def _vacant(session: Session, dossier: Dossier, office: Office, *, now: datetime) -> Vacant:
    at = vacant(session, dossier, roll=Roll(session, on=local_date(now)))
    if at is None:
        raise NoSeatVacant(dossier=dossier.code)
    if office not in {one.office for one in at.vacancies}:
        raise OfficeNotVacant(office=office)
    return at


def _person(session: Session, command: FillSeat, *, now: datetime) -> Person:
    if isinstance(command.to, NewPerson):
        if bodies.person_by_email(session, command.to.address) is not None:
            raise AddressTaken(address=command.to.address)
        name, address = command.to.name, command.to.address
        return add_person(session, name=name, email=address, by_id=command.by_person_id, now=now)
    if command.to == command.by_person_id:
        raise SeatForOneself
    person = bodies.person(session, command.to)
    if person is None or not person.active:
        raise PersonNotFound(person=command.to).at("person_id")
    return person
