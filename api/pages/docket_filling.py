"""What is on a docket: putting dossiers on it, taking them off, ordering its submissions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs, OwnForm
from api.pages.docket_form import kept
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.pages.inbox_search import InboxSearch, Search, inbox_options
from api.pages.rendering import formats
from api.refusals import FormStale
from approvals.commands.add_to_docket import AddToDocket, add_to_docket
from approvals.commands.move_on_docket import MoveOnDocket, move_on_docket
from approvals.commands.take_off_docket import TakeOffDocket, take_off_docket
from approvals.queries import docket_entries
from approvals.queries.docket_entries import Addable, Wanted
from approvals.queries.dockets import DocketRow
from approvals.queries.dossier_filters import Filters
from approvals.queries.inbox import Offered
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.dossiers import Submission
from models.rules import Award

router = APIRouter(include_in_schema=False)
_SHOWN = 50  # of what may be added; the rest is added by narrowing, or all at once
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Adding:
    """A docket, and what may be put on it."""

    found: DocketRow
    rows: Sequence[Addable]
    count: int
    offered: Offered


@router.get("/dockets/{docket_id:uuid}/add")
def look_for(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    docket_id: UUID,
    search: InboxSearch,
) -> HTMLResponse:
    return _page(request, _adding(session, viewer, docket_id, search, now=now), search)


@router.post("/dockets/{docket_id:uuid}/add")
def add(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    docket_id: UUID,
    search: InboxSearch,
    which: Annotated[str, Form()] = "",
    code: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """All that fits the address, or what is ticked of it."""
    wanted = Wanted(filters=_filters(search), codes=() if which == _ALL else tuple(code or ("",)))
    command = AddToDocket(docket_id=docket_id, person_id=viewer.person.id, wanted=wanted)
    done = (
        attempt(lambda session: add_to_docket(session, command, now=now)) if ours else FormStale()
    )
    if not isinstance(done, Refusal):
        return RedirectResponse(f"/dockets/{docket_id}", status_code=303)
    adding = attempt(lambda session: _adding(session, viewer, docket_id, search, now=now))
    if isinstance(adding, Refusal):
        raise adding
    return _page(request, adding, search, done)


@router.post("/dockets/{docket_id:uuid}/remove", dependencies=[OwnForm])
def remove(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    docket_id: UUID,
    code: Annotated[str, Form()] = "",
    submission: Annotated[str, Form()] = "",
) -> Response:
    """One dossier, or all of a submission."""
    command = TakeOffDocket(
        docket_id=docket_id,
        person_id=viewer.person.id,
        codes=(code,),
        submission_id=uuid_in(submission),
    )
    take_off_docket(session, command, now=now)
    return RedirectResponse(f"/dockets/{docket_id}#agenda", status_code=303)


@router.post("/dockets/{docket_id:uuid}/move", dependencies=[OwnForm])
def move(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    docket_id: UUID,
    earlier: Annotated[str, Form()] = "",
    later: Annotated[str, Form()] = "",
) -> Response:
    """One submission, by one place."""
    submission_id = uuid_in(earlier or later)
    if submission_id is not None:
        command = MoveOnDocket(
            docket_id=docket_id,
            person_id=viewer.person.id,
            submission_id=submission_id,
            earlier=bool(earlier),
        )
        move_on_docket(session, command, now=now)
    return RedirectResponse(f"/dockets/{docket_id}#of-{submission_id}", status_code=303)


def _filters(search: Search) -> Filters:
    of = search.narrowing
    return Filters(search=of.search, award=of.award, submission_id=of.submission_id)


def _adding(
    session: Session, viewer: Viewer, docket_id: UUID, search: Search, *, now: datetime
) -> Adding:
    found = kept(session, viewer, docket_id)
    docket, wanted = found.docket, Wanted(filters=_filters(search))
    by_award = docket_entries.addable_by(session, viewer, docket, Award, now=now)
    by_submission = docket_entries.addable_by(session, viewer, docket, Submission, now=now)
    return Adding(
        found,
        docket_entries.addable(session, viewer, docket, wanted, now=now, limit=_SHOWN),
        docket_entries.count_addable(session, viewer, docket, wanted, now=now),
        Offered(by_award, by_submission, ()),
    )


def _page(
    request: Request, adding: Adding, search: Search, refusal: Refusal | None = None
) -> HTMLResponse:
    path = f"/dockets/{adding.found.docket.id}/add"
    return form_page(
        request,
        "docket_add.html",
        refusal,
        here=search.address(path),
        adding=adding,
        search=search,
        path=path,
        options=inbox_options(adding.offered, formats(language_of(request))),
    )
