"""Entering who was elected to lead a bloc next year."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.bloc_seeing import HERE, led_by, led_year
from api.pages.decision_search import day_in
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.pages.typed import count_in
from api.refusals import FormStale
from approvals.commands.bloc.elect import Elect, elect
from approvals.domain.refusals.blocs import CountNeeded, DayNeeded, MemberUnknown
from approvals.queries.bloc.years import BlocYear
from core.clock import local_date
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form."""

    held_on: str = ""
    votes_cast: str = ""
    head: str = ""
    head_votes: str = ""
    deputy: str = ""
    deputy_votes: str = ""

    def command(self, found: BlocYear, by_id: UUID) -> Elect:
        """Raises what is missing."""
        day, head_id = day_in(self.held_on), uuid_in(self.head)
        if day is None:
            raise DayNeeded().at("held_on")
        if head_id is None:
            raise MemberUnknown().at("head")
        return Elect(
            bloc_id=found.bloc.id,
            year=found.year,
            by_person_id=by_id,
            held_on=day,
            votes_cast=_count(self.votes_cast, "votes_cast"),
            head_id=head_id,
            head_votes=_count(self.head_votes, "head_votes"),
            deputy_id=uuid_in(self.deputy),
            deputy_votes=_count(self.deputy_votes, "deputy_votes") if self.deputy else 0,
        )


def read_typed(  # noqa: PLR0913, PLR0917 -- the fields of the form
    held_on: Annotated[str, Form()] = "",
    votes_cast: Annotated[str, Form()] = "",
    head: Annotated[str, Form()] = "",
    head_votes: Annotated[str, Form()] = "",
    deputy: Annotated[str, Form()] = "",
    deputy_votes: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(held_on, votes_cast, head, head_votes, deputy, deputy_votes)


@router.get(f"{HERE}/election")
def ask(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request, session: Transaction, viewer: CurrentViewer, now: Now, slug: str, year: int
) -> HTMLResponse:
    found = led_year(session, viewer, slug, year)
    return _page(request, found, Typed(held_on=local_date(now).isoformat()))


@router.post(f"{HERE}/election")
def enter(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    slug: str,
    year: int,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    found = led_by(attempt, viewer, slug, year)
    if not ours:
        return _page(request, found, typed, FormStale())
    done = attempt(
        lambda session: elect(session, typed.command(found, viewer.person.id), now=now).id
    )
    if isinstance(done, Refusal):
        return _page(request, found, typed, done)
    return RedirectResponse(f"/blocs/{slug}/{year + 1}", status_code=303)


def _count(text: str, field: str) -> int:
    count = count_in(text)
    if count is None:
        raise CountNeeded().at(field)
    return count


def _page(request: Request, found: BlocYear, typed: Typed, *refusals: Refusal) -> HTMLResponse:
    return form_page(
        request,
        "bloc_election.html",
        *refusals,
        here=f"{found.address}/election",
        found=found,
        typed=typed,
    )
