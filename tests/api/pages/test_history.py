"""A dossier as it was: moved through by links, slider or time, with what changed."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from sqlmodel import col, select

from approvals.commands.attach import Attach, attach
from approvals.queries.journal import JOURNAL
from core.clock import ZONE, now
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Choice, EventKind
from models.history import Event
from tests.api.desk import filed, history_of, passed, returned, seen_by, send
from tests.api.scene import Scene
from tests.builders import decide_as

HTMX = {"HX-Request": "true"}


def shown_facts(text: str) -> dict[str, str]:
    """Names and values of the lines about the dossier."""
    rows = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", text, re.DOTALL)
    return {re.sub(r"<[^>]+>.*", "", name).strip(): value for name, value in rows}


def reads(scene: Scene) -> int:
    with transaction(scene.engine) as session:
        kinds = session.exec(select(col(Event.kind)).where(col(Event.chain_id) == JOURNAL)).all()
    return kinds.count(EventKind.HISTORY_READ)


def test_each_moment_shows_what_was_so_then(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    address = f"/dossiers/{dossier.code}/history"
    last = seen_by(scene, "auditor", address)
    assert last.status_code == 200
    assert "Phạm Quang Cường" in shown_facts(last.text)["Người đang giữ"]
    first = seen_by(scene, "auditor", f"{address}?at=1")
    assert "Trần Văn Bình" not in shown_facts(first.text).get("Người đang giữ", "")
    assert "Cao Thị Quỳnh" in first.text
    second = seen_by(scene, "auditor", f"{address}?at=2")
    assert "Trần Văn Bình" in shown_facts(second.text)["Người đang giữ"]
    assert re.findall(r'rel="(?:prev|next)" href="\?at=(\d+)', second.text) == ["1", "3"]


def test_what_an_event_changed_is_marked_and_listed(scene: Scene) -> None:
    dossier = filed(scene)
    returned(scene, dossier)
    entries = history_of(scene, dossier)
    back = next(e.seq for e in entries if e.kind is EventKind.DOSSIER_RETURNED)
    shown = seen_by(scene, "auditor", f"/dossiers/{dossier.code}/history?at={back}").text
    assert re.search(r"<del>Đang xét duyệt</del>.*?<ins>Trả lại để bổ sung</ins>", shown, re.DOTALL)
    assert 'class="changed"><dt>Trạng thái' in shown
    since = seen_by(scene, "auditor", f"/dossiers/{dossier.code}/history?at={back}&since=1").text
    assert '<option value="1" selected>' in since
    assert since.count("<ins>") > shown.count("<ins>")


def test_a_time_means_the_last_event_before_it(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    address = f"/dossiers/{dossier.code}/history"
    entries = history_of(scene, dossier)
    exact = entries[1].at.isoformat()
    for moment, seq in (
        (exact.replace("+", "%2B"), max(e.seq for e in entries if e.at <= entries[1].at)),
        ((now() + timedelta(days=1)).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M"), entries[-1].seq),
        ("2001-01-01T09:30", 1),
        ("yesterday", entries[-1].seq),
    ):
        shown = seen_by(scene, "auditor", f"{address}?moment={moment}").text
        assert f'data-seq="{seq}" data-words' in shown
        assert f'<div class="moment" data-seq="{seq}">' in shown, moment
    assert "Khi đó chưa có hồ sơ" in seen_by(scene, "auditor", f"{address}?moment=2001-01-01").text


def test_the_slider_is_sent_its_part_alone_and_only_the_page_is_noted(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    address = f"/dossiers/{dossier.code}/history"
    page = seen_by(scene, "auditor", address)
    assert reads(scene) == 1
    part = scene.client.get(f"{address}?at=1", headers=HTMX)
    assert ("<html" in part.text, '<div class="moment" data-seq="1">' in part.text) == (False, True)
    assert reads(scene) == 1
    assert 'type="range" id="at" name="at" min="1"' in page.text
    seen_by(scene, "alice", address)
    seen_by(scene, "secretariat", address)
    assert reads(scene) == 1


@pytest.mark.parametrize("award", ["bk-bo", "cstdtq"])  # an open ballot, and a secret one
def test_votes_are_told_as_on_the_dossiers_own_page(scene: Scene, award: str) -> None:
    dossier = filed(scene, award)
    with transaction(scene.engine) as session:
        stored = session.get_one(Dossier, dossier.id)
        decide_as(session, stored, Choice.REJECT, reason="Chưa đủ thời gian", now=now())
    address = f"/dossiers/{dossier.code}/history"
    shown = seen_by(scene, "auditor", address).text
    assert ("Chưa đủ thời gian" in shown, "Trần Văn Bình" in shown) == (False, True)
    assert "Đã bỏ phiếu" in shown
    passed(scene, dossier)
    shown = seen_by(scene, "auditor", address).text
    assert ("Chưa đủ thời gian" in shown) is (award == "bk-bo")


def test_outsiders_learn_no_names(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    for name in ("member1", "dan"):
        shown = seen_by(scene, name, f"/dossiers/{dossier.code}/history")
        assert "Trần Văn Bình" not in shown.text
        assert shown.status_code == {"member1": 200, "dan": 404}[name]
    assert "quynh@" not in seen_by(scene, "alice", f"/dossiers/{dossier.code}/history").text


def test_what_was_shown_is_proved_and_files_are_there_from_then_on(scene: Scene) -> None:
    dossier = filed(scene)
    evidence = Attach(
        dossier_id=dossier.id,
        person_id=scene.country["alice"].id,
        name="Xác nhận.pdf",
        content=b"%PDF-1.7 a",
    )
    with transaction(scene.engine) as session:
        attach(session, evidence, folder=scene.settings.files_folder, limit_mb=1, now=now())
    passed(scene, dossier)
    address = f"/dossiers/{dossier.code}/history"
    shown = seen_by(scene, "auditor", address).text
    assert shown.count("đúng như các sự kiện ghi lại") == 4
    assert "Xác nhận.pdf" in shown
    assert "Xác nhận.pdf" not in scene.client.get(f"{address}?at=2", headers=HTMX).text


def test_every_event_has_its_line(scene: Scene) -> None:
    dossier = filed(scene)
    passed(scene, dossier)
    shown = seen_by(scene, "auditor", f"/dossiers/{dossier.code}/history").text
    seqs = [entry.seq for entry in history_of(scene, dossier)]
    assert [int(seq) for seq in re.findall(r'data-seq="(\d+)" data-words', shown)] == seqs


def test_an_auditor_takes_the_proof_away(scene: Scene) -> None:
    dossier = filed(scene)
    address = f"/dossiers/{dossier.code}/history"
    seen_by(scene, "auditor", address)
    made = send(scene, f"{address}/proof", {})
    assert made.headers["content-disposition"] == f'attachment; filename="{dossier.code}.zip"'
    with zipfile.ZipFile(io.BytesIO(made.content)) as opened:
        assert {"events.ndjson", "verify.py", "history.pdf"} <= set(opened.namelist())
    seen_by(scene, "alice", address)
    assert send(scene, f"{address}/proof", {}).status_code == 403
