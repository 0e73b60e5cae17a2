"""Lists of past decisions: who was given which award by which decision."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from approvals.commands.enter_past_awards import Given, enter_past_awards
from approvals.domain.refusals.filing import NothingNominated
from approvals.domain.rule_set import RuleSet
from approvals.intake import cells
from approvals.intake.cell_problem import CellProblem
from approvals.intake.limits import LIMITS, Limits
from approvals.intake.refusals import CellsToCorrect, HeaderNotFound
from approvals.intake.row import Known, Row
from approvals.intake.sections import ends_list, only_numbered, texts_of
from approvals.intake.table import Table, find_table
from approvals.intake.vocabulary import Column
from approvals.intake.workbook import read_workbook

_NEEDED = (Column.KIND, Column.AWARD, Column.DECISION, Column.DECIDED_ON)


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """What a workbook lists. Either awards or problems, never both."""

    awards: tuple[Given, ...]
    problems: tuple[CellProblem, ...]
    file_sha256: str


def plan_record(source: Path, known: Known, *, limits: Limits = LIMITS) -> RecordPlan:
    """Read and check a list; nothing is written. Raises when it cannot be read at all.

    Any award that the rules know may have been given, on offer or not.
    """
    content = source.read_bytes()
    tables = [
        table
        for sheet in read_workbook(content, source.name, limits)
        if (table := find_table(sheet))
    ]
    if not tables:
        raise HeaderNotFound
    given = Known(_all_given(known.rules), known.bodies)
    found: list[Given] = []
    problems: list[CellProblem] = []
    for table in tables:
        for row in _rows(table):
            award = _given(row, given)
            found += [award] if award else []
            problems += row.problems
    if not found and not problems:
        raise NothingNominated
    digest = hashlib.sha256(content).hexdigest()
    return RecordPlan(() if problems else tuple(found), tuple(problems), digest)


def import_record(session: Session, plan: RecordPlan, *, now: datetime) -> int:
    """Enter what was planned, all rows or none; how many were not there yet.

    Raises `CellsToCorrect` with every bad cell.
    """
    if plan.problems:
        raise CellsToCorrect(count=len(plan.problems), problems=plan.problems)
    return enter_past_awards(session, plan.awards, file_sha256=plan.file_sha256, now=now)


def _all_given(rules: RuleSet) -> RuleSet:
    awards = {code: replace(award, offered=True) for code, award in rules.awards.items()}
    return replace(rules, awards=awards)


def _rows(table: Table) -> Iterator[Row]:
    """Down to where people sign. Of missing columns, the header's row tells once."""
    header = Row(table, table.header_row, table.sheet.rows[table.header_row])
    missing = [column for column in _NEEDED if column not in table.places]
    for column in missing:
        header.refuse(column, "column_missing")
    if missing:
        yield header
        return
    for number, written in enumerate(table.sheet.rows[table.first_row :], table.first_row):
        texts = texts_of(written)
        row = Row(table, number, written)
        if only_numbered(texts):
            continue
        if ends_list(texts) and not row.has(Column.DECISION):
            return
        yield row


def _given(row: Row, known: Known) -> Given | None:
    """The award of a row, or None and at least one problem in the row."""
    if row.problems:
        return None
    name = row.read(Column.NAME, cells.name)
    kind = row.read(Column.KIND, cells.kind)
    award = row.read(Column.AWARD, lambda cell: cells.award(cell, known.rules))
    award_kind = row.read(Column.AWARD_KIND, cells.award_kind)
    number = row.read(
        Column.DECISION, lambda cell: cells.filled(cells.text(cell, limit=cells.NUMBER_LIMIT))
    )
    decided_on = row.read(Column.DECIDED_ON, cells.day)
    year = row.read(Column.YEAR, cells.year) if row.has(Column.YEAR) else None
    position = row.read(Column.POSITION, lambda cell: cells.text(cell, limit=cells.NAME_LIMIT))
    story = row.has(Column.ACHIEVEMENTS)
    achievements = row.read(Column.ACHIEVEMENTS, cells.achievements) if story else ""
    body = row.read(Column.BODY, lambda cell: cells.body(cell, known.bodies))
    if row.problems or not (name and kind and award and award_kind and number and decided_on):
        return None
    return Given(
        kind=kind,
        name=name,
        position=position or "",
        award_code=award.code,
        award_kind=award_kind,
        decision_number=number,
        decided_on=decided_on,
        year=year or decided_on.year,
        achievements=achievements or "",
        body_slug=body,
    )
