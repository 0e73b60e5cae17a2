"""A reviewer decides: the one function behind mailed links, the inbox and the API."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.settling import finish, is_last, rule_of, settle
from approvals.domain import tally
from approvals.domain.choices import choices_offered, is_secret, reason_needed
from approvals.domain.refusals import (
    AlreadyDecided,
    AssignmentNotFound,
    BallotAlreadyCast,
    ChoiceNotOffered,
    DossierChanged,
    GateAlreadyClosed,
    LinkNotUsable,
    NotAsked,
    NotEligible,
    NotYourTurn,
    ReasonNeeded,
)
from approvals.domain.rule_set import StageRule
from approvals.history.recording import record
from approvals.queries import dossiers, gates, links
from core.vietnamese import clean
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, EventKind, GateState, Role
from models.gates import Assignment, Ballot, Gate

_SETTLES = {
    Choice.PASS: GateState.PASSED,
    Choice.RETURN: GateState.RETURNED,
    Choice.REJECT: GateState.REJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """`via` is where it came from: `link`, `inbox` or `api`. `if_version` is the dossier's.

    `decision_number` is that of the signed paper (`574/QĐ-TTg`), where the last signatory
    already knows it.
    """

    assignment_id: UUID
    person_id: UUID
    choice: Choice
    reason: str = ""
    via: str = "inbox"
    link_id: UUID | None = None
    if_version: int | None = None
    decision_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was decided. `choice` is None when a secret ballot is asked for a second time."""

    dossier_code: str
    gate_key: str
    choice: Choice | None
    decided_at: datetime
    gate_state: GateState
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What is decided, and the rules it is decided by; its dossier is locked."""

    assignment: Assignment
    gate: Gate
    dossier: Dossier
    rule: StageRule


def decide(session: Session, command: Decide, *, now: datetime) -> Receipt:
    """Record one decision; when it settles the gate, the next one opens at once.

    The same person deciding the same again gets the same receipt, marked `repeated`, and
    nothing is written. Raises `AlreadyDecided` (or `BallotAlreadyCast`) for another choice, and
    `GateAlreadyClosed`, `NotAsked`, `NotYourTurn`, `NotEligible`, `ChoiceNotOffered`,
    `ReasonNeeded`, `DossierChanged`, `LinkNotUsable`.
    """
    task = _locked(session, command)
    if task.assignment.state is AssignmentState.DECIDED:
        return _repeated(session, command, task)
    _ensure_turn(task.assignment, task.gate)
    if command.if_version is not None and command.if_version != task.dossier.version:
        raise DossierChanged(dossier=task.dossier.code, version=task.dossier.version)
    _ensure_choice(command, task.rule, task.assignment.role)
    _use_link(session, command, now=now)

    _cast(session, command, task, now=now)
    if _advance(session, command, task, now=now):
        finish(session, task.dossier, now=now)
    else:  # a vote among others: nobody has to be told, so the engine sleeps on
        dossiers.touch(task.dossier, now=now)
    return Receipt(
        dossier_code=task.dossier.code,
        gate_key=task.gate.key,
        choice=command.choice,
        decided_at=now,
        gate_state=task.gate.state,
        repeated=False,
    )


def _locked(session: Session, command: Decide) -> _Task:
    """What is to be decided, read after the dossier's lock was taken."""
    assignment = gates.assignment(session, command.assignment_id)
    if assignment is None or assignment.person_id != command.person_id:
        raise AssignmentNotFound(assignment=command.assignment_id)
    locked = gates.locked_gate(session, assignment.gate_id)
    if locked is None:
        raise AssignmentNotFound(assignment=command.assignment_id)
    session.refresh(assignment)
    return _Task(
        assignment=assignment,
        gate=locked.gate,
        dossier=locked.dossier,
        rule=rule_of(session, locked.dossier, locked.gate),
    )


