"""What one cell means to one column, or why it means nothing there."""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.intake import columns
from approvals.intake.vocabulary import CELL_ERRORS
from approvals.intake.workbook import Cell
from core.vietnamese import clean
from models.commendation import AwardKind
from models.enums import NomineeKind

NAME_LIMIT = 300
ACHIEVEMENTS_LIMIT = 10_000
EMAIL_LIMIT = 254
NUMBER_LIMIT = 80  # of a decision's number
_EMAIL = re.compile(
    r"[^@\s<>(),;:\"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+", re.IGNORECASE
)
_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CARRIAGE_RETURN = "_x000D_"  # as some programs write it into the file


class BadCell(Exception):
    """A cell that means nothing in its column; `code` is one of `cell_problem.SENTENCES`."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def shown(cell: Cell) -> str:
    """A cell as its author sees it, in one line."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return clean(str(cell).replace(_CARRIAGE_RETURN, " "))


def text(cell: Cell, *, limit: int) -> str:
    """A text in one line; empty when the cell is."""
    return _within(shown(_textual(cell)), limit)


def name(cell: Cell) -> str:
    written = filled(text(cell, limit=NAME_LIMIT))
    if not any(character.isalpha() for character in written):
        raise BadCell("not_a_name")
    return written


def achievements(cell: Cell) -> str:
    """A text that keeps its paragraphs."""
    lines = str(_textual(cell)).replace(_CARRIAGE_RETURN, "").splitlines()
    cleaned = (clean(line) for line in lines)
    return filled(_within("\n".join(line for line in cleaned if line), ACHIEVEMENTS_LIMIT))


def kind(cell: Cell) -> NomineeKind:
    found = columns.kind_of(filled(shown(cell)))
    if found is None:
        raise BadCell("kind_unknown")
    return found


def award(cell: Cell, rules: RuleSet) -> AwardRule:
    found = columns.award_of(filled(shown(cell)), rules)
    if found is None:
        known = "; ".join(f"{award.name} ({award.code})" for award in rules.offered.values())
        raise BadCell("award_unknown", known=known)
    return found


def award_kind(cell: Cell) -> AwardKind:
    """For merit, where nothing is said."""
    written = shown(cell)
    found = columns.award_kind_of(written) if written else AwardKind.MERIT
    if found is None:
        raise BadCell("award_kind_unknown")
    return found


def day(cell: Cell) -> date:
    """A day as the spreadsheet has it, or written day first."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    found = _DAY.fullmatch(filled(shown(cell)))
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))  # type: ignore[index] # refused below
    except (TypeError, ValueError):
        raise BadCell("not_a_day") from None


def year(cell: Cell) -> int:
    written = filled(shown(cell))
    if not _YEAR.fullmatch(written):
        raise BadCell("not_a_year")
    return int(written)


def mark(cell: Cell) -> bool:
    ticked = columns.mark_of(shown(cell))
    if ticked is None:
        raise BadCell("mark_unknown")
    return ticked


def woman(cell: Cell) -> bool | None:
    written = shown(cell)
    if not written:
        return None
    answer = columns.woman_of(written)
    if answer is None:
        raise BadCell("gender_unknown")
    return answer


def email(cell: Cell) -> str | None:
    written = shown(cell).lower()
    if not written:
        return None
    if not is_address(written):
        raise BadCell("email_invalid")
    return written


def is_address(written: str) -> bool:
    """Whether mail could be sent there, as far as its form shows."""
    return len(written) <= EMAIL_LIMIT and _EMAIL.fullmatch(written) is not None


def body(cell: Cell, known: Collection[str]) -> str | None:
    """The code of a body; lower case, as codes are."""
    slug = shown(cell).lower()
    if slug and slug not in known:
        raise BadCell("body_unknown")
    return slug or None


def filled(written: str) -> str:
    if not written:
        raise BadCell("missing")
    return written


def sound(cell: Cell) -> Cell:
    """The cell itself, unless it shows an error."""
    if isinstance(cell, str) and cell.strip().upper() in CELL_ERRORS:
        raise BadCell("cell_error")
    return cell


def _textual(cell: Cell) -> Cell:
    if isinstance(cell, bool | int | float | date | time | timedelta):
        raise BadCell("not_text")
    return cell


def _within(written: str, limit: int) -> str:
    if len(written) > limit:
        raise BadCell("too_long", limit=limit, length=len(written))
    return written
