"""The timeline people read: what happened, in whose words, and never who voted how."""

from sqlmodel import Session

from api.pages.rendering import formats
from api.pages.storytelling import Told, story
from approvals.commands.repair_run import note_cancelled
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.queries import events
from approvals.queries.task_page import gates_with_bodies
from core.ids import uuid7
from models.dossiers import Dossier
from models.enums import Choice
from notifications import announcing
from tests.builders import MINISTRY, NOW, Country, a_country, a_dossier, decide_as, pass_gate


def told(session: Session, country: Country, dossier: Dossier, language: str = "vi") -> list[Told]:
    return story(
        events.timeline(session, dossier.id),
        gates_with_bodies(session, dossier.id),
        country.bodies[MINISTRY],
        formats(language),
    )


def test_a_dossier_that_is_returned_and_awarded(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    chair = country["chair"].id
    decide_as(session, dossier, Choice.RETURN, person_id=chair, reason="Thiếu xác nhận.")
    again = Resubmit(dossier_id=dossier.id, person_id=country["alice"].id, note="Đã bổ sung.")
    resubmit(session, again, now=NOW)
    pass_gate(session, dossier)
    decide_as(session, dossier, reason="")
    lines = told(session, country, dossier)
    assert [(line.tone, line.title, line.words) for line in lines] == [
        ("wait", "Bộ Tư pháp trình hồ sơ", ""),
        ("quiet", "Chuyển đến Bộ Tư pháp", ""),
        ("back", "Bộ Tư pháp: Trả lại để bổ sung", "Thiếu xác nhận."),
        ("wait", "Trình lại, lần 2", "Đã bổ sung."),
        ("quiet", "Chuyển đến Bộ Tư pháp", ""),
        ("go", "Bộ Tư pháp: Đã thông qua", ""),
        ("quiet", "Chuyển đến Bộ Tư pháp", ""),
        ("go", "Bộ Tư pháp: Đồng ý", ""),
        ("award", "Đã quyết định khen thưởng", ""),
    ]


def test_nobody_learns_who_voted_how(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "bk-ttg")
    pass_gate(session, dossier)
    lines = told(session, country, dossier, "en")
    everything = " ".join(f"{line.title} {line.about} {line.words}" for line in lines)
    assert "in favour" in everything
    for voter in ("chair", "member1", "member2", "member3", "member4"):
        assert country[voter].name not in everything


def test_a_refusal_is_told_once_with_its_reason(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    decide_as(session, dossier, Choice.REJECT, reason="Chưa đủ điều kiện.")
    lines = told(session, country, dossier)[-2:]
    assert [(line.title, line.about, line.words) for line in lines] == [
        ("Bộ Tư pháp: Không đồng ý", "Phạm Quang Cường", "Chưa đủ điều kiện."),
        ("Không khen thưởng", "", ""),
    ]


def test_that_mail_went_out_is_told_once_for_each_place(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    for _ in range(2):
        announcing.announce(session, dossier.id, now=NOW)
    pass_gate(session, dossier)
    announcing.announce(session, dossier.id, now=NOW)
    decide_as(session, dossier)
    announcing.announce(session, dossier.id, now=NOW)
    note_cancelled(session, dossier.id, uuid7(), now=NOW)
    lines = told(session, country, dossier)
    assert [(line.tone, line.title, line.about) for line in lines if line.icon == "mail"] == [
        ("quiet", "Đã gửi thư đề nghị Bộ Tư pháp xem xét", ""),
        ("quiet", "Đã gửi thư đề nghị Bộ Tư pháp xem xét", ""),
        ("quiet", "Đã gửi thư báo cho Bộ Tư pháp", ""),
    ]
    assert lines[-1].title == "Hệ thống đã tự khắc phục một lỗi vận hành; hồ sơ không bị ảnh hưởng"
