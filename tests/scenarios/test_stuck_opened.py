"""Somebody does not look at what waits for them; somebody looks, and does not decide."""

from datetime import timedelta

from sqlmodel import select

from approvals.domain.those_asked import OPENED_WITHIN
from core.database import transaction
from models.enums import Office
from models.mail import Message
from tests.builders import MINISTRY, a_person_in, the_gate
from tests.scenarios.days import Days

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_never_opened_and_they_are_reminded_until_they_do(days: Days) -> None:
    dossier = days.at_the_minister()
    days.later(OPENED_WITHIN)
    assert days.why(dossier) == ""
    days.later(MINUTE)
    sentence = "Được giao quá năm ngày mà chưa mở hồ sơ: Phạm Quang Cường."
    assert days.why(dossier) == sentence
    assert (
        "Thư nhắc được gửi cho 1 hồ sơ."
        in days.sends("/stuck/actions", only=f"remind:{dossier.code}").text
    )
    with transaction(days.scene.engine) as session:
        assert "reminder" in session.exec(select(Message.template)).all()
    assert days.why(dossier) == sentence
    days.opens("minister", dossier)
    assert days.why(dossier) == ""


def test_opened_undecided_past_the_due_day_and_it_is_handed_on(days: Days) -> None:
    scene = days.scene
    with transaction(scene.engine) as session:
        second = a_person_in(session, scene.country, "second", "Võ Thị Sen", MINISTRY, Office.HEAD)
        successor = str(second.id)
    dossier = days.at_the_minister()
    name = days.holder(dossier)
    days.later(DAY)
    days.opens(name, dossier)
    with transaction(scene.engine) as session:
        gate = the_gate(session, session.merge(dossier))
        due_on, due_at = gate.due_on, gate.due_at
    assert due_at is not None
    days.until(due_at - MINUTE)
    assert days.why(dossier) == ""
    days.until(due_at)
    asked = scene.country[name].name
    late = f"Đã quá hạn từ {due_on:%d/%m/%Y}"
    assert days.why(dossier) == f"{late}; {asked} đã mở hồ sơ mà chưa cho ý kiến."
    form = days.leads_to(dossier)
    assert form == f"/dossiers/{dossier.code}/assignments/{days.asked(dossier).id}/reassign"
    assert successor in scene.client.get(form).text
    handed = days.sends(form, to_person_id=successor, reason="Bận công tác nước ngoài")
    assert handed.url.path == f"/dossiers/{dossier.code}"
    assert days.why(dossier) == f"{late}."  # the day is past for whoever is asked now, too
    days.opens("second", dossier)
    task = f"/task/{days.asked(dossier).id}"
    scene.browser.send(scene.client.get(task), f"{task}/decision", choice="pass")
    assert days.why(dossier) == ""
