"""One mail in the morning instead of many: what is in it; nothing is lost or told twice."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from approvals.commands.correct_address import CorrectAddress, correct_address
from approvals.commands.prefer import prefer
from approvals.commands.undo import Undo, undo
from approvals.domain.mail_habits import OFFICE_HOURS
from approvals.queries import digests, reach
from core.clock import local_moment
from models.enums import Choice, Language, MessageState, Rhythm
from models.mail import Link, Message
from notifications import announcing, waiting
from notifications.contents import MorningDigest
from notifications.making import NoLongerNeeded
from notifications.rendering import render
from tests.builders import (
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    fresh,
    pass_gate,
)
from tests.notifications.making import BASE, composed
from tests.notifications.test_announcing import told
from tests.notifications.test_posting import announced, filed

MORNING = local_moment(TODAY + timedelta(days=1), 8) + timedelta(minutes=30)
GATHERING = replace(OFFICE_HOURS, rhythm=Rhythm.DIGEST)


def a_gathering_country(session: Session, *names: str) -> Country:
    """People who want their mail together."""
    country = a_country(session, council=1)
    for name in names:
        prefer(session, country[name].id, GATHERING)
    return country


def the_digest(session: Session, person_id: UUID) -> MorningDigest:
    """What this morning's digest shows."""
    (message_id,) = announcing.digest(session, person_id, now=MORNING)
    content = composed(session, message_id, now=MORNING)
    assert isinstance(content, MorningDigest)
    return content


def test_a_digest_lists_what_waits_by_award_and_due_day(session: Session) -> None:
    country = a_gathering_country(session, "chair")
    older = a_dossier(session, country, number="1/TTr", name="Mạc Thị Rằm")
    announcing.announce(session, older.id, now=NOW)
    announcing.digest(session, country["chair"].id, now=MORNING)
    announced(session, filed(session, country, 2), now=MORNING)
    national = a_dossier(session, country, "bk-ttg", number="2/TTr", now=MORNING)
    announcing.announce(session, national.id, now=MORNING)
    tomorrow = MORNING + timedelta(days=1)

    (message_id,) = announcing.digest(session, country["chair"].id, now=tomorrow)
    content = composed(session, message_id, now=tomorrow)

    assert isinstance(content, MorningDigest)
    assert (content.waiting, content.unlisted, content.news) == (4, 0, ())
    assert [
        (group.award, [(one.nominee, one.new) for one in group.dossiers])
        for group in content.awaited
    ] == [
        (
            "Bằng khen cấp bộ, ban, ngành, tỉnh",
            [("Mạc Thị Rằm", False), ("Nguyễn Văn 0", True), ("Nguyễn Văn 1", True)],
        ),
        ("Bằng khen của Thủ tướng Chính phủ", [("Cao Thị Quỳnh", True)]),
    ]
    listed = content.awaited[0].dossiers[0]
    assert (listed.code, listed.history_head) == (older.code, fresh(session, older).history_head)
    assert listed.url.startswith(f"{BASE}/task/")
    assert content.inbox_url == f"{BASE}/inbox"


def test_a_digest_needs_no_links_of_its_own(session: Session) -> None:
    country = a_gathering_country(session, "chair")
    announced(session, filed(session, country, 2))

    the_digest(session, country["chair"].id)

    assert session.exec(select(Link)).all() == []


def test_news_stand_in_it_with_what_their_own_mail_would_say(session: Session) -> None:
    country = a_gathering_country(session, "alice")
    returned, awarded, again = (
        a_dossier(session, country, number=f"{number}/TTr", name=name)
        for number, name in enumerate(("Mạc Thị Rằm", "Mạc Văn Sen", "Mạc Thị Tư"))
    )
    pass_gate(session, awarded)
    pass_gate(session, awarded)
    for dossier in (returned, again):
        decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id)
    announced(session, [returned.id, awarded.id])

    content = the_digest(session, country["alice"].id)

    assert content.waiting == 0
    assert [one.words.partition(":")[0] for one in content.news] == [
        "Trả lại để bổ sung",
        "Được khen thưởng",
    ]
    assert [one.url for one in content.news] == [
        f"{BASE}/dossiers/{dossier.code}" for dossier in (returned, awarded)
    ]


