"""`bangvang import FILE.xlsx`: a submission with many nominees, all of them or none."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from approvals.intake.cell_problem import CellProblem
from approvals.intake.details import complete
from approvals.intake.importing import ImportPlan, import_submission, known_on, plan_import
from approvals.intake.refusals import CellsToCorrect
from cli.access import database
from cli.listing import table
from cli.options import AsJson
from cli.writing import Day, DryRun, writing
from core.clock import local_date, now
from core.database import transaction
from core.language import translator
from models.enums import Language

_Workbook = Annotated[
    Path, Parameter(validator=validators.Path(exists=True, dir_okay=False), help="The workbook.")
]


def import_file(  # noqa: PLR0913 -- what a submission says of itself
    file: _Workbook,
    *,
    body: str = "",
    campaign: str = "",
    number: str = "",
    dated: Day | None = None,
    by: str = "",
    language: Language = Language.EN,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Submit the list in an XLSX file: every row becomes a dossier at its first gate.

    All rows are taken or none; each cell that must be corrected is named with its row, its
    column and why. The same file is not taken twice. Where the file's title block names the
    body, the number and the day, nothing else needs to be given.

    Example: bangvang import examples/noi-chinh-2019-bo-tu-phap.xlsx --dry-run

    Args:
        body: Slug of the submitting body; else the one the title block names.
        campaign: Slug of the campaign; else the only one that is open.
        number: Number of the submission, as 109/TTr-UBND; else the one in the title block.
        dated: Its day, as 15/6/2025; else the one in the title block.
        by: Address of who submits; else the body's secretary.
        language: Language in which wrong cells are explained; English if not given.

    """
    moment = now()
    with database() as engine, _progress() as progress:
        bar = progress.add_task("Reading", total=3)
        plan = _plan(engine, file, moment)
        progress.update(bar, advance=1, description="Checking")
        if plan.problems:
            progress.stop()
            refuse_cells(plan.problems, language, as_json=as_json)
        _warn_of_unread(plan, as_json=as_json)
        progress.update(bar, advance=1, description=f"Submitting {len(plan.nominations)}")
        with writing(engine, dry_run=dry_run) as session:
            command = complete(
                session,
                plan,
                body=body,
                campaign=campaign,
                by=by,
                number=number,
                dated_on=dated,
                on=local_date(moment),
            )
            submission = import_submission(session, plan, command, now=moment)
        progress.update(bar, advance=1, description="Submitted")
    _tell(submission.number, submission.dated_on, plan, as_json=as_json, kept=not dry_run)


def _progress() -> Progress:
    """On the error stream, so that what is printed can be piped."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _plan(engine: Engine, file: Path, moment: datetime) -> ImportPlan:
    with transaction(engine) as session:
        known = known_on(session, moment)
    return plan_import(file, known)


def refuse_cells(problems: Sequence[CellProblem], language: Language, *, as_json: bool) -> None:
    """Every bad cell, as a table before the refusal or in its JSON."""
    refusal = CellsToCorrect(count=len(problems), problems=tuple(problems))
    rows = [_row(problem, language) for problem in problems]
    if as_json:
        said = {"code": refusal.code, "sentence": refusal.sentence, "field": refusal.field}
        facts = {"count": len(problems), "problems": rows}
        print(json.dumps(said | {"facts": facts}, ensure_ascii=False))
        sys.exit(1)
    print(table(rows))
    raise refusal


def _row(problem: CellProblem, language: Language) -> dict[str, object]:
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "column": problem.header,
        "value": problem.value[:40],
        "why": problem.sentence_in(translator(language).gettext),
        "code": problem.code,
    }


def _warn_of_unread(plan: ImportPlan, *, as_json: bool) -> None:
    if plan.unread and not as_json:
        print(f"Not read, since nothing here is called so: {', '.join(plan.unread)}.")


def _tell(number: str, dated_on: date, plan: ImportPlan, *, as_json: bool, kept: bool) -> None:
    if as_json:
        facts = {
            "number": number,
            "dated_on": dated_on,
            "submitted": kept,
            "nominations": [asdict(nomination) for nomination in plan.nominations],
            "unread": plan.unread,
        }
        print(json.dumps(facts, ensure_ascii=False, default=str))
    else:
        verb = "Submitted" if kept else "Would submit"
        print(f"{verb} {number} of {dated_on:%d/%m/%Y} with {len(plan.nominations)} nominees.")
