"""`bangvang import-record FILE.xlsx`: awards that were decided before, or elsewhere."""

import json
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from approvals.intake.importing import known_on
from approvals.intake.record import import_record, plan_record
from cli.access import database
from cli.import_file import refuse_cells
from cli.options import AsJson
from cli.writing import DryRun, writing
from core.clock import now
from core.database import transaction
from models.enums import Language

_Workbook = Annotated[
    Path, Parameter(validator=validators.Path(exists=True, dir_okay=False), help="The workbook.")
]


def import_record_file(
    file: _Workbook,
    *,
    language: Language = Language.EN,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Bring in a list of past decisions, so that guards know what nominees were given.

    Columns: Họ và tên / Tên tập thể, Loại, Danh hiệu / hình thức, Số quyết định, Ngày quyết định;
    as you like: Chức vụ, đơn vị công tác, Loại hình khen thưởng, Thành tích, Mã đơn vị, and Năm
    khen thưởng (that the award counts for; else that of the decision). All rows are taken or none;
    what is there already is not taken twice.

    Example: bangvang import-record quyet-dinh-2024.xlsx --dry-run

    Args:
        language: Language in which wrong cells are explained; English if not given.

    """
    moment = now()
    with database() as engine:
        with transaction(engine) as session:
            known = known_on(session, moment)
        plan = plan_record(file, known)
        if plan.problems:
            refuse_cells(plan.problems, language, as_json=as_json)
        with writing(engine, dry_run=dry_run) as session:
            added = import_record(session, plan, now=moment)
    listed = len(plan.awards)
    if as_json:
        print(json.dumps({"listed": listed, "added": added, "kept": not dry_run}))
    else:
        print(f"{added} of {listed} awards were new.")