def test_a_digest_in_english_is_english(session: Session) -> None:
    country = a_gathering_country(session, "chair")
    country["chair"].language = Language.EN
    announced(session, filed(session, country, 1))

    mail = render("digest", the_digest(session, country["chair"].id), language="en")

    assert mail.subject.startswith("1 dossier waits for your decision")
    assert "(new)" in mail.text


def test_what_was_settled_meanwhile_is_not_told(session: Session) -> None:
    country = a_gathering_country(session, "chair", "alice")
    dossier = a_dossier(session, country)
    announced(session, [dossier.id])
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id)

    (message_id,) = announcing.digest(session, country["chair"].id, now=MORNING)

    with pytest.raises(NoLongerNeeded):
        composed(session, message_id, now=MORNING)


def test_long_lists_end_with_how_many_more_there_are(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LISTED", 3)
    country = a_gathering_country(session, "chair")
    announced(session, filed(session, country, 5))

    content = the_digest(session, country["chair"].id)

    assert (content.waiting, content.unlisted) == (5, 2)
    assert "… và 2 hồ sơ khác" in render("digest", content, language="vi").text


def test_one_digest_a_day_and_what_comes_later_waits_for_the_next(session: Session) -> None:
    country = a_gathering_country(session, "chair")
    chair = country["chair"].id
    ids = filed(session, country, 2)
    announced(session, ids[:1])
    assert digests.due_person_ids(session, now=NOW, limit=9) == []
    assert digests.due_person_ids(session, now=MORNING, limit=9) == [chair]

    (first,) = announcing.digest(session, chair, now=MORNING)
    announced(session, ids[1:], now=MORNING - timedelta(minutes=1))  # committed late

    assert announcing.digest(session, chair, now=MORNING + timedelta(minutes=1)) == []
    assert digests.due_person_ids(session, now=MORNING + timedelta(hours=9), limit=9) == []
    tomorrow = MORNING + timedelta(days=1)
    assert digests.due_person_ids(session, now=tomorrow, limit=9) == [chair]
    (second,) = announcing.digest(session, chair, now=tomorrow)
    gathered = session.exec(
        select(Message)
        .where(Message.state == MessageState.GATHERED)
        .order_by(col(Message.created_at))
    ).all()
    assert [message.digest_id for message in gathered] == [first, second]


def test_what_a_digest_told_in_vain_is_called_void(session: Session) -> None:
    country = a_gathering_country(session, "alice")
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    assignment, minister = active(session, dossier)[0]
    just_before = MORNING - timedelta(minutes=10)
    decide_as(session, dossier, now=just_before)
    announced(session, [dossier.id], now=just_before)
    (digest_id,) = announcing.digest(session, country["alice"].id, now=MORNING)
    session.get_one(Message, digest_id).state = MessageState.ACCEPTED

    undo(session, Undo(assignment_id=assignment.id, person_id=minister.id), now=MORNING)
    ids = announcing.announce(session, dossier.id, now=MORNING)

    assert ("taken_back", country["alice"].email) in told(session, ids)


def test_a_task_shows_what_became_of_the_digest_that_told_of_it(session: Session) -> None:
    country = a_gathering_country(session, "chair")
    dossier = a_dossier(session, country)
    announced(session, [dossier.id])
    task = active(session, dossier)[0][0].id
    assert reach.newest_mail(session, [task])[task].state is MessageState.GATHERED

    (digest_id,) = announcing.digest(session, country["chair"].id, now=MORNING)

    assert reach.newest_mail(session, [task])[task].id == digest_id


def test_a_digest_that_did_not_arrive_goes_whole_to_the_corrected_address(
    session: Session,
) -> None:
    country = a_gathering_country(session, "chair")
    announced(session, filed(session, country, 3))
    (digest_id,) = announcing.digest(session, country["chair"].id, now=MORNING)
    session.get_one(Message, digest_id).state = MessageState.REJECTED
    command = CorrectAddress(
        person_id=country["chair"].id,
        address="chair.moi@bangvang.example",
        by_person_id=country["secretariat"].id,
    )

    ids = correct_address(session, command, now=MORNING)

    assert told(session, ids) == [("digest", command.address)]
    content = composed(session, ids[0], now=MORNING)
    assert isinstance(content, MorningDigest)
    assert [one.new for group in content.awaited for one in group.dossiers] == [True] * 3
