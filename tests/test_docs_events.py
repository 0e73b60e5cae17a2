"""docs/reference/events.md against what the commands really record."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, select

from approvals.commands.accept_message import accept_message
from approvals.commands.administer import add_seat
from approvals.commands.attach import Attach, attach
from approvals.commands.begin_log import begin
from approvals.commands.correct_address import CorrectAddress, correct_address
from approvals.commands.enter_opinion import EnterOpinion, Scan, enter_opinion
from approvals.commands.escalate import escalate
from approvals.commands.open_envelopes import OpenEnvelopes, open_envelopes
from approvals.commands.read_history import note_export, note_read, note_search
from approvals.commands.read_reports import read_reports
from approvals.commands.reassign import Reassign, reassign
from approvals.commands.recuse import Recuse, recuse
from approvals.commands.remind import remind
from approvals.commands.repair_run import note_cancelled
from approvals.commands.resubmit import Resubmit, resubmit
from approvals.commands.seal_log import introduce
from approvals.commands.seat_gate import seat_gate
from approvals.commands.store_reports import Reported, store_reports
from approvals.commands.strike_opinion import StrikeOpinion, strike_opinion
from approvals.commands.undo import Undo, undo
from approvals.commands.urge import Urge, urge
from approvals.commands.withdraw import Withdraw, withdraw
from approvals.history.note import SigningKey
from approvals.history.published import CheckpointFiles
from approvals.history.sealer import Sealer
from approvals.queries import events, mail
from approvals.queries.journal import JOURNAL
from core.ids import uuid7
from models.dossiers import Dossier
from models.enums import Choice, Delivery, EventKind, Office
from notifications import announcing
from tests.administration import a_seat_by_mistake, everything_is_administered, reload_rules
from tests.approvals.commands import asking_bodies, consulting, data_subject, settling
from tests.approvals.commands.rule_editing import edited_and_moved
from tests.builders import (
    BOARD,
    NOW,
    TODAY,
    Country,
    a_country,
    a_dossier,
    active,
    decide_as,
    pass_gate,
    the_gate,
)
from tests.emulation import everything_is_striven_for
from tests.source_code import ROOT

PAGE = ROOT / "docs" / "reference" / "events.md"
_SECTION = re.compile(r"^### `([\w.]+)`\n(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `(\w+)` \| (fact|text) \|", re.MULTILINE)


def documented(what: str) -> dict[str, set[str]]:
    """The facts, or the texts, that the page gives each kind."""
    sections = dict(_SECTION.findall(PAGE.read_text(encoding="utf-8")))
    return {
        kind: {name for name, sort in _ROW.findall(section) if sort == what}
        for kind, section in sections.items()
    }


def everything_happens(session: Session, folder: Path) -> None:
    """Every kind of event, on a few dossiers and beside them, without leaving out a fact."""
    reload_rules(session)
    country = a_country(session)
    everything_is_striven_for(session, country, folder)
    _returned_and_awarded(session, country, folder)
    _handed_over_and_withdrawn(session, country)
    _declined(session, country)
    _reminded_late_and_vacant(session, country)
    _the_unit_is_reminded(session, country)
    _mail_fails(session, country)
    _by_letter(session, country, folder)
    _the_engine_is_mended(session, country)
    asking_bodies.on_hold_taken_back_and_consulted(session, country)
    consulting.consulted_on(session, country)
    settling.settled_and_honoured(session, country, folder)
    edited_and_moved(session, country)
    everything_is_administered(session, country)
    _auditors_read(session, country)
    _sealed(session, country, folder)
    data_subject.everything_is_asked_and_erased(session, country, folder)
    a_seat_by_mistake(session, country)


def _returned_and_awarded(session: Session, country: Country, folder: Path) -> None:
    dossier = a_dossier(
        session, country, "cstdtq", number="1/TTr", email="quynh@bangvang.example", woman=True
    )
    alice = country["alice"].id
    file = Attach(dossier_id=dossier.id, person_id=alice, name="a.pdf", content=b"%PDF-1.7")
    attach(session, file, folder=folder, limit_mb=1, now=NOW)
    chair = country["chair"].id
    [asked] = [one for one, person in active(session, dossier) if person.id == chair]
    decide_as(session, dossier, Choice.RETURN, person_id=chair, reason="Thiếu")
    undo(session, Undo(assignment_id=asked.id, person_id=chair), now=NOW)
    decide_as(session, dossier, Choice.RETURN, person_id=chair, reason="Thiếu")
    resubmit(session, Resubmit(dossier_id=dossier.id, person_id=alice, note="Đã bổ sung"), now=NOW)
    for _ in range(3):
        pass_gate(session, dossier)


def _handed_over_and_withdrawn(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country, number="2/TTr")
    duty = next(one for one, who in active(session, dossier) if who.id == country["member1"].id)
    change = Reassign(
        assignment_id=duty.id,
        to_person_id=country["minister"].id,
        by_person_id=country["secretariat"].id,
        reason="Nghỉ phép",
    )
    reassign(session, change, now=NOW)
    wish = Withdraw(dossier_id=dossier.id, person_id=country["alice"].id, reason="Nhầm")
    withdraw(session, wish, now=NOW)


def _by_letter(session: Session, country: Country, folder: Path) -> None:
    alice = country["alice"].id

    def enter(dossier: Dossier, choice: Choice | None) -> UUID:
        duty, _ = next(one for one in active(session, dossier) if one[1].id == country["chair"].id)
        opinion = EnterOpinion(
            assignment_id=duty.id,
            by_person_id=alice,
            dated_on=TODAY,
            choice=choice,
            reason="Như tờ trình",
            scan=Scan(name="phieu.pdf", content=b"%PDF-1.7"),
        )
        enter_opinion(session, opinion, folder=folder, limit_mb=1, now=NOW)
        return duty.id

    openly = enter(a_dossier(session, country, number="8/TTr"), Choice.PASS)
    objection = StrikeOpinion(assignment_id=openly, person_id=alice, reason="Nhầm tên")
    strike_opinion(session, objection, now=NOW)
    dossier = a_dossier(session, country, "bk-ttg", number="9/TTr")
    gate = the_gate(session, dossier)
    enter(dossier, None)
    for _ in range(gate.members - 1):
        decide_as(session, dossier)
    opened = OpenEnvelopes(gate_id=gate.id, by_person_id=alice, in_favour=1, against=0)
    open_envelopes(session, opened, now=NOW)


def _declined(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country, number="3/TTr")
    duty, member = active(session, dossier)[-1]
    recuse(session, Recuse(assignment_id=duty.id, person_id=member.id, reason="Bà con"), now=NOW)
    pass_gate(session, dossier)
    decide_as(session, dossier, Choice.REJECT, reason="Chưa đủ tiêu chuẩn")


def _reminded_late_and_vacant(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country, "bk-ttg", number="4/TTr")
    gate = the_gate(session, dossier)
    assert gate.remind_at is not None
    assert gate.escalate_at is not None
    remind(session, gate.id, now=gate.remind_at)
    escalate(session, gate.id, now=gate.escalate_at)
    for name in ("appraiser", "board_head"):
        country[name].active = False
    session.flush()  # so that nobody holds the board's seats
    pass_gate(session, dossier)
    add_seat(
        session,
        body_slug=BOARD,
        office=Office.APPRAISER,
        email=country["secretariat"].email,
        valid_from=(NOW - timedelta(days=30)).date(),
        now=NOW,
    )
    assert seat_gate(session, the_gate(session, dossier).id, now=NOW) == 1


def _the_unit_is_reminded(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country, number="5/TTr")
    decide_as(session, dossier, Choice.RETURN, person_id=country["chair"].id)
    urge(session, Urge(dossier_id=dossier.id, by_person_id=country["secretariat"].id), now=NOW)


def _mail_fails(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country, number="80/TTr")
    message_id, *_ = announcing.announce(session, dossier.id, now=NOW)
    mail.claim(session, message_id, now=NOW, until=NOW)
    accept_message(session, message_id, attempt=1, provider_id="1", now=NOW)
    for kind in (Delivery.DELIVERED, Delivery.BOUNCED):
        report = Reported(
            event_id=kind,
            message_id=message_id,
            provider_id="",
            kind=kind,
            at=NOW,
            reason="550 5.1.1 unknown",
        )
        store_reports(session, [report], now=NOW)
        read_reports(session, message_id, now=NOW)
    _, reader = mail.with_reader(session, message_id)
    correction = CorrectAddress(
        person_id=reader.id,
        address="moi@bangvang.example",
        by_person_id=country["administrator"].id,
    )
    correct_address(session, correction, now=NOW)


def _the_engine_is_mended(session: Session, country: Country) -> None:
    dossier = a_dossier(session, country, number="81/TTr")
    note_cancelled(session, dossier.id, uuid7(), now=NOW)


def _auditors_read(session: Session, country: Country) -> None:
    auditor = country["auditor"].id
    dossier = a_dossier(session, country, number="82/TTr")
    note_read(session, auditor, dossier, None, NOW)
    note_search(session, auditor, "choice=reject", NOW)
    note_export(session, auditor, "bundle", {"code": dossier.code, "sha256": "00" * 32}, NOW)


def _sealed(session: Session, country: Country, folder: Path) -> None:
    name = "bangvang.example"
    keys, files = [SigningKey.of(name, bytes(32))], CheckpointFiles.within(folder / "checkpoints")
    sealer = Sealer(name, keys, files)
    introduce(session, sealer, now=NOW)
    begin(session, sealer, ground="Khôi phục", by_person_id=country["auditor"].id, now=NOW)


def test_every_kind_is_described_with_all_its_facts_and_texts(
    session: Session, tmp_path: Path
) -> None:
    everything_happens(session, tmp_path)
    facts: dict[str, set[str]] = {}
    texts: dict[str, set[str]] = {}
    for chain_id in (*session.exec(select(Dossier.id)).all(), JOURNAL):
        for entry in events.timeline(session, chain_id):
            facts.setdefault(entry.kind.value, set()).update(entry.facts)
            texts.setdefault(entry.kind.value, set()).update(entry.texts)
    assert set(documented("fact")) == {kind.value for kind in EventKind}
    assert documented("fact") == facts
    assert documented("text") == texts
