"""What mails say of holds, and of awards that are taken back: never what is being verified."""

from uuid import UUID

from approvals.queries import bodies, gates, holds, mail, revocations
from approvals.queries.events import timeline
from core.clock import local_date
from models.conduct import RevocationState
from models.dossiers import Dossier
from models.enums import EventKind
from models.holds import Revocation
from notifications import recipients
from notifications.conduct_contents import DossierPause, RevocationAsked, RevocationOutcome
from notifications.conduct_notices import (
    GoesOn,
    PutOnHold,
    RevocationDecided,
    RevocationProposed,
)
from notifications.facts import shown_dossier, shown_gate
from notifications.making import Making, NoLongerNeeded, contact_of, dossier_url

_DECIDED = {
    RevocationState.REVOKED: EventKind.DOSSIER_REVOKED,
    RevocationState.REFUSED: EventKind.REVOCATION_REFUSED,
}


def put_on_hold(notice: PutOnHold, making: Making) -> DossierPause:
    return _pause(notice, making, held=True)


def goes_on(notice: GoesOn, making: Making) -> DossierPause:
    return _pause(notice, making, held=False)


def _pause(notice: PutOnHold | GoesOn, making: Making, *, held: bool) -> DossierPause:
    began = holds.hold(making.session, notice.hold_id)
    dossier = mail.dossier(making.session, began.dossier_id) if began else None
    if began is None or dossier is None or dossier.closed_at is not None:
        raise NoLongerNeeded("the dossier has ended")
    if (dossier.held_since is not None) is not held:
        raise NoLongerNeeded("it is the other way round by now")
    gate = mail.last_gate(making.session, dossier)
    here = gates.open_gate(making.session, dossier.id)
    asked = recipients.reviewers(making.session, here, on=making.today) if here else []
    return DossierPause(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        asked=making.reader.id in {person.id for _, person in asked},
        since=local_date(began.placed_at),
        due_on=here.due_on if here else None,
        dossier_url=dossier_url(making, dossier),
    )


def revocation_asked(notice: RevocationProposed, making: Making) -> RevocationAsked:
    proposal, dossier = _proposal(notice.revocation_id, making)
    if proposal.state is not RevocationState.PROPOSED:
        raise NoLongerNeeded("it was decided")
    proposed_by = bodies.person(making.session, proposal.proposed_by_id)
    gate = mail.last_gate(making.session, dossier)
    return RevocationAsked(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        ground=proposal.ground,
        conclusion_number=proposal.conclusion_number,
        concluded_on=proposal.concluded_on,
        proposed_by=proposed_by.name if proposed_by else "",
        reason=_said(making, proposal, EventKind.REVOCATION_PROPOSED),
        due_on=proposal.due_on,
        revocation_url=f"{dossier_url(making, dossier)}/revocation/decision",
    )


def revocation_outcome(notice: RevocationDecided, making: Making) -> RevocationOutcome:
    proposal, dossier = _proposal(notice.revocation_id, making)
    if proposal.decided_at is None:
        raise NoLongerNeeded("it is not decided")
    gate = mail.last_gate(making.session, dossier)
    return RevocationOutcome(
        reader=making.reader.name,
        contact=contact_of(making),
        dossier=shown_dossier(making.session, dossier, making.message.language),
        gate=shown_gate(making.session, gate, making.message.language),
        revoked=proposal.state is RevocationState.REVOKED,
        decided_on=local_date(proposal.decided_at),
        decision_number=proposal.decision_number or "",
        reason=_said(making, proposal, _DECIDED[proposal.state]),
        dossier_url=dossier_url(making, dossier),
    )


def _proposal(revocation_id: UUID, making: Making) -> tuple[Revocation, Dossier]:
    proposal = revocations.revocation(making.session, revocation_id)
    if proposal is None:
        raise NoLongerNeeded("the proposal is gone")
    return proposal, mail.dossier(making.session, proposal.dossier_id)


def _said(making: Making, proposal: Revocation, kind: EventKind) -> tuple[str, ...]:
    """What was written with it; empty where nothing was, or once it is erased."""
    for entry in timeline(making.session, proposal.dossier_id):
        if entry.kind is kind and entry.facts["revocation"] == str(proposal.id):
            return tuple(entry.texts.get("reason", "").strip().splitlines())
    return ()
