"""The QR on the minutes: what it says, and that it can be printed small."""

import pytest
import segno
from sqlmodel import Session

from approvals.history.note import SigningKey, Statement, opened, signed
from approvals.history.sealing import checkpoint, seal
from approvals.papers.minutes import minutes_pdf
from approvals.papers.proof_code import proof_svg, proof_text
from tests.approvals.papers.test_minutes import read_by
from tests.builders import NOW, a_country, a_dossier, pass_gate

NAME = "thiduakhenthuong.bangvang.example"
KEYS = [SigningKey.of(NAME, bytes([n] * 32)) for n in (1, 2)]
NOTE = signed(Statement(NAME, 99_999_999, bytes(32)), KEYS[:1])


def test_it_says_the_head_and_the_newest_checkpoint() -> None:
    text = proof_text("HS-2026-000123", 12, bytes(32), NOTE)
    head, _, note = text.partition("\n\n")
    assert head == f"HS-2026-000123\n12 {'00' * 32}"
    assert opened(note, [KEYS[0].public]).size == 99_999_999
    assert proof_text("HS-2026-000123", 12, bytes(32), None) == f"{head}\n"


@pytest.mark.parametrize("keys", [1, 2])
def test_its_modules_are_large_enough_at_thirty_two_millimetres(keys: int) -> None:
    """0.33 mm is what GS1 asks of the smallest codes that are scanned by hand."""
    note = signed(Statement(NAME, 99_999_999, bytes(32)), KEYS[:keys])
    text = proof_text("HS-2026-000123", 999, bytes(32), note)
    code = segno.make(text, error="m", micro=False, boost_error=False)
    assert 32 / code.symbol_size(border=2)[0] >= 0.33


def test_a_note_that_is_too_long_is_left_out_rather_than_the_head() -> None:
    long = signed(Statement(NAME, 1, bytes(32)), KEYS * 3)
    assert proof_text("HS-2026-000123", 1, bytes(32), long).count("\n") == 2
    assert proof_svg("HS-2026-000123\n").startswith("<svg")


def test_minutes_carry_the_newest_checkpoint_once_there_is_one(session: Session) -> None:
    country = a_country(session)
    dossier = a_dossier(session, country)
    pass_gate(session, dossier)
    before = read_by(session, country, "chair", dossier)
    assert before.note is None
    seal(session)
    made = checkpoint(session, KEYS[:1], NAME, NOW)
    session.flush()
    after = read_by(session, country, "chair", dossier)
    assert made is not None
    assert after.note == made.note
    assert after.history_head == before.history_head == after.head.hex()[:12]
    assert minutes_pdf(before) != minutes_pdf(after)
