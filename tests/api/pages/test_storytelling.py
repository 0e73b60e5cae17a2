"""The timeline people read: what happened, in whose words, and never who voted how."""

from sqlmodel import Session

from api.pages.rendering import formats
from api.pages.storytelling import Told, story
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.queries import events
from approvals.queries.task_page import gates_with_bodies
from models.dossiers import Dossier
from models.enums import Choice
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
