"""The sealed envelopes of absent members: opened by the secretary when all others have voted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.refusals import FormStale, VotesMissing
from approvals.commands.enter_opinion import may_enter
from approvals.commands.open_envelopes import OpenEnvelopes, open_envelopes
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.opinions import OpinionNotThere
from approvals.queries.dossier_page import DossierPage, GateStory, dossier_page
from approvals.queries.visibility import Viewer
from core.refusal import Refusal

router = APIRouter(include_in_schema=False)
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Count:
    """The envelopes at a gate."""

    found: DossierPage
    story: GateStory


@dataclass(frozen=True, slots=True)
class Typed:
    in_favour: str = ""
    against: str = ""

    @property
    def votes(self) -> tuple[int, int] | None:
        both = (self.in_favour, self.against)
        if not all(one.isdecimal() and len(one) <= _MOST_DIGITS for one in both):
            return None
        return int(self.in_favour), int(self.against)


def read_typed(
    in_favour: Annotated[str, Form()] = "", against: Annotated[str, Form()] = ""
) -> Typed:
    return Typed(in_favour.strip(), against.strip())


@router.get("/dossiers/{code}/envelopes")
def show(request: Request, session: Transaction, viewer: CurrentViewer, code: str) -> HTMLResponse:
    return _page(request, _count(session, viewer, code), Typed())


@router.post("/dossiers/{code}/envelopes")
def count(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    counting = attempt(lambda session: _count(session, viewer, code))
    if isinstance(counting, Refusal):
        raise counting
    faults = list(_faults(typed, ours=ours)) or list(
        _opened(attempt, viewer, counting, typed, now=now)
    )
    if faults:
        return _page(request, counting, typed, *faults)
    return RedirectResponse(f"/dossiers/{counting.found.dossier.code}", status_code=303)


def _count(session: Session, viewer: Viewer, code: str) -> Count:
    """Raises `DossierNotFound`, `NotAllowedHere`, `OpinionNotThere`."""
    found = dossier_page(session, viewer, code)
    story = found.open_gate
    if story is None or not may_enter(viewer, story.body.id):
        raise NotAllowedHere
    if not story.envelopes:
        raise OpinionNotThere
    return Count(found, story)


def _opened(
    attempt: Attempting, viewer: Viewer, counting: Count, typed: Typed, *, now: datetime
) -> Iterator[Refusal]:
    if typed.votes is None:
        return
    in_favour, against = typed.votes
    command = OpenEnvelopes(
        gate_id=counting.story.gate.id,
        by_person_id=viewer.person.id,
        in_favour=in_favour,
        against=against,
    )
    done = attempt(lambda session: open_envelopes(session, command, now=now))
    if isinstance(done, Refusal):
        yield done


def _faults(typed: Typed, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if typed.votes is None:
        yield VotesMissing()


def _page(request: Request, counting: Count, typed: Typed, *refusals: Refusal) -> HTMLResponse:
    return form_page(
        request,
        "envelopes.html",
        *refusals,
        here=f"/dossiers/{counting.found.dossier.code}/envelopes",
        count=counting,
        typed=typed,
    )
