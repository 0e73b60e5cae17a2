"""What the list of dossiers shows, taken away as a spreadsheet."""

import csv
import io
import re
import zipfile
from datetime import date
from urllib.parse import unquote

import pytest
from httpx2 import Response
from python_calamine import CalamineWorkbook

from api.pages import dossier_export
from core.clock import local_date, now
from models.enums import NomineeKind
from tests.api.desk import as_, filed, many_filed, passed, returned, seen_by
from tests.api.scene import Scene

KINDS = ["xlsx", "csv"]


def table(kind: str, file: Response) -> list[list[object]]:
    """The headings and the rows of a file."""
    assert file.status_code == 200
    if kind == "csv":
        return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))  # type: ignore[arg-type]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0)
    _title, _about, *rows = sheet.to_python()
    return list(rows)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_what_the_list_shows_in_its_order(scene: Scene, kind: str) -> None:
    many_filed(scene, 30)
    filed(scene, name="Đỗ Thị Bưởi")
    shown = seen_by(scene, "alice", "/dossiers?q=nguyen&sort=name")
    (address,) = re.findall(rf'href="(/dossiers/export\.{kind}[^"]*)"', shown.text)
    _head, *rows = table(kind, scene.client.get(address.replace("&amp;", "&")))
    listed = [row[1] for row in rows]
    assert listed == sorted(listed, key=lambda name: str(name).split()[-1])
    assert len(set(listed)) == 30
    assert "Đỗ Thị Bưởi" not in listed


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_says_where_it_is_who_has_it_and_until_when(scene: Scene, kind: str) -> None:
    dossier = filed(scene, name="Cao Thị Quỳnh")
    passed(scene, dossier)
    head, row = table(kind, seen_by(scene, "secretariat", f"/dossiers/export.{kind}"))
    line = dict(zip(head, row, strict=True))
    assert head[:2] == ["Mã", "Đối tượng đề nghị"]
    assert (line["Mã"], line["Loại"]) == (dossier.code, "Cá nhân")
    assert line["Nơi đang xử lý"] == "Bộ Tư pháp"
    assert line["Đang chờ"] == "Phạm Quang Cường"
    assert str(line["Lần trình"]).removesuffix(".0") == "1"
    assert str(line["Số ngày đã chờ"]).removesuffix(".0") == "0"
    today = local_date(now())
    assert line["Từ ngày"] == {"xlsx": today, "csv": today.isoformat()}[kind]


def test_the_due_day_is_a_day(scene: Scene) -> None:
    filed(scene)
    head, row = table("xlsx", seen_by(scene, "secretariat", "/dossiers/export.xlsx"))
    assert isinstance(row[head.index("Thời hạn")], date)


def test_what_was_returned_is_with_its_unit_and_has_no_due_day(scene: Scene) -> None:
    dossier = filed(scene)
    returned(scene, dossier)
    head, row = table("csv", seen_by(scene, "secretariat", "/dossiers/export.csv"))
    line = dict(zip(head, row, strict=True))
    assert (line["Trạng thái"], line["Thời hạn"]) == ("Trả lại để bổ sung", "")
    assert line["Nơi đang xử lý"] == "Bộ Tư pháp"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_tells_nobody_more_than_the_page(scene: Scene, kind: str) -> None:
    dossier = filed(scene, "co-cp", kind=NomineeKind.COLLECTIVE)
    passed(scene, dossier)
    (_head, line) = table(kind, seen_by(scene, "alice", f"/dossiers/export.{kind}"))
    assert scene.country["bloc_chair"].name not in str(line)
    (_head,) = table(kind, seen_by(scene, "dan", f"/dossiers/export.{kind}"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_nominee_named_like_a_formula_stays_a_name(scene: Scene, kind: str) -> None:
    name = '=HYPERLINK("http://x")'
    filed(scene, name=name)
    file = seen_by(scene, "alice", f"/dossiers/export.{kind}")
    _head, line = table(kind, file)
    assert line[1] == {"xlsx": name, "csv": f"'{name}"}[kind]
    if kind == "xlsx":
        with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
            assert "<f>" not in sheet
            assert not any("hyperlink" in part for part in parts.namelist())


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_has_the_day_in_its_name_and_words_of_its_reader(scene: Scene, kind: str) -> None:
    filed(scene)
    as_(scene, "secretariat")
    for language, title, first in (("vi", "Hồ sơ", "Mã"), ("en", "Dossiers", "Code")):
        file = scene.client.get(f"/dossiers/export.{kind}?lang={language}")
        said = unquote(file.headers["content-disposition"])
        assert said.endswith(f"{title} {local_date(now()).isoformat()}.{kind}")
        assert int(file.headers["content-length"]) == len(file.content)
        assert table(kind, file)[0][0] == first


def test_a_list_too_long_for_a_file_is_refused(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_export, "MOST", 2)
    many_filed(scene, 3)
    refused = seen_by(scene, "alice", "/dossiers/export.xlsx")
    assert refused.status_code == 422
    assert "nhiều nhất 2 hồ sơ" in refused.text
    assert seen_by(scene, "alice", "/dossiers/export.csv?q=nguyen+van+1").status_code == 200


def test_another_kind_of_file_is_not_offered(scene: Scene) -> None:
    assert seen_by(scene, "alice", "/dossiers/export.pdf").status_code == 422
