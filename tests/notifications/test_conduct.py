"""Who hears of holds and of awards that are taken back, and what they are told: never the cause."""

from datetime import timedelta

from sqlmodel import Session, col, select

from approvals.commands.decide_revocation import DecideRevocation, decide_revocation
from approvals.commands.propose_revocation import ProposeRevocation, propose_revocation
from models.bodies import Person
from models.conduct import RevocationGround
from models.dossiers import Dossier
from models.mail import Message
from notifications import announcing
from tests.approvals.commands.conduct import put_on_hold, released
from tests.builders import NOW, TODAY, Country, a_country, a_dossier, pass_gate


def told(session: Session, country: Country, template: str) -> list[str]:
    """To whom such a message was queued, by their short names."""
    names = {person.id: name for name, person in country.people.items()}
    rows = session.exec(
        select(Person.id)
        .join(Message, col(Message.person_id) == col(Person.id))
        .where(Message.template == template)
    ).all()
    return sorted(names[person_id] for person_id in rows)


def announced(session: Session, dossier: Dossier, times: int = 2) -> None:
    session.flush()
    for _ in range(times):
        announcing.announce(session, dossier.id, now=NOW + timedelta(hours=1))


def test_a_pause_is_told_once_when_it_begins_and_once_when_it_ends(session: Session) -> None:
    country = a_country(session, council=2)
    dossier = a_dossier(session, country)
    announced(session, dossier)
    hold = put_on_hold(session, country, dossier)
    announced(session, dossier)
    assert told(session, country, "put_on_hold") == ["alice", "chair", "member1"]
    assert told(session, country, "goes_on") == []
    released(session, country, hold)
    announced(session, dossier)
    assert told(session, country, "goes_on") == ["alice", "chair", "member1"]
    assert told(session, country, "gate_opened") == ["chair", "member1"]


def test_a_pause_that_was_over_before_anybody_was_told_is_not_told(session: Session) -> None:
    country = a_country(session, council=2)
    dossier = a_dossier(session, country)
    released(session, country, put_on_hold(session, country, dossier))
    announced(session, dossier)
    assert told(session, country, "put_on_hold") == told(session, country, "goes_on") == []
    assert told(session, country, "gate_opened") == ["chair", "member1"]


def test_a_revocation_is_laid_before_the_head_and_its_outcome_told_to_the_unit(
    session: Session,
) -> None:
    country = a_country(session, council=2)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    pass_gate(session, dossier)
    proposal = ProposeRevocation(
        dossier_id=dossier.id,
        ground=RevocationGround.FORGED_PAPERS,
        conclusion_number="45/KL-TTr",
        concluded_on=TODAY,
        reason="Giấy tờ giả",
        proposed_by_id=country["secretariat"].id,
    )
    propose_revocation(session, proposal, now=NOW)
    announced(session, dossier)
    assert told(session, country, "revocation_proposed") == ["minister"]
    decision = DecideRevocation(
        dossier_id=dossier.id,
        person_id=country["minister"].id,
        revoke=True,
        decision_number="77/QĐ-BTP",
    )
    decide_revocation(session, decision, now=NOW)
    announced(session, dossier)
    assert told(session, country, "revocation_decided") == ["alice"]
