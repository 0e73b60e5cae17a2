"""The list of dossiers and one dossier: what is shown to whom, and files in and out."""

import re

import pytest
from httpx2 import Response
from sqlmodel import select

from approvals.commands.survey import survey
from core.clock import now
from core.database import transaction
from core.ids import uuid7
from models.dossiers import Attachment, Dossier
from models.enums import Choice, EventKind, NomineeKind
from tests.api.browser import Form
from tests.api.desk import as_, filed, history_of, many_filed, passed, returned, seen_by, send
from tests.api.scene import Scene
from tests.builders import decide_as
from tests.counting import statements


def codes(shown: Response) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/dossiers/(HS-[0-9-]+)">', shown.text)


def test_the_unit_sees_its_list_and_another_ministry_an_empty_one(scene: Scene) -> None:
    dossier = filed(scene, name="Nguyễn Văn A")
    shown = seen_by(scene, "alice", "/dossiers")
    assert (shown.status_code, codes(shown)) == (200, [dossier.code])
    assert "Nguyễn Văn A" in shown.text
    foreign = seen_by(scene, "dan", "/dossiers")
    assert (foreign.status_code, codes(foreign)) == (200, [])
    assert "Chưa có hồ sơ" in foreign.text
    assert "Nguyễn Văn A" not in foreign.text
    assert "Bộ Tư pháp" not in foreign.text  # nor in the filters


@pytest.mark.parametrize("found", ["nguyen van a", "Nguyễn Văn A", "HS-20", "109/ttr"])
def test_a_search_is_in_the_address_and_shows_dan_nothing(scene: Scene, found: str) -> None:
    dossier = filed(scene, name="Nguyễn Văn A")
    as_(scene, "alice")
    shown = scene.client.get("/dossiers", params={"q": found})
    assert codes(shown) == [dossier.code]
    assert Form(shown.text, "/dossiers").fields["q"] == found
    as_(scene, "dan")
    shown = scene.client.get("/dossiers", params={"q": found})
    assert codes(shown) == []
    assert "Không tìm thấy hồ sơ phù hợp" in shown.text
    assert dossier.code not in shown.text


def test_filters_that_mean_nothing_are_left_out(scene: Scene) -> None:
    dossier = filed(scene)
    as_(scene, "secretariat")
    shown = scene.client.get(
        "/dossiers",
        params={"state": "x", "stage": "\x00", "holder": "x", "sort": "x", "page": "x", "y": "x"},
    )
    assert (shown.status_code, codes(shown)) == (200, [dossier.code])


def test_the_pager_walks_through_everything_and_keeps_the_search(scene: Scene) -> None:
    many_filed(scene, 30)
    shown = seen_by(scene, "alice", "/dossiers?q=nguyen")
    met = codes(shown)
    while following := re.search(r'rel="next" href="([^"]+)"', shown.text):
        shown = scene.browser.get(following[1].replace("&amp;", "&"))
        assert "q=nguyen" in str(shown.url)
        met += codes(shown)
    assert len(met) == len(set(met)) == 30
    assert 'rel="prev"' in shown.text


def test_a_list_takes_as_many_queries_for_one_as_for_many(scene: Scene) -> None:
    def taken() -> int:
        engine = scene.client.app.state.engine  # type: ignore[attr-defined]
        with transaction(scene.engine) as session:
            assert survey(session, now=now())
        with statements(engine) as sent:
            assert scene.client.get("/dossiers").status_code == 200
        return len(sent)

    filed(scene)
    as_(scene, "secretariat")
    few = taken()
    many_filed(scene, 20)
    assert taken() == few


def test_a_foreign_dossier_and_none_are_answered_alike(scene: Scene) -> None:
    dossier = filed(scene)
    attachment = scene.with_file(dossier, "chung-nhan.pdf")
    as_(scene, "dan")
    unknown = "HS-2099-999999"
    for tail in ("", "/withdraw", "/resubmit", f"/files/{attachment.id}"):
        foreign = scene.client.get(f"/dossiers/{dossier.code}{tail}")
        none = scene.client.get(f"/dossiers/{unknown}{tail}")
        assert (foreign.status_code, none.status_code) == (404, 404)
        assert _nameless(foreign, dossier.code) == _nameless(none, unknown)


def _nameless(answer: Response, code: str) -> str:
    return answer.text.replace(code, "CODE")


