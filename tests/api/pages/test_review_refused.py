"""What the mailed link does not do: for want of something, too late, or for somebody else."""

import pytest

from models.enums import Choice, DossierState
from tests.api.browser import Form
from tests.api.scene import Scene

DECIDE = "/task/decision"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"choice": ""}, "choice", "Đề nghị chọn một phương án."),
        ({"choice": "perhaps"}, "choice", "Đề nghị chọn một phương án."),
        ({"choice": "reject", "reason": "  "}, "reason", "Không đồng ý"),
        ({"choice": "return", "reason": "\u200b"}, "reason", "Trả lại để bổ sung"),
        ({"reason": "dài " * 1001}, "reason", "4000"),
        ({"code": ""}, "code", "Nhập mã xác nhận"),
        ({"code": "nonsense"}, "code", "Số lần thử còn lại: 4"),
    ],
)
def test_what_is_missing_is_said_on_the_same_page(
    scene: Scene, typed: dict[str, str], field: str, words: str
) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    typed = {"choice": "pass", "reason": "Đã xem <kỹ>.", "code": mailed.code} | typed
    again = scene.browser.send(shown, DECIDE, **typed)
    assert again.status_code == 422
    assert f'<a href="#{field}">' in again.text
    assert f'id="{field}-error"' in again.text
    assert words in again.text
    kept = Form(again.text, DECIDE).fields
    assert kept.get("choice", "") == (typed["choice"] if typed["choice"] in set(Choice) else "")
    assert kept["reason"] == typed["reason"].strip(" \u200b")
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_five_wrong_codes_end_the_link(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    statuses = [
        scene.browser.send(shown, DECIDE, choice="pass", code=code).status_code
        for code in [*["wrong"] * 5, mailed.code]
    ]
    assert statuses == [422, 422, 422, 422, 403, 404]
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_a_code_opens_its_own_link_only(scene: Scene) -> None:
    scene.at_the_minister()
    first = scene.mailed_to("minister")
    other = scene.at_the_minister("110/TTr-BTP")
    shown = scene.browser.get(scene.mailed_to("minister").url)
    answer = scene.browser.send(shown, DECIDE, choice="pass", code=first.code)
    assert answer.status_code == 422
    assert scene.stored(other).state is DossierState.UNDER_REVIEW


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8600"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_a_decision_from_another_website_is_refused(scene: Scene, headers: dict[str, str]) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    fields = Form(scene.browser.get(mailed.url).text, DECIDE).fields
    typed = fields | {"choice": "pass", "code": mailed.code}
    answer = scene.client.post(DECIDE, data=typed, headers=headers)
    assert answer.status_code == 403
    assert "đến từ một trang web khác" in answer.text
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW


def test_a_form_of_another_browser_is_refused_and_what_was_typed_is_kept(scene: Scene) -> None:
    dossier = scene.at_the_minister()
    mailed = scene.mailed_to("minister")
    shown = scene.browser.get(mailed.url)
    typed = {"choice": "reject", "reason": "Chưa đủ.", "code": mailed.code, "nonce": "A" * 43}
    again = scene.browser.send(shown, DECIDE, **typed)
    assert again.status_code == 403
    assert Form(again.text, DECIDE).fields["reason"] == "Chưa đủ."
    assert scene.stored(dossier).state is DossierState.UNDER_REVIEW
    assert "Chưa đủ." in scene.browser.send(again, DECIDE).text
    assert scene.stored(dossier).state is DossierState.DECLINED


def test_markup_that_people_wrote_stays_text(scene: Scene) -> None:
    scene.at_the_minister(name='<script>alert("x")</script>', achievements="{{ 7 * 7 }}<b>")
    shown = scene.browser.get(scene.mailed_to("minister").url)
    assert "<script" not in shown.text.partition("<body")[2]
    assert "&lt;script&gt;" in shown.text
    assert "{{ 7 * 7 }}&lt;b&gt;" in shown.text
