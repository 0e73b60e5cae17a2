"""Auditors search all decisions, keep searches, and take what they found away."""

import csv
import hashlib
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import col, select

from approvals.queries.journal import JOURNAL
from core.clock import local_date, now
from core.database import transaction
from models.enums import EventKind
from models.history import Event, EventText
from tests.api.desk import filed, passed, seen_by, send
from tests.api.scene import Scene

VOTES = 4  # of a council of five, until the answer is certain


def found(shown: str) -> list[str]:
    """The nominees of the decisions that a page lists."""
    return re.findall(r'<th scope="row"><a href="/dossiers/[^"]+">([^<]+)</a>', shown)


def journal(scene: Scene) -> list[tuple[str, dict[str, object], str]]:
    """What was noted, with its facts and its texts."""
    with transaction(scene.engine) as session:
        rows = session.exec(
            select(Event, EventText)
            .join(
                EventText,
                (col(EventText.chain_id) == col(Event.chain_id))
                & (col(EventText.seq) == col(Event.seq)),
                isouter=True,
            )
            .where(Event.chain_id == JOURNAL)
            .order_by(col(Event.seq))
        ).all()
    return [
        (event.kind, json.loads(event.body)["facts"], written.text if written else "")
        for event, written in rows
        if event.kind in {EventKind.HISTORY_SEARCHED, EventKind.RECORD_EXPORTED}
    ]


def test_it_is_where_an_auditor_begins(scene: Scene) -> None:
    shown = seen_by(scene, "auditor", "/")
    assert (shown.url.path, "Chưa có ý kiến xét duyệt nào" in shown.text) == ("/audit", True)


def test_it_lists_decisions_and_leads_to_the_moment(scene: Scene) -> None:
    dossier = filed(scene, name="Cao Thị Quỳnh")
    passed(scene, dossier)
    shown = seen_by(scene, "auditor", "/audit")
    assert found(shown.text) == ["Cao Thị Quỳnh"] * VOTES
    assert f'href="/dossiers/{dossier.code}/history?moment=' in shown.text
    assert "Trần Văn Bình" in shown.text


def test_the_address_keeps_the_search_and_the_journal_notes_it(scene: Scene) -> None:
    passed(scene, filed(scene))
    seen_by(scene, "auditor", "/audit")
    assert journal(scene) == []
    address = "/audit?person=binh&said=pass&from=2020-01-01&only=covered&nonsense=1&award="
    shown = seen_by(scene, "auditor", address)
    assert 'value="binh"' in shown.text
    assert '<option value="pass" selected>' in shown.text
    assert 'value="covered" checked' in shown.text
    parameters = "person=binh&said=pass&from=2020-01-01&only=covered"
    assert journal(scene) == [("history.searched", {}, parameters)]
    assert "Không có ý kiến nào phù hợp" in shown.text


def test_an_address_that_means_nothing_shows_everything(scene: Scene) -> None:
    passed(scene, filed(scene))
    for nonsense in ("from=yesterday", "said=maybe", "only=x", "page=%00", "to=0001-01-01"):
        assert len(found(seen_by(scene, "auditor", f"/audit?{nonsense}").text)) == VOTES, nonsense


def test_counts_are_made_on_request(scene: Scene) -> None:
    passed(scene, filed(scene))
    shown = seen_by(scene, "auditor", "/audit")
    assert f"{VOTES} ý kiến" not in shown.text
    assert 'href="/audit?count=yes"' in shown.text
    assert f"{VOTES} ý kiến" in seen_by(scene, "auditor", "/audit?count=yes").text


def test_a_search_is_saved_opened_and_deleted(scene: Scene) -> None:
    passed(scene, filed(scene))
    shown = seen_by(scene, "auditor", "/audit?person=binh")
    fields = {"parameters": "person=binh"}
    saved = send(scene, "/audit/searches", fields | {"name": " Ông  Bình "})
    send(scene, "/audit/searches", fields | {"name": "Ông Bình"})
    assert '<a class="reach" href="/audit?person=binh">Ông Bình</a>' in saved.text
    assert saved.text.count("Ông Bình</a>") == 1
    nobody = seen_by(scene, "auditor", "/audit")
    (removal,) = re.findall(r'action="(/audit/searches/[^"]+/removal)"', nobody.text)
    assert "Ông Bình" not in send(scene, removal, {}).text
    assert send(scene, removal, {}).status_code == 404
    assert "Ông Bình" not in shown.text


def test_a_search_needs_a_name(scene: Scene) -> None:
    seen_by(scene, "auditor", "/audit")
    refused = send(scene, "/audit/searches", {"name": " ", "parameters": "person=binh"})
    assert (refused.status_code, 'id="name-error"' in refused.text) == (422, True)
    assert 'value="binh"' in refused.text


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_found_is_taken_away_and_noted(scene: Scene, kind: str) -> None:
    passed(scene, filed(scene, name="=HYPERLINK(1)"))
    seen_by(scene, "auditor", "/audit")
    file = send(scene, "/audit/export", {"parameters": "person=binh", "kind": kind})
    assert file.status_code == 200
    assert f"{local_date(now()).isoformat()}.{kind}" in file.headers["content-disposition"]
    head, *lines = cells(kind, file.content)
    assert head[:3] == ["Thời điểm", "Mã", "Đối tượng đề nghị"]
    nominee = {"xlsx": "=HYPERLINK(1)", "csv": "'=HYPERLINK(1)"}[kind]
    assert [(line[2], line[9]) for line in lines] == [(nominee, "Trần Văn Bình")]
    assert journal(scene) == [
        ("history.searched", {}, "person=binh"),
        (
            "record.exported",
            {
                "what": f"decisions.{kind}",
                "code": None,
                "sha256": hashlib.sha256(file.content).hexdigest(),
            },
            "",
        ),
    ]


def cells(kind: str, content: bytes) -> list[list[str]]:
    """The headings and the rows of a file."""
    if kind == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()][2:]
