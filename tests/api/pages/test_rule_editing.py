"""An administrator changes a rule on the page, sees what it means, and moves dossiers to it."""

from approvals.queries import rules
from core.database import transaction
from models.dossiers import Dossier
from models.enums import EventKind
from tests.api.desk import as_, filed, history_of, seen_by, send
from tests.api.scene import Scene

SET = "nd152-2025"
VALUE = f"/rules/{SET}/edit/value"
AT = "awards.bk-bo.unit.working_days"
TYPED = {
    "at": AT,
    "where": AT,
    "edition": "1",
    "value": "7",
    "basis": "Quy chế xét khen thưởng, Điều 9",
    "strength": "V2",
    "note": "Đọc trên cổng thông tin của Bộ.",
}


def sent(scene: Scene, path: str, **fields: str) -> tuple[int, str]:
    """A form as the administrator's browser sends it."""
    as_(scene, "administrator")
    answer = send(scene, path, fields)
    return answer.status_code, answer.text


def test_a_limit_is_changed_seen_in_words_tried_and_made_an_edition(scene: Scene) -> None:
    dossier = filed(scene)
    chosen = seen_by(scene, "administrator", f"/rules/{SET}/edit", award="bk-bo").text
    assert f'href="{VALUE}?at={AT}"' in chosen
    general = seen_by(scene, "administrator", f"/rules/{SET}/edit").text
    assert f'href="{VALUE}?at=defaults.remind_before"' in general
    assert f'href="{VALUE}?at=guards.papers"' in general
    asked = seen_by(scene, "administrator", VALUE, at=AT).text
    assert "Hiện nay" in asked
    status, wrong = sent(scene, VALUE, **(TYPED | {"value": "bảy"}))
    assert (status, "Hãy ghi một số nguyên từ 1 đến 366." in wrong) == (422, True)
    status, wrong = sent(scene, VALUE, **(TYPED | {"basis": " "}))
    assert (status, "Hãy ghi căn cứ" in wrong, 'value="7"' in wrong) == (422, True, True)
    status, preview = sent(scene, VALUE, **TYPED)
    assert status == 200
    assert "<mark>7 ngày làm việc</mark>" in preview
    assert "hạn khác: 1" in preview
    status, unexplained = sent(scene, VALUE, **TYPED, step="confirm")
    assert (status, "Hãy ghi lý do." in unexplained) == (422, True)
    status, _ = sent(scene, VALUE, **TYPED, step="confirm", reason="Quy chế mới")
    assert status in {200, 303}
    late = TYPED | {"value": "8", "step": "confirm", "reason": "Lại"}
    status, refused = sent(scene, VALUE, **late)
    assert (status, "bản 2 là mới nhất" in refused) == (409, True)
    listed = seen_by(scene, "dan", f"/rules/{SET}/editions").text
    assert "Quy chế mới" in listed
    assert "Bằng khen cấp bộ, ban, ngành, tỉnh · Đơn vị" in listed
    assert "7 ngày làm việc" in listed
    assert scene.country["administrator"].name in listed
    compared = seen_by(scene, "dan", f"/rules/{SET}/compare/{SET}", left="1", right="2").text
    assert "<mark>7 ngày làm việc</mark>" in compared
    assert "bản 1" in compared
    earlier = seen_by(scene, "alice", f"/rules/{SET}", edition="1").text
    assert "Đây là bản cũ" in earlier
    assert seen_by(scene, "alice", f"/rules/{SET}", edition="9").status_code == 404
    _dossiers_are_moved(scene, dossier)


