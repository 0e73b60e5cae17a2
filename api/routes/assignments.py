"""What somebody is asked to decide: read it, decide it, hand it over."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.bearer import Reader, Writer
from api.conditional import VersionRead, is_about
from api.dependencies import Now, Transaction
from api.once import Repeatable
from api.openapi import json_router, refuses, repeatable
from api.refusals import VersionNeeded
from api.schemas.assignments import (
    DecideIn,
    ReassignedOut,
    ReassignIn,
    ReceiptOut,
    RecusedOut,
    RecuseIn,
    TaskOut,
)
from api.web import web_of
from approvals.commands.decide import Decide, decide
from approvals.commands.reassign import Reassign, reassign
from approvals.commands.recuse import Recuse, recuse
from approvals.commands.undo import Undo, undo
from approvals.domain import undoing
from approvals.domain.refusals import consulting, covering, deciding, holding, missing, proving
from approvals.queries import task_page
from core.clock import local_date

router: APIRouter = json_router("assignments")


@router.get("/assignments/{assignment_id}", responses=refuses(missing.AssignmentNotFound))
def get_assignment(
    assignment_id: UUID, request: Request, session: Transaction, viewer: Reader, now: Now
) -> TaskOut:
    """Your duty at a gate, with what you may choose. Its ETag is what a decision sends back."""
    task = task_page.task_for(session, assignment_id, viewer.person.id, on=local_date(now))
    if task is None:
        raise missing.AssignmentNotFound(assignment=assignment_id)
    is_about(request, task.dossier.version)
    return TaskOut.of(task)


@router.put(
    "/assignments/{assignment_id}/decision",
    response_model=ReceiptOut,
    responses=repeatable(
        deciding.ActionNotAllowed,
        deciding.AlreadyDecided,
        missing.AssignmentNotFound,
        deciding.BallotAlreadyCast,
        deciding.ChoiceNotOffered,
        consulting.ConsultationMissing,
        consulting.ConsultationRunning,
        covering.DecidedByAnother,
        deciding.DossierChanged,
        proving.FreshCodeNeeded,
        deciding.GateAlreadyClosed,
        proving.LoginNeeded,
        deciding.NotAsked,
        deciding.NotEligible,
        deciding.NotYourTurn,
        holding.OnHold,
        deciding.PassStopped,
        deciding.ReasonNeeded,
        VersionNeeded,
    ),
)
def decide_assignment(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    assignment_id: UUID,
    request: Request,
    said: DecideIn,
    version: VersionRead,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Decide. The same decision again gets the same receipt; another one is refused.

    `If-Match` names the version of the dossier that you read: 412 when it has changed since.
    A token is worth a mailed link: where the rules ask for more, decide in the browser.
    """
    command = Decide(
        assignment_id=assignment_id,
        person_id=writer.person.id,
        choice=said.choice,
        reason=said.reason,
        numbered=said.numbered(),
        if_version=version,
        via="api",
        login_waived=web_of(request).settings.login_waived,
    )
    return once.answer(lambda: ReceiptOut.of(decide(session, command, now=now)))


@router.post(
    "/assignments/{assignment_id}/undo",
    response_model=TaskOut,
    responses=repeatable(
        missing.AssignmentNotFound,
        deciding.BallotAlreadyCast,
        undoing.NothingToUndo,
        holding.OnHold,
        undoing.TooLateToUndo,
    ),
)
def undo_decision(
    assignment_id: UUID, once: Repeatable, session: Transaction, writer: Writer, now: Now
) -> Response:
    """Take your decision back, within the hour, as long as nobody decided after you.

    You are asked anew, by the assignment that is answered. A secret ballot stays in the box.
    """
    command = Undo(assignment_id=assignment_id, person_id=writer.person.id, via="api")

    def undone() -> TaskOut:
        again = task_page.task(session, undo(session, command, now=now).id)
        if again is None:
            raise missing.AssignmentNotFound(assignment=assignment_id)
        return TaskOut.of(again)

    return once.answer(undone)


@router.post(
    "/assignments/{assignment_id}/reassignment",
    status_code=201,
    response_model=ReassignedOut,
    responses=repeatable(
        deciding.AlreadyAsked,
        missing.AssignmentNotFound,
        deciding.GateAlreadyClosed,
        deciding.NotAllowedHere,
        deciding.NotEligible,
        missing.PersonNotFound,
    ),
)
def reassign_assignment(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    assignment_id: UUID,
    wanted: ReassignIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Ask somebody else of the same body instead. Links already mailed stop working."""
    command = Reassign(
        assignment_id=assignment_id,
        to_person_id=wanted.to_person_id,
        by_person_id=writer.person.id,
        reason=wanted.reason,
    )
    return once.answer(lambda: ReassignedOut.of(reassign(session, command, now=now)), status=201)


@router.post(
    "/assignments/{assignment_id}/recusal",
    response_model=RecusedOut,
    responses=repeatable(
        missing.AssignmentNotFound,
        deciding.GateAlreadyClosed,
        deciding.NotAsked,
        deciding.NotEligible,
        holding.OnHold,
    ),
)
def recuse_from_assignment(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    assignment_id: UUID,
    wanted: RecuseIn,
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
) -> Response:
    """Take no part in judging a dossier, for good. Another is asked, or the council counts anew."""
    wish = Recuse(assignment_id=assignment_id, person_id=writer.person.id, reason=wanted.reason)

    def step_back() -> RecusedOut:
        successor = recuse(session, wish, now=now)
        return RecusedOut(successor=successor.id if successor else None)

    return once.answer(step_back)
