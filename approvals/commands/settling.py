"""Closing a gate and moving the dossier on, in one go. Shared by deciding and withdrawing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import open_gate
from approvals.commands.roll import Roll
from approvals.domain.asking_bodies import ensure_none_awaited
from approvals.domain.route import stage_after
from approvals.domain.rule_set import StageRule
from approvals.domain.tally import Tally, outcome
from approvals.domain.transitions import Action, next_state
from approvals.history.recording import record
from approvals.queries import dossiers, gates, links, rules, wakes
from approvals.queries.cases import Case
from models.dossiers import Dossier
from models.enums import AssignmentState, DossierState, EventKind, GateState
from models.gates import Assignment, Gate

_ENDED = {
    DossierState.AWARDED: EventKind.DOSSIER_AWARDED,
    DossierState.DECLINED: EventKind.DOSSIER_DECLINED,
    DossierState.RETURNED: EventKind.DOSSIER_RETURNED,
    DossierState.WITHDRAWN: EventKind.DOSSIER_WITHDRAWN,
    DossierState.REVOKED: EventKind.DOSSIER_REVOKED,
    DossierState.SETTLED_HERE: EventKind.DOSSIER_SETTLED_HERE,
}


def rule_of(session: Session, dossier: Dossier, gate: Gate) -> StageRule:
    """The rules a gate is judged by."""
    award = rules.rules_of(session, dossier).award(dossier.award_code)
    return award.rule_at(gate.stage)


def following(case: Case, gate: Gate) -> StageRule | None:
    """The stage after a gate; None where passing it gives the award."""
    return stage_after(case.award, case.nominee.kind, gate.stage)


def end_duties(session: Session, gate_ids: Sequence[UUID], *, now: datetime) -> None:
    """These gates are closed: nobody is asked there any more, and no mailed link works."""
    gates.close_unanswered(session, gate_ids)
    links.revoke_of_gates(session, gate_ids, now=now)


def ask_signatories(
    session: Session, dossier: Dossier, gate: Gate, waiting: Sequence[Assignment], *, now: datetime
) -> None:
    """The appraiser has reported: whoever waited for that is asked now."""
    for one in waiting:
        one.state, one.activated_at = AssignmentState.ACTIVE, now
        record(
            session,
            dossier,
            EventKind.ASSIGNMENT_ACTIVATED,
            actor_id=None,
            now=now,
            facts={"gate": gate.key, "assignment": str(one.id)},
        )


def settle(  # noqa: PLR0913 -- what was decided, and what the history says about it
    session: Session,
    case: Case,
    gate: Gate,
    state: GateState,
    *,
    reason: str,
    facts: Mapping[str, Any],
    roll: Roll,
    now: datetime,
) -> None:
    """Close the gate as `state`; open the next one, or end or return the dossier.

    Who is still asked at it, and every mailed link, is ended by `end_duties`. Raises
    `OpinionAwaited` where it would pass before another body was heard.
    """
    dossier = case.dossier
    if state is GateState.PASSED:
        ensure_none_awaited(gate.opinion_due_on)
    gate.state, gate.closed_at = state, now
    record(
        session,
        dossier,
        EventKind.GATE_SETTLED,
        actor_id=None,
        now=now,
        facts={"gate": gate.key, "state": state, **facts},
    )
    after = following(case, gate) if state is GateState.PASSED else None
    if after is not None:
        dossier.state = next_state(dossier.state, Action.PASS)
        dossier.stage = after.stage
        open_gate(session, case, after, roll=roll, now=now)
    else:
        move(session, dossier, _ACTIONS[state], gate=gate.key, reason=reason, now=now)


def settle_by_vote(  # noqa: PLR0913 -- as above
    session: Session, case: Case, gate: Gate, counted: Tally, *, roll: Roll, now: datetime
) -> bool:
    """Settle a council's gate as its votes say; False while they do not say it yet.

    A council answers as a whole: what one member wrote is not its reason.
    """
    ballot = case.award.rule_at(gate.stage).ballot
    state = outcome(counted, ballot) if ballot else None
    if ballot is None or state is None:
        return False
    facts = {
        "members": counted.base(ballot),
        "excluded": counted.excluded,
        "yes": counted.yes,
        "no": counted.no,
    }
    settle(session, case, gate, state, reason="", facts=facts, roll=roll, now=now)
    return True


_ACTIONS = {
    GateState.PASSED: Action.AWARD,
    GateState.REJECTED: Action.REJECT,
    GateState.RETURNED: Action.RETURN,
}


def move(  # noqa: PLR0913 -- what happens, by whom, why
    session: Session,
    dossier: Dossier,
    action: Action,
    *,
    gate: str | None,
    reason: str,
    now: datetime,
    actor_id: UUID | None = None,
    facts: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Take a dossier off its gates: awarded, declined, returned …; or revoke it."""
    dossier.state = next_state(dossier.state, action)
    if dossier.state not in {DossierState.RETURNED, DossierState.REVOKED}:
        dossier.closed_at = now  # what is revoked ended when it was awarded
    record(
        session,
        dossier,
        _ENDED[dossier.state],
        actor_id=actor_id,
        now=now,
        facts={"gate": gate, "decision_number": dossier.decision_number, **facts},
        texts={"reason": reason},
    )


def finish(session: Session, dossier: Dossier, *, now: datetime) -> None:
    """What every change ends with: a new version, and word to the engine."""
    dossiers.touch(dossier, now=now)
    wakes.queue(session, dossier.id, now=now)