def _dossiers_are_moved(scene: Scene, dossier: Dossier) -> None:
    here = f"/rules/{SET}/dry-run"
    trial = seen_by(scene, "administrator", here).text
    assert dossier.code in trial
    assert "hạn " in trial
    assert "1–1 trong 1" in seen_by(scene, "auditor", here, page="9").text
    assert 'name="which"' not in seen_by(scene, "auditor", here).text
    assert dossier.code not in seen_by(scene, "auditor", here, only="unchanged").text
    assert sent(scene, here, which="named", reason="Vì")[0] == 422
    status, moved = sent(scene, here, which="changed", reason="Theo quy chế mới")
    assert (status, "1 hồ sơ nay theo bản 2" in moved) == (200, True)
    assert history_of(scene, dossier)[-1].kind is EventKind.DOSSIER_MOVED_TO_EDITION
    shown = seen_by(scene, "alice", f"/dossiers/{dossier.code}").text
    assert "Hồ sơ nay theo bản 2 của quy định" in shown
    assert f"/rules/{SET}?edition=2#bk-bo" in shown
    other = seen_by(scene, "auditor", here, under="nd98-2023").text
    assert dossier.code in other


def test_a_value_that_awards_share_is_changed_for_one_of_them(scene: Scene) -> None:
    path = "awards.hcld-3.unit.pass_percent"
    asked = seen_by(scene, "administrator", VALUE, at=path).text
    assert "hình thức dùng chung giá trị này" in asked
    fields = TYPED | {"at": path, "where": path, "value": "75"}
    status, preview = sent(scene, VALUE, **fields)
    assert (status, "Không có hồ sơ nào đang xét" in preview) == (200, True)
    with transaction(scene.engine) as session:
        assert rules.newest_edition(session, SET) == 1


def test_several_values_and_a_limit_that_was_not_stated_make_one_edition(scene: Scene) -> None:
    dossier = filed(scene)
    section = f"/rules/{SET}/edit/section?of=bk-bo.unit"
    chosen = seen_by(scene, "administrator", f"/rules/{SET}/edit", award="bk-bo").text
    assert f'href="{section}"' in chosen
    shown = seen_by(scene, "administrator", f"/rules/{SET}/edit/section", of="bk-bo.unit").text
    assert "Hiện nay: 10 ngày làm việc." in shown
    path = "awards.bk-bo.unit."
    typed = {name: value for name, value in TYPED.items() if name not in {"at", "where", "value"}}
    as_shown = {
        "secret": "no", "pass_percent": "51", "quorum_percent": "66", "excluded_members": "count",
        "full_count": "no", "count_first_day": "no", "remind_before": "3, 1", "escalate_after": "1",
        "repeat_reviewer": "no", "own_body": "yes", "assurance": "link", "working_days": "10",
        "working_days_with_opinion": "",
    }  # fmt: skip
    same = typed | {path + name: value for name, value in as_shown.items()}
    same[path + "cover"] = ["signature", "appraisal"]  # type: ignore[assignment]
    status, nothing = sent(scene, section, **same)
    assert (status, "Quy định đã ghi đúng như vậy" in nothing) == (422, True)
    wrong = same | {path + "pass_percent": "101", path + "working_days": "x"}
    status, refused = sent(scene, section, **wrong)
    assert (status, refused.count("Hãy ghi một số nguyên")) == (422, 4)  # atop, and at each field
    several = same | {
        path + "pass_percent": "60",
        path + "working_days": "7",
        path + "working_days_with_opinion": "12",
    }
    status, seen = sent(scene, section, **several)
    assert status == 200
    for words in ("ít nhất 60 %", "7 ngày làm việc", "12 ngày làm việc"):
        assert f"<mark>{words}" in seen
    assert f">{dossier.code}</a>: hạn" in seen
    status, typed_again = sent(scene, section, **several, step="again")
    assert (status, 'value="60"' in typed_again) == (200, True)
    status, _ = sent(scene, section, **several, step="confirm", reason="Quy chế mới")
    assert status in {200, 303}
    with transaction(scene.engine) as session:
        made = rules.editions(session, SET)
        assert [len(one.changes) for one, _ in made] == [3]
    listed = seen_by(scene, "dan", f"/rules/{SET}/editions").text
    assert "12 ngày làm việc" in listed
    added = f"/rules/{SET}/edit/value"
    asked = seen_by(
        scene, "administrator", added, at="awards.cstdcs.final_authority.working_days"
    ).text
    assert "không nêu" in asked
    assert 'value="U" checked' in asked
