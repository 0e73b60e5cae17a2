"""Deciding on many dossiers at once: a verdict for all, exceptions, a summary, one action."""

import re
from uuid import uuid4

from sqlmodel import func, select

from core.database import transaction
from models.dossiers import Dossier
from models.enums import AssignmentState, Choice, DossierState, EventKind
from models.gates import Assignment, Ballot
from tests.api.browser import Form
from tests.api.desk import as_, filed, history_of, many_filed, passed, returned
from tests.api.scene import Scene
from tests.builders import active

WHERE = "/inbox/decide"
_NAMES = ("An", "Bình", "Chi")


def three_for_the_minister(scene: Scene) -> dict[str, Dossier]:
    """Each past its council, by the nominee's name."""
    dossiers = {
        name: filed(scene, number=f"{number}/TTr-BTP", name=name)
        for number, name in enumerate(_NAMES, 1)
    }
    for dossier in dossiers.values():
        passed(scene, dossier)
    as_(scene, "minister")
    return dossiers


def duty(scene: Scene, dossier: Dossier, name: str = "minister") -> str:
    with transaction(scene.engine) as session:
        return next(
            str(one.id) for one, who in active(session, dossier) if who.id == scene.country[name].id
        )


def states(scene: Scene, dossiers: dict[str, Dossier]) -> list[DossierState]:
    return [scene.stored(dossier).state for dossier in dossiers.values()]


def test_one_verdict_for_all_with_exceptions(scene: Scene) -> None:
    dossiers = three_for_the_minister(scene)
    back, later = duty(scene, dossiers["Bình"]), duty(scene, dossiers["Chi"])
    shown = scene.browser.get(WHERE)
    assert "Cho ý kiến về 3 hồ sơ" in shown.text
    typed = {
        "choice": "pass",
        f"choice-{back}": "return",
        f"reason-{back}": "Thiếu xác nhận thuế",
        f"choice-{later}": "later",
    }
    summary = scene.browser.send(shown, WHERE, step="check", **typed)
    assert summary.status_code == 200
    assert "Gửi 2 ý kiến?" in summary.text
    assert states(scene, dossiers) == [DossierState.UNDER_REVIEW] * 3  # nothing yet
    done = scene.browser.send(summary, WHERE, step="send")
    assert "Đã ghi nhận 2 ý kiến" in done.text
    assert states(scene, dossiers) == [
        DossierState.AWARDED,
        DossierState.RETURNED,
        DossierState.UNDER_REVIEW,
    ]
    parting = history_of(scene, dossiers["Bình"])[-1]
    assert (parting.kind, parting.texts) == (
        EventKind.DOSSIER_RETURNED,
        {"reason": "Thiếu xác nhận thuế"},
    )


def test_each_dossier_keeps_its_own_decision_and_event(scene: Scene) -> None:
    dossiers = three_for_the_minister(scene)
    summary = scene.browser.send(scene.browser.get(WHERE), WHERE, step="check", choice="pass")
    scene.browser.send(summary, WHERE, step="send")
    for dossier in dossiers.values():
        decided = [
            entry
            for entry in history_of(scene, dossier)
            if entry.kind is EventKind.ASSIGNMENT_DECIDED
            and entry.actor_id == scene.country["minister"].id
        ]
        assert [(entry.facts["choice"], entry.facts["via"]) for entry in decided] == [
            ("pass", "inbox")
        ]


def test_no_verdict_is_chosen_beforehand_and_one_is_needed(scene: Scene) -> None:
    dossiers = three_for_the_minister(scene)
    shown = scene.browser.get(WHERE)
    form = Form(shown.text, WHERE)
    assert form.choices["choice"] == ["pass", "return", "reject"]
    assert "choice" not in form.fields
    again = scene.browser.send(shown, WHERE, step="check")
    assert again.status_code == 422
    said = again.text.count("Đề nghị chọn một phương án")
    assert said == 2  # in the summary, and beside the field
    assert states(scene, dossiers) == [DossierState.UNDER_REVIEW] * 3


