"""Papers as people reach them, and the number that the page offers."""

import io

from pypdf import PdfReader
from sqlmodel import select

from approvals.commands.set_series import set_series
from core.clock import local_date, now
from core.database import transaction
from models.bodies import Body
from models.document_kinds import DocumentKind
from tests.api.desk import as_, seen_by
from tests.api.scene import Scene
from tests.builders import MINISTRY

WHERE = "/inbox/decide"


def numbered_from(scene: Scene, last: int) -> None:
    """The ministry numbers its decisions here."""
    with transaction(scene.engine) as session:
        session.exec(select(Body).where(Body.slug == MINISTRY)).one().symbol = "BTP"
    with transaction(scene.engine) as session:
        year, kind = local_date(now()).year, DocumentKind.DECISION
        set_series(session, body_slug=MINISTRY, kind=kind, year=year, last=last, now=now())


def text_of(scene: Scene, address: str) -> str:
    paper = scene.client.get(address)
    assert paper.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(paper.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_list_is_signed_with_the_next_number_and_its_papers_are_there(scene: Scene) -> None:
    numbered_from(scene, 573)
    first = scene.at_the_minister("1/TTr-BTP", name="An")
    second = scene.at_the_minister("2/TTr-BTP", name="Bình")
    here = f"/dossiers/{first.code}"
    assert f"{here}/decision/draft" in seen_by(scene, "minister", here).text
    assert "DỰ THẢO" in text_of(scene, f"{here}/decision/draft")

    as_(scene, "minister")
    shown = scene.browser.get(WHERE)
    assert "Lấy số tự động: 574/QĐ-BTP" in shown.text
    summary = scene.browser.send(shown, WHERE, step="check", choice="pass")
    assert "lấy số tự động khi ghi nhận" in summary.text
    scene.browser.send(summary, WHERE, step="send")
    numbers = {scene.stored(dossier).decision_number for dossier in (first, second)}
    assert numbers == {"574/QĐ-BTP"}

    page = scene.browser.get(here).text
    decision = page.partition('href="/documents/')[2].partition('"')[0]
    assert "574/QĐ-BTP" in text_of(scene, f"/documents/{decision}")
    again = [scene.client.get(f"/documents/{decision}").content for _ in range(2)]
    assert again[0] == again[1]
    assert f"{here}/certificate" in page
    assert "BẰNG KHEN" in text_of(scene, f"{here}/certificate")
    letter = f"/submissions/{first.submission_id}"
    assert f"{letter}/letter.pdf" in scene.client.get(letter).text
    assert "1/TTr-BTP" in text_of(scene, f"{letter}/letter.pdf")
