"""The secretary enters what an absent member wrote: their word, or an envelope still sealed."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from approvals.commands.attach import checked, file_name, store
from approvals.commands.settling import finish, settle_by_vote
from approvals.commands.sitting import Matter, Sitting
from approvals.domain.refusals.deciding import ChoiceNotOffered, GateAlreadyClosed, NotAllowedHere
from approvals.domain.refusals.missing import AssignmentNotFound, GateNotFound
from approvals.domain.refusals.opinions import (
    CouncilsOnly,
    DatedAhead,
    NotAwaited,
    OpinionMissing,
    OpinionSealed,
)
from approvals.domain.rule_set import BallotRule
from approvals.history.recording import record
from approvals.queries import bodies, erased_files, visibility
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.enums import AssignmentState, Choice, EventKind, GateState, Office
from models.gates import Ballot, Gate, WrittenOpinion

VOTES = (Choice.PASS, Choice.REJECT)  # what a paper may say


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """The paper as a file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterOpinion:
    """`choice` is None for a secret ballot: what comes in then is an envelope, not a word."""

    assignment_id: UUID
    by_person_id: UUID
    dated_on: date
    choice: Choice | None = None
    reason: str = ""
    scan: Scan | None = None


def enter_opinion(
    session: Session, command: EnterOpinion, *, folder: Path, limit_mb: int, now: datetime
) -> WrittenOpinion:
    """Take an absent member's opinion as their vote; the member is told, and may object.

    An envelope only says that the member has answered: it is opened when all others have
    (`open_envelopes`). Raises `NotAllowedHere`, `CouncilsOnly`, `NotAwaited`, `OpinionMissing`,
    `OpinionSealed`, `OnHold`, `DatedAhead`, and what `Matter.ensure_consulted` and
    `attach.checked` do.
    """
    sitting = Sitting(session, [command.assignment_id], now=now)
    matter = _matter(sitting, command)
    _ensure_acceptable(sitting, command, matter)
    opinion = WrittenOpinion(
        assignment_id=matter.assignment.id,
        entered_by_id=command.by_person_id,
        entered_at=now,
        dated_on=command.dated_on,
    )
    if command.scan is not None:
        _keep(session, opinion, command.scan, folder=folder, limit_mb=limit_mb)
    session.add(opinion)
    matter.assignment.state, matter.assignment.decided_at = AssignmentState.DECIDED, now
    sitting.decided(matter)
    _record(sitting, command, matter, opinion)
    if command.choice is not None:
        _count(sitting, command.choice, matter)
    finish(session, matter.dossier, now=now)
    sitting.close()
    return opinion


def may_enter(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody may enter what members of a body wrote."""
    return viewer.holds(Office.SECRETARIAT) or viewer.holds_in(body_id, Office.SECRETARY)


def ensure_may_enter(session: Session, person_id: UUID, gate: Gate, *, now: datetime) -> None:
    """Raises `NotAllowedHere`; `GateNotFound` where the dossier is not theirs to see."""
    viewer = visibility.viewer_of(session, person_id, on=local_date(now))
    if viewer is None or not visibility.may_see(session, viewer, gate.dossier_id):
        raise GateNotFound(gate=gate.key)
    if not may_enter(viewer, gate.body_id):
        raise NotAllowedHere


def _matter(sitting: Sitting, command: EnterOpinion) -> Matter:
    matter = sitting.matter(command.assignment_id)
    if matter is None:
        raise AssignmentNotFound(assignment=command.assignment_id)
    ensure_may_enter(sitting.session, command.by_person_id, matter.gate, now=sitting.now)
    return matter


def _ensure_acceptable(sitting: Sitting, command: EnterOpinion, matter: Matter) -> None:
    ballot = matter.rule.ballot
    if ballot is None:
        raise CouncilsOnly
    if matter.gate.state is not GateState.OPEN:
        raise GateAlreadyClosed(gate=matter.gate.key)
    matter.ensure_not_held()
    matter.ensure_consulted(command.choice, on=sitting.roll.on)
    if matter.assignment.state is not AssignmentState.ACTIVE:
        person = bodies.person(sitting.session, matter.assignment.person_id)
        raise NotAwaited(person=person.name if person else "")
    _ensure_choice(command.choice, ballot)
    if command.dated_on > local_date(sitting.now):
        raise DatedAhead(dated_on=command.dated_on)


def _ensure_choice(choice: Choice | None, ballot: BallotRule) -> None:
    if ballot.secret.value:
        if choice is not None:
            raise OpinionSealed
    elif choice is None:
        raise OpinionMissing
    elif choice not in VOTES:  # to send it back takes the chair in person
        raise ChoiceNotOffered(choice=choice, offered=VOTES)


def _keep(
    session: Session, opinion: WrittenOpinion, scan: Scan, *, folder: Path, limit_mb: int
) -> None:
    opinion.scan_name = file_name(scan.name)
    opinion.scan_media_type = checked(opinion.scan_name, scan.content, limit_mb)
    opinion.scan_sha256 = hashlib.sha256(scan.content).hexdigest()
    erased_files.hold(session, opinion.scan_sha256)
    store(folder, opinion.scan_sha256, scan.content)


def _record(
    sitting: Sitting, command: EnterOpinion, matter: Matter, opinion: WrittenOpinion
) -> None:
    record(
        sitting.session,
        matter.dossier,
        EventKind.OPINION_ENTERED,
        actor_id=command.by_person_id,
        now=sitting.now,
        facts={
            "gate": matter.gate.key,
            "assignment": str(matter.assignment.id),
            "person": str(matter.assignment.person_id),
            "dated_on": opinion.dated_on.isoformat(),
            "choice": command.choice,
            "scan": opinion.scan_sha256,
            "scan_type": opinion.scan_media_type,
        },
        texts={
            "reason": command.reason.strip() if command.choice else "",
            "scan_name": opinion.scan_name,
        },
    )


def _count(sitting: Sitting, choice: Choice, matter: Matter) -> None:
    sitting.session.add(
        Ballot(
            gate_id=matter.gate.id,
            assignment_id=matter.assignment.id,
            choice=choice,
            cast_at=sitting.now,
        )
    )
    counted = sitting.count(matter.gate, choice)
    if settle_by_vote(
        sitting.session, matter.case, matter.gate, counted, roll=sitting.roll, now=sitting.now
    ):
        sitting.closed(matter.gate)