def test_what_is_typed_stays_when_something_is_missing(scene: Scene) -> None:
    back = duty(scene, three_for_the_minister(scene)["Bình"])
    typed = {"choice": "reject", f"choice-{back}": "return"}
    again = scene.browser.send(scene.browser.get(WHERE), WHERE, step="check", **typed)
    assert again.status_code == 422
    assert 'href="#reason"' in again.text
    assert f'href="#reason-{back}"' in again.text
    form = Form(again.text, WHERE)
    assert form.fields["choice"] == "reject"
    assert re.search(
        rf'id="choice-{back}".*?<option value="return" selected', again.text, re.DOTALL
    )


def test_going_back_from_the_summary_keeps_what_was_said(scene: Scene) -> None:
    back = duty(scene, three_for_the_minister(scene)["Bình"])
    typed = {"choice": "pass", f"choice-{back}": "return", f"reason-{back}": "Thiếu"}
    summary = scene.browser.send(scene.browser.get(WHERE), WHERE, step="check", **typed)
    form = Form(scene.browser.send(summary, WHERE, step="change").text, WHERE)
    assert (form.fields["choice"], form.fields[f"reason-{back}"]) == ("pass", "Thiếu")


def test_sending_it_again_decides_nothing_twice(scene: Scene) -> None:
    dossiers = three_for_the_minister(scene)
    summary = scene.browser.send(scene.browser.get(WHERE), WHERE, step="check", choice="pass")
    scene.browser.send(summary, WHERE, step="send")
    before = scene.dump()
    again = scene.browser.send(summary, WHERE, step="send")
    assert "3 ý kiến đã được ghi nhận trước đó" in again.text
    assert scene.dump() == before
    assert states(scene, dossiers) == [DossierState.AWARDED] * 3


def test_what_cannot_be_recorded_is_told_and_the_rest_is_recorded(scene: Scene) -> None:
    dossiers = three_for_the_minister(scene)
    summary = scene.browser.send(scene.browser.get(WHERE), WHERE, step="check", choice="pass")
    scene.with_file(dossiers["Bình"], "Báo cáo.pdf")  # not what was read
    done = scene.browser.send(summary, WHERE, step="send")
    assert "Đã ghi nhận 2 ý kiến" in done.text
    assert "Bình" in done.text
    assert "đã thay đổi" in done.text
    assert states(scene, dossiers) == [
        DossierState.AWARDED,
        DossierState.UNDER_REVIEW,
        DossierState.AWARDED,
    ]


def test_only_those_ticked_are_decided(scene: Scene) -> None:
    dossiers = three_for_the_minister(scene)
    ticked = f"{WHERE}?of=chosen&one={duty(scene, dossiers['An'])}&one={uuid4()}&one=x"
    shown = scene.browser.get(ticked)
    assert "Cho ý kiến về 1 hồ sơ" in shown.text
    assert "Không có hồ sơ nào cần cho ý kiến ở đây" in scene.browser.get(f"{WHERE}?of=chosen").text


def test_only_what_fits_the_search_is_decided(scene: Scene) -> None:
    three_for_the_minister(scene)
    shown = scene.browser.get(f"{WHERE}?q=binh")
    assert "Cho ý kiến về 1 hồ sơ" in shown.text
    assert "Chi" not in Form(shown.text, WHERE).fields["shown"]


def test_somebody_elses_duties_are_none_that_one_decides_on(scene: Scene) -> None:
    dossiers = three_for_the_minister(scene)
    shown = scene.browser.get(WHERE)
    taken = Form(shown.text, WHERE).fields["shown"]
    as_(scene, "chair")
    nonce = Form(scene.browser.get("/inbox").text, "/sign-out").fields["nonce"]
    fields = {"shown": taken, "choice": "pass", "step": "send", "nonce": nonce}
    answer = scene.client.post(WHERE, data=fields, headers=scene.browser.headers)
    assert "Không có hồ sơ nào cần cho ý kiến ở đây" in answer.text
    assert states(scene, dossiers) == [DossierState.UNDER_REVIEW] * 3


