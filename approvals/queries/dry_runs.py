"""A dry run over the open dossiers of a rule set, each under the edition it goes by."""

from collections.abc import Collection

from sqlmodel import Session

from approvals.domain.dry_run import DryRun, dry_run
from approvals.domain.rule_set import RuleSet
from approvals.queries import rules
from approvals.queries.running import running_under
from approvals.rules.calendar import vietnamese_calendar


def dry_run_of(
    session: Session, rule_set_id: str, instead: RuleSet, *, codes: Collection[str] | None = None
) -> DryRun:
    """What `instead` would mean for them; for those of some codes, where these are given."""
    running = list(running_under(session, rule_set_id, codes=codes).values())
    under = {key: rules.rule_set(session, *key) for key in {one.under for one in running}}
    return dry_run(running, under, instead, vietnamese_calendar())
