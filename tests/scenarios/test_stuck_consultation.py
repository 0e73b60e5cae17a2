"""A council waits for a public consultation: one is opened, people comment, and it votes after."""

from datetime import timedelta

import pytest
from sqlmodel import select

from api.limits import Limit
from core.clock import local_date, now
from core.database import transaction
from models.consultations import Consultation, PublicComment
from models.dossiers import Dossier
from models.enums import EventKind
from tests.api.desk import as_, filed, seen_by, send
from tests.api.scene import Scene
from tests.approvals.commands.consulting import ORDER, opened, with_president
from tests.scenarios.stuck_desk import kinds_of, line_of, stuck_line, the_engine_serves
from tests.telling import by_hand

pytestmark = pytest.mark.scenario
TITLE = "Lấy ý kiến về Huân chương Lao động"


def an_order(scene: Scene) -> Dossier:
    with transaction(scene.engine) as session:
        with_president(session, scene.country)
    dossier = filed(scene, ORDER, name="Cù Thị Rạng Đông")
    the_engine_serves(scene)
    return dossier


def test_consultation_missing_and_one_is_opened_and_people_comment(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.consultations.COMMENTS", Limit(3, timedelta(hours=1)))
    dossier = an_order(scene)
    task = scene.mailed_to("member1")
    assert "Chưa đăng lấy ý kiến nhân dân" in scene.browser.get(task.url).text
    line = stuck_line(scene, dossier)
    form = f"/submissions/{dossier.submission_id}/consultation"
    assert (line.why.startswith("Hội đồng phải chờ lấy ý kiến"), line.link) == (True, form)
    assert form in seen_by(scene, "alice", f"/submissions/{dossier.submission_id}").text

    today = local_date(now())
    asked = {"title": TITLE, "opens_on": f"{today}", "dossier": str(dossier.id)}
    assert "10 ngày làm việc, theo quy định" in scene.client.get(form).text
    refused = send(scene, form, asked | {"working_days": "9"})
    assert (refused.status_code, "ít nhất 10 ngày" in refused.text) == (422, True)
    assert send(scene, form, asked | {"working_days": "x"}).status_code == 422
    assert send(scene, form, asked | {"opens_on": ""}).status_code == 422
    done = send(scene, form, asked)
    assert (done.status_code, "Chưa có ý kiến nào" in done.text) == (200, True)
    assert kinds_of(scene, dossier, "alice")[-1] is EventKind.CONSULTATION_OPENED
    with transaction(scene.engine) as session:
        one = session.exec(select(Consultation)).one()
    here = f"/consultations/{one.number}"

    # Anybody, without signing in.
    scene.client.cookies.clear()
    assert here in scene.client.get("/consultations").text
    shown = scene.browser.get(f"{here}?q=cu+thi+rang+dong")
    assert "Cù Thị Rạng Đông" in shown.text
    assert "Huân chương Lao động hạng Ba" in shown.text
    assert ('content="index"' in shown.text, shown.headers["X-Robots-Tag"]) == (True, "all")
    assert "Cù Thị" not in scene.browser.get(f"{here}?q=khong+ai").text
    empty = scene.browser.send(shown, here, text=" ", contact="0900 000 000")
    assert (empty.status_code, "0900 000 000" in empty.text) == (422, True)
    assert "Đã nhận ý kiến" not in scene.browser.send(shown, here, text="Mua", website="x").text
    kept = scene.browser.send(shown, here, text="Chị rất tận tuỵ", name="Người góp ý")
    assert ("Đã nhận ý kiến" in kept.text, "Chị rất tận tuỵ" in kept.text) == (True, False)
    scene.browser.send(shown, here, text="Khai man thành tích")
    assert scene.browser.send(shown, here, text="Thừa").status_code == 429

    _the_desk_looks(scene, dossier, here)
    page = seen_by(scene, "member1", f"/dossiers/{dossier.code}").text
    assert ("được giữ lại: 1" in page, "Chị rất tận tuỵ" in page) == (True, True)
    assert ("Người góp ý" in page, "Khai man thành tích" in page) == (False, False)


def _the_desk_looks(scene: Scene, dossier: Dossier, here: str) -> None:
    """One comment is kept and its writer forgotten; one is a denunciation."""
    queue = f"{here}/comments"
    assert "Người góp ý" in seen_by(scene, "alice", queue).text
    with transaction(scene.engine) as session:
        first, second, *_ = session.exec(
            select(PublicComment).order_by(PublicComment.received_at)  # type: ignore[arg-type]
        ).all()
    unclear = send(scene, f"{queue}/{first.id}", {"judgement": ""})
    assert (unclear.status_code, "error" in unclear.text) == (422, True)
    send(scene, f"{queue}/{first.id}", {"judgement": "kept"})
    assert send(scene, f"{queue}/{first.id}/erasure", {"ground": ""}).status_code == 422
    gone = send(scene, f"{queue}/{first.id}/erasure", {"ground": "Theo yêu cầu"})
    assert ("Người góp ý" in gone.text, "Chị rất tận tuỵ" in gone.text) == (False, True)
    why = {"judgement": "denunciation", "reason": "Có dấu hiệu tố cáo", "document": "12/TB"}
    as_(scene, "secretariat")
    send(scene, f"{queue}/{second.id}", why)
    assert scene.stored(dossier).held_since is not None
    assert send(scene, f"{here}/withdrawal", {"reason": "Sai"}).status_code == 409


def test_consultation_running_and_it_ends_and_the_council_votes(scene: Scene) -> None:
    dossier = an_order(scene)
    with transaction(scene.engine) as session:
        stored = session.get_one(Dossier, dossier.id)
        one = opened(session, scene.country, stored, opens_on=local_date(now()), now=now())
    the_engine_serves(scene)
    line = stuck_line(scene, dossier)
    until = f"{one.closes_on:%d/%m/%Y}"
    assert line.why.startswith(f"Đang lấy ý kiến nhân dân đến hết ngày {until}")
    assert (line.offer, line.link) == ("", f"/dossiers/{dossier.code}#consultation")
    task = scene.mailed_to("member1")
    shown = scene.browser.get(task.url)
    assert f"Đang lấy ý kiến nhân dân đến hết ngày {until}" in shown.text
    refused = scene.browser.send(shown, "/task/decision", choice="pass", code=task.code)
    assert (refused.status_code, "Sau đó hội đồng mới bỏ phiếu" in refused.text) == (409, True)

    _the_days_pass(scene, dossier, one)
    assert line_of(scene, dossier) is None
    shown = scene.browser.get(task.url)
    done = scene.browser.send(shown, "/task/decision", choice="pass", code=task.code)
    assert "Đã ghi nhận" in done.text
    scene.client.cookies.clear()
    answer = scene.client.get(f"/consultations/{one.number}")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    ended = answer.text
    assert ("Kết thúc" in ended, 'content="noindex"' in ended, "<textarea" in ended) == (
        True,
        True,
        False,
    )


def _the_days_pass(scene: Scene, dossier: Dossier, one: Consultation) -> None:
    """It began so long ago that it ended yesterday."""
    yesterday = local_date(now()) - timedelta(days=1)
    with transaction(scene.engine) as session:
        by_hand(session)
        session.get_one(Dossier, dossier.id).consulted_until = yesterday
        stored = session.get_one(Consultation, one.id)
        stored.opens_on, stored.closes_on = yesterday - timedelta(days=14), yesterday
