"""The unit takes a dossier back: first a page that says what that means."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.rights import ensure_may
from api.pages.seeing import dossier_of
from api.pages.typed import LONGEST_REASON, clean_lines, faults_of_reason
from api.refusals import FormStale
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.domain.transitions import Action
from approvals.queries.dossier_page import DossierPage, dossier_page
from core.refusal import Refusal
from models.dossiers import Dossier

router = APIRouter(include_in_schema=False)


@router.get("/dossiers/{code}/withdraw")
def ask(request: Request, session: Transaction, viewer: CurrentViewer, code: str) -> HTMLResponse:
    found = dossier_page(session, viewer, code)
    ensure_may(viewer, found, Action.WITHDRAW)
    return _page(request, found)


@router.post("/dossiers/{code}/withdraw")
def withdraw_dossier(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    reason: Annotated[str, Form()] = "",
) -> Response:
    found = dossier_of(attempt, viewer, code)
    why = clean_lines(reason)
    command = Withdraw(dossier_id=found.dossier.id, person_id=viewer.person.id, reason=why)
    done: Dossier | Refusal | None = _fault(why, ours=ours)
    if done is None:
        done = attempt(lambda session: withdraw(session, command, now=now))
    if isinstance(done, Refusal):
        return _page(request, found, why, done)
    return RedirectResponse(f"/dossiers/{found.dossier.code}", status_code=303)


def _fault(why: str, *, ours: bool) -> Refusal | None:
    return next(faults_of_reason(why), None) if ours else FormStale()


def _page(
    request: Request, found: DossierPage, why: str = "", refusal: Refusal | None = None
) -> HTMLResponse:
    return form_page(
        request,
        "withdraw.html",
        refusal,
        here=f"/dossiers/{found.dossier.code}/withdraw",
        found=found,
        why=why,
        longest=LONGEST_REASON,
    )
