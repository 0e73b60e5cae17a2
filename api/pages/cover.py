"""Absence: who acts for whom, from which day to which."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs, OwnForm
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.pages.rendering import page
from api.pages.typed import clean_lines
from api.refusals import FormStale, SuccessorMissing
from approvals.commands.cover import StandIn, cover, may_cover_for, may_cover_for_anybody
from approvals.commands.end_absence import end_absence
from approvals.commands.end_cover import end_cover
from approvals.commands.enter_absence import BeAway, enter_absence
from approvals.domain.refusals.covering import AbsenceDaysWrong, CoverDaysWrong
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import PersonNotFound
from approvals.queries import absences, bodies, covers
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.bodies import Person
from notifications import announcing

router = APIRouter(include_in_schema=False)
_SHOWN = 200
_USUAL = timedelta(days=4)  # a week's leave, from Monday to Friday
NOBODY = "nobody"  # in the place of whoever acts: they are to be named later


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form."""

    acting_id: str = ""
    starts_on: str = ""
    ends_on: str = ""
    document: str = ""
    body_ids: tuple[str, ...] = ()

    @property
    def acting(self) -> UUID | None:
        return uuid_in(self.acting_id)

    @property
    def nobody(self) -> bool:
        return self.acting_id == NOBODY

    @property
    def bodies(self) -> frozenset[UUID]:
        return frozenset(id_ for text in self.body_ids if (id_ := uuid_in(text)) is not None)

    @property
    def days(self) -> tuple[date, date] | None:
        try:
            return date.fromisoformat(self.starts_on), date.fromisoformat(self.ends_on)
        except ValueError:
            return None


def read_typed(
    acting_id: Annotated[str, Form()] = "",
    starts_on: Annotated[str, Form()] = "",
    ends_on: Annotated[str, Form()] = "",
    document: Annotated[str, Form()] = "",
    body_ids: Annotated[list[str] | None, Form()] = None,
) -> Typed:
    return Typed(acting_id, starts_on, ends_on, clean_lines(document)[:120], tuple(body_ids or ()))


@router.get("/cover")
def list_covers(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now
) -> HTMLResponse:
    """One's own, on either side; all of them for whoever may set them for anybody."""
    today, anybody = local_date(now), may_cover_for_anybody(viewer)
    person_id = None if anybody else viewer.person.id
    return page(
        request,
        "cover.html",
        covers=covers.current(session, on=today, limit=_SHOWN, person_id=person_id),
        absences=absences.current(session, on=today, limit=_SHOWN, person_id=person_id),
        anybody=anybody,
        decides=covers.judged_in(session, viewer.person.id, on=today),
        may_end=lambda entered: may_cover_for(viewer, entered.absent.id),
        to_name=lambda away: naming_address(
            away.person, away.absence.starts_on, away.absence.ends_on
        ),
    )


@router.get("/cover/new")
def ask(  # noqa: PLR0913, PLR0917 -- what the address says
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    person: str = "",
    starts_on: str = "",
    ends_on: str = "",
) -> HTMLResponse:
    """`person`: the address of whoever is away, where it is not oneself. Days may be given."""
    absent = _absent(session, viewer, person)
    today = local_date(now)
    given = Typed(starts_on=starts_on, ends_on=ends_on).days
    first, last = given or (today, today + _USUAL)
    return _page(
        request,
        session,
        absent,
        Typed(starts_on=f"{max(first, today)}", ends_on=f"{max(last, today)}"),
        now=now,
    )


@router.post("/cover/new")
def enter(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    typed: Annotated[Typed, Depends(read_typed)],
    person: Annotated[str, Form()] = "",
) -> Response:
    absent = attempt(lambda session: _absent(session, viewer, person))
    if isinstance(absent, Refusal):
        raise absent
    faults = list(_faults(typed, ours=ours))
    wish = _wish(absent, typed, by_person_id=viewer.person.id)
    if not faults and wish:
        done = attempt(lambda session: _enter(session, wish, now=now))
        faults = [done] if isinstance(done, Refusal) else []
    if faults:
        shown = attempt(lambda session: _page(request, session, absent, typed, *faults, now=now))
        if isinstance(shown, Refusal):
            raise shown
        return shown
    return RedirectResponse("/cover", status_code=303)


@router.post("/cover/absences/{absence_id:uuid}/end", dependencies=[OwnForm])
def come_back(session: Transaction, viewer: CurrentViewer, now: Now, absence_id: UUID) -> Response:
    end_absence(session, absence_id, by_person_id=viewer.person.id, now=now)
    return RedirectResponse("/cover", status_code=303)


@router.post("/cover/{cover_id:uuid}/end", dependencies=[OwnForm])
def end(session: Transaction, viewer: CurrentViewer, now: Now, cover_id: UUID) -> Response:
    end_cover(session, cover_id, by_person_id=viewer.person.id, now=now)
    return RedirectResponse("/cover", status_code=303)


def _absent(session: Session, viewer: Viewer, address: str) -> Person:
    """Raises `NotAllowedHere`, `PersonNotFound`."""
    if clean_lines(address).lower() in {"", viewer.person.email}:
        return viewer.person
    if not may_cover_for_anybody(viewer):
        raise NotAllowedHere
    person = bodies.person_by_email(session, address)
    if person is None or not person.active:
        raise PersonNotFound(person=clean_lines(address)).at("person")
    return person


def naming_address(person: Person, starts_on: date, ends_on: date) -> str:
    """Where somebody is named who acts for a person on these days."""
    days = {"starts_on": starts_on, "ends_on": ends_on}
    return f"/cover/new?{urlencode({'person': person.email, **days})}"


def _wish(absent: Person, typed: Typed, *, by_person_id: UUID) -> StandIn | BeAway | None:
    """What was asked for; None where something is missing."""
    if typed.days is None:
        return None
    first, last = typed.days
    if typed.nobody:
        return BeAway(person_id=absent.id, by_person_id=by_person_id, starts_on=first, ends_on=last)
    if typed.acting is None:
        return None
    return StandIn(
        absent_id=absent.id,
        acting_id=typed.acting,
        by_person_id=by_person_id,
        starts_on=first,
        ends_on=last,
        body_ids=typed.bodies,
        document=typed.document,
    )


def _enter(session: Session, wish: StandIn | BeAway, *, now: datetime) -> None:
    """With word to those whom it concerns; of an absence, there is nobody to tell."""
    if isinstance(wish, BeAway):
        enter_absence(session, wish, now=now)
        return
    announcing.cover_set(session, cover(session, wish, now=now), now=now)


def _faults(typed: Typed, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if typed.acting is None and not typed.nobody:
        yield SuccessorMissing().at("acting_id")
    if typed.days is None:
        yield (AbsenceDaysWrong() if typed.nobody else CoverDaysWrong()).at("starts_on")


def _page(
    request: Request,
    session: Session,
    absent: Person,
    typed: Typed,
    *refusals: Refusal,
    now: datetime,
) -> HTMLResponse:
    today = local_date(now)
    return form_page(
        request,
        "cover_new.html",
        *refusals,
        here=f"/cover/new?person={absent.email}",
        absent=absent,
        bodies=list(covers.judged_in(session, absent.id, on=today).values()),
        others=covers.could_act(session, absent.id, on=today),
        typed=typed,
    )