def _repeated(session: Session, command: Decide, task: _Task) -> Receipt:
    decided_at = task.assignment.decided_at or task.gate.opened_at
    said = gates.ballot_of(session, task.assignment.id)
    if said is not None and said.choice is not command.choice:
        raise AlreadyDecided(choice=said.choice, decided_at=decided_at)
    if said is None and command.choice is Choice.RETURN:
        raise BallotAlreadyCast(decided_at=decided_at)
    return Receipt(
        dossier_code=task.dossier.code,
        gate_key=task.gate.key,
        choice=said.choice if said else None,
        decided_at=decided_at,
        gate_state=task.gate.state,
        repeated=True,
    )


def _ensure_turn(assignment: Assignment, gate: Gate) -> None:
    if assignment.state is AssignmentState.EXCLUDED:
        raise NotEligible(because=assignment.excluded_because or "")
    if assignment.state is AssignmentState.REPLACED:
        raise NotAsked(gate=gate.key)
    if gate.state is not GateState.OPEN:
        raise GateAlreadyClosed(gate=gate.key)
    if assignment.state is AssignmentState.WAITING:
        raise NotYourTurn


def _ensure_choice(command: Decide, rule: StageRule, role: Role) -> None:
    offered = choices_offered(rule, role)
    if command.choice not in offered:
        raise ChoiceNotOffered(choice=command.choice, offered=offered)
    if reason_needed(rule, role, command.choice) and not command.reason.strip():
        raise ReasonNeeded(choice=command.choice)


def _use_link(session: Session, command: Decide, *, now: datetime) -> None:
    if command.link_id is not None and not links.use(
        session, command.link_id, assignment_id=command.assignment_id, now=now
    ):
        raise LinkNotUsable
    links.revoke_family(session, [command.assignment_id], now=now)


def _cast(session: Session, command: Decide, task: _Task, *, now: datetime) -> None:
    """Write the ballot. A secret one says nothing of who cast it, or when."""
    secret = is_secret(task.rule, command.choice)
    task.assignment.state, task.assignment.decided_at = AssignmentState.DECIDED, now
    session.add(
        Ballot(
            gate_id=task.gate.id,
            choice=command.choice,
            assignment_id=None if secret else task.assignment.id,
            cast_at=None if secret else now,
        )
    )
    session.flush()  # so that the tally sees it
    record(
        session,
        task.dossier.id,
        EventKind.ASSIGNMENT_DECIDED,
        actor_id=command.person_id,
        now=now,
        facts={
            "gate": task.gate.key,
            "assignment": str(task.assignment.id),
            "role": task.assignment.role,
            "via": command.via,
            "choice": None if secret else command.choice,
        },
        texts={} if secret else {"reason": command.reason.strip()},
    )


def _advance(session: Session, command: Decide, task: _Task, *, now: datetime) -> bool:
    """Settle the gate, or let the next in turn know; False when this decision does neither."""
    if task.assignment.role is Role.APPRAISER:
        _activate_signatory(session, task.gate, now=now)
        return True
    facts: dict[str, int] = {}
    state: GateState | None = _SETTLES[command.choice]
    if task.rule.ballot is not None and command.choice is not Choice.RETURN:
        counted = gates.tally(session, task.gate)
        state = tally.outcome(counted, task.rule.ballot)
        facts = {"members": counted.members, "yes": counted.yes, "no": counted.no}
    if state is None:
        return False
    if command.decision_number.strip() and is_last(session, task.dossier, task.gate):
        task.dossier.decision_number = clean(command.decision_number)
    reason = "" if is_secret(task.rule, command.choice) else command.reason.strip()
    settle(session, task.dossier, task.gate, state, reason=reason, facts=facts, now=now)
    return True


def _activate_signatory(session: Session, gate: Gate, *, now: datetime) -> None:
    for waiting in gates.in_state(session, gate.id, AssignmentState.WAITING):
        waiting.state, waiting.activated_at = AssignmentState.ACTIVE, now
        record(
            session,
            gate.dossier_id,
            EventKind.ASSIGNMENT_ACTIVATED,
            actor_id=None,
            now=now,
            facts={"gate": gate.key, "assignment": str(waiting.id)},
        )
