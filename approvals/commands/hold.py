"""A dossier is put on hold while something about the nominee is being verified."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.clock import clock_facts, stop_clock
from approvals.commands.reassign import may_reassign
from approvals.commands.settling import finish
from approvals.domain import holding
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.holding import HoldDocumentMissing
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.transitions import Action, next_state
from approvals.history.recording import record
from approvals.queries import dossiers, holds, mail, rules, visibility
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.vietnamese import clean
from models.conduct import HoldCause
from models.dossiers import Dossier
from models.enums import EventKind
from models.gates import Gate
from models.holds import Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """`document` is the number of the paper it rests on. `clock_stops` None: as the rules say."""

    dossier_id: UUID
    cause: HoldCause
    document: str
    reason: str
    placed_by_id: UUID
    clock_stops: bool | None = None


def place_hold(session: Session, command: PlaceHold, *, now: datetime) -> Hold:
    """Neither award nor refusal until it is released; the unit may still withdraw.

    One for each cause: placing the same again changes nothing, and answers with what stands.
    Raises `DossierNotFound`, `NotAllowedHere`, `ActionNotAllowed` once the dossier has ended,
    `HoldNotProvided`, `HoldDocumentMissing`.
    """
    dossier, gate = locked_at(session, command.dossier_id, command.placed_by_id, now=now)
    next_state(dossier.state, Action.HOLD)
    standing = holds.open_for(session, dossier.id, command.cause)
    if standing is not None:
        return standing
    document = clean(command.document)
    if not document:
        raise HoldDocumentMissing
    principles = rules.rules_of(session, dossier).principles
    holding.ensure_provided(principles, command.cause)
    hold = Hold(
        dossier_id=dossier.id,
        cause=command.cause,
        document=document,
        clock_stops=holding.clock_stops(principles, wanted=command.clock_stops),
        placed_by_id=command.placed_by_id,
        placed_at=now,
    )
    session.add(hold)
    dossier.held_since = dossier.held_since or now
    if hold.clock_stops:
        stop_clock(gate, now=now)
    record(
        session,
        dossier,
        EventKind.HOLD_PLACED,
        actor_id=command.placed_by_id,
        now=now,
        facts={
            "gate": gate.key,
            "hold": str(hold.id),
            "cause": hold.cause,
            "document": hold.document,
            "clock_stops": hold.clock_stops,
            "clock": clock_facts(gate),
        },
        texts={"reason": command.reason.strip()},
    )
    finish(session, dossier, now=now)
    return hold


def may_hold(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody may place and release holds of dossiers that lie with a body."""
    return may_reassign(viewer, body_id)


def locked_at(
    session: Session, dossier_id: UUID, person_id: UUID, *, now: datetime
) -> tuple[Dossier, Gate]:
    """The dossier, locked, and the gate where it is or was returned from.

    Raises `DossierNotFound` where they may not see it, `NotAllowedHere` where they may not hold it.
    """
    dossier = dossiers.for_update(session, dossier_id)
    viewer = visibility.viewer_of(session, person_id, on=local_date(now))
    if dossier is None or viewer is None or not visibility.may_see(session, viewer, dossier_id):
        raise DossierNotFound(dossier=dossier_id)
    gate = mail.last_gate(session, dossier)
    if not may_hold(viewer, gate.body_id):
        raise NotAllowedHere
    return dossier, gate
