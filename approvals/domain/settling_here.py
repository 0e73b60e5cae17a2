"""A body may give an award of its own instead of proposing one upward: which, and from where on."""

from collections.abc import Callable, Sequence

from approvals.domain.refusals.settling_here import EndsHereAnyway, NoOwnAward, NotOwnAward
from approvals.domain.route import stages_for
from approvals.domain.rule_set import AwardRule, RuleSet, StageRule
from models.enums import NomineeKind, Stage

JudgedHere = Callable[[StageRule], bool]


def own_awards(
    rules: RuleSet, proposed: AwardRule, kind: NomineeKind, judged_here: JudgedHere
) -> list[AwardRule]:
    """Awards that are offered to this kind of nominee and on which this body has the last word.

    None where it has the last word on what is proposed, too: then nothing goes upward.
    """
    if judged_here(proposed.route[-1]):
        return []
    return [
        award
        for award in rules.offered.values()
        if kind in award.recipients and judged_here(award.route[-1])
    ]


def ensure_own(
    code: str, proposed: AwardRule, own: Sequence[AwardRule], judged_here: JudgedHere, *, body: str
) -> AwardRule:
    """The award of that code among a body's own.

    Raises `EndsHereAnyway`, `NoOwnAward`, `NotOwnAward`.
    """
    if judged_here(proposed.route[-1]):
        raise EndsHereAnyway(body=body)
    if not own:
        raise NoOwnAward(body=body)
    found = next((award for award in own if award.code == code), None)
    if found is None:
        raise NotOwnAward(award=code or "–", body=body)
    return found


def goes_on_at(award: AwardRule, kind: NomineeKind, stage: Stage) -> StageRule:
    """Where the new dossier starts: at the stage where the first one was, or the next on its route.

    So nothing is judged twice that was judged below, and no judgement is left out.
    """
    order = list(Stage)
    return next(
        rule for rule in stages_for(award, kind) if order.index(rule.stage) >= order.index(stage)
    )
