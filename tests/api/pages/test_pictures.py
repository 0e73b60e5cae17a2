"""Pictures of what is stuck: who gets them, what their script is sent, what tables say."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from approvals.commands.count_flow import count_flow
from approvals.commands.survey import survey
from approvals.queries import pictures
from core.clock import local_date, now
from core.database import transaction
from models.enums import Stage
from models.open_dossiers import UsualAge
from tests.api.desk import as_, filed, passed, seen_by
from tests.api.scene import Scene
from tests.builders import MINISTRY

KINDS = ("ageing", "waiting", "flow", "throughput")
DAY = timedelta(days=1)


def looked_at(scene: Scene) -> None:
    """As the sweeps do, each minute and each quarter of an hour."""
    with transaction(scene.engine) as session:
        count_flow(session)
        survey(session, now=now())


def sent(scene: Scene, kind: str, **params: str) -> Mapping[str, Any]:
    answer = seen_by(scene, "secretariat", f"/stuck/pictures/{kind}", **params)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(answer.content) < 50_000
    found: Mapping[str, Any] = answer.json()
    return found


def usual(scene: Scene) -> None:
    """As if twenty gates had been decided; counting anew would find them too few."""
    took = {"in_50_percent": 8.5 * DAY, "in_85_percent": 21 * DAY, "in_95_percent": 33 * DAY}
    with transaction(scene.engine) as session:
        session.merge(UsualAge(stage=Stage.UNIT, award_code="", closed=20, **took))


def test_ageing_has_a_dot_for_each_dossier(scene: Scene) -> None:
    first, second = (filed(scene, number=f"{n}/TTr") for n in range(2))
    passed(scene, second)
    looked_at(scene)
    usual(scene)
    seen = sent(scene, "ageing")
    dots = dict(zip(seen["codes"], zip(seen["stage"], seen["days"], strict=True), strict=True))
    assert dots == {first.code: (0, 0), second.code: (3, 0)}
    assert len(seen["stuck"]) == 2
    assert seen["stages"] == ["Đơn vị", "Khối, cụm thi đua", "Trung ương", "Cấp có thẩm quyền"]
    assert seen["usual"] == [[9, 21, 33], None, None, None]
    assert seen["words"]["stuck"] == "Đang vướng"
    narrowed = sent(scene, "ageing", stage="unit")
    assert (narrowed["codes"], narrowed["stages"]) == ([first.code], ["Đơn vị"])


def test_too_many_for_dots_are_counted_in_bins(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        filed(scene, number=f"{number}/TTr")
    looked_at(scene)
    monkeypatch.setattr(pictures, "DOTS", 2)
    seen = sent(scene, "ageing")
    assert "codes" not in seen
    assert (seen["stage"], seen["days"], seen["dossiers"], seen["step"]) == ([0], [0], [3], 1)
    page = seen_by(scene, "secretariat", "/stuck/pictures").text
    assert "Có 3 hồ sơ đang xử lý, quá nhiều để vẽ từng điểm" in page


def test_the_heat_map_leads_to_the_list_with_the_same_filters(scene: Scene) -> None:
    filed(scene)
    looked_at(scene)
    seen = sent(scene, "waiting", award="bk-bo")
    assert seen["bodies"] == ["Bộ Tư pháp"]
    assert seen["slugs"] == [MINISTRY]
    assert seen["list"] == "/dossiers?award=bk-bo"
    assert [seen[name] for name in ("body", "stage", "days", "dossiers")] == [[0], [0], [0], [1]]
    page = seen_by(scene, "secretariat", "/stuck/pictures", award="bk-bo").text
    assert f"/dossiers?stage=unit&amp;award=bk-bo&amp;where={MINISTRY}" in page
    assert 'data-picture="/stuck/pictures/waiting?award=bk-bo"' in page


def test_the_flow_has_bands_and_one_where_a_stage_is_chosen(scene: Scene) -> None:
    filed(scene)
    looked_at(scene)
    seen = sent(scene, "flow")
    today = f"{local_date(now()):%d/%m/%Y}"
    assert seen["days"][-1] == today
    assert {band["kind"]: band["values"] for band in seen["bands"]} == {
        "ended": [0, 0],
        "final_authority": [0, 0],
        "central_board": [0, 0],
        "bloc": [0, 0],
        "unit": [0, 1],
        "returned": [0, 0],
    }
    assert [band["kind"] for band in sent(scene, "flow", stage="unit")["bands"]] == ["unit"]


def test_what_left_each_stage_by_week(scene: Scene) -> None:
    passed(scene, filed(scene))
    looked_at(scene)
    seen = sent(scene, "throughput")
    assert len(seen["weeks"]) == 26
    assert [sum(counts) for counts in seen["left"]] == [1, 0, 0, 0]
    assert seen["left"][0][-1] == 1
    assert sent(scene, "throughput", stage="bloc")["left"] == [[0] * 26]


def test_words_are_in_the_readers_language(scene: Scene) -> None:
    filed(scene)
    looked_at(scene)
    as_(scene, "secretariat")
    answer = scene.client.get("/stuck/pictures/flow", params={"lang": "en"}).json()
    assert answer["bands"][0]["name"] == "Finished since then"
    answer = scene.client.get("/stuck/pictures/ageing", params={"lang": "en"}).json()
    assert answer["stages"][-1] == "Final authority"


def test_the_same_stands_in_tables_that_are_open_without_scripts(scene: Scene) -> None:
    filed(scene)
    looked_at(scene)
    usual(scene)
    half_by = local_date(now()) + 9 * DAY
    page = seen_by(scene, "secretariat", "/stuck/pictures").text
    assert page.count('<details class="picture__table" open>') == 3  # nothing left a stage
    assert re.findall(r'data-picture="/stuck/pictures/(\w+)"', page) == list(KINDS[:3])
    assert "sau 9 đến 21 ngày" in page
    assert f"Một nửa rời đi chậm nhất ngày {half_by:%d/%m/%Y}" in page
    assert "không phải cam kết" in page


def test_nothing_to_show_is_said(scene: Scene) -> None:
    page = seen_by(scene, "secretariat", "/stuck/pictures", where="bo-tai-chinh").text
    assert "Không có hồ sơ nào đang xử lý ở đây." in page
    assert "Không có hồ sơ nào đang xét ở đây." in page
    assert "Chưa có biến động nào ở đây." in page
    assert "Chưa đủ hồ sơ đã có kết quả để dự kiến." in page
    assert "data-picture" not in page
    for kind in KINDS:
        assert sent(scene, kind, where="bo-tai-chinh")


def test_what_cannot_be_narrowed_says_so(scene: Scene) -> None:
    passed(scene, filed(scene))
    looked_at(scene)
    page = seen_by(scene, "secretariat", "/stuck/pictures", where=MINISTRY).text
    assert page.count("Hình này không thu hẹp theo cơ quan đang giữ hồ sơ.") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_runs_a_desk_gets_them(scene: Scene, kind: str) -> None:
    for name, status in (("alice", 200), ("appraiser", 403), ("auditor", 200)):
        assert seen_by(scene, name, f"/stuck/pictures/{kind}").status_code == status
    scene.client.cookies.clear()
    answer = scene.client.get(f"/stuck/pictures/{kind}", follow_redirects=False)
    assert answer.status_code == 303
