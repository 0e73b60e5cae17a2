"""Calling a sitting, and giving it another name or day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.dossier_search import uuid_in
from api.pages.form_page import form_page
from api.refusals import FormStale, SittingDayMissing, TitleMissing
from approvals.commands.change_docket import ChangeDocket, change_docket
from approvals.commands.keeping import kept_by, may_keep
from approvals.commands.open_docket import OpenDocket, open_docket
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import BodyNotFound
from approvals.queries import dockets
from approvals.queries.dockets import DocketRow
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from core.vietnamese import clean
from models.bodies import Body

router = APIRouter(include_in_schema=False)
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form, cleaned; kept on the page when something is refused."""

    title: str = ""
    sitting_on: str = ""
    body: str = ""

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.sitting_on)
        except ValueError:
            return None

    def faults(self, *, ours: bool) -> Iterator[Refusal]:
        if not ours:
            yield FormStale()
        if not self.title:
            yield TitleMissing()
        if self.day is None:
            yield SittingDayMissing()


def read_typed(
    title: Annotated[str, Form()] = "",
    sitting_on: Annotated[str, Form()] = "",
    body: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(clean(title)[:LONGEST_TITLE], clean(sitting_on), clean(body))


FormTyped = Annotated[Typed, Depends(read_typed)]


@router.get("/dockets/new")
def ask_new(request: Request, session: Transaction, viewer: CurrentViewer) -> HTMLResponse:
    return _new(request, _keeping(session, viewer), Typed())


@router.post("/dockets/new")
def call_sitting(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    typed: FormTyped,
) -> Response:
    bodies = attempt(lambda session: _keeping(session, viewer))
    if isinstance(bodies, Refusal):
        raise bodies
    refusals = list(typed.faults(ours=ours))
    body_id, day = uuid_in(typed.body), typed.day
    if body_id is None:
        refusals.append(BodyNotFound(body=typed.body).at("body"))
    if refusals or body_id is None or day is None:
        return _new(request, bodies, typed, refusals)
    command = OpenDocket(
        body_id=body_id, person_id=viewer.person.id, title=typed.title, sitting_on=day
    )
    opened = attempt(lambda session: open_docket(session, command, now=now))
    if isinstance(opened, Refusal):
        return _new(request, bodies, typed, [opened])
    return RedirectResponse(f"/dockets/{opened.id}/add", status_code=303)


@router.get("/dockets/{docket_id:uuid}/change")
def ask_change(
    request: Request, session: Transaction, viewer: CurrentViewer, docket_id: UUID
) -> HTMLResponse:
    found = kept(session, viewer, docket_id)
    typed = Typed(found.docket.title, found.docket.sitting_on.isoformat())
    return _change(request, found, typed)


@router.post("/dockets/{docket_id:uuid}/change")
def change_sitting(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    typed: FormTyped,
    docket_id: UUID,
) -> Response:
    found = attempt(lambda session: kept(session, viewer, docket_id))
    if isinstance(found, Refusal):
        raise found
    refusals, day = list(typed.faults(ours=ours)), typed.day
    if refusals or day is None:
        return _change(request, found, typed, refusals)
    command = ChangeDocket(
        docket_id=docket_id, person_id=viewer.person.id, title=typed.title, sitting_on=day
    )
    changed = attempt(lambda session: change_docket(session, command, now=now))
    if isinstance(changed, Refusal):
        return _change(request, found, typed, [changed])
    return RedirectResponse(f"/dockets/{docket_id}", status_code=303)


def kept(session: Session, viewer: Viewer, docket_id: UUID) -> DocketRow:
    """A docket that the viewer keeps; raises `DocketNotFound`, `NotAllowedHere`."""
    found = dockets.docket(session, viewer, docket_id)
    if not may_keep(viewer, found.body.id):
        raise NotAllowedHere
    return found


def _keeping(session: Session, viewer: Viewer) -> Sequence[Body]:
    """The bodies that the viewer may call a sitting of; raises `NotAllowedHere`."""
    of = kept_by(viewer)
    if of == frozenset():
        raise NotAllowedHere
    return dockets.judging(session, of)


def _new(
    request: Request, bodies: Sequence[Body], typed: Typed, refusals: Sequence[Refusal] = ()
) -> HTMLResponse:
    return _page(request, typed, refusals, found=None, bodies=bodies, here="/dockets/new")


def _change(
    request: Request, found: DocketRow, typed: Typed, refusals: Sequence[Refusal] = ()
) -> HTMLResponse:
    here = f"/dockets/{found.docket.id}/change"
    return _page(request, typed, refusals, found=found, bodies=(), here=here)


def _page(  # noqa: PLR0913 -- both pages
    request: Request,
    typed: Typed,
    refusals: Sequence[Refusal],
    *,
    found: DocketRow | None,
    bodies: Sequence[Body],
    here: str,
) -> HTMLResponse:
    return form_page(
        request,
        "docket_form.html",
        *refusals,
        here=here,
        found=found,
        bodies=bodies,
        typed=typed,
        longest=LONGEST_TITLE,
    )
