"""What a reviewer's mail and a sign-in code show: true now, with new secrets."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from approvals.commands.open_link import find_link, try_code
from approvals.commands.sign_in import confirm_sign_in, request_sign_in
from core.clock import local_date
from models.enums import Choice, Language, Role, Stage
from models.mail import Link, Message
from notifications import announcing, sending_codes
from notifications.contents import (
    Contact,
    ReviewRequest,
    ShownDossier,
    ShownGate,
    SignInDigits,
)
from notifications.making import NoLongerNeeded
from tests.builders import (
    MINISTRY,
    NOW,
    a_country,
    a_dossier,
    active,
    decide_as,
    the_gate,
)
from tests.notifications.making import BASE, KEY, announced, composed


def test_a_reviewer_is_shown_what_to_decide(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country, "bk-ttg")

    content = announced(session, dossier)

    assert isinstance(content, ReviewRequest)
    gate = the_gate(session, dossier)
    assert gate.due_on is not None
    assert content.reader == country["chair"].name
    assert content.contact == Contact(
        name=country["secretariat"].name, address=country["secretariat"].email
    )
    assert content.dossier == ShownDossier(
        code=dossier.code,
        nominee="Cao Thị Quỳnh",
        position="Chuyên viên, Vụ Pháp luật",
        award="Bằng khen của Thủ tướng Chính phủ",
        body="Bộ Tư pháp",
        submission_number="109/TTr-BTP",
        submission_dated_on=NOW.date(),
        history_head=content.dossier.history_head,
    )
    assert len(bytes.fromhex(content.dossier.history_head)) == 6
    assert content.gate == ShownGate(stage=Stage.UNIT, round=1, body="Bộ Tư pháp")
    assert (content.role, content.secret_ballot, content.may_return) == (Role.CHAIR, True, True)
    assert (content.due_on, content.days_left) == (gate.due_on, 15)


def test_working_days_left_are_counted_when_the_mail_is_made(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-ttg")
    (message_id, *_) = announcing.announce(session, dossier.id, now=NOW)
    due_on = the_gate(session, dossier).due_on
    assert due_on is not None

    left = []
    for day in (due_on - timedelta(days=1), due_on, due_on + timedelta(days=7)):
        moment = NOW + (day - local_date(NOW))
        content = composed(session, message_id, now=moment)
        assert isinstance(content, ReviewRequest)
        left.append(content.days_left)

    assert left == [1, 0, -5]


def test_the_link_and_its_code_work_and_only_their_hashes_are_kept(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    (message_id, *_) = announcing.announce(session, dossier.id, now=NOW)

    content = composed(session, message_id)

    assert isinstance(content, ReviewRequest)
    base, token = content.review_url.rsplit("/", 1)
    session.flush()
    link = find_link(session, token, key=KEY)
    assert base == f"{BASE}/r"
    assert link is not None
    assert (link.assignment_id, link.message_id) == (
        active(session, dossier)[0][0].id,
        message_id,
    )
    assert try_code(session, link.id, content.code, key=KEY) is None
    message = session.exec(select(Message).where(Message.id == message_id)).one()
    stored = f"{message.model_dump()} {link.model_dump()}"
    assert token not in stored
    assert content.code not in stored


def test_a_mail_made_again_brings_another_link_of_the_same_family(session: Session) -> None:
    country = a_country(session)
    (message_id, *_) = announcing.announce(session, a_dossier(session, country).id, now=NOW)

    first, second = composed(session, message_id), composed(session, message_id)

    assert isinstance(first, ReviewRequest)
    assert isinstance(second, ReviewRequest)
    assert first.review_url != second.review_url
    session.flush()
    assert len({link.assignment_id for link in session.exec(select(Link)).all()}) == 1


def test_an_english_reader_gets_english_names_where_there_are_some(session: Session) -> None:
    country = a_country(session)
    country.bodies[MINISTRY].name_en = "Ministry of Justice"
    country["chair"].language = Language.EN

    content = announced(session, a_dossier(session, country, "bk-ttg"))

    assert isinstance(content, ReviewRequest)
    assert content.dossier.award == "Prime Minister's Certificate of Merit"
    assert content.dossier.body == content.gate.body == "Ministry of Justice"


def test_a_task_that_was_done_meanwhile_is_not_mailed(session: Session) -> None:
    country = a_country(session, council=3)
    dossier = a_dossier(session, country)
    ids = announcing.announce(session, dossier.id, now=NOW)
    decide_as(session, dossier, Choice.RETURN)

    for message_id in ids:
        with pytest.raises(NoLongerNeeded):
            composed(session, message_id)
    assert session.exec(select(Link)).all() == []


def test_somebody_who_left_meanwhile_is_not_written_to(session: Session) -> None:
    country = a_country(session)
    (message_id, *_) = announcing.announce(session, a_dossier(session, country).id, now=NOW)
    country["chair"].active = False
    session.flush()

    with pytest.raises(NoLongerNeeded, match="left"):
        composed(session, message_id)


def test_a_code_to_sign_in_works_once_made(session: Session) -> None:
    country = a_country(session)
    sign_in = request_sign_in(session, country["alice"].email, now=NOW)
    assert sign_in is not None
    (message_id,) = sending_codes.sign_in_code(session, sign_in.id, now=NOW)

    content = composed(session, message_id, now=NOW + timedelta(seconds=20))

    assert isinstance(content, SignInDigits)
    assert (content.minutes, content.expires_at) == (10, sign_in.expires_at)
    session.flush()
    assert confirm_sign_in(session, sign_in.id, content.code, key=KEY, now=NOW) is not None
    with pytest.raises(NoLongerNeeded):
        composed(session, message_id)


def test_a_code_that_would_come_too_late_is_not_mailed(session: Session) -> None:
    country = a_country(session)
    sign_in = request_sign_in(session, country["alice"].email, now=NOW)
    assert sign_in is not None
    (message_id,) = sending_codes.sign_in_code(session, sign_in.id, now=NOW)

    with pytest.raises(NoLongerNeeded, match="too late"):
        composed(session, message_id, now=NOW + timedelta(minutes=10))
