"""One way in for the command line and the upload page: read a workbook, then submit it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from approvals.commands.submit import Nomination, Submit, submit
from approvals.domain.refusals.filing import FileAlreadySubmitted, FileTooLarge
from approvals.domain.rule_set import RuleSet
from approvals.intake.cell_problem import CellProblem
from approvals.intake.limits import LIMITS, Limits
from approvals.intake.reading import read_nominations
from approvals.intake.refusals import CellsToCorrect, DayMissing, NumberMissing
from approvals.intake.row import Known
from approvals.intake.table import find_table
from approvals.intake.title_block import TitleBlock, read_title_block
from approvals.intake.workbook import Sheet, read_workbook
from approvals.queries import dossiers, intake, rules
from core.clock import local_date
from models.dossiers import Submission


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a workbook asks for. Either nominations or problems, never both."""

    nominations: tuple[Nomination, ...]
    problems: tuple[CellProblem, ...]
    unread: tuple[str, ...]  # headers of columns that are not read
    number: str | None
    dated_on: date | None
    body_hint: tuple[str, ...]  # words of the title block; one of them may name the body
    file_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Who submits a plan, and for what; a number or day given here goes before the file's."""

    body_id: UUID
    campaign_id: UUID
    submitted_by_id: UUID
    number: str = ""
    dated_on: date | None = None
    movement_id: UUID | None = None  # that the list answers


def plan_import(
    source: Path | bytes, known: Known | RuleSet, *, name: str = "", limits: Limits = LIMITS
) -> ImportPlan:
    """Read and check a workbook; nothing is written. Raises when it cannot be read at all."""
    content, name = _content(source, name, limits)
    sheets = read_workbook(content, name, limits)
    if isinstance(known, RuleSet):
        known = Known(known)
    reading = read_nominations(sheets, known, limits)
    title = _title(sheets)
    return ImportPlan(
        nominations=reading.nominations,
        problems=reading.problems,
        unread=reading.unread,
        number=title.number,
        dated_on=title.dated_on,
        body_hint=title.names,
        file_sha256=hashlib.sha256(content).hexdigest(),
    )


def known_on(session: Session, now: datetime) -> Known:
    """What a workbook submitted now may name. Raises `NoRuleSetInForce`."""
    in_force = rules.rule_set_in_force(session, local_date(now))
    return Known(in_force, intake.body_slugs(session))


def import_submission(
    session: Session, plan: ImportPlan, command: Import, *, now: datetime
) -> Submission:
    """Submit what was planned; all rows or none.

    Raises `CellsToCorrect` with every bad cell, `NumberMissing` or `DayMissing` when nobody
    says them, and what `submit` raises: `FileAlreadySubmitted` for the same file again.
    """
    same = dossiers.submission_of_file(
        session, command.body_id, command.campaign_id, plan.file_sha256
    )
    if same is not None:  # said before anything else: whoever sends a file twice meant it once
        raise FileAlreadySubmitted(number=same.number)
    if plan.problems:
        raise CellsToCorrect(count=len(plan.problems), problems=plan.problems)
    number, dated_on = command.number or plan.number, command.dated_on or plan.dated_on
    if not number:
        raise NumberMissing
    if dated_on is None:
        raise DayMissing
    filed = Submit(
        body_id=command.body_id,
        campaign_id=command.campaign_id,
        number=number,
        dated_on=dated_on,
        submitted_by_id=command.submitted_by_id,
        nominations=plan.nominations,
        file_sha256=plan.file_sha256,
        movement_id=command.movement_id,
    )
    return submit(session, filed, now=now)


def _content(source: Path | bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    """The bytes and what to call them; a file too large is not even opened."""
    if isinstance(source, bytes):
        return source, name or "The file"
    if source.stat().st_size > limits.file_megabytes << 20:
        raise FileTooLarge(name=source.name, megabytes=limits.file_megabytes)
    return source.read_bytes(), name or source.name


def _title(sheets: tuple[Sheet, ...]) -> TitleBlock:
    """The title block of the first list."""
    tables = (find_table(sheet) for sheet in sheets)
    first = next(table for table in tables if table)
    return read_title_block(first.sheet.rows[: first.header_row])
