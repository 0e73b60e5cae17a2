"""How papers are numbered: `07/QĐ-BTP` (Decree 30/2020/NĐ-CP, appendix I)."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from approvals.domain.refusals.numbering import NumberMalformed
from core.vietnamese import clean
from models.document_kinds import DocumentKind

# What stands for each kind of paper in its number.
MARKS: Mapping[DocumentKind, str] = MappingProxyType(
    {
        DocumentKind.DECISION: "QĐ",
        DocumentKind.SUBMISSION_LETTER: "TTr",
        DocumentKind.MINUTES: "BB",
        DocumentKind.CERTIFICATE: "GCN",
    }
)
_PART = r"[^\W_]+(?:\.[^\W_]+)*"  # letters and digits of any script, as in `BTĐKT` and `P.I`
_NUMBER = re.compile(rf"0*([1-9][0-9]{{0,5}})\s?/\s?({_PART})((?:\s?-\s?{_PART})+)")


def numbered(serial: int, kind: DocumentKind, symbol: str) -> str:
    """The number of a paper: below ten with a zero before, a slash, its kind, a hyphen, the body.

    `serial` counts from 1, anew each year; `symbol` is the issuing body's (`UBND`, `BTP`).
    """
    return f"{serial:02d}/{MARKS[kind]}-{symbol}"


def ensure_number(typed: str, kind: DocumentKind) -> str:
    """A typed number, as it is written: `7 / QĐ - BTP` is `07/QĐ-BTP`. Raises `NumberMalformed`."""
    found = _NUMBER.fullmatch(clean(typed))
    if found is None or found[2] != MARKS[kind]:
        raise NumberMalformed(number=clean(typed), example=numbered(574, kind, "TTg"))
    symbol = re.sub(r"\s", "", found[3]).removeprefix("-")
    return numbered(int(found[1]), kind, symbol)


def serial_of(number: str) -> int:
    """What a well-formed number counts."""
    return int(number.partition("/")[0])
