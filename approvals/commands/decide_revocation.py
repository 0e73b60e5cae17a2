"""The head of the body that gave the last word takes an award back, or lets it stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.settling import finish, move
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.revoking import (
    RefusalUnexplained,
    RevocationDecided,
    RevocationNotFound,
    RevocationNumberMissing,
)
from approvals.domain.transitions import Action, next_state
from approvals.history.recording import record
from approvals.queries import dossiers, mail, revocations, visibility
from approvals.queries.visibility import Viewer
from core.clock import local_date
from core.vietnamese import clean
from models.conduct import RevocationState
from models.dossiers import Dossier
from models.enums import EventKind, Office
from models.holds import Revocation


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRevocation:
    """To revoke takes the number of the decision; to refuse takes a reason."""

    dossier_id: UUID
    person_id: UUID
    revoke: bool
    decision_number: str = ""
    reason: str = ""


def decide_revocation(session: Session, command: DecideRevocation, *, now: datetime) -> Revocation:
    """Deciding the same again changes nothing, and answers with what stands.

    Raises `DossierNotFound`, `NotAllowedHere` for anybody but that head, `RevocationNotFound`,
    `RevocationDecided` for the other answer, `RevocationNumberMissing`, `RefusalUnexplained`,
    `ActionNotAllowed` where the award no longer stands.
    """
    dossier = dossiers.for_update(session, command.dossier_id)
    viewer = visibility.viewer_of(session, command.person_id, on=local_date(now))
    if dossier is None or viewer is None or not visibility.may_see(session, viewer, dossier.id):
        raise DossierNotFound(dossier=command.dossier_id)
    proposal = revocations.newest(session, dossier.id)
    if proposal is None:
        raise RevocationNotFound
    if not may_decide(viewer, proposal):
        raise NotAllowedHere
    wanted = RevocationState.REVOKED if command.revoke else RevocationState.REFUSED
    if proposal.state is wanted:
        return proposal
    if proposal.state is not RevocationState.PROPOSED:
        raise RevocationDecided
    number, reason = clean(command.decision_number), command.reason.strip()
    if command.revoke and not number:
        raise RevocationNumberMissing
    if not command.revoke and not reason:
        raise RefusalUnexplained
    next_state(dossier.state, Action.REVOKE)
    proposal.state, proposal.decided_at = wanted, now
    proposal.decided_by_id = command.person_id
    if command.revoke:
        proposal.decision_number = number
    _tell(session, dossier, proposal, reason, now=now)
    finish(session, dossier, now=now)
    return proposal


def may_decide(viewer: Viewer, proposal: Revocation) -> bool:
    """Whether somebody is the head of the body that gave the award."""
    return viewer.holds_in(proposal.body_id, Office.HEAD)


def _tell(
    session: Session, dossier: Dossier, proposal: Revocation, reason: str, *, now: datetime
) -> None:
    gate = mail.last_gate(session, dossier).key
    said = {"revocation": str(proposal.id), "revoked_by": proposal.decision_number}
    if proposal.state is RevocationState.REVOKED:
        move(
            session,
            dossier,
            Action.REVOKE,
            gate=gate,
            reason=reason,
            facts=said,
            actor_id=proposal.decided_by_id,
            now=now,
        )
        return
    record(
        session,
        dossier,
        EventKind.REVOCATION_REFUSED,
        actor_id=proposal.decided_by_id,
        now=now,
        facts={"gate": gate, "revocation": str(proposal.id)},
        texts={"reason": reason},
    )
