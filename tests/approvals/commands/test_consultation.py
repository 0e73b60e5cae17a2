"""A consultation from opening to the council's vote; comments, and what becomes of them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from approvals.commands.enter_opinion import EnterOpinion, enter_opinion
from approvals.commands.forget_commenter import ForgetCommenter, forget_commenter
from approvals.domain.refusals.consulting import (
    CommentEmpty,
    CommentJudged,
    CommentReasonNeeded,
    ConsultationBegun,
    ConsultationMissing,
    ConsultationNotFound,
    ConsultationNotOpen,
    ConsultationOpensBefore,
    ConsultationRunning,
    ConsultationTooShort,
    ConsultationUntitled,
    NotToBeConsulted,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.holding import OnHold
from approvals.domain.refusals.personal_data import GroundNeeded
from approvals.history.comparing import tables_against_events
from approvals.queries import consultations, dossiers, personal_copy
from approvals.queries.dossier_page import dossier_page
from approvals.queries.events import timeline
from approvals.queries.visibility import viewer_of
from models.conduct import HoldCause
from models.consultations import Judgement
from models.enums import Choice, DossierState, EventKind
from tests.approvals.commands.consulting import (
    AFTER,
    CLOSES,
    NOW,
    TODAY,
    a_country_with_president,
    an_order,
    commented,
    judged,
    opened,
    withdrawn,
)
from tests.builders import a_dossier, active, decide_as, fresh, pass_gate

LATER = TODAY + timedelta(days=7)


def test_an_order_is_posted_voted_on_appraised_and_given(session: Session) -> None:
    country = a_country_with_president(session)
    dossier = an_order(session, country)
    with pytest.raises(ConsultationMissing):
        decide_as(session, dossier, now=NOW)
    one = opened(session, country, dossier)
    assert (one.number, one.working_days, one.closes_on) == ("LYK-2025-0001", 10, CLOSES)
    with pytest.raises(ConsultationRunning) as refused:
        decide_as(session, dossier, now=NOW)
    assert refused.value.facts["until"] == CLOSES
    opinion = EnterOpinion(
        assignment_id=active(session, dossier)[0][0].id,
        by_person_id=country["alice"].id,
        dated_on=TODAY,
    )
    with pytest.raises(ConsultationRunning):  # an absent member's word is a vote too
        enter_opinion(session, opinion, folder=Path(), limit_mb=1, now=NOW)

    for _ in ("unit", "central_board", "final_authority"):
        pass_gate(session, dossier, now=AFTER)
    assert fresh(session, dossier).state is DossierState.AWARDED
    assert list(tables_against_events(session)) == []


def test_returning_a_dossier_is_no_vote_and_waits_for_nothing(session: Session) -> None:
    country = a_country_with_president(session)
    dossier = an_order(session, country)
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id, now=NOW)
    assert fresh(session, dossier).state is DossierState.RETURNED


def test_what_is_not_posted_is_voted_on_at_once_and_cannot_be_listed(session: Session) -> None:
    country = a_country_with_president(session)
    other = a_dossier(session, country, now=NOW)
    with pytest.raises(NotToBeConsulted):
        opened(session, country, other)
    pass_gate(session, other, now=NOW)


def test_a_list_is_opened_by_who_proposes_and_once_for_a_dossier(session: Session) -> None:
    country = a_country_with_president(session)
    dossier = an_order(session, country)
    for name in ("dan", "member1", "chair"):
        with pytest.raises(NotAllowedHere):
            opened(session, country, dossier, by=name)
    with pytest.raises(ConsultationUntitled):
        opened(session, country, dossier, title=" ")
    with pytest.raises(ConsultationOpensBefore):
        opened(session, country, dossier, opens_on=TODAY - timedelta(days=1))
    with pytest.raises(ConsultationTooShort):
        opened(session, country, dossier, days=9)
    opened(session, country, dossier, by="secretariat", days=11)
    with pytest.raises(NotToBeConsulted):
        opened(session, country, dossier)


def test_one_that_has_not_begun_is_withdrawn_and_another_opened(session: Session) -> None:
    country = a_country_with_president(session)
    dossier = an_order(session, country)
    one = opened(session, country, dossier, opens_on=LATER)
    assert consultations.posted(session, today=TODAY) == []
    with pytest.raises(ConsultationNotOpen):
        commented(session, one, dossier)
    with pytest.raises(CommentReasonNeeded):
        withdrawn(session, country, one, reason=" ")
    assert withdrawn(session, country, one) == withdrawn(session, country, one)
    with pytest.raises(ConsultationMissing):
        decide_as(session, dossier, now=AFTER)
    again = opened(session, country, dossier)
    assert again.number == "LYK-2025-0002"
    with pytest.raises(ConsultationBegun):
        withdrawn(session, country, again)
    assert list(tables_against_events(session)) == []


def test_comments_come_in_until_the_last_day_on_who_is_listed(session: Session) -> None:
    country = a_country_with_president(session)
    dossier, other = an_order(session, country), an_order(session, country, number="78/TTr")
    one = opened(session, country, dossier)
    version = fresh(session, dossier).version
    with pytest.raises(CommentEmpty):
        commented(session, one, dossier, " ")
    with pytest.raises(ConsultationNotFound):
        commented(session, one, other)
    receipts = {commented(session, one, dossier).receipt for _ in range(2)}
    assert (len(receipts), fresh(session, dossier).version) == (2, version)
    with pytest.raises(ConsultationNotOpen):
        commented(session, one, dossier, now=AFTER)
    [listed] = consultations.listed(session, one.id, search="cao thi quynh")
    assert (listed.nominee.name, listed.comments) == ("Cao Thị Quỳnh", 2)
    assert consultations.listed(session, one.id, search="xyz") == []


def test_comments_are_judged_once_and_who_wrote_them_is_for_few(session: Session) -> None:
    country = a_country_with_president(session)
    dossier = an_order(session, country)
    one = opened(session, country, dossier)
    kept, aside = commented(session, one, dossier), commented(session, one, dossier, "Quảng cáo")
    with pytest.raises(NotAllowedHere):
        judged(session, country, kept, by="dan")
    judged(session, country, kept)
    assert judged(session, country, kept) is kept
    with pytest.raises(CommentJudged):
        judged(session, country, kept, Judgement.SET_ASIDE)
    with pytest.raises(CommentReasonNeeded):
        judged(session, country, aside, Judgement.SET_ASIDE, reason="")
    judged(session, country, aside, Judgement.SET_ASIDE)
    digest = consultations.digest(session, fresh(session, dossier))
    assert digest is not None
    assert (digest.received, digest.waiting) == (2, 0)
    assert [found.texts["comment"] for found in digest.kept] == ["Chị luôn giúp đỡ mọi người"]

    told = {}
    for name in ("member1", "alice", "auditor"):
        viewer = viewer_of(session, country[name].id, on=TODAY)
        assert viewer is not None
        entries = dossier_page(session, viewer, dossier.code).timeline
        told[name] = [one.texts.keys() for one in entries if one.kind is EventKind.COMMENT_RECEIVED]
    assert told["member1"] == []
    assert told["alice"] == [{"comment"}, {"comment"}]
    assert told["auditor"] == [{"comment", "commenter", "contact"}] * 2
    assert list(tables_against_events(session)) == []


def test_who_commented_is_in_no_copy_for_the_nominee_and_is_erased_on_request(
    session: Session,
) -> None:
    country = a_country_with_president(session)
    dossier = an_order(session, country)
    comment = commented(session, opened(session, country, dossier), dossier)
    judged(session, country, comment, Judgement.KEPT)
    copy = personal_copy.of_nominee(session, dossiers.nominee_of(session, dossier), dossier)
    assert "Chị luôn giúp đỡ" in str(copy["history"])
    assert "Cù Thị Rạng" not in str(copy)
    mine = personal_copy.of_person(session, country["alice"])
    assert [one["closes_on"] for one in mine["consultations"]] == [CLOSES]

    forget = ForgetCommenter(
        comment_id=comment.id, ground="Theo yêu cầu", approved_by_id=country["alice"].id
    )
    with pytest.raises(NotAllowedHere):
        forget_commenter(session, replace(forget, approved_by_id=country["dan"].id), now=NOW)
    with pytest.raises(GroundNeeded):
        forget_commenter(session, replace(forget, ground=" "), now=NOW)
    for _ in range(2):  # again changes nothing
        forget_commenter(session, forget, now=NOW)
    [written] = consultations.of_dossier(session, dossier.id)
    assert written.texts.keys() == {"comment"}
    kinds = [entry.kind for entry in timeline(session, dossier.id)]
    assert kinds.count(EventKind.TEXTS_ERASED) == 1
    assert list(tables_against_events(session)) == []


def test_a_denunciation_puts_its_dossier_on_hold_at_once(session: Session) -> None:
    country = a_country_with_president(session)
    dossier = an_order(session, country)
    comment = commented(session, opened(session, country, dossier), dossier, "Khai man sáng kiến")
    judged(session, country, comment, Judgement.DENUNCIATION, reason="Có dấu hiệu tố cáo")
    stored = dossiers.by_code(session, dossier.code)
    assert stored is not None
    assert stored.held_since == NOW
    with pytest.raises(OnHold):
        decide_as(session, dossier, now=AFTER)
    viewer = viewer_of(session, country["secretariat"].id, on=TODAY)
    assert viewer is not None
    [hold] = dossier_page(session, viewer, dossier.code).holds
    assert (hold.cause, hold.document) == (HoldCause.COMPLAINT, comment.receipt)
    assert list(tables_against_events(session)) == []
