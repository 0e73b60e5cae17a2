"""A reviewer decides: the one function behind mailed links, the inbox and the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.numbering import UNNUMBERED, Numbered
from approvals.commands.settling import (
    ask_signatories,
    finish,
    following,
    settle,
    settle_by_vote,
)
from approvals.commands.sitting import Matter, Sitting
from approvals.domain.assurance import asked_at, ensure_proved
from approvals.domain.choices import is_secret
from approvals.domain.refusals.deciding import AlreadyDecided, BallotAlreadyCast
from approvals.domain.refusals.missing import AssignmentNotFound
from approvals.domain.refusals.proving import LinkNotUsable
from approvals.history.recording import record
from approvals.queries import dossiers, gates, links
from core.refusal import Refusal
from models.enums import AssignmentState, Choice, EventKind, GateState, Proof, Role
from models.gates import Ballot

_SETTLES = {
    Choice.PASS: GateState.PASSED,
    Choice.RETURN: GateState.RETURNED,
    Choice.REJECT: GateState.REJECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """`via` is where it came from: `link`, `inbox` or `api`. `if_version` is the dossier's.

    `shown` is what the person had before them (`Shown.text`), where it was a page.
    `numbered` is how the decision gets its number, where the last signatory awards. `proof` is how
    well the person has shown who they are; `login_waived` is development's, which takes a link
    where the rules ask for a login.
    """

    assignment_id: UUID
    person_id: UUID
    choice: Choice
    reason: str = ""
    via: str = "inbox"
    link_id: UUID | None = None
    if_version: int | None = None
    shown: str | None = None
    numbered: Numbered = UNNUMBERED
    proof: Proof = Proof.LINK
    login_waived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was decided. `choice` is None for a secret ballot."""

    dossier_code: str
    gate_key: str
    choice: Choice | None
    decided_at: datetime
    gate_state: GateState
    repeated: bool


def decide(session: Session, command: Decide, *, now: datetime) -> Receipt:
    """Record one decision; when it settles the gate, the next one opens at once.

    The same person deciding the same again gets the same receipt, marked `repeated`, and
    nothing is written. Raises `AlreadyDecided` (or `BallotAlreadyCast`) for another choice, and
    `GateAlreadyClosed`, `NotAsked`, `NotYourTurn`, `NotEligible`, `OnHold`, `ChoiceNotOffered`,
    `ReasonNeeded`, `OpinionAwaited`, `DossierChanged`, `FreshCodeNeeded`, `LoginNeeded`,
    `LinkNotUsable`, and what `Numbers.give` does. Of the person asked and whoever acts for them,
    the first decides; the other gets `DecidedByAnother`.
    """
    [answer] = decide_all(session, [command], now=now)
    if isinstance(answer, Refusal):
        raise answer
    return answer


def decide_all(
    session: Session, commands: Sequence[Decide], *, now: datetime
) -> list[Receipt | Refusal]:
    """Record many decisions in one transaction, each for itself; the answers in their order.

    What is refused changes nothing and keeps no other from being recorded. Reads and writes are
    done for all at once: a thousand decisions take little more than one.
    """
    sitting = Sitting(session, [command.assignment_id for command in commands], now=now)
    with session.no_autoflush:
        answers = [_answer(sitting, command) for command in commands]
    sitting.close()
    return answers


def _answer(sitting: Sitting, command: Decide) -> Receipt | Refusal:
    try:
        return _decide(sitting, command)
    except Refusal as refusal:
        return refusal


def _decide(sitting: Sitting, command: Decide) -> Receipt:
    """Everything that may be refused is asked first; then nothing is refused any more."""
    matter = sitting.matter(command.assignment_id)
    if matter is None or not sitting.may_answer(matter, command.person_id):
        raise AssignmentNotFound(assignment=command.assignment_id)
    if matter.assignment.state is AssignmentState.DECIDED:
        sitting.ensure_first(matter, command.person_id)
        return _repeated(sitting.session, command, matter)
    matter.ensure_turn()
    ensure_proved(command.proof, asked_at(matter.rule, login_waived=command.login_waived))
    matter.ensure_unchanged(version=command.if_version, shown=command.shown)
    matter.ensure_choice(command.choice, command.reason)
    _ensure_next(sitting, matter)
    _use_link(sitting, command)
    _number(sitting, command, matter)

    _cast(sitting, command, matter)
    if _advance(sitting, command, matter):
        finish(sitting.session, matter.dossier, now=sitting.now)
    else:  # a vote among others: nobody has to be told, so the engine sleeps on
        dossiers.touch(matter.dossier, now=sitting.now)
    return Receipt(
        dossier_code=matter.dossier.code,
        gate_key=matter.gate.key,
        choice=None if is_secret(matter.rule, command.choice) else command.choice,
        decided_at=sitting.now,
        gate_state=matter.gate.state,
        repeated=False,
    )


