"""What the dashboard reads is what the other tables say, whatever happened to dossiers."""

import random
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, text
from sqlmodel import Session, col, select

from approvals.commands.correct_address import CorrectAddress, correct_address
from approvals.commands.count_flow import count_flow
from approvals.commands.load_rule_sets import load_rule_sets
from approvals.commands.read_reports import read_reports
from approvals.commands.store_reports import store_reports
from approvals.commands.survey import survey
from approvals.domain.those_asked import OPENED_WITHIN
from approvals.queries import open_dossiers
from core.database import transaction
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import Delivery, MessageState, Stage
from models.mail import Message
from models.open_dossiers import ChangedDossier, FlowByDay, FlowStep, OpenDossier, UsualAge
from notifications import announcing
from tests.approvals.commands.test_reports import a_report
from tests.approvals.history.test_past_day import a_history
from tests.builders import (
    NOW,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    pass_gate,
    the_gate,
)
from tests.opening import everybody_opens, look_or_leave

DAY = timedelta(days=1)


def kept(session: Session) -> dict[str, object]:
    """By dossier; when a cause was found, and is looked at again, depends on who looked when."""
    rows = session.exec(select(OpenDossier).execution_options(populate_existing=True)).all()
    return {
        str(row.dossier_id): row.model_dump(exclude={"stuck_since", "look_again_at"})
        for row in rows
    }


def looked_at(session: Session, now: datetime) -> int:
    session.flush()
    return survey(session, now=now)


def the_row(session: Session, dossier: Dossier) -> OpenDossier:
    return session.get_one(OpenDossier, dossier.id, populate_existing=True)


def test_after_any_history_it_is_as_if_it_were_made_anew(session: Session) -> None:
    country = a_country(session, council=1)
    chance = random.Random(20261123)  # noqa: S311 -- a history, no secret
    seen: set[str | None] = set()
    for now in a_history(session, country, chance):
        session.flush()
        look_or_leave(session, country, chance, now)
        session.execute(delete(Wake))  # the engine has looked
        looked_at(session, now)
        by_and_by = kept(session)
        session.execute(delete(OpenDossier))
        open_dossiers.queue(session, list(session.exec(select(Dossier.id)).all()))
        looked_at(session, now)
        assert kept(session) == by_and_by, now
        seen |= set(session.exec(select(OpenDossier.cause)).all())
    ended = session.exec(select(Dossier.id).where(col(Dossier.closed_at).is_not(None))).all()
    assert ended
    assert not {str(one) for one in ended} & kept(session).keys()
    assert {"away_uncovered", "never_opened"} < seen


