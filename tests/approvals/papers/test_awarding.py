"""Decisions, certificates and submission letters: what they state, to whom, and as drafts."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from approvals.commands.decide import decide_all
from approvals.commands.erase import Erase, erase
from approvals.commands.set_series import set_series
from approvals.commands.undo import Undo, undo
from approvals.domain.refusals.missing import DocumentNotFound
from approvals.domain.sourced import Strength
from approvals.papers import issuing
from approvals.papers.awarding import certificate_pdf, decision_pdf, letter_pdf
from approvals.papers.issuing import Press
from approvals.queries import documents, erased_files, papers
from approvals.queries.dossiers import nominee_of, submission_of
from approvals.queries.papers import Issue
from approvals.queries.visibility import Viewer, viewer_of
from models.document_kinds import DocumentKind
from models.documents import Document
from models.dossiers import Dossier
from models.enums import Office
from tests.approvals.commands.test_numbering import (
    at_the_minister,
    numbering_country,
    signing,
)
from tests.builders import MINISTRY, NOW, TODAY, Country, people_in
from tests.hostile import TEXTS

DRAFT = "DỰ THẢO"
UNSIGNED = "chưa có chữ ký số"


@pytest.fixture
def country(session: Session) -> Country:
    return numbering_country(session)


def viewer(session: Session, country: Country, name: str) -> Viewer:
    found = viewer_of(session, country[name].id, on=TODAY)
    assert found is not None
    return found


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def awarded(session: Session, country: Country, count: int) -> list[Dossier]:
    dossiers = at_the_minister(session, country, count)
    decide_all(session, [signing(session, one) for one in dossiers], now=NOW)
    return dossiers


def decision_on(session: Session, dossier: Dossier) -> Document:
    found = documents.about(session, dossier.id, DocumentKind.DECISION)
    assert found is not None
    return found


def issue_of(session: Session, country: Country, dossier: Dossier) -> Issue:
    reader = viewer(session, country, "minister")
    return papers.decision(session, reader, decision_on(session, dossier).id)


def test_a_decision_on_one_names_them_in_its_first_article(
    session: Session, country: Country
) -> None:
    [dossier] = awarded(session, country, 1)
    [text] = pages_of(decision_pdf(issue_of(session, country, dossier), sealed=False))
    for expected in (
        "BỘ TƯ PHÁP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 07/QĐ-BTP",
        "ngày 26 tháng 11 năm 2024",
        "QUYẾT ĐỊNH Về việc tặng Bằng khen cấp bộ, ban, ngành, tỉnh",
        "Căn cứ Nghị định 98/2023/NĐ-CP ngày 31/12/2023;",
        "Xét đề nghị của Bộ Tư pháp tại Tờ trình số 109/TTr-BTP ngày 26/11/2024;",
        "Điều 1. Tặng Bằng khen cấp bộ, ban, ngành, tỉnh cho Cao Thị Quỳnh, Chuyên viên",
        "Nơi nhận: - Như Điều 3;",
        "THỦ TRƯỞNG BỘ TƯ PHÁP",
        "Phạm Quang Cường",
        UNSIGNED,
    ):
        assert expected in text
    assert DRAFT not in text


def test_a_decision_on_several_has_a_list(session: Session, country: Country) -> None:
    dossiers = awarded(session, country, 3)
    first, annex = pages_of(decision_pdf(issue_of(session, country, dossiers[0]), sealed=True))
    assert "03 cá nhân (có danh sách kèm theo)" in first
    assert "(Kèm theo Quyết định số 07/QĐ-BTP ngày 26/11/2024" in annex
    assert all(one.code in annex for one in dossiers)
    assert UNSIGNED not in first


def test_what_is_not_verified_is_marked(session: Session, country: Country) -> None:
    [dossier] = awarded(session, country, 1)
    issue = issue_of(session, country, dossier)
    [line] = issue.lines
    doubtful = replace(line, award=replace(line.award, strength=Strength.U))
    [text] = pages_of(decision_pdf(replace(issue, lines=[doubtful]), sealed=True))
    assert "Điều 9 (*);" in text
    assert "(*) Căn cứ, thẩm quyền chưa được xác minh" in text


def test_a_draft_is_for_whoever_prepares_the_signature(session: Session, country: Country) -> None:
    [dossier] = at_the_minister(session, country)
    for name in ("alice", "minister", "secretariat"):
        issue = papers.draft(session, viewer(session, country, name), dossier.code)
        [text] = pages_of(decision_pdf(issue, sealed=False))
        assert DRAFT in text
        assert "Số: ……/QĐ-BTP" in text
    people_in(session, country, ("other", "Lê Thị Khác", MINISTRY, Office.COUNCIL_MEMBER))
    with pytest.raises(DocumentNotFound):
        papers.draft(session, viewer(session, country, "other"), dossier.code)


def test_a_letter_has_the_list_of_its_submission(session: Session, country: Country) -> None:
    dossier, *_ = at_the_minister(session, country, 2)
    submission = submission_of(session, dossier)
    issue = papers.letter(session, submission)
    letter, annex = pages_of(letter_pdf(issue, submission, sealed=False))
    assert "TỜ TRÌNH Về việc đề nghị tặng Bằng khen cấp bộ" in letter
    assert "Số: 109/TTr-BTP" in letter
    assert "Bằng khen cấp bộ, ban, ngành, tỉnh: 02 cá nhân." in letter
    assert "Hoàn thành xuất sắc nhiệm vụ hai năm liên tục." in annex
    assert DRAFT not in letter


def test_a_certificate_names_its_decision_and_its_place_in_the_register(
    session: Session, country: Country
) -> None:
    kind = DocumentKind.CERTIFICATE
    set_series(session, body_slug=MINISTRY, kind=kind, year=TODAY.year, last=40, now=NOW)
    [dossier] = awarded(session, country, 1)
    found = papers.certificate(session, viewer(session, country, "alice"), dossier.code)
    [text] = pages_of(certificate_pdf(found, sealed=True))
    assert "TẶNG BẰNG KHEN Cao Thị Quỳnh" in text
    assert "Quyết định số 07/QĐ-BTP ngày 26/11/2024 Vào sổ số: 41/GCN-BTP" in text


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_in_a_name_is_read_as_markup(session: Session, country: Country, name: str) -> None:
    [dossier] = awarded(session, country, 1)
    nominee_of(session, dossier).name = name
    assert decision_pdf(issue_of(session, country, dossier), sealed=False).startswith(b"%PDF")


def test_a_paper_is_made_once(session: Session, country: Country, tmp_path: Path) -> None:
    press = Press(folder=tmp_path)
    first, second = awarded(session, country, 2)
    reader, paper = viewer(session, country, "alice"), decision_on(session, first)
    made = issuing.decision(session, reader, paper.id, press)
    nominee_of(session, first).name = "Người Khác"
    assert issuing.decision(session, reader, paper.id, press) == made
    one = issuing.certificate(session, reader, second.code, press, now=NOW)
    assert issuing.certificate(session, reader, second.code, press, now=NOW) == one
    submission = submission_of(session, first)
    letter = issuing.letter(session, submission, press, now=NOW)
    assert issuing.letter(session, submission, press, now=NOW) == letter


def test_a_paper_goes_with_the_first_who_is_erased(
    session: Session, country: Country, tmp_path: Path
) -> None:
    press = Press(folder=tmp_path)
    first, _ = awarded(session, country, 2)
    paper = decision_on(session, first)
    reader = viewer(session, country, "alice")
    issuing.decision(session, reader, paper.id, press)
    issuing.letter(session, submission_of(session, first), press, now=NOW)
    wish = Erase(
        ground="Yêu cầu", approved_by_id=country["administrator"].id, nominee_id=first.nominee_id
    )
    erase(session, wish, now=NOW + timedelta(days=1))
    letter = documents.of_submission(session, first.submission_id)
    assert letter is not None
    assert set(erased_files.left_behind(session)) == {paper.sha256, letter.sha256}


def test_who_is_on_it_with_others_they_may_not_see_cannot_read_it(
    session: Session, country: Country
) -> None:
    [dossier] = awarded(session, country, 1)
    paper = decision_on(session, dossier)
    for name in ("alice", "minister", "auditor"):
        assert papers.may_read(session, viewer(session, country, name), paper)
    with pytest.raises(DocumentNotFound):
        papers.decision(session, viewer(session, country, "dan"), paper.id)


def test_a_decision_that_was_taken_back_is_no_paper(session: Session, country: Country) -> None:
    [dossier] = at_the_minister(session, country)
    command = signing(session, dossier)
    decide_all(session, [command], now=NOW)
    paper = decision_on(session, dossier)
    back = Undo(assignment_id=command.assignment_id, person_id=command.person_id)
    undo(session, back, now=NOW)
    reader = viewer(session, country, "minister")
    with pytest.raises(DocumentNotFound):
        papers.decision(session, reader, paper.id)
    with pytest.raises(DocumentNotFound):
        papers.certificate(session, reader, dossier.code)
