"""When what people are told leaves, as they want it; and what is left out."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from approvals.commands.prefer import do_without, leave_out, prefer, take_up
from approvals.commands.sign_in import request_sign_in
from approvals.domain.mail_habits import AT_ANY_HOUR, OFFICE_HOURS, Habits
from approvals.domain.refusals.addresses import QuietHoursUnclear
from core.clock import local_moment
from models.dossiers import Dossier
from models.enums import MailTopic, MessageState, Rhythm
from models.mail import Message
from notifications import announcing, sending_codes
from tests.builders import (
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    active,
    pass_gate,
    the_gate,
)

NIGHT = local_moment(TODAY, 22)
SIX = local_moment(TODAY + timedelta(days=1), 6)
MORNING = local_moment(TODAY + timedelta(days=1), 8) + timedelta(minutes=30)
GATHERING = replace(OFFICE_HOURS, rhythm=Rhythm.DIGEST)
QUEUED, GATHERED = MessageState.QUEUED, MessageState.GATHERED


def filed(session: Session, country: Country, many: int) -> list[UUID]:
    """As many dossiers of one submission."""
    nominations = [a_nomination(name=f"Nguyễn Văn {one}") for one in range(many)]
    submission = a_submission(session, country, *nominations)
    found = select(Dossier.id).where(Dossier.submission_id == submission.id)
    return list(session.exec(found.order_by(col(Dossier.code))))


def announced(session: Session, dossier_ids: list[UUID], *, now: datetime = NOW) -> None:
    """Each by its own flow run, as in production."""
    for dossier_id in dossier_ids:
        announcing.announce(session, dossier_id, now=now, usual=OFFICE_HOURS)


def leaving_to(session: Session, person_id: UUID) -> list[tuple[MessageState, datetime]]:
    """How and when each message to somebody leaves, in the order they were queued."""
    messages = session.exec(
        select(Message).where(Message.person_id == person_id).order_by(col(Message.id))
    )
    return [(message.state, message.next_attempt_at) for message in messages]


def test_five_mails_of_a_day_leave_at_once_and_the_others_are_gathered(session: Session) -> None:
    country = a_country(session, council=1)
    ids = filed(session, country, 8)

    announced(session, ids)

    expected = [(QUEUED, NOW)] * 5 + [(GATHERED, MORNING)] * 3
    assert leaving_to(session, country["chair"].id) == expected
    announced(session, ids)
    assert leaving_to(session, country["chair"].id) == expected


def test_each_day_begins_anew(session: Session) -> None:
    country = a_country(session, council=1)
    ids = filed(session, country, 7)
    announced(session, ids[:6])
    tomorrow = NOW + timedelta(days=1)

    announced(session, ids[6:], now=tomorrow)

    assert leaving_to(session, country["chair"].id)[-2:] == [
        (GATHERED, MORNING),
        (QUEUED, tomorrow),
    ]


def test_what_waits_for_the_morning_counts_among_the_mornings_mails(session: Session) -> None:
    country = a_country(session, council=1)
    ids = filed(session, country, 7)

    announced(session, ids, now=NIGHT)

    assert (
        leaving_to(session, country["chair"].id) == [(QUEUED, SIX)] * 5 + [(GATHERED, MORNING)] * 2
    )


def test_codes_are_not_counted_and_never_wait(session: Session) -> None:
    country = a_country(session, council=1)
    chair = country["chair"]
    prefer(session, chair.id, GATHERING)
    for minute in range(6):
        sign_in = request_sign_in(session, chair.email, now=NIGHT)
        assert sign_in is not None
        sending_codes.sign_in_code(session, sign_in.id, now=NIGHT + timedelta(minutes=minute))
    prefer(session, chair.id, OFFICE_HOURS)
    announced(session, filed(session, country, 1))

    found = leaving_to(session, chair.id)

    assert found[:6] == [(QUEUED, NIGHT + timedelta(minutes=minute)) for minute in range(6)]
    assert found[6:] == [(QUEUED, NOW)]


@pytest.mark.parametrize(
    ("habits", "expected"),
    [
        (AT_ANY_HOUR, (QUEUED, NIGHT)),
        (replace(AT_ANY_HOUR, quiet_from=20, quiet_until=6), (QUEUED, SIX)),
        (GATHERING, (GATHERED, MORNING)),
    ],
)
def test_what_somebody_chose_goes_before_what_is_usual(
    session: Session, habits: Habits, expected: tuple[MessageState, datetime]
) -> None:
    country = a_country(session, council=2)
    prefer(session, country["chair"].id, GATHERING)
    prefer(session, country["chair"].id, habits)  # what was chosen last

    announced(session, filed(session, country, 1), now=NIGHT)

    assert leaving_to(session, country["chair"].id) == [expected]
    assert leaving_to(session, country["member1"].id) == [(QUEUED, SIX)]


@pytest.mark.parametrize(("begins", "ends"), [(7, 7), (24, 6), (21, -1)])
def test_hours_that_make_no_night_are_refused(session: Session, begins: int, ends: int) -> None:
    country = a_country(session)
    with pytest.raises(QuietHoursUnclear):
        prefer(
            session, country["chair"].id, replace(GATHERING, quiet_from=begins, quiet_until=ends)
        )


def reminded(session: Session, dossier: Dossier, *, on: date) -> list[UUID]:
    asked = [assignment.id for assignment, _ in active(session, dossier)]
    return announcing.remind(session, asked, now=local_moment(on, 9), usual=OFFICE_HOURS)


def test_reminders_may_be_left_out_until_the_due_day(session: Session) -> None:
    country = a_country(session, council=2)
    dossier = a_dossier(session, country)
    due_on = the_gate(session, dossier).due_on
    assert due_on is not None
    leave_out(session, country["chair"].id, MailTopic.REMINDERS)

    before = reminded(session, dossier, on=due_on - timedelta(days=1))
    on_the_day = reminded(session, dossier, on=due_on)

    assert people_of(session, before) == [country["member1"].id]
    assert people_of(session, on_the_day) == [country["chair"].id, country["member1"].id]


def test_outcomes_may_be_left_out_and_taken_up_again(session: Session) -> None:
    country = a_country(session)
    alice = country["alice"].id
    awarded = [a_dossier(session, country, number=number) for number in ("1/A", "2/A", "3/A")]
    told = []
    for dossier, choice in zip(awarded, (leave_out, take_up, leave_out), strict=True):
        pass_gate(session, dossier)
        pass_gate(session, dossier)
        choice(session, alice, MailTopic.OUTCOMES)
        told.append(announcing.announce(session, dossier.id, now=NOW))

    assert [people_of(session, ids) for ids in told] == [[], [alice], []]


def test_tasks_and_escalations_cannot_be_left_out(session: Session) -> None:
    country = a_country(session, council=1)
    for name in ("chair", "secretariat", "minister"):
        do_without(session, country[name].id, list(MailTopic))
    dossier = a_dossier(session, country)

    asked = announcing.announce(session, dossier.id, now=NOW)
    overdue = announcing.escalate(session, the_gate(session, dossier).id, now=NOW)

    assert people_of(session, asked) == [country["chair"].id]
    assert people_of(session, overdue) == [country["secretariat"].id, country["minister"].id]


def test_what_is_kept_is_what_was_said_last(session: Session) -> None:
    country = a_country(session)
    alice = country["alice"].id
    do_without(session, alice, [MailTopic.REMINDERS, MailTopic.OUTCOMES])
    do_without(session, alice, [MailTopic.REMINDERS])
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    pass_gate(session, dossier)

    assert people_of(session, announcing.announce(session, dossier.id, now=NOW)) == [alice]


def people_of(session: Session, message_ids: list[UUID]) -> list[UUID]:
    """Whom these messages are for, in the order they were queued."""
    found = select(Message.person_id).where(col(Message.id).in_(message_ids))
    return list(session.exec(found.order_by(col(Message.id))))
