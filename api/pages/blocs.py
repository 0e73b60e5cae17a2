"""Blocs, and one of them in a year: its steps, and which member owes what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.dependencies import CurrentViewer, Now, Transaction
from api.pages.bloc_seeing import HERE, awards_now
from api.pages.rendering import page
from approvals.commands.bloc.acting import FOR_A_MEMBER
from approvals.queries.bloc import years
from approvals.queries.bloc.overview import Overview, overview
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.bodies import Body
from models.enums import Office

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Owed:
    """What one of the viewer's own bodies has still to do; `part` is where, in the bloc's year."""

    step: str
    part: str
    body: Body
    due_on: date | None = None


@router.get("/blocs")
def list_blocs(
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now
) -> HTMLResponse:
    year = local_date(now).year
    return page(request, "blocs.html", rows=years.blocs(session, viewer, year), year=year)


@router.get(HERE)
def show_year(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    slug: str,
    year: int,
) -> HTMLResponse:
    found = years.bloc_year(session, viewer, slug, year)
    above, below = years.beside(session, found.bloc)
    seen = overview(session, found)
    return page(
        request,
        "bloc_year.html",
        found=found,
        seen=seen,
        above=above,
        below=below,
        years=years.years_of(session, found.bloc.id),
        awards=awards_now(session, now),
        leads=found.leads(viewer),
        leads_too=found.leads(viewer, deputy_too=True),
        signs={one.body.id for one in found.own(viewer, Office.HEAD)},
        owed=list(_owed(viewer, seen, local_date(now))),
        this_year=local_date(now).year,
    )


def _owed(viewer: Viewer, seen: Overview, today: date) -> Iterator[Owed]:
    found = seen.found
    for one in found.own(viewer, Office.HEAD):
        yield from _owed_by_heads(seen, one.body)
    for one in found.own(viewer, *FOR_A_MEMBER):
        yield from _owed_by_member(seen, one.body, today)
        yield from _owed_to_others(seen, one.body)
    if found.leads(viewer):
        yield from _owed_by_leader(seen)


def _owed_by_heads(seen: Overview, body: Body) -> Iterator[Owed]:
    """What only a member's head does."""
    if seen.agreement and body.id not in seen.signatures:
        yield Owed("sign", "#agreement", body)
    for voting in seen.votings:
        if voting.vote.closed_at is None and body.id not in voting.voters:
            yield Owed("vote", f"/votes/{voting.vote.id}", body)


def _owed_by_member(seen: Overview, body: Body, today: date) -> Iterator[Owed]:
    period, scoring = seen.period, seen.scoring
    if period and period.until >= today and not seen.registered.get(body.id):
        yield Owed("register", "/registrations", body, period.until)
    for each in seen.reportings:
        if each.asked.closed_at is None and body.id not in each.sent:
            where = f"/reports/{each.asked.id}"
            yield Owed(each.asked.period.value, where, body, each.asked.due_on)
    if scoring and scoring.sheet.closed_at is None and body.id not in scoring.scored:
        where = f"/scores/members/{body.slug}"
        yield Owed("score", where, body, scoring.sheet.self_scored_by)


def _owed_to_others(seen: Overview, body: Body) -> Iterator[Owed]:
    """Visits that a member pays."""
    for one in seen.visits:
        if one.visit.held_on is None and body in one.visitors:
            yield Owed("visit", f"/visits#v{one.visit.id}", one.host, one.visit.planned_on)


def _owed_by_leader(seen: Overview) -> Iterator[Owed]:
    """What the head's desk has to do about others."""
    if seen.scoring and seen.scoring.sheet.closed_at is None:
        for member_id, scored in seen.scoring.scored.items():
            member = seen.found.member(member_id)
            if scored.score.appraised_at is None and member is not None:
                where = f"/scores/members/{member.body.slug}"
                yield Owed("appraise", where, member.body, seen.scoring.sheet.appraised_by)
    for one in seen.visits:
        if one.visit.held_on is not None and one.visit.closed_at is None:
            yield Owed("close_visit", f"/visits#v{one.visit.id}", one.host)
