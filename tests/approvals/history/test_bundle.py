"""What is handed over proves itself, to two programs that were written apart, and nothing else."""

import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import Session, col, select

from approvals.commands.attach import Attach, attach
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.sealing import LogDiffers, LogOlder
from approvals.history.bundle import zipped
from approvals.history.note import Statement, signed
from approvals.history.replay import ELSEWHERE
from approvals.history.verify_bundle import Fault, check
from approvals.papers.handing_over import bundle
from approvals.papers.history import KINDS
from approvals.queries import log
from models.dossiers import Dossier
from models.enums import EventKind
from models.history import Event
from tests.approvals.history.bad_bundles import TAMPERINGS, Members, with_manifest
from tests.approvals.history.small_record import KEY, a_small_history, state_the_log
from tests.builders import NOW

SECOND = Path(__file__).with_name("second_verifier.mjs")


def open_zip(raw: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}


def fault(path: Path, key: str = "", checkpoint: Path | None = None, head: str = "") -> str:
    """What the program that goes along finds; empty where all holds."""
    try:
        check(path, key, checkpoint, head)
    except Fault as found:
        return str(found)
    return ""


def second_verdicts(paths: Sequence[Path]) -> list[str]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node: the second verifier cannot run (.ci/run installs nodejs)")
    asked = "".join(f"{path}\n" for path in paths)
    ran = subprocess.run([node, SECOND], input=asked, capture_output=True, text=True, check=True)  # noqa: S603 -- a program of ours
    return ran.stdout.splitlines()


@pytest.fixture
def world(session: Session, tmp_path: Path) -> Sequence[Dossier]:
    """A declined dossier with a file, one under review, and one with an erased text."""
    files = a_small_history(session, tmp_path / "checkpoints")
    found = session.exec(select(Dossier).order_by(col(Dossier.code))).all()
    first = select(Event).where(Event.chain_id == found[1].id, Event.seq == 1)
    submitter_id = session.exec(first).one().actor_id
    assert submitter_id
    attached = Attach(
        dossier_id=found[1].id,
        person_id=submitter_id,
        name="Báo cáo thành tích.pdf",
        content=b"%PDF-1.7 thanh tich",
    )
    attach(session, attached, folder=tmp_path / "files", limit_mb=1, now=NOW)
    state_the_log(session, files)
    return found


