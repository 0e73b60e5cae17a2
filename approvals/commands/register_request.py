"""Somebody asks about their own data: the register takes it, and two clocks run."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.erased import names_somebody
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import PersonNotFound
from approvals.domain.refusals.personal_data import (
    AboutOneNeeded,
    AlreadyErased,
    GroundNeeded,
    NamesThePerson,
    ReceivedAhead,
)
from approvals.domain.request_clocks import clocks
from approvals.history.recording import record
from approvals.queries import bodies, data_requests, journal, visibility
from approvals.queries.visibility import Viewer
from approvals.rules.calendar import vietnamese_calendar
from approvals.rules.personal_data import request_rules
from core.clock import local_date
from models.bodies import Person
from models.dossiers import Nominee
from models.enums import DataRequestKind, EventKind, Office
from models.personal_data import DataRequest

# Who keeps the register.
KEEPERS = (Office.SECRETARIAT, Office.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRequest:
    """About a nominee or a person with an account, one of the two."""

    kind: DataRequestKind
    ground: str
    received_on: date
    by_person_id: UUID
    nominee_id: UUID | None = None
    person_id: UUID | None = None


def register_request(session: Session, command: RegisterRequest, *, now: datetime) -> DataRequest:
    """Enter a request with the last days of its two clocks.

    The same one again while it is open is the one that stands there. Raises `NotAllowedHere`,
    `AboutOneNeeded`, `PersonNotFound`, `ReceivedAhead`, `GroundNeeded`, `NamesThePerson`,
    `AlreadyErased`.
    """
    ensure_keeper(session, command.by_person_id, now=now)
    about = _about(session, command)
    _ensure_acceptable(command, about, now=now)
    known = data_requests.same_open(session, command.kind, command.nominee_id, command.person_id)
    if known is not None:
        return known
    run = clocks(request_rules(), command.kind, command.received_on, vietnamese_calendar())
    request = DataRequest(
        kind=command.kind,
        nominee_id=command.nominee_id,
        person_id=command.person_id,
        received_on=command.received_on,
        respond_by=run.respond_by,
        fulfil_by=run.fulfil_by,
        ground=command.ground.strip(),
        registered_by_id=command.by_person_id,
        registered_at=now,
    )
    session.add(request)
    record(
        session,
        journal.for_update(session),
        EventKind.REQUEST_REGISTERED,
        actor_id=command.by_person_id,
        now=now,
        facts={
            "request": str(request.id),
            "kind": request.kind,
            "nominee": str(request.nominee_id) if request.nominee_id else None,
            "person": str(request.person_id) if request.person_id else None,
            "received_on": request.received_on.isoformat(),
            "respond_by": request.respond_by.isoformat(),
            "fulfil_by": request.fulfil_by.isoformat(),
        },
        texts={"ground": request.ground},
    )
    return request


def may_keep_register(viewer: Viewer) -> bool:
    """Whether somebody takes and answers requests about personal data."""
    return viewer.holds(*KEEPERS)


def ensure_keeper(session: Session, person_id: UUID, *, now: datetime) -> None:
    """Raises `NotAllowedHere`."""
    viewer = visibility.viewer_of(session, person_id, on=local_date(now))
    if viewer is None or not may_keep_register(viewer):
        raise NotAllowedHere


def names_of(about: Nominee | Person) -> list[str]:
    """What must not stand in the register, which outlives what is erased."""
    return [about.name, about.email] if about.email else [about.name]


def _about(session: Session, command: RegisterRequest) -> Nominee | Person:
    if (command.nominee_id is None) == (command.person_id is None):
        raise AboutOneNeeded
    if command.nominee_id is not None:
        found: Nominee | Person | None = data_requests.nominee(session, command.nominee_id)
    else:
        found = bodies.person(session, command.person_id) if command.person_id else None
    if found is None:
        raise PersonNotFound(person=command.nominee_id or command.person_id or "").at("about")
    return found


def _ensure_acceptable(command: RegisterRequest, about: Nominee | Person, *, now: datetime) -> None:
    if about.erased_at is not None:
        raise AlreadyErased(erased_at=about.erased_at)
    if command.received_on > local_date(now):
        raise ReceivedAhead(received_on=command.received_on)
    if not command.ground.strip():
        raise GroundNeeded
    if names_somebody(command.ground, names_of(about)):
        raise NamesThePerson
