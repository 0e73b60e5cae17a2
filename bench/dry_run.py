"""A dry run over the open dossiers of the whole country: `python -m bench dry_run`.

An embedded PostgreSQL as in use; the newest edition differs in one limit and one share.
"""

import tempfile
from pathlib import Path
from time import monotonic

from rich.console import Console
from sqlalchemy import text
from sqlmodel import Session, select

from approvals.commands.edit_rule_set import EditRuleSet, edit_rule_set
from approvals.domain.dry_run import DryRun
from approvals.domain.sourced import Strength
from approvals.queries import rules
from approvals.queries.dry_runs import dry_run_of
from approvals.rules.editing import NewValue
from bench.many_dossiers import DOSSIERS, FIRST, fill
from core.database import connect, transaction
from core.postgres import EmbeddedPostgres
from migrations.run import upgrade
from models.bodies import Person

TARGET = 3.0  # seconds for 20,000 open dossiers
_OPEN = 20_000
_RULES = "nd98-2023"
_EDITS = (("awards.bk-ttg.unit.working_days", 7), ("awards.bk-ttg.unit.pass_percent", 60))
_TIMES = 5


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="bangvang-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres")
        postgres.start()
        try:
            postgres.ensure_database("bangvang")
            database = connect(postgres.url("bangvang"))
            upgrade(database)
            fill(database, dossiers=DOSSIERS // 2)
            with transaction(database) as session:
                _open_again(session)
                _edit(session)
            took, found = [], None
            for _ in range(_TIMES):
                with transaction(database) as session:
                    began = monotonic()
                    found = _run(session)
                    took.append(monotonic() - began)
            database.dispose()
        finally:
            postgres.stop()
    if found is not None:
        counts = f"{len(found.outlooks):,} open dossiers, {found.changed:,} would fare differently"
        console.print(f"{counts}: {min(took):.2f} to {max(took):.2f} s (target {TARGET} s)")


def _run(session: Session) -> DryRun:
    return dry_run_of(session, _RULES, rules.rule_set(session, _RULES))


def _open_again(session: Session) -> None:
    """So many dossiers lie at their units, as at the height of a season."""
    session.execute(text("ALTER TABLE dossier DISABLE TRIGGER USER"))
    session.execute(
        text(
            "CREATE TEMP TABLE reopened AS SELECT DISTINCT ON (dossier_id) id, dossier_id"
            " FROM gate WHERE stage = 'unit' ORDER BY dossier_id, id LIMIT :many"
        ),
        {"many": _OPEN},
    )
    session.execute(
        text(
            "UPDATE gate SET state = 'passed', closed_at = coalesce(closed_at, opened_at)"
            " WHERE dossier_id IN (SELECT dossier_id FROM reopened)"
        )
    )
    session.execute(
        text(
            "UPDATE gate SET state = 'open', closed_at = NULL WHERE id IN (SELECT id FROM reopened)"
        )
    )
    session.execute(
        text(
            "UPDATE dossier SET state = 'under_review', stage = 'unit', closed_at = NULL"
            " WHERE id IN (SELECT dossier_id FROM reopened)"
        )
    )


def _edit(session: Session) -> None:
    by_id = session.exec(select(Person.id).order_by(Person.email)).first()
    if by_id is None:
        return
    for number, (path, value) in enumerate(_EDITS, 1):
        new = NewValue(path=path, value=value, basis="Điều 1", strength=Strength.V2, note="Đã hỏi.")
        command = EditRuleSet(
            rule_set_id=_RULES, edition=number, news=(new,), reason="Thử", edited_by_id=by_id
        )
        edit_rule_set(session, command, now=FIRST)
        session.flush()  # the next edition follows this one
