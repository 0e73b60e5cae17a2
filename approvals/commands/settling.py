"""Closing a gate and moving the dossier on, in one go. Shared by deciding and withdrawing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import open_gate
from approvals.domain.route import stage_after
from approvals.domain.rule_set import AwardRule, StageRule
from approvals.domain.transitions import Action, next_state
from approvals.history.recording import record
from approvals.queries import dossiers, gates, links, rules, wakes
from models.dossiers import Dossier
from models.enums import DossierState, EventKind, GateState
from models.gates import Gate

_ENDED = {
    DossierState.AWARDED: EventKind.DOSSIER_AWARDED,
    DossierState.DECLINED: EventKind.DOSSIER_DECLINED,
    DossierState.RETURNED: EventKind.DOSSIER_RETURNED,
    DossierState.WITHDRAWN: EventKind.DOSSIER_WITHDRAWN,
}


def award_of(session: Session, dossier: Dossier) -> AwardRule:
    """The award's rules as they were when the dossier was submitted."""
    return rules.rule_set(session, dossier.rule_set_id).award(dossier.award_code)


def rule_of(session: Session, dossier: Dossier, gate: Gate) -> StageRule:
    """The rules a gate is judged by."""
    return award_of(session, dossier).rule_at(gate.stage)


def is_last(session: Session, dossier: Dossier, gate: Gate) -> bool:
    """Whether passing this gate gives the award."""
    kind = dossiers.nominee_of(session, dossier).kind
    return stage_after(award_of(session, dossier), kind, gate.stage) is None


def close_gate(session: Session, gate: Gate, state: GateState, *, now: datetime) -> None:
    """Close a gate: nobody is asked any more, and no mailed link works any more."""
    gate.state, gate.closed_at = state, now
    session.flush()  # another gate of this dossier may only open once this one is closed
    gates.close_unanswered(session, gate.id)
    links.revoke_of_gate(session, gate.id, now=now)


def settle(  # noqa: PLR0913 -- what was decided, and what the history says about it
    session: Session,
    dossier: Dossier,
    gate: Gate,
    state: GateState,
    *,
    reason: str,
    facts: Mapping[str, Any],
    now: datetime,
) -> None:
    """Close the gate as `state`; open the next one, or end or return the dossier."""
    close_gate(session, gate, state, now=now)
    record(
        session,
        dossier.id,
        EventKind.GATE_SETTLED,
        actor_id=None,
        now=now,
        facts={"gate": gate.key, "state": state, **facts},
    )
    award = award_of(session, dossier)
    kind = dossiers.nominee_of(session, dossier).kind
    following = stage_after(award, kind, gate.stage) if state is GateState.PASSED else None
    if following is not None:
        dossier.state = next_state(dossier.state, Action.PASS)
        dossier.stage = following.stage
        open_gate(session, dossier, following, now=now)
    else:
        move(session, dossier, _ACTIONS[state], gate=gate.key, reason=reason, now=now)


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
) -> None:
    """Take a dossier off its gates: awarded, declined, returned or withdrawn."""
    dossier.state = next_state(dossier.state, action)
    if dossier.state is not DossierState.RETURNED:
        dossier.closed_at = now
    record(
        session,
        dossier.id,
        _ENDED[dossier.state],
        actor_id=actor_id,
        now=now,
        facts={"gate": gate, "decision_number": dossier.decision_number},
        texts={"reason": reason},
    )


def finish(session: Session, dossier: Dossier, *, now: datetime) -> None:
    """What every change ends with: a new version, and word to the engine."""
    dossiers.touch(dossier, now=now)
    wakes.queue(session, dossier.id, now=now)
