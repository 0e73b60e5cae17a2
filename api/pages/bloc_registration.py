"""What members of a bloc registered for the year, beside what they then nominated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs, OwnForm
from api.pages.bloc_seeing import HERE, awards_now, back_to, led_by, year_of
from api.pages.decision_search import day_in
from api.pages.dossier_search import uuid_in, word_in
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.pages.typed import count_in
from api.refusals import FormStale
from approvals.commands.bloc.acting import FOR_A_MEMBER
from approvals.commands.bloc.open_registration import OpenRegistration, open_registration
from approvals.commands.bloc.register import Register, register
from approvals.commands.bloc.unregister import Unregister, unregister
from approvals.domain.bloc_year import Match, matched
from approvals.domain.refusals.blocs import CountNeeded, DayNeeded, MemberUnknown
from approvals.domain.rule_set import AwardRule
from approvals.queries.bloc import registrations
from approvals.queries.bloc.years import BlocYear, Member, bloc_year
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from core.vietnamese import clean
from models.bloc_year import RegistrationPeriod
from models.enums import NomineeKind

router = APIRouter(include_in_schema=False)
_HERE = f"{HERE}/registrations"
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form; `name` and `count`: one of the two."""

    member: str = ""
    award: str = ""
    kind: str = ""
    name: str = ""
    count: str = ""

    def command(self, found: BlocYear, by_id: UUID) -> Register:
        """Raises what is missing."""
        member_id, kind = uuid_in(self.member), word_in(NomineeKind, self.kind)
        count = 1 if self.name else count_in(self.count)
        if member_id is None:
            raise MemberUnknown
        if count is None or kind is None or not count:
            raise CountNeeded().at("count")
        return Register(
            bloc_id=found.bloc.id,
            year=found.year,
            by_person_id=by_id,
            member_id=member_id,
            award_code=self.award,
            kind=kind,
            count=count,
            name=self.name,
        )


def read_typed(
    member: Annotated[str, Form()] = "",
    award: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    count: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(member, award, kind, clean(name)[:_LONGEST_NAME], count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """`lists`: each member with what was registered, nominated, or both."""

    found: BlocYear
    period: RegistrationPeriod | None
    lists: list[tuple[Member, list[Match]]]
    awards: Mapping[str, AwardRule]


@router.get(_HERE)
def show(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, slug: str, year: int
) -> HTMLResponse:
    return _page(request, viewer, _seen(session, viewer, slug, year, now=now), Typed(), now)


@router.post(_HERE)
def add(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    found = year_of(attempt, viewer, slug, year)
    done: object = FormStale()
    if ours:
        done = attempt(
            lambda session: register(session, typed.command(found, viewer.person.id), now=now).id
        )
    if isinstance(done, Refusal):
        seen = attempt(lambda session: _seen(session, viewer, slug, year, now=now))
        if isinstance(seen, Refusal):
            raise seen
        return _page(request, viewer, seen, typed, now, done)
    return back_to(found, done, "/registrations")


@router.post(f"{_HERE}/until", dependencies=[OwnForm])
def say_until(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    slug: str,
    year: int,
    until: Annotated[str, Form()] = "",
) -> Response:
    found, day = led_by(attempt, viewer, slug, year, deputy_too=True), day_in(until)
    if day is None:
        raise DayNeeded().at("until")
    command = OpenRegistration(
        bloc_id=found.bloc.id, year=year, by_person_id=viewer.person.id, until=day
    )
    done = attempt(lambda session: open_registration(session, command, now=now).id)
    return back_to(found, done, "/registrations")


@router.post(f"{_HERE}/{{registration_id:uuid}}/removal", dependencies=[OwnForm])
def remove(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    slug: str,
    year: int,
    registration_id: UUID,
) -> Response:
    found = year_of(attempt, viewer, slug, year)
    command = Unregister(
        bloc_id=found.bloc.id,
        year=year,
        by_person_id=viewer.person.id,
        registration_id=registration_id,
    )
    done = attempt(lambda session: unregister(session, command, now=now))
    return back_to(found, done, "/registrations")


def _seen(session: Session, viewer: Viewer, slug: str, year: int, *, now: datetime) -> Seen:
    found = bloc_year(session, viewer, slug, year)
    registered = registrations.registered(session, found.bloc.id, year)
    return Seen(
        found=found,
        period=registrations.period(session, found.bloc.id, year),
        lists=[
            (
                one,
                matched(
                    registered.get(one.body.id, []),
                    registrations.nominated(session, viewer, one.body.id, year),
                ),
            )
            for one in found.members
        ],
        awards=awards_now(session, now),
    )


def _page(
    request: Request, viewer: Viewer, seen: Seen, typed: Typed, now: datetime, *refusals: Refusal
) -> HTMLResponse:
    written, found = formats(language_of(request)), seen.found
    return form_page(
        request,
        "bloc_registrations.html",
        *refusals,
        here=f"{found.address}/registrations",
        found=found,
        seen=seen,
        awards=seen.awards,
        typed=typed,
        own=[one.body for one in found.own(viewer, *FOR_A_MEMBER)],
        leads_too=found.leads(viewer, deputy_too=True),
        open=seen.period is not None and seen.period.until >= local_date(now),
        offered=[
            (code, written.award_name(one)) for code, one in seen.awards.items() if one.offered
        ],
        kinds=[(kind.value, written.label(kind)) for kind in NomineeKind],
    )
