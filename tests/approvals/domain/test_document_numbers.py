"""Numbers of papers as Decree 30/2020/NĐ-CP, appendix I, writes them."""

import unicodedata

import pytest

from approvals.domain.document_numbers import ensure_number, numbered, serial_of
from approvals.domain.refusals.numbering import NumberMalformed
from models.document_kinds import DocumentKind

DECISION = DocumentKind.DECISION


@pytest.mark.parametrize(
    ("serial", "kind", "symbol", "written"),
    [
        (1, DECISION, "BTP", "01/QĐ-BTP"),
        (9, DocumentKind.SUBMISSION_LETTER, "BTĐKT", "09/TTr-BTĐKT"),
        (10, DocumentKind.MINUTES, "HĐTĐKT", "10/BB-HĐTĐKT"),
        (2392, DocumentKind.CERTIFICATE, "BTĐKT-P.I", "2392/GCN-BTĐKT-P.I"),
    ],
)
def test_a_number_is_written(serial: int, kind: DocumentKind, symbol: str, written: str) -> None:
    assert numbered(serial, kind, symbol) == written
    assert ensure_number(written, kind) == written
    assert serial_of(written) == serial


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" 574/QĐ-TTg ", "574/QĐ-TTg"),
        ("7/QĐ-BTP", "07/QĐ-BTP"),
        ("007/QĐ-BTP", "07/QĐ-BTP"),
        ("12 / QĐ - UBND", "12/QĐ-UBND"),
        ("226/QĐ-BTĐKT-VI", "226/QĐ-BTĐKT-VI"),
        (unicodedata.normalize("NFD", "1960/QĐ-UBND"), "1960/QĐ-UBND"),
    ],
)
def test_what_is_typed_is_written_in_one_way(typed: str, meant: str) -> None:
    assert ensure_number(typed, DECISION) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "574", "QĐ-TTg", "574/TTr-BTP", "574/QĐ", "0/QĐ-TTg", "574/QĐ-", "574/QD-TTg", "x/QĐ-TTg",
        "574/QĐ-TTg; DROP", "574//QĐ-TTg", "-5/QĐ-TTg", "٥/QĐ-TTg", "1234567/QĐ-TTg",
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_decision_is_refused(typed: str) -> None:
    with pytest.raises(NumberMalformed) as refused:
        ensure_number(typed, DECISION)
    assert (refused.value.code, refused.value.field) == ("number_malformed", "decision_number")
