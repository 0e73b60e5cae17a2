"""A bloc's year on screen: what the head opens, what members do, what the board answers."""

from datetime import timedelta

import pytest
from httpx2 import Response

from core.clock import local_date, now
from core.database import transaction
from tests.api.scene import Scene
from tests.bloc_year import with_inspector
from tests.builders import BLOC, MINISTRY, a_dossier

TODAY = local_date(now())
YEAR = f"/blocs/{BLOC}/{TODAY.year}"
LATER = (TODAY + timedelta(days=30)).isoformat()


@pytest.fixture(autouse=True)
def inspector(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        with_inspector(session, scene.country)


def seen_by(scene: Scene, name: str, to: str) -> Response:
    """In a browser of their own."""
    scene.client.cookies.clear()
    return scene.sign_in(name, to=to)


def test_the_head_writes_an_agreement_and_members_sign_it(scene: Scene) -> None:
    shown = seen_by(scene, "inspector", to=f"{YEAR}/agreement")
    refused = scene.browser.send(shown, f"{YEAR}/agreement", text=" ")
    assert refused.status_code == 422
    shown = scene.browser.send(refused, f"{YEAR}/agreement", text="Thi đua lập thành tích")
    assert "Thi đua lập thành tích" in shown.text
    shown = seen_by(scene, "minister", to=YEAR)
    assert "Ký giao ước" in shown.text
    signed = scene.browser.send(shown, f"{YEAR}/agreement/signature")
    assert "1/2 thành viên đã ký" in signed.text
    assert "Ký giao ước" not in signed.text


def test_what_was_registered_stands_beside_what_was_nominated(scene: Scene) -> None:
    shown = seen_by(scene, "inspector", to=f"{YEAR}/registrations")
    scene.browser.send(shown, f"{YEAR}/registrations/until", until=LATER)
    with transaction(scene.engine) as session:
        dossier = a_dossier(session, scene.country, now=now())
    shown = seen_by(scene, "alice", to=f"{YEAR}/registrations")
    assert "Đề nghị nhưng chưa đăng ký" in shown.text
    wish = {"award": "bk-bo", "kind": "individual"}
    refused = scene.browser.send(shown, f"{YEAR}/registrations", **wish)
    assert refused.status_code == 422
    shown = scene.browser.send(refused, f"{YEAR}/registrations", **wish, name="Cao Thị Quỳnh")
    assert "Đã đăng ký và đã đề nghị" in shown.text
    assert dossier.code in shown.text
    assert "Đã đăng ký thi đua" in scene.browser.get(f"/dossiers/{dossier.code}").text


def test_a_vote_is_opened_cast_and_counted(scene: Scene) -> None:
    shown = seen_by(scene, "inspector", to=f"{YEAR}/votes")
    ministry = str(scene.country.bodies[MINISTRY].id)
    year = scene.browser.send(shown, f"{YEAR}/votes", award="co-cp", candidate=ministry)
    vote = year.text.split(f"{YEAR}/votes/")[1].split('"')[0]
    here = f"{YEAR}/votes/{vote}"
    ballot = scene.browser.get(here)
    assert scene.browser.send(ballot, here, choice="").status_code == 422
    assert "1/2 thành viên đã bỏ phiếu" in scene.browser.send(ballot, here, choice="yes").text


def test_reports_are_asked_for_sent_merged_closed_and_answered(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        a_dossier(session, scene.country, now=now())  # which the figures count
    shown = seen_by(scene, "inspector", to=f"{YEAR}/reports")
    assert scene.browser.send(shown, f"{YEAR}/reports", period="half_year").status_code == 422
    shown = scene.browser.send(shown, f"{YEAR}/reports", period="half_year", due_on=LATER)
    here = f"{YEAR}/reports/" + shown.text.split(f"{YEAR}/reports/")[1].split('"')[0]
    shown = seen_by(scene, "alice", to=here)
    assert scene.browser.send(shown, here, results="").status_code == 422
    said = {"results": "Hoàn thành", "obstacles": "Thiếu biên chế", "proposals": ""}
    sent = scene.browser.send(shown, here, **said)
    assert "Thiếu biên chế" in sent.text
    assert scene.browser.get(f"{here}/draft").status_code == 403
    draft = seen_by(scene, "inspector", to=f"{here}/draft")
    assert "Bộ Tư pháp: Hoàn thành" in draft.text
    assert 'data-label="Đã đề nghị">1<' in draft.text
    closed = scene.browser.send(draft, f"{here}/draft", step="close")
    assert "Bộ Tư pháp: Thiếu biên chế" in closed.text
    assert 'data-label="Đã đề nghị">1<' in closed.text
    board = seen_by(scene, "secretariat", to="/matters")
    matter = "/matters/" + board.text.split('action="/matters/')[1].split('"')[0]
    assert "Ghi nhận" in scene.browser.send(board, matter, answer="Ghi nhận, sẽ trả lời").text


def test_an_election_names_who_leads_next(scene: Scene) -> None:
    shown = seen_by(scene, "inspector", to=f"{YEAR}/election")
    ministry = str(scene.country.bodies[MINISTRY].id)
    counts = {"votes_cast": "2", "head_votes": "2", "head": ministry, "deputy": ""}
    refused = scene.browser.send(shown, f"{YEAR}/election", **counts | {"votes_cast": "hai"})
    assert refused.status_code == 422
    shown = scene.browser.send(refused, f"{YEAR}/election", **counts)
    assert str(shown.url).endswith(str(TODAY.year + 1))
    assert "2 phiếu bầu Khối trưởng" in shown.text
    assert "Thanh tra Chính phủ" in scene.browser.get("/blocs").text
