"""From the sheets of a workbook to nominations, or to every cell that must be corrected."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from approvals.commands.submit import Nomination
from approvals.domain.refusals.filing import NothingNominated
from approvals.domain.rule_set import AwardRule
from approvals.intake.cell_problem import CellProblem
from approvals.intake.columns import award_of
from approvals.intake.extent import column_number
from approvals.intake.layout import EXAMPLE_MARK
from approvals.intake.limits import LIMITS, Limits
from approvals.intake.refusals import HeaderNotFound
from approvals.intake.row import Known, Row, nomination
from approvals.intake.sections import Sections, ends_list, only_numbered, texts_of
from approvals.intake.table import Table, find_table
from approvals.intake.vocabulary import Column
from approvals.intake.workbook import Cell, Sheet
from models.enums import NomineeKind

# Without these, a row can say all else and still be no nomination.
_NEEDED = {
    Column.ACHIEVEMENTS: None,
    Column.KIND: NomineeKind,
    Column.AWARD: AwardRule,
}
_SURELY_NOMINEE = 4  # cells filled


@dataclass(frozen=True, slots=True)
class Reading:
    """Nominations in the file's order when there are no problems; none otherwise."""

    nominations: tuple[Nomination, ...]
    problems: tuple[CellProblem, ...]
    unread: tuple[
        str, ...
    ]  # headers that mean nothing here; said, so that nothing is lost silently


@dataclass(frozen=True, slots=True)
class _Found:
    row: Row
    nomination: Nomination


def read_nominations(sheets: Iterable[Sheet], known: Known, limits: Limits = LIMITS) -> Reading:
    """Every visible sheet with a list is read: people and collectives often stand apart.

    Raises `HeaderNotFound` or `NothingNominated` when there is no list, or nobody in it.
    """
    tables = [table for sheet in sheets if (table := find_table(sheet))]
    if not tables:
        raise HeaderNotFound
    lists = [_List(table, known) for table in tables]
    found = [nominee for each in lists for nominee in each.found]
    problems = [problem for each in lists for problem in each.problems]
    problems += _duplicates(found) + _too_many(found, limits)
    if not found and not problems:
        raise NothingNominated
    unread = tuple(header for table in tables for header in table.unread)
    nominations = () if problems else tuple(nominee.nomination for nominee in found)
    return Reading(nominations, tuple(sorted(problems, key=_in_file_order(tables))), unread)


class _List:
    """One sheet's list, walked from its header down to where people sign."""

    def __init__(self, table: Table, known: Known) -> None:
        self.table = table
        self.found: list[_Found] = []
        self.problems: list[CellProblem] = []
        self._known = known
        self._sections = Sections(known.rules)
        self._ended = False
        for number, cells in enumerate(table.sheet.rows[table.first_row :], table.first_row):
            self._take(Row(table, number, cells), cells)
        self._say_missing_columns_once()

    def _take(self, row: Row, cells: Sequence[Cell]) -> None:
        texts = texts_of(cells)
        if row.text(Column.NAME).startswith(EXAMPLE_MARK):
            return
        complete = self._is_complete(row)
        if not complete and (only_numbered(texts) or self._sections.enter(texts)):
            return
        self._ended = self._ended or (not complete and ends_list(texts))
        if complete or not self._ended:
            self._read(row)

    def _is_complete(self, row: Row) -> bool:
        """Nobody else's row: those of signatures have two or three texts and no award."""
        award = award_of(row.text(Column.AWARD), self._known.rules)
        return row.has(Column.NAME) and (award is not None or row.filled >= _SURELY_NOMINEE)

    def _read(self, row: Row) -> None:
        if row.filled:
            taken = nomination(row, self._sections, self._known)
            self.found += [_Found(row, taken)] if taken else []
        else:
            row.refuse(Column.KNOWN, "row_not_understood")
        self.problems += row.problems

    def _say_missing_columns_once(self) -> None:
        """A column that is not there would otherwise be named in every row."""
        missing = {
            self.table.label(column): column
            for column, heading in _NEEDED.items()
            if column not in self.table.places and heading not in self._sections.seen
        }
        others = [p for p in self.problems if p.column or p.header not in missing]
        header = _row(self.table, self.table.header_row)
        for column in missing.values():
            header.refuse(column, "column_missing")
        for column, place in self.table.twice:
            header.refuse_at(place, column, "column_twice")
        self.problems = header.problems + others


def _row(table: Table, number: int) -> Row:
    return Row(table, number, table.sheet.rows[number])


def _duplicates(found: Iterable[_Found]) -> list[CellProblem]:
    """People of one name are told apart by office and workplace; an address is one person's."""
    first: dict[tuple[str, ...], Row] = {}
    problems = []
    for each in found:
        nominee = each.nomination
        keys: list[tuple[str, ...]] = [
            (nominee.award_code, nominee.name.casefold(), nominee.position.casefold())
        ]
        keys += [(nominee.award_code, nominee.email)] if nominee.email else []
        earlier = next((first[key] for key in keys if key in first), None)
        if earlier:
            row = _row(each.row.table, each.row.number)
            row.refuse(Column.NAME, "duplicate", other=_said_from(row, earlier))
            problems += row.problems
        first |= {key: each.row for key in keys if key not in first}
    return problems


def _said_from(row: Row, earlier: Row) -> str:
    """Which row an earlier one is, with its sheet where that is another."""
    sheet = earlier.table.sheet.name
    number = str(earlier.number + 1)
    return number if sheet == row.table.sheet.name else f"{number} ({sheet})"


def _too_many(found: Sequence[_Found], limits: Limits) -> list[CellProblem]:
    for each in found[limits.nominees : limits.nominees + 1]:
        each.row.refuse(Column.NAME, "too_many", limit=limits.nominees)
        return each.row.problems
    return []


def _in_file_order(tables: Sequence[Table]) -> Callable[[CellProblem], tuple[int, int, int]]:
    sheets = [table.sheet.name for table in tables]
    return lambda p: (sheets.index(p.sheet), p.row, column_number(p.column))
