"""Holds and revocations as tests need them: Alice nominates, the minister gave the award."""

from sqlmodel import Session

from approvals.commands.decide_revocation import DecideRevocation, decide_revocation
from approvals.commands.hold import PlaceHold, place_hold
from approvals.commands.note_recovery import NoteRecovery, note_recovery
from approvals.commands.propose_revocation import ProposeRevocation, propose_revocation
from approvals.commands.release_hold import ReleaseHold, release_hold
from models.conduct import HoldCause, HoldOutcome, RevocationGround
from models.dossiers import Dossier
from models.holds import Hold
from tests.builders import NOW, TODAY, Country, a_dossier, pass_gate


def put_on_hold(
    session: Session, country: Country, dossier: Dossier, cause: HoldCause = HoldCause.COMPLAINT
) -> Hold:
    command = PlaceHold(
        dossier_id=dossier.id,
        cause=cause,
        document="12/TB-TTr",
        reason="Có đơn tố cáo, đang xác minh",
        placed_by_id=country["secretariat"].id,
    )
    return place_hold(session, command, now=NOW)


def released(session: Session, country: Country, hold: Hold) -> Hold:
    command = ReleaseHold(
        hold_id=hold.id,
        outcome=HoldOutcome.CLEARED,
        reason="Không có vi phạm",
        released_by_id=country["secretariat"].id,
    )
    return release_hold(session, command, now=NOW)


def on_hold_and_taken_back(session: Session, country: Country) -> None:
    """Every kind of event about holds and revocations, with all that it may say."""
    on_hold = a_dossier(session, country, number="283/TTr")
    released(session, country, put_on_hold(session, country, on_hold, HoldCause.PRESS))
    put_on_hold(session, country, on_hold)
    dossier = a_dossier(session, country, number="284/TTr")
    pass_gate(session, dossier)
    pass_gate(session, dossier)
    for number, revoke in (("45/KL-TTr", False), ("50/KL-TTr", True)):
        proposal = ProposeRevocation(
            dossier_id=dossier.id,
            ground=RevocationGround.FALSE_ACHIEVEMENTS,
            conclusion_number=number,
            concluded_on=TODAY,
            reason="Kê khai sáng kiến của người khác",
            proposed_by_id=country["alice"].id,
        )
        propose_revocation(session, proposal, now=NOW)
        decision = DecideRevocation(
            dossier_id=dossier.id,
            person_id=country["minister"].id,
            revoke=revoke,
            decision_number="77/QĐ-BTP" if revoke else "",
            reason="Theo kết luận thanh tra",
        )
        decide_revocation(session, decision, now=NOW)
    back = NoteRecovery(
        dossier_id=dossier.id, recovered_on=TODAY, person_id=country["secretariat"].id
    )
    note_recovery(session, back, now=NOW)
