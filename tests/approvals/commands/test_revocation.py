"""An award is taken back: proposed by whoever nominated, decided by who gave it."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from approvals.commands.decide_revocation import DecideRevocation, decide_revocation
from approvals.commands.note_recovery import NoteRecovery, note_recovery
from approvals.commands.propose_revocation import ProposeRevocation, propose_revocation
from approvals.domain.refusals.deciding import ActionNotAllowed, NotAllowedHere
from approvals.domain.refusals.revoking import (
    ConcludedAhead,
    ConclusionMissing,
    RecoveredBefore,
    RefusalUnexplained,
    RevocationDecided,
    RevocationNotFound,
    RevocationNumberMissing,
    RevocationStands,
)
from approvals.history.comparing import tables_against_events
from approvals.queries.events import timeline
from core.refusal import Refusal
from models.conduct import RevocationGround, RevocationState
from models.dossiers import Dossier
from models.enums import DossierState, EventKind
from models.holds import Revocation
from tests.builders import NOW, TODAY, Country, a_country, a_dossier, fresh, pass_gate

LATER = NOW + timedelta(days=3)


def awarded(session: Session) -> tuple[Country, Dossier]:
    country = a_country(session)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    pass_gate(session, dossier)
    assert fresh(session, dossier).state is DossierState.AWARDED
    return country, dossier


def proposed(  # noqa: PLR0913 -- defaults for all but three
    session: Session,
    country: Country,
    dossier: Dossier,
    by: str = "alice",
    *,
    number: str = "45/KL-TTr",
    dated_on: date = TODAY,
) -> Revocation:
    command = ProposeRevocation(
        dossier_id=dossier.id,
        ground=RevocationGround.FALSE_ACHIEVEMENTS,
        conclusion_number=number,
        concluded_on=dated_on,
        reason="Kê khai sáng kiến của người khác",
        proposed_by_id=country[by].id,
    )
    return propose_revocation(session, command, now=NOW)


def decided(
    session: Session, country: Country, dossier: Dossier, by: str = "minister", **said: object
) -> Revocation:
    fields = {"revoke": True, "decision_number": "77/QĐ-BTP"} | said
    command = DecideRevocation(dossier_id=dossier.id, person_id=country[by].id, **fields)  # type: ignore[arg-type]
    return decide_revocation(session, command, now=LATER)


def test_an_award_is_proposed_to_be_taken_back_taken_back_and_returned(session: Session) -> None:
    country, dossier = awarded(session)
    proposal = proposed(session, country, dossier)
    assert (proposal.propose_by, proposal.due_on) == (date(2024, 12, 3), date(2024, 12, 3))
    assert fresh(session, dossier).state is DossierState.AWARDED
    decided(session, country, dossier)
    assert decided(session, country, dossier).decision_number == "77/QĐ-BTP"
    assert fresh(session, dossier).state is DossierState.REVOKED
    command = NoteRecovery(
        dossier_id=dossier.id, recovered_on=LATER.date(), person_id=country["alice"].id
    )
    with pytest.raises(RecoveredBefore):
        note_recovery(
            session,
            NoteRecovery(
                dossier_id=dossier.id, recovered_on=TODAY, person_id=country["secretariat"].id
            ),
            now=LATER,
        )
    assert note_recovery(session, command, now=LATER).recovered_on == LATER.date()
    assert note_recovery(session, command, now=LATER).recovered_on == LATER.date()
    assert [entry.kind for entry in timeline(session, dossier.id)][-3:] == [
        EventKind.REVOCATION_PROPOSED,
        EventKind.DOSSIER_REVOKED,
        EventKind.RECOVERY_NOTED,
    ]
    assert list(tables_against_events(session)) == []


def test_an_award_that_stands_may_be_questioned_again(session: Session) -> None:
    country, dossier = awarded(session)
    proposed(session, country, dossier)
    with pytest.raises(RefusalUnexplained):
        decided(session, country, dossier, revoke=False)
    refused = decided(session, country, dossier, revoke=False, reason="Kết luận đã bị hủy")
    assert (refused.state, refused.decision_number) == (RevocationState.REFUSED, None)
    with pytest.raises(RevocationDecided):
        decided(session, country, dossier)
    assert fresh(session, dossier).state is DossierState.AWARDED
    proposed(session, country, dossier, by="secretariat", number="50/KL-TTr")
    assert list(tables_against_events(session)) == []


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        ({"by": "chair"}, NotAllowedHere),
        ({"number": " "}, ConclusionMissing),
        ({"dated_on": TODAY + timedelta(days=1)}, ConcludedAhead),
    ],
)
def test_what_is_no_proposal(
    session: Session, how: dict[str, object], refusal: type[Refusal]
) -> None:
    country, dossier = awarded(session)
    with pytest.raises(refusal):
        proposed(session, country, dossier, **how)  # type: ignore[arg-type]
    with pytest.raises(RevocationNotFound):
        decided(session, country, dossier)


def test_it_is_proposed_once_of_an_award_and_decided_by_who_gave_it(session: Session) -> None:
    country, dossier = awarded(session)
    other = a_dossier(session, country, number="110/TTr-BTP")
    with pytest.raises(ActionNotAllowed):
        proposed(session, country, other)
    proposed(session, country, dossier)
    with pytest.raises(RevocationStands):
        proposed(session, country, dossier)
    for name in ("alice", "secretariat"):
        with pytest.raises(NotAllowedHere):
            decided(session, country, dossier, name)
    with pytest.raises(RevocationNumberMissing):
        decided(session, country, dossier, decision_number="")
    assert fresh(session, dossier).state is DossierState.AWARDED
