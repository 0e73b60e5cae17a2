"""Minutes of a ballot: what they state, to whom, and that nothing in a name can break them."""

import io

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from approvals.domain.refusals.missing import DossierNotFound, GateNotFound
from approvals.papers.minutes import minutes_pdf
from approvals.queries.minutes import Minutes, Part, minutes_of
from approvals.queries.visibility import Viewer, viewer_of
from models.dossiers import Dossier
from models.enums import Choice
from tests.builders import (
    TODAY,
    Country,
    a_country,
    a_dossier,
    decide_as,
    pass_gate,
    the_gate,
)
from tests.hostile import TEXTS, faults_of_text
from tests.letters import by_letter

OPEN, SECRET = "bk-bo", "bk-ttg"


def read_by(session: Session, country: Country, name: str, dossier: Dossier) -> Minutes:
    return minutes_of(session, viewer(session, country, name), dossier.code, "unit:1")


def viewer(session: Session, country: Country, name: str) -> Viewer:
    found = viewer_of(session, country[name].id, on=TODAY)
    assert found is not None
    return found


def printed(minutes: Minutes) -> str:
    """The text of the PDF, its lines joined."""
    pages = PdfReader(io.BytesIO(minutes_pdf(minutes))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_minutes_of_an_open_ballot_state_who_said_what_and_by_which_rule(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    by_letter(session, country, dossier, "member4", Choice.REJECT)
    for name in ("chair", "member1", "member2"):
        decide_as(session, dossier, person_id=country[name].id)
    text = printed(read_by(session, country, "member3", dossier))
    for expected in (
        "BIÊN BẢN Kiểm phiếu xét đề nghị tặng Bằng khen cấp bộ, ban, ngành, tỉnh",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hình thức: biểu quyết công khai",
        "Cá nhân được đề nghị: Cao Thị Quỳnh",
        "Bộ Tư pháp (Tờ trình số 109/TTr-BTP ngày 26/11/2024)",
        "2 Lê Thị Hội 1 Ủy viên Đã bỏ phiếu Tán thành",
        "4 Lê Thị Hội 3 Ủy viên Không bỏ phiếu",
        "Lê Thị Hội 4: văn bản ngày 26/11/2024, do Nguyễn Thị An nhập lúc 09 giờ 00 phút",
        "; ý kiến: không tán thành.",
        "Tổng số thành viên 5",
        "Số thành viên đã bỏ phiếu 4",
        "Trong đó bằng văn bản 1",
        "Số phiếu tán thành 3",
        "66 % tổng số thành viên, tức 4",
        "51 % tổng số thành viên, tức 3",
        "Nghị định 98/2023/NĐ-CP ngày 31/12/2023",
        "(*) Căn cứ chưa được xác minh",
        "Hội đồng thông qua đề nghị tặng Bằng khen cấp bộ, ban, ngành, tỉnh cho Cao Thị Quỳnh",
        "với 3 phiếu tán thành trên tổng số 5 thành viên (60,0 %).",
        "THƯ KÝ",
        "CHỦ TỌA",
        "Trần Văn Bình",
    ):
        assert expected in text
    assert "DỰ THẢO" not in text


def test_minutes_of_a_secret_ballot_state_numbers_and_no_votes(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, SECRET)
    decide_as(session, dossier, Choice.REJECT, person_id=country["chair"].id)
    decide_as(session, dossier, Choice.REJECT, person_id=country["member1"].id)
    pass_gate_quietly(session, dossier)
    minutes = read_by(session, country, "chair", dossier)
    assert {member.said for member in minutes.members} == {None}
    text = printed(minutes)
    assert "Hình thức: bỏ phiếu kín" in text
    assert "Ý kiến" not in text
    assert "Số phiếu tán thành 3 Số phiếu không tán thành 2" in text
    assert "Hội đồng không thông qua" in text


def pass_gate_quietly(session: Session, dossier: Dossier) -> None:
    for _ in range(3):
        decide_as(session, dossier)


@pytest.mark.parametrize("award", [OPEN, SECRET])
def test_a_draft_says_who_has_voted_and_nothing_of_the_votes(session: Session, award: str) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, award)
    decide_as(session, dossier, Choice.REJECT, person_id=country["chair"].id)
    minutes = read_by(session, country, "alice", dossier)
    assert minutes.draft
    assert [member.part for member in minutes.members] == [Part.VOTED] + [Part.SILENT] * 4
    assert {member.said for member in minutes.members} == {None}
    text = printed(minutes)
    assert "DỰ THẢO" in text
    assert "Chưa kiểm phiếu." in text
    assert "Số phiếu" not in text


@pytest.mark.parametrize("who", ["alice", "chair", "minister", "secretariat", "auditor"])
def test_whoever_runs_the_ballot_reads_the_draft_and_the_minutes(
    session: Session, who: str
) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    assert read_by(session, country, who, dossier).draft
    pass_gate(session, dossier)
    assert not read_by(session, country, who, dossier).draft


def test_members_read_the_minutes_once_they_are_final(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    with pytest.raises(GateNotFound):
        read_by(session, country, "member1", dossier)
    pass_gate(session, dossier)
    assert not read_by(session, country, "member1", dossier).draft


def test_strangers_and_other_gates_have_no_minutes(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, "cstdtq")
    pass_gate(session, dossier)
    with pytest.raises(DossierNotFound):
        read_by(session, country, "dan", dossier)
    with pytest.raises(GateNotFound):  # it was asked there, and is no member of the council
        read_by(session, country, "appraiser", dossier)
    for gate in ("central_board:1", "unit:2", "nonsense"):
        with pytest.raises(GateNotFound):
            minutes_of(session, viewer(session, country, "secretariat"), dossier.code, gate)


def test_a_returned_dossier_has_no_minutes_of_that_round(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id, reason="Thiếu")
    with pytest.raises(GateNotFound):
        read_by(session, country, "alice", dossier)


@pytest.mark.parametrize(
    "name",
    [
        "#panic() $x$ @a *b* `c` #sys.inputs \\ /* */ //",
        '"}, "draft": true, {"',
        "<script>alert(1)</script> {{ 7*7 }} =1+1",
        "An\u202egn\u00e0hk\u200b n\u1eb9h",
        "漢字 🏅 ᆓ",
        "A" * 300,
    ],
)
def test_whatever_stands_in_a_name_is_printed_as_it_is(session: Session, name: str) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN, name=name)
    pass_gate(session, dossier)
    minutes = read_by(session, country, "alice", dossier)
    text = printed(minutes)
    assert "Hội đồng thông qua đề nghị tặng" in text
    if name.isascii() and len(name) < 100:
        assert name in text


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_do_nothing_in_a_paper(session: Session, text: str) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN, name=text, position=text)
    pass_gate(session, dossier)
    paper = printed(read_by(session, country, "chair", dossier))
    assert "Cao" in paper or "7*191" not in text
    assert list(faults_of_text(paper)) == []


def test_the_same_minutes_are_the_same_bytes(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country, OPEN)
    gate = the_gate(session, dossier)
    pass_gate(session, dossier)
    minutes = read_by(session, country, "alice", dossier)
    assert minutes_pdf(minutes) == minutes_pdf(minutes)
    assert minutes.closed_at == gate.closed_at
