"""The head of a body gives an award of its own instead of proposing one upward."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.languages import language_of
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.rendering import formats
from api.pages.typed import LONGEST_REASON, clean_lines
from api.refusals import FormStale, TextTooLong
from approvals.commands.settle_here import SettleHere, may_settle, own_awards_at, settle_here
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.settling_here import NoOwnAward
from approvals.domain.rule_set import AwardRule
from approvals.domain.transitions import Action, next_state
from approvals.queries.dossier_page import DossierPage, dossier_page
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from core.vietnamese import clean

router = APIRouter(include_in_schema=False)
_HERE = "/dossiers/{code}/settlement"


@router.get(_HERE)
def ask(request: Request, session: Transaction, viewer: CurrentViewer, code: str) -> HTMLResponse:
    found, own = _found(session, viewer, code)
    return _page(request, found, own)


@router.post(_HERE)
def settle(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    award: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    asked = attempt(lambda session: _found(session, viewer, code))
    if isinstance(asked, Refusal):
        raise asked
    found, own = asked
    chosen, why = clean(award), clean_lines(reason)
    faults = list(_faults(why, ours=ours))
    if not faults:
        command = SettleHere(
            dossier_id=found.dossier.id,
            award_code=chosen,
            reason=why,
            person_id=viewer.person.id,
        )
        done = attempt(lambda session: settle_here(session, command, now=now).code)
        if not isinstance(done, Refusal):
            return RedirectResponse(f"/dossiers/{done}", status_code=303)
        faults = [done]
    return _page(request, found, own, *faults, chosen=chosen, why=why)


def _faults(why: str, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if len(why) > LONGEST_REASON:
        yield TextTooLong(limit=LONGEST_REASON).at("reason")


def _found(session: Session, viewer: Viewer, code: str) -> tuple[DossierPage, list[AwardRule]]:
    """Raises `DossierNotFound`, `NotAllowedHere`, `ActionNotAllowed`, `NoOwnAward`."""
    found = dossier_page(session, viewer, code)
    last = found.gates[-1]
    if not may_settle(viewer, last.body.id):
        raise NotAllowedHere
    next_state(found.dossier.state, Action.SETTLE_HERE)
    own = own_awards_at(session, viewer, found.dossier)
    if not own:
        raise NoOwnAward(body=last.body.name)
    return found, own


def _page(
    request: Request,
    found: DossierPage,
    own: Sequence[AwardRule],
    *faults: Refusal,
    chosen: str = "",
    why: str = "",
) -> HTMLResponse:
    written = formats(language_of(request))
    choose = ("", written.texts.gettext("Choose"))
    return form_page(
        request,
        "settlement.html",
        *faults,
        here=f"/dossiers/{found.dossier.code}/settlement",
        found=found,
        body=found.gates[-1].body,
        awards=[choose, *((award.code, written.award_name(award)) for award in own)],
        chosen=chosen,
        why=why,
        longest=LONGEST_REASON,
    )
