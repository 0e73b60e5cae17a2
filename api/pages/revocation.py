"""An award is proposed to be taken back, taken back or left standing, and returned."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.dossier_search import word_in
from api.pages.form_page import form_page
from api.pages.rights import rights_of
from api.pages.typed import LONGEST_REASON, clean_lines, faults_of_reason
from api.refusals import AnswerMissing, FormStale, PaperDayMissing, TextTooLong
from approvals.commands.decide_revocation import DecideRevocation, decide_revocation
from approvals.commands.note_recovery import NoteRecovery, note_recovery
from approvals.commands.propose_revocation import ProposeRevocation, propose_revocation
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.revoking import RevocationNotFound
from approvals.domain.transitions import Action, next_state
from approvals.queries.dossier_page import DossierPage, dossier_page
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from core.vietnamese import clean
from models.conduct import RevocationGround

router = APIRouter(include_in_schema=False)
_HERE = "/dossiers/{code}/revocation"
_ANSWERS = ("revoke", "stand")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, on any of the three forms."""

    ground: str = ""
    number: str = ""
    day: str = ""
    answer: str = ""
    reason: str = ""

    @property
    def date(self) -> date | None:
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            return None


def read_typed(  # noqa: PLR0913, PLR0917 -- the fields of the forms
    ground: Annotated[str, Form()] = "",
    conclusion_number: Annotated[str, Form()] = "",
    decision_number: Annotated[str, Form()] = "",
    concluded_on: Annotated[str, Form()] = "",
    recovered_on: Annotated[str, Form()] = "",
    answer: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Typed:
    number = clean(conclusion_number or decision_number)[:80]
    return Typed(ground, number, concluded_on or recovered_on, answer, clean_lines(reason))


FormTyped = Annotated[Typed, Depends(read_typed)]


@router.get(_HERE)
def ask(request: Request, session: Transaction, viewer: CurrentViewer, code: str) -> HTMLResponse:
    found = _to_propose(session, viewer, code)
    next_state(found.dossier.state, Action.REVOKE)
    return _page(request, "revocation.html", found, Typed())


@router.post(_HERE)
def propose(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: FormTyped,
) -> Response:
    found = _or_raise(attempt, lambda session: _to_propose(session, viewer, code))
    ground, day = word_in(RevocationGround, typed.ground), typed.date
    faults = list(_faults(typed, ours=ours, needs_reason=True))
    if day is None:
        faults.insert(0, PaperDayMissing().at("concluded_on"))
    if ground is None:
        faults.insert(0, AnswerMissing().at("ground"))
    if ground is not None and day is not None and not faults:
        command = ProposeRevocation(
            dossier_id=found.dossier.id,
            ground=ground,
            conclusion_number=typed.number,
            concluded_on=day,
            reason=typed.reason,
            proposed_by_id=viewer.person.id,
        )
        done = attempt(lambda session: propose_revocation(session, command, now=now))
        faults = [done] if isinstance(done, Refusal) else []
    return _page(request, "revocation.html", found, typed, faults) if faults else _back(found)


@router.get(_HERE + "/decision")
def ask_decision(
    request: Request, session: Transaction, viewer: CurrentViewer, code: str
) -> HTMLResponse:
    return _page(request, "revocation_decision.html", _to_decide(session, viewer, code), Typed())


@router.post(_HERE + "/decision")
def decide(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: FormTyped,
) -> Response:
    found = _or_raise(attempt, lambda session: _to_decide(session, viewer, code))
    faults = list(_faults(typed, ours=ours, needs_reason=False))
    if typed.answer not in _ANSWERS:
        faults.insert(0, AnswerMissing().at("answer"))
    if not faults:
        command = DecideRevocation(
            dossier_id=found.dossier.id,
            person_id=viewer.person.id,
            revoke=typed.answer == "revoke",
            decision_number=typed.number,
            reason=typed.reason,
        )
        done = attempt(lambda session: decide_revocation(session, command, now=now))
        faults = [done] if isinstance(done, Refusal) else []
    template = "revocation_decision.html"
    return _page(request, template, found, typed, faults) if faults else _back(found)


@router.post(_HERE + "/recovery")
def recover(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: FormTyped,
) -> Response:
    found = _or_raise(attempt, lambda session: _to_recover(session, viewer, code))
    day = typed.date
    faults: list[Refusal] = [] if ours else [FormStale()]
    if day is None:
        faults.append(PaperDayMissing().at("recovered_on"))
    elif not faults:
        command = NoteRecovery(
            dossier_id=found.dossier.id, recovered_on=day, person_id=viewer.person.id
        )
        done = attempt(lambda session: note_recovery(session, command, now=now))
        faults = [done] if isinstance(done, Refusal) else []
    if faults:
        return _page(request, "revocation_recovery.html", found, typed, faults)
    return _back(found)


@router.get(_HERE + "/recovery")
def ask_recovery(
    request: Request, session: Transaction, viewer: CurrentViewer, code: str
) -> HTMLResponse:
    found = _to_recover(session, viewer, code)
    return _page(request, "revocation_recovery.html", found, Typed())


def _faults(typed: Typed, *, ours: bool, needs_reason: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if needs_reason:
        yield from faults_of_reason(typed.reason)
    elif len(typed.reason) > LONGEST_REASON:
        yield TextTooLong(limit=LONGEST_REASON)


def _or_raise(attempt: Attempting, find: Callable[[Session], DossierPage]) -> DossierPage:
    found = attempt(find)
    if isinstance(found, Refusal):
        raise found
    return found


def _to_propose(session: Session, viewer: Viewer, code: str) -> DossierPage:
    """Raises `DossierNotFound`, `NotAllowedHere`."""
    found = dossier_page(session, viewer, code)
    if not rights_of(viewer, found).may_propose:
        raise NotAllowedHere
    return found


def _to_recover(session: Session, viewer: Viewer, code: str) -> DossierPage:
    """Raises `DossierNotFound`, `NotAllowedHere`, `RevocationNotFound` unless it was revoked."""
    found = _to_propose(session, viewer, code)
    if found.revocation is None or found.revocation.decision_number is None:
        raise RevocationNotFound
    return found


def _to_decide(session: Session, viewer: Viewer, code: str) -> DossierPage:
    """Raises `DossierNotFound`, `NotAllowedHere`."""
    found = dossier_page(session, viewer, code)
    if not rights_of(viewer, found).decide_revocation:
        raise NotAllowedHere
    return found


def _back(found: DossierPage) -> Response:
    return RedirectResponse(f"/dossiers/{found.dossier.code}", status_code=303)


def _page(
    request: Request,
    template: str,
    found: DossierPage,
    typed: Typed,
    faults: Sequence[Refusal] = (),
) -> HTMLResponse:
    return form_page(
        request,
        template,
        *faults,
        here=f"/dossiers/{found.dossier.code}",
        found=found,
        typed=typed,
        grounds=list(RevocationGround),
        longest=LONGEST_REASON,
    )