def written(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def handed_over(session: Session, dossier: Dossier, *since: str) -> bytes:
    return bundle(session, dossier.code, by_id=None, now=NOW, since=since)


def first_note(session: Session) -> str:
    row = log.checkpoint(session, 1, 7)
    assert row is not None
    assert row.note is not None
    return row.note


def test_both_programs_find_a_whole_bundle_good(
    session: Session, world: Sequence[Dossier], tmp_path: Path
) -> None:
    paths = [
        written(tmp_path, f"{one.code}.zip", handed_over(session, one, first_note(session)))
        for one in world
    ]
    assert [fault(path) for path in paths] == ["", "", ""]
    assert second_verdicts(paths) == ["ok", "ok", "ok"]
    # As its receiver runs it: out of the zip, without the project.
    (tmp_path / "verify.py").write_bytes(open_zip(paths[0].read_bytes())["verify.py"])
    run = [sys.executable, "-I", "verify.py", str(paths[0]), "--key", KEY.public.vkey]
    ran = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S603 -- a program of ours
    assert ran.stdout.endswith(
        "The key that you trust has signed for all of that.\nEverything holds.\n"
    )


def test_the_same_history_gives_the_same_bytes_and_leaves_a_line_in_the_journal(
    session: Session, world: Sequence[Dossier]
) -> None:
    first = handed_over(session, world[1])
    assert handed_over(session, world[1]) == first
    newest = session.exec(
        select(Event).where(Event.kind == EventKind.RECORD_EXPORTED).order_by(col(Event.seq))
    ).all()
    facts = {"code": world[1].code, "sha256": hashlib.sha256(first).hexdigest(), "what": "bundle"}
    assert [json.loads(event.body)["facts"] for event in newest] == [facts, facts]
    with pytest.raises(DossierNotFound):
        bundle(session, "HS-2024-999999", by_id=None, now=NOW)


def test_what_is_not_sealed_yet_is_said_to_be_chained_only(
    session: Session, world: Sequence[Dossier], tmp_path: Path
) -> None:
    attached = session.exec(select(Event).where(Event.kind == EventKind.ATTACHMENT_ADDED)).one()
    assert attached.chain_id == world[1].id
    session.delete(log.checkpoint(session, 1, log.size(session)))
    path = written(tmp_path, "b.zip", handed_over(session, world[1]))
    says = check(path, "", None, "")
    assert f"Events from {attached.seq} on are chained, and not in the log yet." in says
    assert second_verdicts([path]) == ["ok"]


def test_the_paper_tells_what_happened_and_what_was_erased(
    session: Session, world: Sequence[Dossier]
) -> None:
    pdf = PdfReader(io.BytesIO(open_zip(handed_over(session, world[2]))["history.pdf"]))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert f"LỊCH SỬ HỒ SƠ {world[2].code}" in text
    assert "Nguyễn Thị An Rút hồ sơ" in text
    assert "Lý do: đã xoá ngày 26/11/2024" in text
    assert "Nộp nhầm" not in text
    assert set(KINDS) == set(EventKind) - ELSEWHERE


def test_what_the_receiver_knows_is_compared(
    session: Session, world: Sequence[Dossier], tmp_path: Path
) -> None:
    note = first_note(session)
    path = written(tmp_path, "b.zip", handed_over(session, world[0], note))
    mail = written(tmp_path, "mail.txt", f"Kính gửi:\r\n\r\n{note}\r\nTrân trọng".encode())
    assert fault(path, KEY.public.vkey, mail, world[0].history_head) == ""
    other = type(KEY).of(KEY.name, bytes(32))
    assert "signed by the key that you trust" in fault(path, other.public.vkey)
    forged = signed(Statement(KEY.name, 7, bytes(32)), [KEY])
    contradicting = written(tmp_path, "other.txt", forged.encode())
    assert "contradicts" in fault(path, "", contradicting)
    later = signed(Statement(KEY.name, 8, bytes(32)), [KEY])
    assert "made since it" in fault(path, "", written(tmp_path, "later.txt", later.encode()))
    assert "none of this history" in fault(path, head="0" * 12)
    with pytest.raises(LogDiffers):
        handed_over(session, world[0], forged)
    beyond = signed(Statement(KEY.name, 999, bytes(32)), [KEY])
    with pytest.raises(LogOlder):
        handed_over(session, world[0], beyond)


def test_both_programs_agree_on_hundreds_of_bad_bundles(
    session: Session, world: Sequence[Dossier], tmp_path: Path
) -> None:
    goods = [open_zip(handed_over(session, one, first_note(session))) for one in world]
    for good in goods:  # what is read by people is not what makes the test take long
        good["history.pdf"] = b"%PDF-1.7"
        good.update(with_manifest(good))
    rng = random.Random(20261123)  # noqa: S311 -- the same bundles each time
    ways, paths = [], []
    for tamper, count in TAMPERINGS:
        for number in range(count):
            way, bad = tamper(rng.choice(goods), rng)
            ways.append(way)
            paths.append(written(tmp_path, f"{tamper.__name__}{number}.zip", zipped(bad)))
    unnamed = {**goods[0], "more.txt": b""}
    without = {name: raw for name, raw in goods[0].items() if name != "README.txt"}
    for way, bad in (("a file more", unnamed), ("a file less", without)):
        ways.append(way)
        paths.append(written(tmp_path, f"{way}.zip", zipped(bad)))
    first = [fault(path) for path in paths]
    assert [way for way, found in zip(ways, first, strict=True) if not found] == []
    second = second_verdicts(paths)
    assert [way for way, said in zip(ways, second, strict=True) if said == "ok"] == []
