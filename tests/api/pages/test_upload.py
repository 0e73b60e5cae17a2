"""Filing a list by upload: checked cell by cell, looked through, submitted whole or not at all."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from httpx2 import Response
from sqlmodel import select

from approvals.commands.submit import Nomination
from approvals.intake.template import Title, write_list
from approvals.queries import rules
from core.clock import local_date, now
from core.database import transaction
from models.dossiers import Dossier, Nominee, Submission
from models.enums import EventKind
from tests.api.browser import Form
from tests.api.desk import as_, history_of, seen_by, send
from tests.api.scene import Scene
from tests.builders import a_nomination

HERE = "/submissions/new"
TODAY = local_date(now())


def a_list(
    scene: Scene,
    nominations: Iterable[Nomination] = (),
    *,
    body: str = "Bộ Tư pháp",
    number: str = "245/TTr-BTP",
    dated_on: date | None = TODAY,
) -> bytes:
    """A filled-in template."""
    with transaction(scene.engine) as session:
        in_force = rules.rule_set_in_force(session, TODAY)
    title = Title(body=body, number=number, place="Hà Nội", dated_on=dated_on)
    return write_list(in_force, title, list(nominations) or [a_nomination()])


def checked(scene: Scene, content: bytes, name: str = "danh-sach.xlsx") -> Response:
    """Choose a file and have it checked."""
    return send(scene, HERE, {}, (name, content))


def files_kept(scene: Scene) -> set[Path]:
    """Everything on disk that came with a form."""
    home = scene.settings.home
    return {*(home / "incoming").rglob("*"), *scene.settings.files_folder.rglob("*")}


def submitted(scene: Scene, preview: Response, **typed: str) -> Response:
    """Press the button of the preview."""
    action = re.search(r'action="(/submissions/new/preview[^"]+)"', preview.text)
    assert action
    path = action[1].replace("&amp;", "&")
    fields = Form(preview.text.replace("&amp;", "&"), path).fields
    return send(scene, path, fields | typed)


def test_forty_nominees_are_filed_in_two_steps(scene: Scene) -> None:
    as_(scene, "alice")
    content = a_list(scene, [a_nomination(name=f"Nguyễn Văn {one}") for one in range(40)])
    before = scene.dump()
    preview = checked(scene, content)
    assert (preview.status_code, preview.url.path) == (200, "/submissions/new/preview")
    assert "Đã đọc được 40 đối tượng" in preview.text
    assert "40. Nguyễn Văn 39" in preview.text
    assert scene.dump() == before
    answer = submitted(scene, preview)
    assert answer.status_code == 200
    assert "Đã trình danh sách" in answer.text
    with transaction(scene.engine) as session:
        stored = session.exec(select(Submission)).one()
        found = session.exec(select(Dossier).order_by(Dossier.code)).all()
        names = session.exec(select(Nominee.name)).all()
    assert answer.url.path == f"/submissions/{stored.id}"
    assert (stored.number, stored.dated_on) == ("245/TTr-BTP", TODAY)
    assert stored.submitted_by_id == scene.country["alice"].id
    assert set(names) == {f"Nguyễn Văn {one}" for one in range(40)}
    assert history_of(scene, found[0])[0].kind is EventKind.DOSSIER_SUBMITTED
    listed = scene.client.get(f"/submissions/{stored.id}/list.xlsx")
    assert listed.content == content
    assert "attachment" in listed.headers["content-disposition"]


def test_number_and_day_can_be_supplemented_in_the_preview(scene: Scene) -> None:
    as_(scene, "alice")
    preview = checked(scene, a_list(scene, number="", dated_on=None))
    missing = submitted(scene, preview)
    assert (missing.status_code, 'id="number-error"' in missing.text) == (422, True)
    missing = submitted(scene, preview, number="1/TTr-BTP", dated_on="không rõ")
    assert (missing.status_code, 'id="dated_on-error"' in missing.text) == (422, True)
    assert 'value="1/TTr-BTP"' in missing.text
    assert submitted(scene, preview, number="x" * 81, dated_on="2026-01-02").status_code == 422
    day = TODAY - timedelta(days=1)
    answer = submitted(scene, preview, number="1/TTr-BTP", dated_on=f"{day:%d/%m/%Y}")
    assert answer.status_code == 200
    with transaction(scene.engine) as session:
        stored = session.exec(select(Submission)).one()
    assert (stored.number, stored.dated_on) == ("1/TTr-BTP", day)


def test_every_bad_cell_is_named_and_nothing_is_stored(scene: Scene) -> None:
    as_(scene, "alice")
    bad = [a_nomination(name="An"), a_nomination(name="123"), a_nomination(achievements="")]
    content, before, kept = a_list(scene, bad), scene.dump(), files_kept(scene)
    answer = checked(scene, content)
    assert answer.status_code == 422
    rows = re.findall(r'<span class="code">([A-Z]+\d+)</span>', answer.text)
    assert rows == ["B10", "F11"]
    assert "Họ và tên / Tên tập thể" in answer.text
    assert "dòng 10" in answer.text
    assert scene.dump() == before
    assert files_kept(scene) == kept
    assert checked(scene, a_list(scene)).url.path == "/submissions/new/preview"


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("", b"", 422),
        ("rong.xlsx", b"", 422),
        ("thu.xlsx", b"not a workbook", 415),
        ("hong.xlsx", b"PK\x03\x04 broken", 422),
        ("to.xlsx", b"PK" + b"x" * (1 << 20), 413),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(
    scene: Scene, name: str, content: bytes, status: int
) -> None:
    as_(scene, "alice")
    before = scene.dump()
    answer = checked(scene, content, name)
    assert (answer.status_code, 'id="file-error"' in answer.text) == (status, True)
    assert scene.dump() == before


def test_a_file_far_too_large_is_refused_before_it_is_read(scene: Scene) -> None:
    as_(scene, "alice")
    before = scene.dump()
    answer = checked(scene, b"x" * (3 << 20))
    assert answer.status_code == 413
    assert "MB" in answer.text
    assert scene.dump() == before


def test_the_same_file_is_not_taken_twice(scene: Scene) -> None:
    as_(scene, "alice")
    content = a_list(scene)
    assert submitted(scene, checked(scene, content)).status_code == 200
    again = checked(scene, content)
    assert "Tệp này đã được trình" in again.text
    answer = submitted(scene, again)
    assert answer.status_code == 409
    assert "245/TTr-BTP" in answer.text
    with transaction(scene.engine) as session:
        assert len(session.exec(select(Dossier)).all()) == 1


def test_a_number_that_is_taken_is_refused_and_can_be_changed(scene: Scene) -> None:
    as_(scene, "alice")
    submitted(scene, checked(scene, a_list(scene)))
    preview = checked(scene, a_list(scene, [a_nomination(name="Khác")]))
    answer = submitted(scene, preview)
    assert (answer.status_code, 'id="number-error"' in answer.text) == (409, True)
    assert submitted(scene, preview, number="246/TTr-BTP").status_code == 200


def test_a_list_that_names_another_body_is_asked_about(scene: Scene) -> None:
    as_(scene, "alice")
    preview = checked(scene, a_list(scene, body="Bộ Tài chính"))
    assert "Phần đầu tệp ghi Bộ Tài chính" in preview.text
    assert "Có đúng cơ quan trình không" not in checked(scene, a_list(scene)).text


def test_the_preview_of_a_long_list_is_paged(scene: Scene) -> None:
    as_(scene, "alice")
    many = [a_nomination(name=f"Người số {one}") for one in range(60)]
    preview = checked(scene, a_list(scene, many))
    assert "50. Người số 49" in preview.text
    assert "51. Người số 50" not in preview.text
    following = re.search(r'rel="next" href="([^"]+)"', preview.text)
    assert following
    assert "60. Người số 59" in scene.browser.get(following[1].replace("&amp;", "&")).text


@pytest.mark.parametrize("name", ["dan", "minister"])
def test_a_ticket_is_good_for_who_got_it_only(scene: Scene, name: str) -> None:
    as_(scene, "alice")
    preview = checked(scene, a_list(scene))
    path = str(preview.url).removeprefix(scene.settings.base_url)
    shown = seen_by(scene, name, path)
    assert shown.status_code == (403 if name == "dan" else 410)
    assert "Cao Thị Quỳnh" not in shown.text
    before = scene.dump()
    assert send(scene, path, {"number": "1/TTr", "dated_on": "2026-01-01"}).status_code in {
        403,
        410,
    }
    assert scene.dump() == before


@pytest.mark.parametrize("ticket", ["", "x", "a~1~b"])
def test_a_ticket_that_is_none_asks_for_the_file_again(scene: Scene, ticket: str) -> None:
    shown = seen_by(scene, "alice", f"/submissions/new/preview?ticket={ticket}")
    assert (shown.status_code, 'id="file-error"' in shown.text) == (410, True)


@pytest.mark.parametrize("name", ["secretariat", "auditor", "member1", "chair"])
def test_who_files_for_nobody_is_not_let_in(scene: Scene, name: str) -> None:
    for path in (HERE, f"{HERE}/template.xlsx", f"{HERE}/preview"):
        assert seen_by(scene, name, path).status_code == 403
    before = scene.dump()
    assert checked(scene, a_list(scene)).status_code == 403
    assert scene.dump() == before


def test_nobody_files_for_a_body_of_others(scene: Scene) -> None:
    as_(scene, "dan")
    before = scene.dump()
    answer = send(scene, HERE, {"body": "bo-tu-phap"}, ("a.xlsx", a_list(scene)))
    assert answer.status_code == 403
    assert scene.dump() == before


def test_the_template_can_be_downloaded_filled_in_and_sent(scene: Scene) -> None:
    template = seen_by(scene, "alice", f"{HERE}/template.xlsx")
    assert template.headers["content-disposition"].startswith("attachment;")
    answer = checked(scene, template.content)
    assert answer.status_code == 422  # it names nobody yet
    assert 'id="file-error"' in answer.text


def test_what_is_pointed_out_is_sent_knowingly_and_what_stops_is_mended(scene: Scene) -> None:
    as_(scene, "alice")
    namesakes = [a_nomination(name="Lê Thị Hoà", position=f"Vụ {one}") for one in "AB"]
    preview = checked(scene, a_list(scene, namesakes))
    assert "Điểm cần lưu ý" in preview.text
    assert "Dòng 1 có người trùng tên" in preview.text
    unread = submitted(scene, preview, known="")
    assert (unread.status_code, 'id="known-error"' in unread.text) == (422, True)
    assert submitted(scene, preview, known="yes").status_code == 200
    again = checked(scene, a_list(scene, namesakes[1:], number="246/TTr-BTP"))
    assert "1 dòng phải sửa trước khi trình" in again.text
    assert "Trình danh sách này" not in again.text
    with transaction(scene.engine) as session:
        assert len(session.exec(select(Dossier.id)).all()) == 2
