"""From one row of a list to a nomination, noting each bad cell on the way."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from approvals.commands.submit import Nomination
from approvals.domain.rule_set import AwardRule, RuleSet
from approvals.intake import cells
from approvals.intake.cell_problem import CellProblem
from approvals.intake.extent import column_letters
from approvals.intake.sections import Sections
from approvals.intake.table import Table
from approvals.intake.vocabulary import Column
from approvals.intake.workbook import Cell
from models.enums import NomineeKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What cells may name: the awards of a rule set, and the codes of bodies."""

    rules: RuleSet
    bodies: Collection[str] = ()


class Row:
    """The cells of one row, read one by one; `problems` grows with each bad one."""

    def __init__(self, table: Table, number: int, written: Sequence[Cell]) -> None:
        self.table = table
        self.number = number
        self._cells = written
        self.problems: list[CellProblem] = []

    def text(self, column: Column) -> str:
        """What is written there, as its author sees it."""
        return cells.shown(self.table.cell(self._cells, column))

    def has(self, column: Column) -> bool:
        return bool(self.text(column))

    @property
    def filled(self) -> int:
        """How many of the cells that are read have something in them."""
        return sum(self.has(column) for column in self.table.places if column is not Column.KNOWN)

    def read(self, column: Column, meaning: Callable[[Cell], T]) -> T | None:
        """What a cell means; None when it means nothing, which is noted."""
        try:
            return meaning(cells.sound(self.table.cell(self._cells, column)))
        except cells.BadCell as bad:
            self.refuse(column, bad.code, **bad.facts)
            return None

    def refuse(self, column: Column, code: str, **facts: object) -> None:
        """Note that the cell of a column is wrong, or that the column is not there."""
        self.refuse_at(self.table.places.get(column), column, code, **facts)

    def refuse_at(self, place: int | None, column: Column, code: str, **facts: object) -> None:
        """Note that a cell is wrong where a column stands twice, hence its place."""
        self.problems.append(
            CellProblem(
                code=code,
                sheet=self.table.sheet.name,
                row=self.number + 1,
                column="" if place is None else column_letters(place),
                header=self.table.label(column),
                value="" if place is None else cells.shown(self._cells[place]),
                facts=facts,
            )
        )


def nomination(row: Row, sections: Sections, known: Known) -> Nomination | None:
    """The nomination of a row, or None and at least one problem in the row."""
    name = row.read(Column.NAME, cells.name)
    kind = _kind(row, sections)
    award = _award(row, sections, known.rules)
    if kind and award and kind not in award.recipients:
        row.refuse(Column.AWARD, "award_not_for_kind", award=award.name)
    position = _position(row)
    achievements = row.read(Column.ACHIEVEMENTS, cells.achievements)
    email = row.read(Column.EMAIL, cells.email)
    body = row.read(Column.BODY, lambda cell: cells.body(cell, known.bodies))
    direct_worker = row.read(Column.DIRECT_WORKER, cells.mark)
    woman = _woman(row)
    award_kind = row.read(Column.AWARD_KIND, cells.award_kind)
    _fit_kind(row, kind, individual=woman is not None or bool(direct_worker), body=body)
    if row.problems or not (name and kind and award and award_kind and achievements):
        return None
    return Nomination(
        kind=kind,
        name=name,
        position=position,
        award_code=award.code,
        achievements=achievements,
        email=email,
        body_slug=body,
        direct_worker=bool(direct_worker),
        woman=woman,
        award_kind=award_kind,
    )


def _kind(row: Row, sections: Sections) -> NomineeKind | None:
    if row.has(Column.KIND) or not sections.kind:
        return row.read(Column.KIND, cells.kind)
    return sections.kind


def _award(row: Row, sections: Sections, rules: RuleSet) -> AwardRule | None:
    if row.has(Column.AWARD) or not sections.award:
        return row.read(Column.AWARD, lambda cell: cells.award(cell, rules))
    return sections.award


def _position(row: Row) -> str:
    """Office and workplace, as printed in one column of official lists."""
    parts = [
        row.read(column, lambda cell: cells.text(cell, limit=cells.NAME_LIMIT))
        for column in (Column.POSITION, Column.WORKPLACE)
    ]
    joined = ", ".join(part for part in parts if part)
    if len(joined) > cells.NAME_LIMIT:
        row.refuse(Column.WORKPLACE, "too_long", limit=cells.NAME_LIMIT, length=len(joined))
    return joined


def _woman(row: Row) -> bool | None:
    """From one column of words, or from a column to tick for women and one for men."""
    written = row.read(Column.GENDER, cells.woman)
    woman, man = (row.read(column, cells.mark) for column in (Column.WOMAN, Column.MAN))
    if woman and man:
        row.refuse(Column.MAN, "gender_unknown")
    if written is not None:
        return written
    return True if woman else False if man else None


def _fit_kind(row: Row, kind: NomineeKind | None, *, individual: bool, body: str | None) -> None:
    """What is said of people only, and of collectives only, shows a wrong kind."""
    if kind is None:
        return
    if individual and kind is not NomineeKind.INDIVIDUAL:
        marks = (Column.GENDER, Column.WOMAN, Column.MAN, Column.DIRECT_WORKER)
        row.refuse(next(mark for mark in marks if row.has(mark)), "not_for_kind")
    if body and kind is not NomineeKind.COLLECTIVE:
        row.refuse(Column.BODY, "not_for_kind")
