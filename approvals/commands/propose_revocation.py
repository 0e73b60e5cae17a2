"""Somebody proposes to take an award back, by a competent body's conclusion."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.settling import finish
from approvals.commands.submit import FILING
from approvals.domain import revoking
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.revoking import ConclusionMissing, RevocationStands
from approvals.domain.transitions import Action, next_state
from approvals.history.recording import record
from approvals.queries import dossiers, mail, revocations, rules, visibility
from approvals.queries.visibility import Viewer
from approvals.rules.calendar import vietnamese_calendar
from core.clock import local_date
from core.vietnamese import clean
from models.conduct import RevocationGround, RevocationState
from models.dossiers import Dossier
from models.enums import EventKind, Office
from models.holds import Revocation


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRevocation:
    dossier_id: UUID
    ground: RevocationGround
    conclusion_number: str
    concluded_on: date
    reason: str
    proposed_by_id: UUID


def propose_revocation(
    session: Session, command: ProposeRevocation, *, now: datetime
) -> Revocation:
    """Lay it before the head of the body that gave the last word on the award.

    Proposing it late is no reason to refuse: the rules' limit is kept with it, and shown. Raises
    `DossierNotFound`, `NotAllowedHere`, `ActionNotAllowed` unless the award is given,
    `RevocationStands`, `ConclusionMissing`, `ConcludedAhead`.
    """
    dossier = dossier_for(session, command.dossier_id, command.proposed_by_id, now=now)
    next_state(dossier.state, Action.REVOKE)  # refuse before anything is written
    standing = revocations.newest(session, dossier.id)
    if standing is not None and standing.state is not RevocationState.REFUSED:
        raise RevocationStands(number=standing.conclusion_number)
    number, today = clean(command.conclusion_number), local_date(now)
    if not number:
        raise ConclusionMissing
    revoking.ensure_concluded(command.concluded_on, today)
    principles = rules.rules_of(session, dossier).principles
    gate = mail.last_gate(session, dossier)
    proposal = Revocation(
        dossier_id=dossier.id,
        body_id=gate.body_id,
        ground=command.ground,
        conclusion_number=number,
        concluded_on=command.concluded_on,
        propose_by=revoking.propose_by(principles, command.concluded_on),
        proposed_by_id=command.proposed_by_id,
        proposed_at=now,
        due_on=revoking.decide_by(principles, today, vietnamese_calendar()),
    )
    session.add(proposal)
    record(
        session,
        dossier,
        EventKind.REVOCATION_PROPOSED,
        actor_id=command.proposed_by_id,
        now=now,
        facts={
            "gate": gate.key,
            "revocation": str(proposal.id),
            "body": str(proposal.body_id),
            "ground": proposal.ground,
            "conclusion_number": proposal.conclusion_number,
            "concluded_on": proposal.concluded_on.isoformat(),
            "propose_by": proposal.propose_by.isoformat() if proposal.propose_by else None,
            "due_on": proposal.due_on.isoformat() if proposal.due_on else None,
        },
        texts={"reason": command.reason.strip()},
    )
    finish(session, dossier, now=now)
    return proposal


def may_propose(viewer: Viewer, nominated_by_id: UUID) -> bool:
    """The proposing level: whoever files for the nominating body; and the secretariat."""
    return viewer.holds(Office.SECRETARIAT) or viewer.holds_in(nominated_by_id, *FILING)


def dossier_for(session: Session, dossier_id: UUID, person_id: UUID, *, now: datetime) -> Dossier:
    """Locked, for whoever may propose. Raises `DossierNotFound`, `NotAllowedHere`."""
    dossier = dossiers.for_update(session, dossier_id)
    viewer = visibility.viewer_of(session, person_id, on=local_date(now))
    if dossier is None or viewer is None or not visibility.may_see(session, viewer, dossier_id):
        raise DossierNotFound(dossier=dossier_id)
    if not may_propose(viewer, dossiers.submission_of(session, dossier).body_id):
        raise NotAllowedHere
    return dossier
