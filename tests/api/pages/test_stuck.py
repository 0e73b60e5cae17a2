"""The dashboard of what is stuck: why, where, and the one action that helps."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, text
from sqlmodel import select

from approvals.queries.events import timeline
from core.database import transaction
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import AssignmentState, EventKind
from models.mail import Message
from tests.api.browser import Form
from tests.api.desk import as_, filed, passed, returned, seen_by, send
from tests.api.scene import Scene
from tests.builders import active
from tests.telling import by_hand


def causes(page: str) -> dict[str, int]:
    """By code: how many dossiers."""
    found = re.findall(r'cause=(\w+)#list"[^>]*>[^<]+</a></th>\s*<td class="number">(\d+)<', page)
    return {code: int(count) for code, count in found}


def codes(page: str) -> list[str]:
    """The dossiers that are listed."""
    return re.findall(r'<th scope="row"><a href="/dossiers/([\w-]+)"', page)


def the_engine_has_looked(scene: Scene) -> None:
    with transaction(scene.engine) as session:
        session.execute(delete(Wake))
        session.execute(text("UPDATE open_dossier SET look_again_at = now()"))


def late(scene: Scene, dossier: Dossier, days: int = 3) -> None:
    """Its gate was due some days ago."""
    with transaction(scene.engine) as session:
        by_hand(session)
        values = {"id": dossier.id, "late": timedelta(days=days)}
        session.execute(
            text(
                "UPDATE gate SET due_at = now() - :late, due_on = (now() - :late)::date,"
                " opened_at = opened_at - :late WHERE dossier_id = :id AND state = 'open'"
            ),
            values,
        )
        session.execute(
            text("INSERT INTO changed_dossier (dossier_id) VALUES (:id)"), {"id": dossier.id}
        )


def test_it_counts_causes_and_each_leads_to_its_dossiers(scene: Scene) -> None:
    overdue, sent_back, vacant, moving = (filed(scene, number=f"{n}/TTr-BTP") for n in range(4))
    returned(scene, sent_back)
    late(scene, overdue)
    with transaction(scene.engine) as session:
        by_hand(session)
        for assignment, _ in active(session, session.merge(vacant)):
            assignment.state = AssignmentState.CLOSED
    the_engine_has_looked(scene)
    shown = seen_by(scene, "secretariat", "/stuck").text
    assert causes(shown) == {"waiting_for_unit": 1, "seat_vacant": 1, "quorum_short": 1}
    assert "3 trên 4 hồ sơ đang xử lý bị vướng." in shown
    assert set(codes(shown)) == {overdue.code, sent_back.code, vacant.code}
    assert moving.code not in shown
    for cause, dossier in (("seat_vacant", vacant), ("quorum_short", overdue)):
        assert codes(scene.client.get(f"/stuck?cause={cause}").text) == [dossier.code]


def test_what_was_decided_a_moment_ago_is_stuck_no_more(scene: Scene) -> None:
    dossier = filed(scene)
    late(scene, dossier)
    the_engine_has_looked(scene)
    assert codes(seen_by(scene, "secretariat", "/stuck").text) == [dossier.code]
    passed(scene, dossier)
    assert codes(scene.client.get("/stuck").text) == []


def test_it_is_narrowed_by_its_address(scene: Scene) -> None:
    by_ministry, by_prime_minister = filed(scene, "bk-bo", "1/TTr"), filed(scene, "bk-ttg", "2/TTr")
    for dossier in (by_ministry, by_prime_minister):
        late(scene, dossier)
    the_engine_has_looked(scene)
    shown = seen_by(scene, "secretariat", "/stuck", award="bk-bo").text
    assert codes(shown) == [by_ministry.code]
    assert 'href="/stuck?award=bk-bo&amp;cause=' in shown
    for nothing in ({"stage": "bloc"}, {"body": "khong-co"}, {"where": "thu-tuong"}):
        assert codes(scene.client.get("/stuck", params=nothing).text) == []
    assert len(codes(scene.client.get("/stuck", params={"stage": "none", "cause": "x"}).text)) == 2


def test_stages_lead_to_their_dossiers(scene: Scene) -> None:
    dossier = filed(scene, "cstdtq")
    passed(scene, dossier)
    shown = seen_by(scene, "auditor", "/stuck").text
    assert 'href="/dossiers?stage=central_board&amp;state=under_review"' in shown
    assert 'href="/dossiers?where=ban-tdkt-trung-uong"' in shown
    listed = scene.client.get("/dossiers?where=ban-tdkt-trung-uong")
    assert dossier.code in listed.text
    assert "đang ở Ban Thi đua - Khen thưởng Trung ương" in listed.text


def test_one_button_reminds_whoever_has_it(scene: Scene) -> None:
    overdue, sent_back = filed(scene, number="1/TTr"), filed(scene, number="2/TTr")
    late(scene, overdue)
    returned(scene, sent_back)
    the_engine_has_looked(scene)
    shown = seen_by(scene, "secretariat", "/stuck").text
    form = Form(shown, "/stuck/actions")
    assert form.fields["nonce"]
    for offered in (f"remind:{overdue.code}", f"ask_unit:{sent_back.code}"):
        assert f'value="{offered}"' in shown
        answer = send(scene, "/stuck/actions", {"only": offered})
        assert answer.status_code == 200
        assert "Thư nhắc được gửi cho 1 hồ sơ." in answer.text
    with transaction(scene.engine) as session:
        said = [timeline(session, one.id)[-2:] for one in (overdue, sent_back)]
        kinds = [{entry.kind for entry in entries} for entries in said]
        templates = set(session.exec(select(Message.template)).all())
    assert [EventKind.REVIEWER_REMINDED in kinds[0], EventKind.UNIT_REMINDED in kinds[1]] == [
        True,
        True,
    ]
    assert {"reminder", "still_returned"} <= templates
    again = send(scene, "/stuck/actions", {"only": f"remind:{overdue.code}"})
    assert "hôm nay đã nhắc rồi" in again.text


def test_what_cannot_be_reminded_stops_no_other(scene: Scene) -> None:
    overdue = filed(scene)
    late(scene, overdue)
    as_(scene, "secretariat")
    offered = f"remind:{overdue.code}"
    fields = {"one": [offered, offered, "remind:HS-0000-000000"]}
    answer = send(scene, "/stuck/actions", fields)
    assert "Thư nhắc được gửi cho 1 hồ sơ." in answer.text
    assert "1 hồ sơ để lại" in answer.text


def test_nothing_is_done_but_what_the_page_offered(scene: Scene) -> None:
    """It has moved on, or another thing helps by now; or somebody made the form up."""
    overdue, moving = filed(scene, number="1/TTr"), filed(scene, number="2/TTr")
    late(scene, overdue)
    as_(scene, "secretariat")
    offers = [f"ask_unit:{overdue.code}", f"remind:{moving.code}", f"escalate:{overdue.code}"]
    made_up = [f"fill_seat:{overdue.code}", f"x:{overdue.code}", overdue.code]
    answer = send(scene, "/stuck/actions", {"one": offers + made_up})
    assert "5 hồ sơ để lại" in answer.text
    with transaction(scene.engine) as session:
        entries = timeline(session, overdue.id) + timeline(session, moving.id)
    assert scene.country["secretariat"].id not in {entry.actor_id for entry in entries}


def test_what_was_done_is_told_to_whoever_may_do_it(scene: Scene) -> None:
    """An address of the page that somebody made up tells nobody's address, and no seat."""
    chair = scene.country["chair"]
    told = f"?corrected={chair.id}"
    assert chair.email in seen_by(scene, "secretariat", f"/stuck{told}").text
    assert chair.email not in seen_by(scene, "auditor", f"/stuck{told}").text
    for nothing in ("?given=x", f"?given={chair.id}", "?corrected=x", "?reminded=-3"):
        shown = scene.client.get(f"/stuck{nothing}")
        assert (shown.status_code, 'class="notice" role="status"' in shown.text) == (200, False)


@pytest.mark.parametrize("name", ["member1", "bloc_member", "appraiser"])
def test_whoever_runs_no_desk_does_not_get_it(scene: Scene, name: str) -> None:
    assert seen_by(scene, name, "/stuck").status_code == 403
    assert scene.client.get("/stuck/live").status_code == 403


def test_auditors_see_it_and_remind_nobody(scene: Scene) -> None:
    late(scene, filed(scene))
    shown = seen_by(scene, "auditor", "/stuck")
    assert shown.status_code == 200
    assert 'name="only"' not in shown.text
    answer = send(scene, "/stuck/actions", {"only": "remind:HS-2026-000001"})
    assert answer.status_code == 403


def test_with_nothing_to_do_it_says_so(scene: Scene) -> None:
    shown = seen_by(scene, "administrator", "/stuck")
    assert (shown.status_code, "Trang này đếm các hồ sơ" in shown.text) == (200, True)
    filed(scene)
    the_engine_has_looked(scene)
    assert "Không có hồ sơ nào bị vướng" in seen_by(scene, "administrator", "/stuck").text
