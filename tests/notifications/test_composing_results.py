"""What the nominator and the secretariat are shown: how far a dossier came, and why."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from approvals.commands.decide import Decide, decide
from approvals.commands.numbering import Numbered
from approvals.commands.resubmit import Resubmit, resubmit
from models.enums import Choice, Proof
from notifications import announcing
from notifications.contents import (
    DossierOutcome,
    OverdueGate,
    ReturnedDossier,
)
from notifications.making import NoLongerNeeded
from notifications.rendering import render
from tests.builders import (
    NOW,
    a_country,
    a_dossier,
    active,
    decide_as,
    pass_gate,
    the_gate,
)
from tests.notifications.making import BASE, announced, at_the_minister, composed


def test_an_overdue_gate_shows_who_has_not_answered(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country, "bk-ttg")
    decide_as(session, dossier)
    gate = the_gate(session, dossier)
    assert gate.due_on is not None
    late = NOW + (gate.due_on - NOW.date()) + timedelta(days=1)
    ids = announcing.escalate(session, gate.id, now=late)

    to_secretariat, to_minister = (composed(session, one, now=late) for one in ids)

    assert isinstance(to_secretariat, OverdueGate)
    assert isinstance(to_minister, OverdueGate)
    assert to_secretariat.unanswered == (country["member1"].name, country["member2"].name)
    assert (to_secretariat.due_on, to_secretariat.days_over) == (gate.due_on, 1)
    assert to_secretariat.dossier_url == f"{BASE}/dossiers/{dossier.code}"
    assert to_secretariat.contact is None  # who would be asking themselves
    assert to_minister.contact is not None
    pass_gate(session, dossier)
    with pytest.raises(NoLongerNeeded, match="closed"):
        composed(session, ids[0], now=late)


def test_a_return_tells_the_whole_reason(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_minister(session, country)
    decide_as(session, dossier, Choice.RETURN, reason="Thiếu biên bản.\nSố liệu không khớp.")
    (message_id,) = announcing.announce(session, dossier.id, now=NOW)

    content = composed(session, message_id)

    assert isinstance(content, ReturnedDossier)
    assert content.reason == ("Thiếu biên bản.", "Số liệu không khớp.")
    assert content.returned_on == date(2024, 11, 26)
    assert content.gate.round == 1
    resubmit(session, Resubmit(dossier_id=dossier.id, person_id=country["alice"].id), now=NOW)
    with pytest.raises(NoLongerNeeded):
        composed(session, message_id)


def test_a_second_return_tells_the_second_reason(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_minister(session, country)
    decide_as(session, dossier, Choice.RETURN, reason="Lần một.")
    resubmit(session, Resubmit(dossier_id=dossier.id, person_id=country["alice"].id), now=NOW)
    decide_as(session, dossier, Choice.RETURN, reason="Lần hai.")

    content = announced(session, dossier)

    assert isinstance(content, ReturnedDossier)
    assert (content.gate.round, content.reason) == (2, ("Lần hai.",))


def test_an_award_tells_its_number(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_minister(session, country)
    ((assignment, minister),) = active(session, dossier)
    decide(
        session,
        Decide(
            assignment_id=assignment.id,
            person_id=minister.id,
            choice=Choice.PASS,
            numbered=Numbered(typed="318/QĐ-BTP"),
            proof=Proof.PASSKEY,
        ),
        now=NOW,
    )

    content = announced(session, dossier)

    assert isinstance(content, DossierOutcome)
    assert (content.awarded, content.decision_number, content.decided_on, content.reason) == (
        True,
        "318/QĐ-BTP",
        date(2024, 11, 26),
        (),
    )


def test_a_decline_tells_its_reason(session: Session) -> None:
    country = a_country(session)
    dossier = at_the_minister(session, country)
    decide_as(session, dossier, Choice.REJECT, reason="Chưa đủ hai năm.")

    content = announced(session, dossier)

    assert isinstance(content, DossierOutcome)
    assert (content.awarded, content.reason, content.needed_percent) == (
        False,
        ("Chưa đủ hai năm.",),
        None,
    )


def test_a_councils_refusal_names_neither_voters_nor_votes(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country, "bk-ttg")
    voters = [person.name for _, person in active(session, dossier)]
    for _ in voters:  # a secret ballot is counted when all are in
        decide_as(session, dossier, Choice.REJECT, reason="Lời của một người.")

    content = announced(session, dossier)

    assert isinstance(content, DossierOutcome)
    assert (content.reason, content.needed_percent) == ((), 80)
    shown = render("outcome", content, language="vi")
    said = f"{shown.subject} {shown.text} {shown.html}"
    assert not [name for name in [*voters, "Lời của một người"] if name in said]
