"""Figures of a year on pages, and taken away as a spreadsheet and as a paper."""

import io
import re

from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from approvals.domain.figures import Figures
from core.clock import local_date, now
from models.commendation import AwardKind
from models.enums import NomineeKind
from tests.api.desk import as_, filed, passed, seen_by
from tests.api.pages.test_upload import a_list, checked, submitted
from tests.api.scene import Scene
from tests.builders import a_nomination

YEAR = local_date(now()).year


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_figures_of_ones_own_bodies_with_the_dossiers_behind_them(scene: Scene) -> None:
    first = seen_by(scene, "alice", "/figures")
    assert f"Năm {YEAR} chưa có hồ sơ nào được trình." in first.text
    assert 'class="picture"' not in first.text

    dossier = filed(scene, name="Cao Thị Quỳnh", award_kind=AwardKind.SUDDEN, direct_worker=True)
    filed(scene, number="110/TTr-BTP", kind=NomineeKind.COLLECTIVE, name="Vụ Pháp luật")
    page = text_of(seen_by(scene, "alice", f"/figures?year={YEAR}").text)
    assert "nguồn không chính thức, chưa được xác minh" in page
    assert "Đột xuất 1 50,00 %" in page
    assert "Bộ Tư pháp 2 2 0 100,00 %" in page
    shares = seen_by(scene, "alice", "/figures/shares")
    [link] = re.findall(r'href="(/dossiers\?counted=filed\.\d+\.sudden)"', shares.text)
    listed = seen_by(scene, "alice", link).text
    assert "Được tính trong số liệu: trình trong năm" in listed
    assert dossier.code in listed
    assert "Vụ Pháp luật" not in listed
    assert f'name="counted" value="filed.{YEAR}.sudden"' in listed

    passed(scene, dossier)
    passed(scene, dossier)
    awards = text_of(seen_by(scene, "alice", f"/figures/0603?year={YEAR}").text)
    assert "Bằng khen" in awards
    assert "Chưa ghi nhận trong hệ thống: trong đó doanh nghiệp;" in awards
    assert "Chưa ghi nhận trong hệ thống" in seen_by(scene, "alice", "/figures/fields").text

    hers = seen_by(scene, "dan", "/figures/authority").text
    assert "Bộ Tư pháp" not in hers
    assert seen_by(scene, "alice", "/figures/pictures/shares").json()["shares"] == [
        "50,00 %",
        "50,00 %",
    ]
    drawn = seen_by(scene, "secretariat", "/figures/pictures/authority").json()
    assert [bar["dossiers"] for bar in drawn["bars"]] == [[2], [0]]


def test_a_table_is_taken_away_whole(scene: Scene) -> None:
    hostile = "=HYPERLINK(1)"
    filed(scene, number=hostile, name="Cao Thị Quỳnh")
    file = seen_by(scene, "alice", "/figures/direct-workers/table.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0)
    title, about, head, total, body, submission = rows.to_python()
    assert title[0] == "Người trực tiếp lao động, công tác trong từng tờ trình"
    assert f"Năm {YEAR}." in str(about[0])
    assert head[1] == "Cá nhân"
    assert total == ["Tổng số", 1, 0, "0,00 %"]
    assert body[0] == "Bộ Tư pháp"
    assert str(submission[0]).strip() == hostile

    paper = seen_by(scene, "alice", f"/figures/0603/table.pdf?year={YEAR}&lang=en")
    [page] = PdfReader(io.BytesIO(paper.content)).pages
    said = " ".join(page.extract_text().split())
    assert page.mediabox.width > page.mediabox.height
    for words in (
        "BỘ TƯ PHÁP",
        "Độc lập - Tự do - Hạnh phúc",
        "Biểu số 0603",
        "chưa được xác minh",
    ):
        assert words in said


def test_each_table_is_shown_and_taken_away(scene: Scene) -> None:
    filed(scene)
    for figures in Figures:
        page = seen_by(scene, "secretariat", f"/figures/{figures}?year=abc")
        taken = [scene.client.get(f"/figures/{figures}/table.{kind}") for kind in ("xlsx", "pdf")]
        assert [one.status_code for one in (page, *taken)] == [200, 200, 200], figures


def test_a_list_without_direct_workers_is_pointed_out_before_it_is_sent(scene: Scene) -> None:
    warning = "Danh sách không có người trực tiếp lao động, công tác"
    as_(scene, "alice")
    without = checked(scene, a_list(scene, [a_nomination(), a_nomination(name="Đỗ Thị Bưởi")]))
    assert warning in without.text
    assert "Không có quy định nào về tỷ lệ này" in without.text
    assert submitted(scene, without).url.path.startswith("/submissions/")
    one = a_nomination(name="Lê Văn Cam", direct_worker=True)
    assert warning not in checked(scene, a_list(scene, [one])).text
