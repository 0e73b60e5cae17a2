"""The unit supplements a returned dossier and sends it again: the same stage, the next round."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.opening import open_gate
from approvals.commands.roll import Roll
from approvals.commands.settling import finish
from approvals.commands.submit import FILING
from approvals.domain.holding import ensure_not_held
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.transitions import Action, next_state
from approvals.history.recording import record
from approvals.queries import dossiers, visibility
from approvals.queries.cases import case_of
from core.clock import local_date
from core.vietnamese import clean
from models.dossiers import Dossier
from models.enums import EventKind, Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Resubmit:
    """`note` says what was supplemented; None leaves a text as it is."""

    dossier_id: UUID
    person_id: UUID
    note: str = ""
    achievements: str | None = None
    position: str | None = None


def resubmit(session: Session, command: Resubmit, *, now: datetime) -> Dossier:
    """Open the stage that returned the dossier once more, in the next round.

    The clock starts anew, since limits count from the complete dossier. Raises
    `ActionNotAllowed` unless the dossier is returned, `OnHold`, `NotAllowedHere` for other bodies.
    """
    dossier = own_dossier(session, command.dossier_id, command.person_id, FILING, now=now)
    next_state(dossier.state, Action.RESUBMIT)  # what has ended says so first
    ensure_not_held(dossier.held_since)
    dossier.state = next_state(dossier.state, Action.RESUBMIT)
    dossier.round += 1
    if command.achievements is not None:
        dossier.achievements = command.achievements.strip()
    nominee = dossiers.nominee_of(session, dossier)
    if command.position is not None:
        nominee.position = clean(command.position)
    record(
        session,
        dossier,
        EventKind.DOSSIER_RESUBMITTED,
        actor_id=command.person_id,
        now=now,
        facts={"stage": dossier.stage, "round": dossier.round},
        texts={
            "note": command.note.strip(),
            "position": nominee.position,
            "achievements": dossier.achievements,
        },
    )
    case = case_of(session, dossier)
    roll = Roll(session, on=local_date(now))
    open_gate(session, case, case.award.rule_at(dossier.stage), roll=roll, now=now)
    finish(session, dossier, now=now)
    return dossier


def own_dossier(
    session: Session,
    dossier_id: UUID,
    person_id: UUID,
    offices: tuple[Office, ...],
    *,
    now: datetime,
) -> Dossier:
    """The dossier, locked, if this person holds such an office in the body that submitted it.

    Raises `DossierNotFound` when they may not even see it, `NotAllowedHere` when they may.
    """
    dossier = dossiers.for_update(session, dossier_id)
    viewer = visibility.viewer_of(session, person_id, on=local_date(now))
    if dossier is None or viewer is None or not visibility.may_see(session, viewer, dossier_id):
        raise DossierNotFound(dossier=dossier_id)
    if not viewer.holds_in(dossiers.submission_of(session, dossier).body_id, *offices):
        raise NotAllowedHere
    return dossier
