"""The rules in words: which are in force, what is not verified, and what differs between two."""

import re

import pytest

from approvals.queries import rules
from core.database import transaction
from tests.api.desk import filed, seen_by
from tests.api.scene import Scene
from tests.telling import by_hand


def test_the_list_says_which_rules_are_in_force_today(scene: Scene) -> None:
    shown = seen_by(scene, "dan", "/rules").text
    places = [shown.index(f'href="/rules/{id_}"') for id_ in ("nd152-2025", "nd98-2023")]
    assert places == sorted(places)
    assert shown.count("đang có hiệu lực") == 1
    assert "hiệu lực từ 01/01/2024 đến 30/06/2025" in shown
    assert 'href="/rules/nd98-2023/compare/nd152-2025"' in shown


def test_a_share_is_told_in_words_with_its_source(scene: Scene) -> None:
    shown = seen_by(scene, "alice", "/rules/nd91-2017").text
    award = _award(shown, "cstdtq")
    assert "ít nhất 90 % tổng số thành viên" in award
    assert "NĐ 91/2017/NĐ-CP, Điều 45(8)" in award
    assert "thấy trong nguồn chính thức" in award
    assert "phiếu kín" in award
    assert "20 ngày làm việc" in award


def test_what_is_not_verified_is_marked_with_its_question(scene: Scene) -> None:
    award = _award(seen_by(scene, "alice", "/rules/nd152-2025").text, "cstdtq")
    assert "chưa xác minh" in award
    assert "hỏi tỷ lệ theo NĐ 152/2025/NĐ-CP" in award
    english = seen_by(scene, "alice", "/rules/nd152-2025", lang="en").text
    assert "ask for the share under Decree 152/2025" in english
    assert "at least 90 % of all members" in english


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("rule_set", ["nd91-2017", "nd98-2023", "nd152-2025"])
def test_only_what_is_not_verified(scene: Scene, rule_set: str, language: str) -> None:
    path = f"/rules/{rule_set}"
    whole = seen_by(scene, "alice", path, lang=language).text
    asked = seen_by(scene, "alice", path, lang=language, only="unverified").text
    assert asked.count("rule--unverified") > 10
    assert len(re.findall(r'class="rule[ "]', asked)) == asked.count("rule--unverified")
    assert len(re.findall(r'class="rule[ "]', whole)) > whole.count("rule--unverified")
    questions = set(re.findall(r'<p class="source__note source__note--ask".*?</p>', whole))
    assert questions == set(re.findall(r'<p class="source__note source__note--ask".*?</p>', asked))
    assert questions


def test_awards_of_which_the_same_is_to_be_asked_stand_together(scene: Scene) -> None:
    asked = seen_by(scene, "alice", "/rules/nd152-2025", only="unverified").text
    assert "Huân chương Chiến công hạng Nhất; Huân chương Chiến công hạng Nhì;" in asked


def test_prerequisites_are_told(scene: Scene) -> None:
    award = _award(seen_by(scene, "alice", "/rules/nd98-2023").text, "hcld-3")
    assert "đã được Bằng khen của Thủ tướng Chính phủ; 5 năm liên tục" in award
    assert "3 × Chiến sĩ thi đua cơ sở" in award
    assert "chưa nhận đề nghị" in award


def test_what_was_found_nowhere_is_asked(scene: Scene) -> None:
    shown = seen_by(scene, "alice", "/rules/nd152-2025").text
    assert "Từ 01/7/2025, ai ký Cờ thi đua của Chính phủ?" in shown


def test_everything_opens_to_be_printed(scene: Scene) -> None:
    folded = seen_by(scene, "alice", "/rules/nd98-2023").text
    assert folded.count('<details class="award"') > folded.count(" open>") == 4
    whole = seen_by(scene, "alice", "/rules/nd98-2023", open="all").text
    assert whole.count('<details class="award"') == whole.count(" open>") == 55


def test_two_sets_side_by_side_show_what_differs(scene: Scene) -> None:
    shown = seen_by(scene, "alice", "/rules/nd98-2023/compare/nd152-2025").text
    award = _section(shown, "bk-ttg")
    assert "<mark>Bộ Nội vụ</mark>" in award
    assert "<mark>ít nhất 80" not in award  # the same share, known less well
    assert "giá trị giống nhau" in award


def test_an_award_that_one_set_does_not_know(scene: Scene) -> None:
    shown = seen_by(scene, "alice", "/rules/nd91-2017/compare/nd98-2023").text
    assert "Chỉ có trong nd98-2023." in _section(shown, "xa-tieu-bieu")
    back = seen_by(scene, "alice", "/rules/nd98-2023/compare/nd91-2017").text
    assert "Chỉ có trong nd98-2023." in _section(back, "xa-tieu-bieu")
    same = seen_by(scene, "alice", "/rules/nd98-2023/compare/nd98-2023").text
    assert "<mark>" not in same


@pytest.mark.parametrize("path", ["/rules/nd1-1900", "/rules/nd98-2023/compare/nd1-1900"])
def test_rules_that_are_not_there(scene: Scene, path: str) -> None:
    assert seen_by(scene, "alice", path).status_code == 404


def test_a_dossier_leads_to_the_rules_it_runs_under(scene: Scene) -> None:
    dossier = filed(scene)
    shown = seen_by(scene, "alice", f"/dossiers/{dossier.code}").text
    assert f'href="/rules/{dossier.rule_set_id}?edition=1#{dossier.award_code}"' in shown


def _award(shown: str, code: str) -> str:
    start = shown.index(f'id="{code}"')
    return shown[start : shown.index("</details>", start)]


def _section(shown: str, code: str) -> str:
    start = shown.index(f'id="{code}"')
    return shown[start : shown.index("</section>", start)]


def test_rules_stored_before_say_what_this_program_brings_instead(scene: Scene) -> None:
    brings = 'href="/rules/nd98-2023/built-in"'
    assert brings not in seen_by(scene, "alice", "/rules/nd98-2023").text
    with transaction(scene.engine) as session:
        by_hand(session)
        row = rules.stored(session, "nd98-2023")
        assert row is not None
        row.digest = rules.rule_set(session, "nd98-2023").earlier_editions[-1]
        row.content = {key: part for key, part in row.content.items() if key != "guards"}
    assert brings in seen_by(scene, "alice", "/rules/nd98-2023").text
    beside = seen_by(scene, "alice", "/rules/nd98-2023/built-in").text
    assert "đi cùng phần mềm" in beside
    assert "Khi thiếu giấy tờ" in beside
    assert seen_by(scene, "alice", "/rules/khong-co/built-in").status_code == 404
