"""The envelopes of absent members are opened, all at once, when everybody else has voted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.enter_opinion import ensure_may_enter
from approvals.commands.roll import Roll
from approvals.commands.settling import end_duties, finish, settle_by_vote
from approvals.domain.holding import ensure_not_held
from approvals.domain.refusals.deciding import GateAlreadyClosed
from approvals.domain.refusals.missing import GateNotFound
from approvals.domain.refusals.opinions import (
    BallotsOutstanding,
    EnvelopesMiscounted,
    OpinionNotThere,
)
from approvals.history.recording import record
from approvals.queries import gates, opinions
from approvals.queries.cases import case_of
from core.clock import local_date
from models.enums import EventKind, GateState
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEnvelopes:
    """What was in them, as numbers: nobody's vote is entered by name."""

    gate_id: UUID
    by_person_id: UUID
    in_favour: int
    against: int


def open_envelopes(session: Session, command: OpenEnvelopes, *, now: datetime) -> Gate:
    """Put the votes of all envelopes into the box, and count it.

    Raises `BallotsOutstanding`, `EnvelopesMiscounted`, `OpinionNotThere` where no envelope is,
    `GateAlreadyClosed`, `GateNotFound`, `NotAllowedHere`, `OnHold`.
    """
    locked = gates.locked_gate(session, command.gate_id)
    if locked is None:
        raise GateNotFound(gate=command.gate_id)
    gate = locked.gate
    ensure_may_enter(session, command.by_person_id, gate, now=now)
    case = case_of(session, locked.dossier)
    if not case.award.rule_at(gate.stage).secret:
        raise OpinionNotThere
    ensure_not_held(locked.dossier.held_since)
    envelopes = _ensure_countable(session, command, gate)
    gate.box_yes += command.in_favour
    gate.box_no += command.against
    record(
        session,
        locked.dossier,
        EventKind.ENVELOPES_OPENED,
        actor_id=command.by_person_id,
        now=now,
        facts={"gate": gate.key, "envelopes": envelopes},
    )
    counted = gates.tallies(session, [gate])[gate.id]
    settle_by_vote(session, case, gate, counted, roll=Roll(session, on=local_date(now)), now=now)
    session.flush()  # the next gate opens once this one is closed
    end_duties(session, [gate.id], now=now)
    finish(session, locked.dossier, now=now)
    return gate


def _ensure_countable(session: Session, command: OpenEnvelopes, gate: Gate) -> int:
    """How many envelopes there are, as many as votes."""
    if gate.state is not GateState.OPEN:
        raise GateAlreadyClosed(gate=gate.key)
    envelopes = opinions.count_at(session, gate.id)
    if not envelopes:
        raise OpinionNotThere
    outstanding = opinions.count_outstanding(session, gate.id)
    if outstanding:
        raise BallotsOutstanding(count=outstanding)
    votes = command.in_favour + command.against
    if votes != envelopes or min(command.in_favour, command.against) < 0:
        raise EnvelopesMiscounted(envelopes=envelopes, votes=votes)
    return envelopes
