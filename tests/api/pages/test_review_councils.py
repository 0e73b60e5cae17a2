"""Councils: who may answer what, and how little a secret ballot tells."""

from core.clock import now
from core.database import transaction
from models.enums import Choice, DossierState
from tests.api.browser import Form
from tests.api.scene import Scene
from tests.builders import decide_as, pass_gate, the_gate

DECIDE = "/task/decision"


def test_a_secret_ballot_is_told_to_nobody(scene: Scene) -> None:
    dossier = scene.filed("bk-ttg")
    mailed = scene.mailed_to("member1")
    with transaction(scene.engine) as session:
        voter = scene.country["member2"].id
        decide_as(session, dossier, Choice.REJECT, person_id=voter, now=now())
    shown = scene.browser.get(mailed.url)
    assert "Bỏ phiếu kín" in shown.text
    assert "Đã bỏ phiếu: 1" in shown.text
    for hidden in ("Lê Thị Hội 2", "Lê Thị Hội 3", 'name="reason"'):
        assert hidden not in shown.text
    receipt = scene.browser.send(shown, DECIDE, choice="reject", code=mailed.code)
    assert "Đã ghi nhận phiếu" in receipt.text
    assert "Không tán thành" not in receipt.text
    with transaction(scene.engine) as session:
        gate = the_gate(session, dossier)
    assert (gate.box_yes, gate.box_no) == (0, 2)


def test_a_member_may_not_return_a_dossier_and_its_chair_may(scene: Scene) -> None:
    dossier = scene.filed()
    offered = {
        name: Form(scene.browser.get(scene.mailed_to(name).url).text, DECIDE).choices["choice"]
        for name in ("member1", "chair")
    }
    assert offered == {
        "member1": ["pass", "reject"],
        "chair": ["pass", "return", "reject"],
    }
    mailed = scene.mailed_to("member1")
    typed = {"choice": "return", "reason": "Thiếu tài liệu.", "code": mailed.code}
    answer = scene.browser.send(scene.browser.get(mailed.url), DECIDE, **typed)
    assert answer.status_code == 422
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_members_vote_at_the_same_time_without_reading_again(scene: Scene) -> None:
    """Another member's vote changes the dossier's version, and nothing of what is judged."""
    dossier = scene.filed()
    mailed = scene.mailed_to("member1")
    shown = scene.browser.get(mailed.url)
    with transaction(scene.engine) as session:
        decide_as(session, dossier, person_id=scene.country["member2"].id, now=now())
    receipt = scene.browser.send(shown, DECIDE, choice="pass", code=mailed.code)
    assert "Đã ghi nhận ý kiến" in receipt.text


def test_every_link_ends_when_the_council_has_settled(scene: Scene) -> None:
    dossier = scene.filed()
    council = ("chair", "member1", "member2", "member3", "member4")
    links = [scene.mailed_to(name).url for name in council]
    with transaction(scene.engine) as session:
        pass_gate(session, dossier, now=now())
    answers = [scene.browser.get(link) for link in links]
    assert [answer.status_code for answer in answers] == [404] * len(council)
    assert not any("Cao Thị Quỳnh" in answer.text for answer in answers)
