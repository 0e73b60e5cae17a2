"""Somebody takes a decision back: the gate opens again, and what followed is set aside.

Nothing is deleted: the ballot stays with the duty it was cast for, which ends as `undone`, and
the same person is asked by a new one. See docs/decisions/0013-undo-by-asking-anew.md.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import moment_of, named, next_reminder
from approvals.commands.settling import end_duties, finish
from approvals.commands.sitting import Matter, Sitting
from approvals.domain.refusals.deciding import BallotAlreadyCast
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.domain.transitions import Action, next_state
from approvals.domain.undoing import NothingToUndo, ensure_in_time
from approvals.history.recording import record
from approvals.queries import documents, gates, links, undoing
from models.enums import AssignmentState, EventKind, GateState, Role
from models.gates import Assignment, Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """`via` is where it came from: `link`, `inbox` or `api`."""

    assignment_id: UUID
    person_id: UUID
    via: str = "inbox"


def undo(session: Session, command: Undo, *, now: datetime) -> Assignment:
    """Take a decision back; the duty by which the same person is asked anew.

    Possible for an hour, until somebody decides at the gate after it. The gate opens again with
    its due day and the other votes; the next one, if it had opened, ends as `undone`; mails that
    went out because of the decision are void, and whoever got one is told. Taking it back twice
    is taking it back once. Raises `AssignmentNotFound`, `NothingToUndo`, `BallotAlreadyCast` (a
    secret one lies in the box), `OnHold`, `TooLateToUndo`.
    """
    sitting = Sitting(session, [command.assignment_id], now=now)
    matter = sitting.matter(command.assignment_id)
    if matter is None or command.person_id != _who_decided(matter.assignment):
        raise AssignmentNotFound(assignment=command.assignment_id)
    if matter.assignment.state is AssignmentState.UNDONE:
        return undoing.asked_anew(session, matter.assignment.id)
    recalled = _ensure_undoable(session, matter, now=now)

    _set_aside(session, matter, recalled, now=now)
    reopened = matter.gate.state is not GateState.OPEN
    again = _asked_anew(session, matter, now=now)
    if reopened:
        documents.take_off(session, matter.dossier.id, now=now)
        _reopen(matter, now=now)
    record(
        session,
        matter.dossier,
        EventKind.DECISION_UNDONE,
        actor_id=command.person_id,
        now=now,
        facts={
            "gate": matter.gate.key,
            "assignment": str(matter.assignment.id),
            "via": command.via,
            "reopened": reopened,
            "recalled": recalled.key if recalled else None,
            "remind_at": moment_of(matter.gate.remind_at),
            "asked": [named(assignment) for assignment in again],
        },
    )
    finish(session, matter.dossier, now=now)
    return again[0]


def _who_decided(assignment: Assignment) -> UUID:
    """Whose word it was: that of the person asked, or of whoever acted for them."""
    return assignment.decided_by_id or assignment.person_id


def _ensure_undoable(session: Session, matter: Matter, *, now: datetime) -> Gate | None:
    """The gate that this decision opened, where it opened one that still waits."""
    decided_at = matter.assignment.decided_at
    if matter.assignment.state is not AssignmentState.DECIDED or decided_at is None:
        raise NothingToUndo
    if gates.ballot_of(session, matter.assignment.id) is None:
        raise BallotAlreadyCast(decided_at=decided_at)
    matter.ensure_not_held()
    following = undoing.gate_after(session, matter.gate)
    reported = matter.assignment.role is Role.APPRAISER
    signed = reported and matter.gate.state is not GateState.OPEN
    gone_on = signed or undoing.decided_since(session, matter.dossier, matter.gate, following)
    ensure_in_time(decided_at, gone_on=gone_on, now=now)
    return following


def _set_aside(session: Session, matter: Matter, recalled: Gate | None, *, now: datetime) -> None:
    """What was opened and mailed because of the decision is void."""
    moved: list[UUID] = []
    if recalled is not None:
        recalled.state, recalled.closed_at = GateState.UNDONE, now
        session.flush()  # of two gates of a dossier, one may be open
        end_duties(session, [recalled.id], now=now)
        moved = [assignment.id for assignment, _ in gates.assignments_of(session, recalled.id)]
    if matter.assignment.role is Role.APPRAISER:
        waiting = gates.in_state(session, matter.gate.id, AssignmentState.ACTIVE)
        for signatory in waiting:
            signatory.state = AssignmentState.WAITING
            signatory.activated_at = signatory.opened_at = None
        moved = [signatory.id for signatory in waiting]
        links.revoke_family(session, moved, now=now)
    undoing.void_mail(session, matter.dossier.id, moved, since=matter.gate.closed_at, now=now)


def _asked_anew(session: Session, matter: Matter, *, now: datetime) -> list[Assignment]:
    """New duties for whoever decided, first, and for those whom the settled gate had freed."""
    freed = gates.in_state(session, matter.gate.id, AssignmentState.CLOSED)
    again = [anew(assignment, now=now) for assignment in (matter.assignment, *freed)]
    session.add_all(again)
    return again


def anew(assignment: Assignment, *, now: datetime) -> Assignment:
    """A new duty in place of one that is undone."""
    assignment.state = AssignmentState.UNDONE
    return Assignment(
        gate_id=assignment.gate_id,
        seat_id=assignment.seat_id,
        person_id=assignment.person_id,
        role=assignment.role,
        state=AssignmentState.ACTIVE,
        replaces_id=assignment.id,
        activated_at=now,
        opened_at=assignment.opened_at,
    )


def _reopen(matter: Matter, *, now: datetime) -> None:
    gate, dossier = matter.gate, matter.dossier
    gate.state, gate.closed_at = GateState.OPEN, None
    gate.remind_at = next_reminder(gate, matter.rule, now=now)
    dossier.state = next_state(dossier.state, Action.UNDO)
    dossier.stage, dossier.closed_at, dossier.decision_number = gate.stage, None, None
