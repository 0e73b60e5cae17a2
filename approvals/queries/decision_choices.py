"""What the filters above the list of all decisions offer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models.bodies import Body
from models.dossiers import Submission
from models.gates import Gate
from models.rules import Award, RuleSet

OFFERED = 1_000  # of each


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChoices:
    """`judging` bodies have had a dossier before them, `nominating` ones submitted something."""

    awards: Sequence[Award]
    judging: Sequence[Body]
    nominating: Sequence[Body]
    rule_sets: Sequence[RuleSet]


def decision_choices(session: Session) -> DecisionChoices:
    judged = select(Gate.id).where(col(Gate.body_id) == col(Body.id)).exists()
    submitted = select(Submission.id).where(col(Submission.body_id) == col(Body.id)).exists()
    bodies = select(Body).order_by(col(Body.sort_key)).limit(OFFERED)
    return DecisionChoices(
        awards=_awards(session),
        judging=session.exec(bodies.where(judged)).all(),
        nominating=session.exec(bodies.where(submitted)).all(),
        rule_sets=session.exec(
            select(RuleSet).order_by(col(RuleSet.valid_from).desc(), col(RuleSet.id)).limit(OFFERED)
        ).all(),
    )


def _awards(session: Session) -> list[Award]:
    """Each code once, named as its newest rule set does."""
    rows = session.exec(
        select(Award)
        .join(RuleSet, col(RuleSet.id) == col(Award.rule_set_id))
        .order_by(col(RuleSet.valid_from), col(Award.code))
        .limit(OFFERED)
    ).all()
    return list({award.code: award for award in rows}.values())