def test_a_page_says_where_it_is_who_holds_it_and_until_when(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    shown = seen_by(scene, "secretariat", f"/dossiers/{dossier.code}")
    assert "Đang xét tại: Bộ Tư pháp" in shown.text
    assert "Đang chờ: Phạm Quang Cường" in shown.text
    assert "ngày làm việc" in shown.text
    assert "Bộ Tư pháp: Đã thông qua" in shown.text  # the council's result
    assert "109/TTr-BTP" in shown.text


def test_nominators_see_stage_and_round_and_no_voters_of_others(scene: Scene) -> None:
    dossier = filed(scene, "co-cp", kind=NomineeKind.COLLECTIVE)
    passed(scene, dossier)
    shown = seen_by(scene, "alice", f"/dossiers/{dossier.code}")
    assert "Khối thi đua các cơ quan Nội chính Trung ương" in shown.text
    for voter in ("bloc_chair", "bloc_member"):
        assert scene.country[voter].name not in shown.text
        assert str(scene.country[voter].id) not in shown.text
    listed = scene.client.get("/dossiers")
    assert scene.country["bloc_chair"].name not in listed.text


def test_who_has_voted_is_shown_and_not_how(scene: Scene) -> None:
    dossier = filed(scene, "bk-ttg")
    with transaction(scene.engine) as session:
        member = scene.country["member1"].id
        stored = session.get_one(Dossier, dossier.id)
        decide_as(session, stored, Choice.REJECT, person_id=member)
    shown = seen_by(scene, "auditor", f"/dossiers/{dossier.code}")
    assert "Đã nhận 1/5 phiếu" in shown.text
    assert "Không đồng ý" not in shown.text


def test_a_return_is_told_with_its_reason_to_the_unit(scene: Scene) -> None:
    dossier = filed(scene)
    returned(scene, dossier)
    shown = seen_by(scene, "alice", f"/dossiers/{dossier.code}")
    assert "Chờ Bộ Tư pháp bổ sung" in shown.text
    assert shown.text.count("Thiếu xác nhận thuế") == 2  # above, and in the timeline
    assert f'href="/dossiers/{dossier.code}/resubmit"' in shown.text


@pytest.mark.parametrize("name", ["secretariat", "minister", "member1", "auditor"])
def test_only_who_files_is_offered_the_units_actions(scene: Scene, name: str) -> None:
    dossier = filed(scene)
    offered = f"/dossiers/{dossier.code}/withdraw"
    shown = seen_by(scene, name, f"/dossiers/{dossier.code}")
    files_here = name == "minister"  # a head may file in person
    assert (f'href="{offered}"' in shown.text) == files_here
    assert scene.client.get(offered).status_code == (200 if files_here else 403)


def test_what_people_wrote_stays_text(scene: Scene) -> None:
    dossier = filed(scene, name="<script>alert(1)</script>", achievements="<b>đậm</b>")
    for page in (f"/dossiers/{dossier.code}", "/dossiers"):
        shown = seen_by(scene, "alice", page)
        assert "<script>alert" not in shown.text
        assert "<b>đậm" not in shown.text


def test_the_unit_adds_a_file_and_downloads_it_safely(scene: Scene) -> None:
    dossier = filed(scene)
    as_(scene, "alice")
    content = b"%PDF-1.7 minh chung"
    answer = send(scene, f"/dossiers/{dossier.code}/files", {}, ("Giấy chứng nhận.pdf", content))
    assert (answer.status_code, answer.url.path) == (200, f"/dossiers/{dossier.code}")
    assert "Giấy chứng nhận.pdf" in answer.text
    with transaction(scene.engine) as session:
        stored = session.exec(select(Attachment)).one()
    assert history_of(scene, dossier)[-1].kind is EventKind.ATTACHMENT_ADDED
    file = scene.client.get(f"/dossiers/{dossier.code}/files/{stored.id}")
    assert file.content == content
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert file.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content", "status", "sentence"),
    [
        ("", b"", 422, "Đề nghị chọn tệp trước"),
        ("rong.pdf", b"", 422, "rong.pdf"),
        ("trang.html", b"<html>", 415, "trang.html"),
        ("gia.pdf", b"MZ not a pdf", 415, "gia.pdf"),
        ("to.pdf", b"%PDF-" + b"x" * (1 << 20), 413, "to.pdf"),
    ],
)
def test_a_file_that_is_refused_is_told_beside_the_field(
    scene: Scene, name: str, content: bytes, status: int, sentence: str
) -> None:
    dossier = filed(scene)
    as_(scene, "alice")
    before = scene.dump()
    answer = send(scene, f"/dossiers/{dossier.code}/files", {}, (name, content))
    assert (answer.status_code, 'id="file-error"' in answer.text) == (status, True)
    assert sentence in answer.text
    assert scene.dump() == before


@pytest.mark.parametrize(("name", "status"), [("dan", 404), ("auditor", 403)])
def test_nobody_else_adds_files(scene: Scene, name: str, status: int) -> None:
    dossier = filed(scene)
    as_(scene, name)
    before = scene.dump()
    answer = send(scene, f"/dossiers/{dossier.code}/files", {}, ("a.pdf", b"%PDF-1.7"))
    assert answer.status_code == status
    assert scene.dump() == before


def test_a_file_of_another_dossier_is_not_found_by_this_ones_address(scene: Scene) -> None:
    dossier, other = filed(scene), filed(scene, number="2/TTr")
    attachment = scene.with_file(other, "khac.pdf")
    as_(scene, "alice")
    for key in (attachment.id, uuid7(), "x"):
        answer = scene.client.get(f"/dossiers/{dossier.code}/files/{key}")
        assert answer.status_code == 404
