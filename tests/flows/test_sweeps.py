"""Sweeps: each item alone, counted; nothing is done twice."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from approvals.commands.store_reports import store_reports
from approvals.domain.mail_habits import AT_ANY_HOUR
from core import clock
from core.database import transaction
from core.ids import uuid7
from flows.deliver_mail import deliver_due, gather_due, read_due
from flows.remind_and_escalate import escalate_due, remind_due
from flows.sweeping import Swept, report, sweep
from flows.wiring import transact
from models.enums import Delivery, Rhythm
from notifications import announcing
from tests.approvals.commands.test_reports import a_report
from tests.builders import NOW
from tests.flows.dossiers import filed, told
from tests.telling import by_hand


def test_a_poisoned_item_stops_no_other() -> None:
    won, lost, poisoned = uuid7(), uuid7(), uuid7()

    def handle(item_id: UUID) -> bool:
        if item_id == poisoned:
            raise ValueError("poison")
        return item_id == won

    assert sweep("try", [poisoned, won, lost], handle) == Swept(found=3, done=1, lost=1, failed=1)


def test_a_sweep_says_what_it_did_and_failed_when_an_item_did() -> None:
    state = report(reminders=Swept(found=3, done=2, lost=1), stray_runs=Swept())
    assert state.is_completed()
    assert state.message == (
        "reminders: 3 found, 2 done, 1 lost, 0 failed;"
        " stray runs: 0 found, 0 done, 0 lost, 0 failed"
    )
    assert report(mail=Swept(found=2, done=1, failed=1)).is_failed()


@pytest.mark.usefixtures("wiring")
def test_reminders_and_escalations_that_are_due_are_sent_once(engine: Engine) -> None:
    [dossier] = filed(engine)
    _let_time_pass(engine)
    now = clock.now()
    once = Swept(found=1, done=1)
    assert [remind_due(now), escalate_due(now)] == [once, once]
    assert [remind_due(now), escalate_due(now)] == [Swept(), Swept()]
    assert told(engine, dossier) == {"reminder": 3, "escalated": 2}


@pytest.mark.usefixtures("wiring")
def test_a_gate_that_cannot_be_reminded_of_holds_up_no_other(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned, sound = filed(engine, count=2)
    _let_time_pass(engine)
    remind = announcing.remind
    failed: list[bool] = []

    def fail_once(*args: object, **kwargs: object) -> list[UUID]:
        if not failed:
            failed.append(True)
            raise ConnectionError("the database went away")
        return remind(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(announcing, "remind", fail_once)
    assert remind_due(clock.now()) == Swept(found=2, done=1, failed=1)
    assert remind_due(clock.now()) == Swept(found=1, done=1)
    assert [told(engine, one)["reminder"] for one in (poisoned, sound)] == [3, 3]


@pytest.mark.usefixtures("wiring")
def test_mail_left_over_is_delivered(engine: Engine) -> None:
    [dossier] = filed(engine)
    queued = transact(announcing.announce, dossier.id, now=clock.now())
    assert deliver_due() == Swept(found=len(queued), done=len(queued))
    assert told(engine, dossier) == {"gate_opened": 3}
    assert deliver_due() == Swept()


@pytest.mark.usefixtures("wiring")
def test_what_the_provider_reported_is_read_once(engine: Engine) -> None:
    [dossier] = filed(engine)
    queued = transact(announcing.announce, dossier.id, now=clock.now())
    deliver_due()
    reports = [a_report(Delivery.DELIVERED, message_id) for message_id in queued]
    transact(store_reports, reports, now=clock.now())
    assert [read_due(), read_due()] == [Swept(found=3, done=3), Swept()]


@pytest.mark.usefixtures("wiring")
def test_a_digest_whose_morning_has_come_is_queued_once_and_delivered(engine: Engine) -> None:
    [dossier] = filed(engine)
    gathering = replace(AT_ANY_HOUR, rhythm=Rhythm.DIGEST)
    assert deliver_due() == gather_due() == Swept()
    transact(announcing.announce, dossier.id, now=NOW, usual=gathering)

    once = Swept(found=3, done=3)
    assert [gather_due(), deliver_due()] == [once, once]
    assert [gather_due(), deliver_due()] == [Swept(), Swept()]


def _let_time_pass(engine: Engine) -> None:
    """Every open gate is due for a reminder, and overdue beyond patience."""
    long_ago = clock.now() - timedelta(days=1)
    with transaction(engine) as session:
        by_hand(session)
        session.execute(
            text("UPDATE gate SET remind_at = :at, escalate_at = :at"), {"at": long_ago}
        )
