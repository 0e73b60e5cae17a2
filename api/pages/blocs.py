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
    found, period = seen.found, seen.period
    for one in found.own(viewer, Office.HEAD):
        if seen.agreement and one.body.id not in seen.signatures:
            yield Owed("sign", "#agreement", one.body)
        for voting in seen.votings:
            if voting.vote.closed_at is None and one.body.id not in voting.voters:
                yield Owed("vote", f"/votes/{voting.vote.id}", one.body)
    for one in found.own(viewer, *FOR_A_MEMBER):
        if period and period.until >= today and not seen.registered.get(one.body.id):
            yield Owed("register", "/registrations", one.body, period.until)
        for each in seen.reportings:
            if each.asked.closed_at is None and one.body.id not in each.sent:
                where = f"/reports/{each.asked.id}"
                yield Owed(each.asked.period.value, where, one.body, each.asked.due_on)
