"""A dossier is put on hold, and released."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.dossier_search import word_in
from api.pages.form_page import form_page
from api.pages.rights import may_hold_here
from api.pages.typed import LONGEST_REASON, clean_lines, faults_of_reason
from api.refusals import AnswerMissing, FormStale
from approvals.commands.hold import PlaceHold, place_hold
from approvals.commands.release_hold import ReleaseHold, release_hold
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries.dossier_page import DossierPage, dossier_page
from approvals.queries.visibility import Viewer
from core.refusal import Refusal
from core.vietnamese import clean
from models.conduct import HoldCause, HoldOutcome
from models.holds import Hold

router = APIRouter(include_in_schema=False)
_HERE = "/dossiers/{code}/holds"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed; `of` is the hold that is to be released, where one is."""

    cause: str = ""
    document: str = ""
    reason: str = ""
    stops: bool = True
    outcome: str = ""
    of: UUID | None = None


def read_hold(
    cause: Annotated[str, Form()] = "",
    document: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    stops: Annotated[str, Form()] = "",
) -> Typed:
    return Typed(cause, clean(document)[:80], clean_lines(reason), stops == "yes")


def read_release(
    hold_id: UUID, outcome: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = ""
) -> Typed:
    return Typed(outcome=outcome, reason=clean_lines(reason), of=hold_id)


@router.get(_HERE)
def ask(request: Request, session: Transaction, viewer: CurrentViewer, code: str) -> HTMLResponse:
    found = _found(session, viewer, code)
    sourced = found.rules.principles.hold_stops_clock
    return _page(request, found, Typed(stops=sourced is not None and sourced.value))


@router.post(_HERE)
def place(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: Annotated[Typed, Depends(read_hold)],
) -> Response:
    found = attempt(lambda session: _found(session, viewer, code))
    if isinstance(found, Refusal):
        raise found
    cause, faults = word_in(HoldCause, typed.cause), list(_faults(typed.reason, ours=ours))
    if cause is None:
        faults.insert(0, AnswerMissing().at("cause"))
    elif not faults:
        command = PlaceHold(
            dossier_id=found.dossier.id,
            cause=cause,
            document=typed.document,
            reason=typed.reason,
            clock_stops=typed.stops,
            placed_by_id=viewer.person.id,
        )
        done = attempt(lambda session: place_hold(session, command, now=now))
        faults = [done] if isinstance(done, Refusal) else []
    return _page(request, found, typed, faults) if faults else _back(found)


@router.post("/dossiers/{code}/holds/{hold_id:uuid}/release")
def release(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    typed: Annotated[Typed, Depends(read_release)],
) -> Response:
    found = attempt(lambda session: _found(session, viewer, code))
    if isinstance(found, Refusal):
        raise found
    outcome, faults = word_in(HoldOutcome, typed.outcome), list(_faults(typed.reason, ours=ours))
    if outcome is None:
        faults.insert(0, AnswerMissing().at("outcome"))
    elif not faults and typed.of is not None:
        command = ReleaseHold(
            hold_id=typed.of,
            outcome=outcome,
            reason=typed.reason,
            released_by_id=viewer.person.id,
        )
        done = attempt(lambda session: release_hold(session, command, now=now))
        faults = [done] if isinstance(done, Refusal) else []
    return _page(request, found, typed, faults) if faults else _back(found)


def _faults(reason: str, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    yield from faults_of_reason(reason)


def _found(session: Session, viewer: Viewer, code: str) -> DossierPage:
    """Raises `DossierNotFound`, `NotAllowedHere`."""
    found = dossier_page(session, viewer, code)
    if not may_hold_here(viewer, found):
        raise NotAllowedHere
    return found


def _back(found: DossierPage) -> Response:
    return RedirectResponse(f"/dossiers/{found.dossier.code}", status_code=303)


def _page(
    request: Request, found: DossierPage, typed: Typed, faults: Sequence[Refusal] = ()
) -> HTMLResponse:
    return form_page(
        request,
        "holds.html",
        *faults,
        here=f"/dossiers/{found.dossier.code}/holds",
        found=found,
        typed=typed,
        causes=_causes(found, found.holds),
        outcomes=list(HoldOutcome),
        longest=LONGEST_REASON,
    )


def _causes(found: DossierPage, standing: Sequence[Hold]) -> list[HoldCause]:
    """What the rules know, and is not the cause of a hold that stands."""
    known = found.rules.principles.holds
    taken = {one.cause for one in standing}
    return [one for one in (known.value if known else HoldCause) if one not in taken]
