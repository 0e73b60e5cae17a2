"""Awards, their routes, and the rules in force."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.bearer import Reader
from api.dependencies import Now, Transaction
from api.openapi import json_router, refuses
from api.schemas.rules import AwardOut, RuleSetOut
from api.schemas.words import Code, Day
from approvals.domain.refusals import filing, missing
from approvals.queries import rules
from core.clock import local_date

router: APIRouter = json_router("rules")
_DAY = Query(description="A day of Vietnam's calendar; today when left out.")


@router.get("/awards", responses=refuses(filing.NoRuleSetInForce))
def list_awards(
    session: Transaction, _viewer: Reader, now: Now, on: Annotated[Day | None, _DAY] = None
) -> list[AwardOut]:
    """The awards of the rules in force, with the stages a nominee of each kind meets."""
    rule_set = rules.rule_set_in_force(session, on or local_date(now))
    return [AwardOut.of(award, rule_set) for award in rule_set.offered.values()]


@router.get("/rule-sets/in-force", responses=refuses(filing.NoRuleSetInForce))
def get_rule_set_in_force(
    session: Transaction, _viewer: Reader, now: Now, on: Annotated[Day | None, _DAY] = None
) -> RuleSetOut:
    """The rules in force: every value with its legal basis and how well it is known."""
    return RuleSetOut.model_validate(rules.rule_set_in_force(session, on or local_date(now)))


@router.get("/rule-sets/{rule_set_id}", responses=refuses(missing.RuleSetNotFound))
def get_rule_set(rule_set_id: Code, session: Transaction, _viewer: Reader) -> RuleSetOut:
    """The rules that a dossier was submitted under, as they were then."""
    if rules.stored(session, rule_set_id) is None:
        raise missing.RuleSetNotFound(rule_set=rule_set_id)
    return RuleSetOut.model_validate(rules.rule_set(session, rule_set_id))