def _repeated(session: Session, command: Decide, matter: Matter) -> Receipt:
    decided_at = matter.assignment.decided_at or matter.gate.opened_at
    said = gates.ballot_of(session, matter.assignment.id)
    if said is not None and said.choice is not command.choice:
        raise AlreadyDecided(choice=said.choice, decided_at=decided_at)
    if said is None and command.choice is Choice.RETURN:
        raise BallotAlreadyCast(decided_at=decided_at)
    return Receipt(
        dossier_code=matter.dossier.code,
        gate_key=matter.gate.key,
        choice=said.choice if said else None,
        decided_at=decided_at,
        gate_state=matter.gate.state,
        repeated=True,
    )


def _ensure_next(sitting: Sitting, matter: Matter) -> None:
    """The body that would judge next must exist; raises what `Roll.judging_body` does."""
    after = following(matter.case, matter.gate)
    if after is not None:
        sitting.roll.judging_body(matter.case.submission, after)


def _use_link(sitting: Sitting, command: Decide) -> None:
    if command.link_id is not None and not links.use(
        sitting.session, command.link_id, assignment_id=command.assignment_id, now=sitting.now
    ):
        raise LinkNotUsable


def _number(sitting: Sitting, command: Decide, matter: Matter) -> None:
    """The decision that the last signatory's word is gets its number."""
    signs = matter.assignment.role is Role.SIGNATORY and command.choice is Choice.PASS
    if signs and following(matter.case, matter.gate) is None:
        matter.dossier.decision_number = sitting.numbers.give(
            matter.gate, command.numbered, signed_by_id=command.person_id
        )


def _cast(sitting: Sitting, command: Decide, matter: Matter) -> None:
    """Write the ballot. A secret one goes into the box, which says nothing of who or when."""
    secret, now = is_secret(matter.rule, command.choice), sitting.now
    asked = matter.assignment
    asked.state, asked.decided_at = AssignmentState.DECIDED, now
    asked.decided_by_id = command.person_id
    sitting.decided(matter)
    if secret:
        matter.gate.box_yes += command.choice is Choice.PASS
        matter.gate.box_no += command.choice is Choice.REJECT
    else:
        sitting.session.add(
            Ballot(
                gate_id=matter.gate.id,
                assignment_id=asked.id,
                choice=command.choice,
                cast_at=now,
            )
        )
    record(
        sitting.session,
        matter.dossier,
        EventKind.ASSIGNMENT_DECIDED,
        actor_id=command.person_id,
        now=now,
        facts={
            "gate": matter.gate.key,
            "assignment": str(asked.id),
            "role": asked.role,
            "for": str(asked.person_id) if asked.person_id != command.person_id else None,
            "via": command.via,
            "assurance": command.proof,
            "shown": matter.case.shown.digest,
            "choice": None if secret else command.choice,
        },
        texts={} if secret else {"reason": command.reason.strip()},
    )


def _advance(sitting: Sitting, command: Decide, matter: Matter) -> bool:
    """Settle the gate, or let the next in turn know; False when this decision does neither."""
    if matter.assignment.role is Role.APPRAISER:
        waiting = sitting.waiting(matter.gate)
        ask_signatories(sitting.session, matter.dossier, matter.gate, waiting, now=sitting.now)
        return True
    if matter.rule.ballot is not None and command.choice is not Choice.RETURN:
        counted = sitting.count(matter.gate, command.choice)
        if not settle_by_vote(
            sitting.session, matter.case, matter.gate, counted, roll=sitting.roll, now=sitting.now
        ):
            return False
    else:
        _settle_alone(sitting, command, matter)
    sitting.closed(matter.gate)
    return True


def _settle_alone(sitting: Sitting, command: Decide, matter: Matter) -> None:
    """One person's word settles the gate."""
    settle(
        sitting.session,
        matter.case,
        matter.gate,
        _SETTLES[command.choice],
        reason=command.reason.strip(),
        facts={},
        roll=sitting.roll,
        now=sitting.now,
    )
