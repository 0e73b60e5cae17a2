"""Absent members are told what was entered in their names, once, and while they may object."""

import pytest
from sqlmodel import Session

from approvals.commands.strike_opinion import StrikeOpinion, strike_opinion
from approvals.queries import mail
from models.enums import Choice
from notifications import announcing
from notifications.contents import EnteredOpinion
from notifications.making import NoLongerNeeded
from tests.builders import NOW, TODAY, a_country, a_dossier, pass_gate
from tests.letters import by_letter
from tests.notifications.making import BASE, announced, composed


def test_the_member_reads_what_was_entered_and_by_whom(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    opinion = by_letter(session, country, dossier, "member1", Choice.REJECT)
    content = announced(session, dossier)
    assert isinstance(content, EnteredOpinion)
    assert (content.reader, content.entered_by) == ("Lê Thị Hội 1", "Nguyễn Thị An")
    assert (content.said, content.dated_on, content.may_object) == (Choice.REJECT, TODAY, True)
    address = f"{BASE}/dossiers/{dossier.code}/assignments/{opinion.assignment_id}/opinion"
    assert content.opinion_url == address


def test_an_envelope_is_told_of_and_stays_sealed(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-ttg")
    by_letter(session, country, dossier, "member1", None)
    content = announced(session, dossier)
    assert isinstance(content, EnteredOpinion)
    assert content.said is None


def test_it_is_told_once_and_after_the_ballot_without_a_way_to_object(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    by_letter(session, country, dossier, "member1", Choice.PASS)
    [told, *_] = announcing.announce(session, dossier.id, now=NOW)
    message, _ = mail.with_reader(session, told)
    assert (message.template, message.person_id) == ("opinion_entered", country["member1"].id)
    assert announcing.announce(session, dossier.id, now=NOW) == []
    pass_gate(session, dossier)
    content = composed(session, told)
    assert isinstance(content, EnteredOpinion)
    assert not content.may_object


def test_a_struck_opinion_is_not_told_of_any_more(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    opinion = by_letter(session, country, dossier, "member1", Choice.PASS)
    [told, *_] = announcing.announce(session, dossier.id, now=NOW)
    strike_opinion(
        session,
        StrikeOpinion(
            assignment_id=opinion.assignment_id, person_id=country["alice"].id, reason="Nhầm tên"
        ),
        now=NOW,
    )
    with pytest.raises(NoLongerNeeded, match="struck"):
        composed(session, told)
    [anew] = announcing.announce(session, dossier.id, now=NOW)
    message, _ = mail.with_reader(session, anew)
    assert (message.template, message.person_id) == ("gate_opened", country["member1"].id)
