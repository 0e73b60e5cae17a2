"""What the secretariat is told in the morning: changes once, what is due, nothing for nothing."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from approvals.commands.prefer import leave_out
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.queries.morning_brief import LISTED, Became
from approvals.queries.open_dossiers import queue
from core.clock import end_of, local_moment
from models.bodies import Seat
from models.dossiers import Dossier, Nominee
from models.enums import Choice, MailTopic, Office
from models.mail import Message
from notifications.making import NoLongerNeeded
from notifications.rendering import render
from tests.builders import (
    BOARD,
    NOW,
    TODAY,
    a_country,
    a_dossier,
    a_person_in,
    decide_as,
    pass_gate,
    the_gate,
)
from tests.counting import statements
from tests.notifications.making import BASE, composed
from tests.notifications.mornings import (
    brief_of,
    codes,
    filed,
    returned,
    supplemented,
    told_on,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEDNESDAY, THURSDAY, FRIDAY = (TODAY + DAY * number for number in (1, 2, 3))
MONDAY = TODAY + 6 * DAY
LATE = date(2025, 2, 26)  # a Wednesday long after all that was filed was due


def test_each_change_is_told_once_with_what_became_of_it(session: Session) -> None:
    country = a_country(session)
    first, second, third = filed(session, country, 3)
    returned(session, country, first)
    beginning = brief_of(session, WEDNESDAY)
    assert (beginning.since, beginning.stuck, beginning.new, beginning.freed) == (None, 1, 0, 0)

    returned(session, country, second, local_moment(WEDNESDAY, 9))
    supplemented(session, country, first, local_moment(WEDNESDAY, 9))
    next_one = brief_of(session, THURSDAY)
    assert (next_one.since, next_one.stuck, next_one.new) == (WEDNESDAY, 1, 1)
    assert [(one.code, one.cause, one.at) for one in next_one.newly_stuck] == [
        (second.code, "waiting_for_unit", "Bộ Tư pháp")
    ]
    assert next_one.became == ((Became.WENT_ON, 1),)
    assert codes(next_one.freed_dossiers) == [first.code]
    assert [(one.cause, one.dossiers, one.url) for one in next_one.causes] == [
        ("waiting_for_unit", 1, f"{BASE}/stuck?cause=waiting_for_unit")
    ]

    last = brief_of(session, FRIDAY)
    assert (last.since, last.stuck, last.new, last.freed) == (THURSDAY, 1, 0, 0)
    assert third.code not in codes(last.newly_stuck)


def test_it_says_what_became_of_all_that_came_un_stuck(session: Session) -> None:
    country = a_country(session, council=1)
    went_on, awarded, withdrawn, again, declined = filed(session, country, 5)
    pass_gate(session, awarded)
    pass_gate(session, declined)
    assert brief_of(session, LATE).stuck == 5
    since = local_moment(LATE, 8)
    pass_gate(session, went_on, now=since)
    pass_gate(session, awarded, now=since)
    decide_as(session, declined, Choice.REJECT, reason="Chưa đạt", now=since)
    command = Withdraw(dossier_id=withdrawn.id, person_id=country["alice"].id)
    withdraw(session, command, now=since)
    _give_time(session, again)

    found = brief_of(session, LATE + DAY)

    assert (found.new, found.stuck, found.freed) == (0, 0, 5)
    others = {Became.RETURNED, Became.SETTLED_HERE}
    assert found.became == tuple((one, 1) for one in Became if one not in others)
    assert {one.code: one.became for one in found.freed_dossiers} == {
        went_on.code: Became.WENT_ON,
        again.code: Became.MOVES_AGAIN,
        awarded.code: Became.AWARDED,
        declined.code: Became.DECLINED,
        withdrawn.code: Became.WITHDRAWN,
    }
    assert {one.cause for one in found.freed_dossiers} == {"past_due", "quorum_short"}


def _give_time(session: Session, dossier: Dossier) -> None:
    gate = the_gate(session, dossier)
    gate.due_on = date(2025, 12, 1)
    gate.due_at = end_of(gate.due_on)
    session.flush()
    queue(session, [dossier.id])


def test_what_is_due_this_week_is_listed_and_what_is_overdue_is_not(session: Session) -> None:
    country = a_country(session)
    days = [TODAY, FRIDAY, WEDNESDAY, MONDAY, None]
    dossiers = filed(session, country, len(days))
    _, on_friday, on_wednesday, on_monday, _ = dossiers
    for dossier, day in zip(dossiers, days, strict=True):
        gate = the_gate(session, dossier)
        gate.due_on, gate.due_at = day, end_of(day) if day else None

    found = brief_of(session, WEDNESDAY)
    assert (found.due, found.due_until, found.this_week) == (2, FRIDAY, True)
    assert [(one.code, one.due_on, one.days_left) for one in found.due_dossiers] == [
        (on_wednesday.code, WEDNESDAY, 0),
        (on_friday.code, FRIDAY, 2),
    ]

    found = brief_of(session, FRIDAY)
    assert (found.due, found.due_until, found.this_week) == (2, MONDAY, False)
    assert codes(found.due_dossiers) == [on_friday.code, on_monday.code]


def test_nothing_is_sent_where_nothing_is_to_be_told(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    assert told_on(session, WEDNESDAY) == []
    returned(session, country, dossier, local_moment(WEDNESDAY, 8))
    assert told_on(session, WEDNESDAY, hour=9) == []  # the morning's was made
    assert brief_of(session, THURSDAY).new == 1


def test_the_secretariat_gets_it_once_a_day_and_nobody_else(session: Session) -> None:
    country = a_country(session)
    second = a_person_in(session, country, "second", "Trương Thị Oanh", BOARD, Office.SECRETARIAT)
    returned(session, country, a_dossier(session, country))
    ids = told_on(session, WEDNESDAY)
    told = [session.get_one(Message, message_id).person_id for message_id in ids]
    assert told == [country["secretariat"].id, second.id]
    assert told_on(session, WEDNESDAY) == told_on(session, WEDNESDAY, hour=11) == []

    choices = composed(session, ids[0], now=local_moment(WEDNESDAY, 7)).choices
    assert choices is not None
    assert choices.topic is MailTopic.MORNING_BRIEF
    assert "/unsubscribe/morning_brief." in choices.leave_out_url
    leave_out(session, second.id, MailTopic.MORNING_BRIEF)
    assert len(told_on(session, THURSDAY)) == 1


def test_a_morning_that_was_missed_is_told_of_in_the_next_brief(session: Session) -> None:
    country = a_country(session)
    told_on(session, TODAY)
    returned(session, country, a_dossier(session, country))
    assert told_on(session, WEDNESDAY, hour=12) == []
    found = brief_of(session, THURSDAY)
    assert (found.since, found.new) == (TODAY, 1)


def test_five_are_listed_and_the_others_counted(session: Session) -> None:
    country = a_country(session)
    told_on(session, TODAY)
    dossiers = filed(session, country, LISTED + 2)
    for hours, dossier in enumerate(dossiers):
        returned(session, country, dossier, NOW - hours * HOUR)
    found = brief_of(session, WEDNESDAY)
    assert found.new == LISTED + 2
    longest_first = [dossier.code for dossier in reversed(dossiers)]
    assert codes(found.newly_stuck) == longest_first[:LISTED]
    mail = render("morning_brief", found, language="vi")
    assert mail.subject == "Hồ sơ sáng 27/11: 7 mới vướng"
    assert f"… và 2 hồ sơ nữa: {BASE}/stuck" in mail.text
    assert f"{BASE}/dossiers/{longest_first[0]}" in mail.text


def test_however_many_there_are_it_asks_the_database_as_often(session: Session) -> None:
    country = a_country(session)
    told_on(session, TODAY)
    asked = []
    for day, many in ((WEDNESDAY, 1), (THURSDAY, 3)):
        for dossier in filed(session, country, many):
            returned(session, country, dossier)
        [message_id] = told_on(session, day)
        session.expire_all()
        with statements(session.connection()) as sent:
            composed(session, message_id, now=local_moment(day, 7))
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_a_brief_that_comes_too_late_or_to_the_wrong_reader_is_not_sent(session: Session) -> None:
    country = a_country(session)
    returned(session, country, a_dossier(session, country))
    [message_id] = told_on(session, WEDNESDAY)
    with pytest.raises(NoLongerNeeded, match="morning is over"):
        composed(session, message_id, now=local_moment(THURSDAY, 7))
    person = country["secretariat"].id
    seat = session.exec(select(Seat).where(Seat.person_id == person)).one()
    seat.valid_to = TODAY
    session.flush()
    with pytest.raises(NoLongerNeeded, match="left the secretariat"):
        composed(session, message_id, now=local_moment(WEDNESDAY, 7))


def test_it_names_nominees_but_neither_reviewers_nor_whom_was_erased(session: Session) -> None:
    country = a_country(session)
    told_on(session, TODAY)
    kept, erased = filed(session, country, 2)
    for dossier in (kept, erased):
        returned(session, country, dossier)
    session.get_one(Nominee, erased.nominee_id).erased_at = NOW
    found = brief_of(session, WEDNESDAY)
    assert [one.nominee for one in found.newly_stuck] == [
        "Nguyễn Văn 0", "đã xoá ngày 26/11/2024",
    ]  # fmt: skip
    said = render("morning_brief", found, language="vi").text
    assert not [one.name for one in country.people.values() if one.name in said][1:]
