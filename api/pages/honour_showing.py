"""Whoever keeps the register of personal data takes somebody off the roll of honour, or back on."""

from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import FormStale, TextTooLong
from approvals.commands.hide_honour import ChangeHonour, hide_honour, show_honour
from approvals.commands.register_request import may_keep_register
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries import data_requests
from approvals.queries.dossier_page import DossierPage, dossier_page
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from models.enums import DataRequestKind

router = APIRouter(include_in_schema=False)
_HERE = "/dossiers/{code}/honour"


@router.get(_HERE)
def ask(request: Request, session: Transaction, viewer: CurrentViewer, code: str) -> HTMLResponse:
    found = _found(session, viewer, code)
    objection = data_requests.same_open(session, DataRequestKind.OBJECTION, found.nominee.id, None)
    return _page(request, found, objected=objection is not None)


@router.post(_HERE)
def change(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    ground: Annotated[str, Form()] = "",
    shown: Annotated[str, Form()] = "",
) -> Response:
    """`shown`: whether the roll is to show them from now on, `yes` or `no`."""
    found = attempt(lambda session: _found(session, viewer, code))
    if isinstance(found, Refusal):
        raise found
    words = clean_lines(ground)
    command = ChangeHonour(dossier_id=found.dossier.id, by_person_id=viewer.person.id, ground=words)
    work = show_honour if shown == "yes" else hide_honour
    fault = _fault(words, ours=ours)
    if fault is None:
        done = attempt(lambda session: work(session, command, now=now))
        fault = done if isinstance(done, Refusal) else None
    if fault is not None:
        return _page(request, found, ground=words, fault=fault)
    return RedirectResponse(f"/dossiers/{found.dossier.code}", status_code=303)


def _fault(words: str, *, ours: bool) -> Refusal | None:
    if not ours:
        return FormStale()
    return TextTooLong(limit=LONGEST_REASON).at("ground") if len(words) > LONGEST_REASON else None


def _found(session: Session, viewer: Viewer, code: str) -> DossierPage:
    """Raises `DossierNotFound`, `NotAllowedHere`."""
    found = dossier_page(session, viewer, code)
    if not may_keep_register(viewer):
        raise NotAllowedHere
    return found


def _page(
    request: Request,
    found: DossierPage,
    *,
    ground: str = "",
    objected: bool = False,
    fault: Refusal | None = None,
) -> HTMLResponse:
    return form_page(
        request,
        "honour_showing.html",
        fault,
        here=f"/dossiers/{found.dossier.code}/honour",
        found=found,
        hidden=found.dossier.hidden_at is not None,
        objected=objected,
        ground=ground,
        longest=LONGEST_REASON,
    )
