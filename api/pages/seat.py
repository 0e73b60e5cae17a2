"""A seat at a gate is vacant: why, and who gets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction, holding
from api.languages import language_of
from api.nonces import FormIsOurs, OwnForm
from api.pages.dossier_search import uuid_in, word_in
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.refusals import (
    AddressUnclear,
    FirstDayMissing,
    FormStale,
    HolderMissing,
    NameMissing,
    OfficeMissing,
)
from approvals.commands.fill_seat import GIVING, FillSeat, NewPerson, fill_seat, may_fill
from approvals.commands.roll import Roll
from approvals.commands.take_back_seat import take_back_seat
from approvals.commands.urge import URGING
from approvals.commands.vacancy import Vacant, vacant
from approvals.domain.refusals.missing import BodyNotFound
from approvals.domain.refusals.seating import WHY_NOT, NoSeatVacant
from approvals.intake.cells import is_address
from approvals.queries import bodies, people
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from core.vietnamese import clean
from models.bodies import Body, Person, Seat
from models.dossiers import Dossier
from models.enums import Office

router = APIRouter(include_in_schema=False)
_HERE = "/dossiers/{code}/seat"
_FOUND = 12  # more, and a few letters more are quicker than reading
_LONGEST_NAME = 200
NEW = "new"


@dataclass(frozen=True, slots=True)
class Possible:
    """Somebody who could get the seat; `because` says why not."""

    person: Person
    seats: Sequence[tuple[Seat, Body]]
    because: str | None


@dataclass(frozen=True, slots=True)
class Empty:
    """What is vacant where; `people` are offered to whoever gives seats, the rest know whom to ask.

    `shortened`: there are more than are shown.
    """

    dossier: Dossier
    body: Body
    at: Vacant
    people: Sequence[Possible] = ()
    shortened: bool = False
    administrators: Sequence[Person] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form; `person_id` is `new` for somebody who is not entered yet."""

    office: str = ""
    person_id: str = ""
    name: str = ""
    email: str = ""
    starts_on: str = ""
    q: str = ""

    @property
    def first_day(self) -> date | None:
        try:
            return date.fromisoformat(self.starts_on)
        except ValueError:
            return None

    @property
    def holder(self) -> UUID | NewPerson | None:
        if self.person_id == NEW:
            return NewPerson(name=self.name, address=self.email)
        return uuid_in(self.person_id)


def read_typed(  # noqa: PLR0913, PLR0917 -- the fields of the form
    office: Annotated[str, Form()] = "",
    person_id: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    starts_on: Annotated[str, Form()] = "",
    q: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(office, person_id, clean(name)[:_LONGEST_NAME], email.strip(), starts_on, clean(q))


@router.get(_HERE, dependencies=[holding(*URGING)])
def ask(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    code: str,
    q: str = "",
) -> HTMLResponse:
    """Whoever gives no seats learns who does."""
    typed = Typed(starts_on=local_date(now).isoformat(), q=clean(q))
    return _page(request, _empty(session, viewer, code, typed.q, now=now), typed)


@router.post(_HERE, dependencies=[holding(*GIVING)])
def give(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    found = attempt(lambda session: _empty(session, viewer, code, typed.q, now=now))
    if isinstance(found, Refusal):
        raise found
    faults = list(_faults(typed, ours=ours))
    office, holder, first_day = word_in(Office, typed.office), typed.holder, typed.first_day
    if faults or office is None or holder is None or first_day is None:
        return _page(request, found, typed, *faults)
    command = FillSeat(
        dossier_id=found.dossier.id,
        office=office,
        to=holder,
        valid_from=first_day,
        by_person_id=viewer.person.id,
    )
    done = attempt(lambda session: fill_seat(session, command, now=now).seat.id)
    if isinstance(done, Refusal):
        return _page(request, found, typed, done)
    return RedirectResponse(f"/stuck?given={done}#list", status_code=303)


@router.post("/seats/{seat_id:uuid}/undo", dependencies=[holding(*GIVING), OwnForm])
def take_back(attempt: Attempt, viewer: CurrentViewer, now: Now, seat_id: UUID) -> Response:
    """From the notice that says that it was given."""
    done = attempt(
        lambda session: take_back_seat(session, seat_id, by_person_id=viewer.person.id, now=now).id
    )
    if isinstance(done, Refusal):
        raise done
    return RedirectResponse(f"/stuck?taken_back={done}#list", status_code=303)


def _faults(typed: Typed, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if word_in(Office, typed.office) is None:
        yield OfficeMissing()
    if typed.holder is None:
        yield HolderMissing()
    if typed.person_id == NEW and not typed.name:
        yield NameMissing()
    if typed.person_id == NEW and not is_address(typed.email):
        yield AddressUnclear()
    if typed.first_day is None:
        yield FirstDayMissing()


def _empty(session: Session, viewer: Viewer, code: str, words: str, *, now: datetime) -> Empty:
    """Raises `DossierNotFound`, `NoSeatVacant`."""
    dossier, today = visible_dossier(session, viewer, code), local_date(now)
    at = vacant(session, dossier, roll=Roll(session, on=today))
    if at is None:
        raise NoSeatVacant(dossier=dossier.code)
    body = bodies.body(session, at.gate.body_id)
    if body is None:
        raise BodyNotFound(body=at.gate.body_id)
    if not may_fill(viewer):
        turn_to = bodies.holders(session, Office.ADMINISTRATOR, on=today)
        return Empty(dossier, body, at, administrators=turn_to)
    if words:
        known = people.named_like(session, words, on=today, limit=_FOUND + 1)
    else:
        known = people.seated_in(session, body.id, on=today, limit=_FOUND + 1)
    possible = [
        Possible(person, seats, at.excluded(session, person))
        for person, seats in known[:_FOUND]
        if person.id != viewer.person.id
    ]
    return Empty(dossier, body, at, possible, shortened=len(known) > _FOUND)


def _page(request: Request, found: Empty, typed: Typed, *refusals: Refusal) -> HTMLResponse:
    written = formats(language_of(request))
    vacant_offices = [one.office for one in found.at.vacancies]
    return form_page(
        request,
        "seat.html",
        *refusals,
        here=f"/dossiers/{found.dossier.code}/seat",
        found=found,
        typed=typed,
        offices=[(office.value, written.label(office)) for office in vacant_offices],
        why_not=WHY_NOT,
        new=NEW,
    )
