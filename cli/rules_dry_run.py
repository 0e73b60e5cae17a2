"""`bangvang rules dry-run`: what other rules would mean for open dossiers."""

import json
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter, validators
from sqlmodel import Session

from approvals.domain.dry_run import DryRun, Outlook
from approvals.domain.other_rules import Differs
from approvals.domain.refusals.missing import RuleSetNotFound
from approvals.domain.rule_set import RuleSet
from approvals.queries import rules
from approvals.queries.dry_runs import dry_run_of
from approvals.rules.loader import load_file
from cli.access import database
from cli.listing import Limit, table
from cli.options import AsJson
from core.database import transaction

_File = Annotated[Path | None, Parameter(validator=validators.Path(exists=True, dir_okay=False))]


def dry_run(
    rule_set: str,
    *,
    under: str = "",
    file: _File = None,
    limit: Limit = 200,
    as_json: AsJson = False,
) -> None:
    """Show how the open dossiers of a set would fare under other rules. Nothing is changed.

    Example: bangvang rules dry-run nd98-2023 --under nd152-2025

    Args:
        rule_set: Id of the set whose open dossiers are looked at, whatever their edition.
        under: Id of the other set; the newest edition of the same one if not given.
        file: Or a file that is not loaded.

    """
    with database() as engine, transaction(engine) as session:
        for one in filter(None, (rule_set, under)):
            if rules.stored(session, one) is None:
                raise RuleSetNotFound(rule_set=one)
        run = dry_run_of(session, rule_set, _instead(session, under or rule_set, file))
    changed = [one for one in run.outlooks if one.effects][:limit]
    rows = [_row(one) for one in changed]
    facts = _facts(run) | {"dossiers": rows}
    if as_json:
        print(json.dumps(facts, ensure_ascii=False, default=str))
        return
    print(
        f"{len(run.outlooks)} open dossiers: {run.changed} would fare differently, of which "
        f"{run.blocked} cannot be moved while their votes stand; {run.unchanged} would not."
    )
    if rows:
        print(table([row | {"effects": "; ".join(row["effects"])} for row in rows]))
    if run.changed > len(rows):
        print(f"{run.changed - len(rows)} more: --limit {run.changed} shows all.")


def _instead(session: Session, under: str, file: Path | None) -> RuleSet:
    return load_file(file).rules if file else rules.rule_set(session, under)


def _facts(run: DryRun) -> dict[str, object]:
    return {
        "open": len(run.outlooks),
        "changed": run.changed,
        "unchanged": run.unchanged,
        "blocked": run.blocked,
        "by_effect": {effect.value: count for effect, count in run.by_effect.items()},
    }


def _row(one: Outlook) -> dict[str, Any]:
    running = one.running
    return {
        "code": running.code,
        "award": running.award,
        "stage": running.stage.value,
        "edition": running.under[1],
        "blocked": one.blocked,
        "effects": [_effect(differs) for differs in one.effects],
    }


def _effect(differs: Differs) -> str:
    if differs.before is None and differs.after is None:
        return differs.effect.value
    return f"{differs.effect.value}: {differs.before or '–'} → {differs.after or '–'}"
