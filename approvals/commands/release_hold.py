"""What a hold waited for is clear: it is released, with what came of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.clock import clock_facts, start_clock
from approvals.commands.hold import locked_at
from approvals.commands.settling import finish, rule_of
from approvals.domain import holding
from approvals.domain.refusals.holding import HoldNotFound
from approvals.history.recording import record
from approvals.queries import holds
from models.conduct import HoldOutcome
from models.enums import EventKind
from models.holds import Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHold:
    hold_id: UUID
    outcome: HoldOutcome
    reason: str
    released_by_id: UUID


def release_hold(session: Session, command: ReleaseHold, *, now: datetime) -> Hold:
    """The dossier goes on once no other hold is open; its clock, once none that stops it is.

    Releasing what is released changes nothing, and answers with what stands. Whatever came of
    it, the dossier is decided where it is: nothing is refused by itself. Raises `HoldNotFound`,
    `DossierNotFound`, `NotAllowedHere`.
    """
    known = holds.hold(session, command.hold_id)
    if known is None:
        raise HoldNotFound
    dossier, gate = locked_at(session, known.dossier_id, command.released_by_id, now=now)
    session.refresh(known)
    if known.released_at is not None:
        return known
    known.released_at, known.released_by_id = now, command.released_by_id
    known.outcome = command.outcome
    left = [one for one in holds.open_of(session, dossier.id) if one.id != known.id]
    dossier.held_since = holding.held_since(dossier.held_since, len(left))
    if not any(one.clock_stops for one in left):
        start_clock(gate, rule_of(session, dossier, gate), now=now)
    record(
        session,
        dossier,
        EventKind.HOLD_RELEASED,
        actor_id=command.released_by_id,
        now=now,
        facts={
            "gate": gate.key,
            "hold": str(known.id),
            "outcome": known.outcome,
            "clock": clock_facts(gate),
        },
        texts={"reason": command.reason.strip()},
    )
    finish(session, dossier, now=now)
    return known