def test_time_alone_makes_a_dossier_stuck_when_it_was_said_to(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    everybody_opens(session, dossier)
    looked_at(session, NOW)
    session.execute(delete(Wake))
    due_at = the_gate(session, dossier).due_at
    assert due_at is not None
    assert the_row(session, dossier).cause is None
    assert looked_at(session, due_at - DAY) == 1  # the engine might have been away
    assert looked_at(session, due_at - timedelta(seconds=1)) == 0
    assert looked_at(session, due_at) == 1
    row = the_row(session, dossier)
    assert (row.cause, row.stuck_since) == ("quorum_short", due_at)


def test_what_stays_stuck_is_so_since_it_was_first_found(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    session.flush()
    session.execute(delete(Wake))
    late = NOW + 60 * DAY
    looked_at(session, late)
    open_dossiers.queue(session, [dossier.id])
    looked_at(session, late + DAY)
    assert the_row(session, dossier).stuck_since == late
    pass_gate(session, dossier, now=late + DAY)
    session.flush()
    session.execute(delete(Wake))
    looked_at(session, late + DAY)
    assert the_row(session, dossier).cause is None


def test_nothing_is_left_to_do_once_all_is_looked_at(session: Session) -> None:
    country = a_country(session)
    a_submission(session, country, *(a_nomination(name=f"Lê Văn {one}") for one in range(7)))
    session.flush()
    assert [survey(session, now=NOW, limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert len(kept(session)) == 7


def test_one_looks_at_a_time_and_no_change_is_lost(engine: Engine) -> None:
    with transaction(engine) as session:
        load_rule_sets(session, now=NOW)
        dossier = a_dossier(session, a_country(session), "bk-bo")
    with transaction(engine) as first:
        assert survey(first, now=NOW) == 1
        with transaction(engine) as other:
            pass_gate(other, dossier)
        with transaction(engine) as second:
            assert survey(second, now=NOW) == 0
    with transaction(engine) as session:
        assert survey(session, now=NOW) == 1
        assert the_row(session, dossier).stage is session.get_one(Dossier, dossier.id).stage


def test_how_long_gates_take_is_told_once_enough_were_decided(session: Session) -> None:
    country = a_country(session, council=1)
    names = (a_nomination("bk-bo", name=f"Lê Văn {one}") for one in range(20))
    submission = a_submission(session, country, *names)
    filed = session.exec(select(Dossier).where(Dossier.submission_id == submission.id)).all()
    for days, dossier in enumerate(filed, 1):
        pass_gate(session, dossier, now=NOW + days * DAY)
    session.flush()
    count_flow(session)
    usual = session.get_one(UsualAge, (Stage.UNIT, "bk-bo"))
    assert usual.closed == 20
    assert usual.in_50_percent == timedelta(days=10.5)
    assert usual.in_85_percent == timedelta(days=17.15)
    assert usual.in_95_percent == timedelta(days=19.05)
    assert session.get_one(UsualAge, (Stage.UNIT, "")).closed == 20
    session.execute(delete(Wake))
    slow = a_dossier(session, country, "bk-bo", number="2/TTr-BTP")
    everybody_opens(session, slow)
    session.execute(text("UPDATE gate SET due_at = NULL, due_on = NULL"))
    session.expire_all()
    session.flush()
    session.execute(delete(Wake))
    causes = []
    for days in (17, 18, 20):
        open_dossiers.queue(session, [slow.id])
        looked_at(session, NOW + days * DAY)
        causes.append(the_row(session, slow).cause)
    assert causes == [None, "longer_than_85", "longer_than_95"]


def test_what_moved_is_counted_by_day(session: Session) -> None:
    country = a_country(session, council=1)
    dossier = a_dossier(session, country, "bk-bo")
    while dossier.closed_at is None:
        pass_gate(session, dossier, now=NOW + 3 * DAY)
    for _ in range(2):  # again: the same
        session.flush()
        count_flow(session)
        counted = [(row.step, row.day) for row in session.exec(select(FlowByDay)).all()]
        today, later = NOW.date(), (NOW + 3 * DAY).date()
        assert counted.count((FlowStep.SUBMITTED, today)) == 1
        assert (FlowStep.CAME, today) in counted
        assert counted.count((FlowStep.AWARDED, later)) == 1
        came = [step for step, _ in counted if step is FlowStep.CAME]
        left = [step for step, _ in counted if step is FlowStep.LEFT]
        assert len(came) == len(left) > 1


def test_a_statement_that_changes_no_dossier_queues_none(session: Session) -> None:
    a_dossier(session, a_country(session))
    looked_at(session, NOW)
    session.execute(text("UPDATE dossier SET version = version WHERE false"))
    assert session.exec(select(ChangedDossier)).all() == []


def test_mail_that_fails_concerns_all_that_waits_for_its_reader(session: Session) -> None:
    """Two tasks, one mail that bounces; once the address is corrected neither is stuck by it."""
    country = a_country(session)
    told, other = (a_dossier(session, country, number=f"{one}/TTr") for one in (1, 2))
    assert told.id != other.id
    queued = announcing.announce(session, told.id, now=NOW)
    session.flush()
    session.execute(delete(Wake))
    looked_at(session, NOW)
    message = session.get_one(Message, queued[0])
    store_reports(session, [a_report(Delivery.BOUNCED, message.id)], now=NOW)
    read_reports(session, message.id, now=NOW)
    looked_at(session, NOW)
    assert [the_row(session, one).cause for one in (told, other)] == ["mail_failed"] * 2
    command = CorrectAddress(
        person_id=message.person_id,
        address="moi@botuphap.example",
        by_person_id=country["secretariat"].id,
    )
    correct_address(session, command, now=NOW)
    looked_at(session, NOW)
    assert [the_row(session, one).cause for one in (told, other)] == [None, None]


def test_mail_that_does_not_arrive_is_noticed_a_day_later(session: Session) -> None:
    dossier = a_dossier(session, a_country(session))
    queued = announcing.announce(session, dossier.id, now=NOW)
    session.flush()
    session.execute(delete(Wake))
    message = session.get_one(Message, queued[0])
    message.state, message.accepted_at = MessageState.ACCEPTED, NOW
    looked_at(session, NOW)
    store_reports(session, [a_report(Delivery.DEFERRED, message.id)], now=NOW)
    read_reports(session, message.id, now=NOW)
    for hours, cause in ((23, None), (25, "mail_not_delivered")):
        looked_at(session, NOW + timedelta(hours=hours))
        assert the_row(session, dossier).cause == cause


def test_who_does_not_open_their_task_is_noticed_five_days_later(session: Session) -> None:
    dossier = a_dossier(session, a_country(session), "bk-ttg")
    session.flush()
    session.execute(delete(Wake))
    causes = []
    for later in (DAY, OPENED_WITHIN, OPENED_WITHIN + DAY):
        looked_at(session, NOW + later)
        causes.append(the_row(session, dossier).cause)
    everybody_opens(session, dossier, now=NOW + OPENED_WITHIN + DAY)
    looked_at(session, NOW + OPENED_WITHIN + DAY)
    causes.append(the_row(session, dossier).cause)
    assert causes == [None, None, "never_opened", None]
