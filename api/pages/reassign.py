"""A duty at a gate is handed to somebody else of the same body."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Attempt, Attempting, CurrentViewer, Now, Transaction
from api.nonces import FormIsOurs
from api.pages.form_page import form_page
from api.pages.rights import can_be_handed_over, rights_of
from api.pages.typed import LONGEST_REASON, clean_lines, faults_of_reason
from api.refusals import FormStale, SuccessorMissing
from approvals.commands.reassign import Reassign, reassign
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.queries.dossier_page import DossierPage, Duty, GateStory, dossier_page
from approvals.queries.successors import successors
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.refusal import Refusal
from models.bodies import Person, Seat

router = APIRouter(include_in_schema=False)
_HERE = "/dossiers/{code}/assignments/{assignment_id:uuid}/reassign"


@dataclass(frozen=True, slots=True)
class Handover:
    """What is handed over, and who could take it."""

    found: DossierPage
    gate: GateStory
    duty: Duty
    others: Sequence[tuple[Person, list[Seat]]]


@dataclass(frozen=True, slots=True)
class Typed:
    to_person_id: str = ""
    reason: str = ""

    @property
    def successor_id(self) -> UUID | None:
        try:
            return UUID(self.to_person_id)
        except ValueError:
            return None


def read_typed(
    to_person_id: Annotated[str, Form()] = "", reason: Annotated[str, Form()] = ""
) -> Typed:
    return Typed(to_person_id, clean_lines(reason))


@router.get(_HERE)
def ask(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    session: Transaction,
    viewer: CurrentViewer,
    now: Now,
    code: str,
    assignment_id: UUID,
) -> HTMLResponse:
    return _page(request, _handover(session, viewer, code, assignment_id, now=now), Typed())


@router.post(_HERE)
def reassign_duty(  # noqa: PLR0913, PLR0917 -- a form and what it needs
    request: Request,
    attempt: Attempt,
    viewer: CurrentViewer,
    now: Now,
    ours: FormIsOurs,
    code: str,
    assignment_id: UUID,
    typed: Annotated[Typed, Depends(read_typed)],
) -> Response:
    handover = attempt(lambda session: _handover(session, viewer, code, assignment_id, now=now))
    if isinstance(handover, Refusal):
        raise handover
    faults = list(_faults(typed, ours=ours)) or list(
        _hand_over(attempt, viewer, assignment_id, typed, now=now)
    )
    if faults:
        return _page(request, handover, typed, *faults)
    return RedirectResponse(f"/dossiers/{handover.found.dossier.code}#asked", status_code=303)


def _hand_over(
    attempt: Attempting, viewer: Viewer, assignment_id: UUID, typed: Typed, *, now: datetime
) -> Iterator[Refusal]:
    if typed.successor_id is None:
        return
    command = Reassign(
        assignment_id=assignment_id,
        to_person_id=typed.successor_id,
        by_person_id=viewer.person.id,
        reason=typed.reason,
    )
    done = attempt(lambda session: reassign(session, command, now=now))
    if isinstance(done, Refusal):
        yield done


def _faults(typed: Typed, *, ours: bool) -> Iterator[Refusal]:
    if not ours:
        yield FormStale()
    if typed.successor_id is None:
        yield SuccessorMissing()
    yield from faults_of_reason(typed.reason)


def _handover(
    session: Session, viewer: Viewer, code: str, assignment_id: UUID, *, now: datetime
) -> Handover:
    """Raises `DossierNotFound`, `NotAllowedHere`, `AssignmentNotFound`."""
    found = dossier_page(session, viewer, code)
    gate = found.open_gate
    if gate is None:
        raise AssignmentNotFound(assignment=assignment_id)
    if not rights_of(viewer, found).reassign:
        raise NotAllowedHere
    for duty in gate.duties:
        if duty.assignment.id == assignment_id and can_be_handed_over(duty):
            others = successors(session, gate.gate, on=local_date(now))
            return Handover(found, gate, duty, others)
    raise AssignmentNotFound(assignment=assignment_id)


def _page(request: Request, handover: Handover, typed: Typed, *refusals: Refusal) -> HTMLResponse:
    code, assignment_id = handover.found.dossier.code, handover.duty.assignment.id
    return form_page(
        request,
        "reassign.html",
        *refusals,
        here=f"/dossiers/{code}/assignments/{assignment_id}/reassign",
        handover=handover,
        typed=typed,
        longest=LONGEST_REASON,
    )