def test_members_may_not_return_and_are_not_offered_it(scene: Scene) -> None:
    filed(scene, number="1/TTr-BTP")
    filed(scene, number="2/TTr-BTP")
    as_(scene, "member1")
    shown = scene.browser.get(WHERE)
    assert Form(shown.text, WHERE).choices["choice"] == ["pass", "reject"]
    forged = scene.browser.send(shown, WHERE, step="send", choice="return", reason="Thiếu")
    assert forged.status_code == 422


def test_secret_ballots_leave_no_trace_of_who_said_what(scene: Scene) -> None:
    for number in range(2):
        filed(scene, "bk-ttg", number=f"{number}/TTr-BTP")
    as_(scene, "member1")
    shown = scene.browser.get(WHERE)
    assert "Phiếu kín" in shown.text
    assert "reason" not in Form(shown.text, WHERE).fields
    summary = scene.browser.send(shown, WHERE, step="check", choice="reject")
    done = scene.browser.send(summary, WHERE, step="send")
    assert "Đã ghi nhận 2 ý kiến" in done.text
    assert "Không tán thành" not in done.text
    with transaction(scene.engine) as session:
        decided = select(func.count()).where(Assignment.state == AssignmentState.DECIDED)
        assert session.exec(decided).one() == 2
        named = select(func.count()).where(Ballot.assignment_id != None)  # noqa: E711 -- SQL
        assert session.exec(named).one() == 0


def test_the_last_signature_notes_one_decision_number_for_all(scene: Scene) -> None:
    dossiers = three_for_the_minister(scene)
    wrong = {"choice": "pass", "decision_number": "574"}
    shown = scene.browser.send(scene.browser.get(WHERE), WHERE, step="check", **wrong)
    assert (shown.status_code, 'href="#decision_number"' in shown.text) == (422, True)
    typed = {"choice": "pass", "decision_number": "574/QĐ-BTP"}
    summary = scene.browser.send(shown, WHERE, step="check", **typed)
    assert "574/QĐ-BTP" in summary.text
    scene.browser.send(summary, WHERE, step="send")
    numbers = {scene.stored(dossier).decision_number for dossier in dossiers.values()}
    assert numbers == {"574/QĐ-BTP"}


def test_a_form_of_more_dossiers_than_the_framework_takes_fields(scene: Scene) -> None:
    for number in range(2):
        many_filed(scene, 300, number=f"{number}/TTr-BTP")
    as_(scene, "member1")
    shown = scene.browser.get(WHERE)
    assert len(Form(shown.text, WHERE).fields) > 600
    fields = Form(shown.text, WHERE).fields
    selects = {name.replace("reason-", "choice-"): "" for name in fields if "reason-" in name}
    summary = scene.browser.send(shown, WHERE, step="check", choice="pass", **selects)
    assert "Gửi 600 ý kiến?" in summary.text
    done = scene.browser.send(summary, WHERE, step="send")
    assert "Đã ghi nhận 600 ý kiến" in done.text
    assert [f"{done_so_far}/600" in done.text for done_so_far in (200, 400, 600)] == [True] * 3


def test_a_dossier_that_was_returned_meanwhile_is_not_decided(scene: Scene) -> None:
    first = filed(scene, number="1/TTr-BTP", name="An")
    filed(scene, number="2/TTr-BTP", name="Bình")
    as_(scene, "member1")
    summary = scene.browser.send(scene.browser.get(WHERE), WHERE, step="check", choice="pass")
    returned(scene, first)
    done = scene.browser.send(summary, WHERE, step="send")
    assert "Đã ghi nhận 1 ý kiến" in done.text
    assert "1 ý kiến chưa được ghi nhận" in done.text
    with transaction(scene.engine) as session:
        cast = select(func.count()).where(Ballot.choice == Choice.PASS)
        assert session.exec(cast).one() == 1
