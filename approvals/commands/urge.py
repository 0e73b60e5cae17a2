"""The secretariat asks whoever a dossier waits for to see to it now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import moment_of
from approvals.domain.holding import ensure_not_held
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.urging import NobodyToRemind, RemindedToday
from approvals.history.recording import record
from approvals.queries import dossiers, events, gates, mail
from approvals.queries.visibility import Viewer, viewer_of
from core.clock import local_date
from models.dossiers import Dossier
from models.enums import AssignmentState, DossierState, EventKind, Office
from models.gates import Gate

URGING = (Office.SECRETARIAT, Office.ADMINISTRATOR)
_REMINDED = (EventKind.REVIEWER_REMINDED, EventKind.UNIT_REMINDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge:
    dossier_id: UUID
    by_person_id: UUID


def may_urge(viewer: Viewer) -> bool:
    """Whether somebody may have others reminded."""
    return viewer.holds(*URGING)


def to_urge(session: Session, dossier_id: UUID, by_person_id: UUID, *, now: datetime) -> Dossier:
    """A locked dossier that they may get moving. Raises `NotAllowedHere`, `DossierNotFound`."""
    viewer = viewer_of(session, by_person_id, on=local_date(now))
    if viewer is None or not may_urge(viewer):
        raise NotAllowedHere
    dossier = dossiers.for_update(session, dossier_id)
    if dossier is None:
        raise DossierNotFound(dossier=dossier_id)
    return dossier


def urge(session: Session, command: Urge, *, now: datetime) -> tuple[UUID, ...]:
    """Note that it was asked for; the assignments to write to, none where the unit has it.

    Once a day, be it by hand or by the clock. Raises `NotAllowedHere`, `DossierNotFound`,
    `NobodyToRemind` (no seat is held, or it has ended), `OnHold`, `RemindedToday`.
    """
    dossier = to_urge(session, command.dossier_id, command.by_person_id, now=now)
    ensure_not_held(dossier.held_since)
    gate = mail.last_gate(session, dossier)
    _ensure_not_today(session, dossier, gate, now=now)
    match dossier.state:
        case DossierState.UNDER_REVIEW:
            return _reviewers(session, dossier, gate, command, now=now)
        case DossierState.RETURNED:
            _record(session, dossier, EventKind.UNIT_REMINDED, gate, command, now=now)
            return ()
        case _:
            raise NobodyToRemind(dossier=dossier.code)


def _ensure_not_today(session: Session, dossier: Dossier, gate: Gate, *, now: datetime) -> None:
    last = events.last_at(session, dossier.id, _REMINDED)
    since = gate.closed_at or gate.opened_at
    if last is not None and last >= since and local_date(last) == local_date(now):
        raise RemindedToday(dossier=dossier.code, reminded_at=last)


def _reviewers(
    session: Session, dossier: Dossier, gate: Gate, command: Urge, *, now: datetime
) -> tuple[UUID, ...]:
    active = gates.in_state(session, gate.id, AssignmentState.ACTIVE)
    asked = tuple(assignment.id for assignment in active)
    if not asked:
        raise NobodyToRemind(dossier=dossier.code)
    facts = {"assignments": [str(one) for one in asked], "remind_at": moment_of(gate.remind_at)}
    _record(session, dossier, EventKind.REVIEWER_REMINDED, gate, command, now=now, **facts)
    return asked


def _record(  # noqa: PLR0913 -- an event and what it says
    session: Session,
    dossier: Dossier,
    kind: EventKind,
    gate: Gate,
    command: Urge,
    *,
    now: datetime,
    **facts: object,
) -> None:
    said = {"gate": gate.key, **facts}
    record(session, dossier, kind, actor_id=command.by_person_id, now=now, facts=said)
