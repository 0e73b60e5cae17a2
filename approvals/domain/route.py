"""Which stages a nominee of an award passes, in order."""

from approvals.domain.rule_set import AwardRule, StageRule
from models.enums import NomineeKind, Stage


def stages_for(award: AwardRule, nominee_kind: NomineeKind) -> tuple[StageRule, ...]:
    """The stages that this kind of nominee meets."""
    return tuple(rule for rule in award.route if not rule.nominees or nominee_kind in rule.nominees)


def first_stage(award: AwardRule, nominee_kind: NomineeKind) -> StageRule:
    """Where a dossier starts."""
    return stages_for(award, nominee_kind)[0]


def stage_after(award: AwardRule, nominee_kind: NomineeKind, stage: Stage) -> StageRule | None:
    """The stage that follows; None after the last, where passing means the award is given."""
    route = stages_for(award, nominee_kind)
    following = [rule.stage for rule in route].index(stage) + 1
    return route[following] if following < len(route) else None
