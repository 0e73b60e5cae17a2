"""Votes of a bloc on whom to recommend: who has voted, and what was counted."""

from uuid import UUID

from sqlmodel import Session, col, select

from approvals.domain.bloc_year import Counted, counted
from approvals.domain.rule_set import AwardRule, RuleSet, StageRule
from approvals.queries import rules
from models.bloc_year import Recommendation, RecommendationCandidate, RecommendationVoter
from models.enums import NomineeKind, Stage


def voted_on(rule_set: RuleSet) -> dict[str, AwardRule]:
    """Awards for collectives that a bloc votes on by the rules, by code."""
    return {
        code: award
        for code, award in rule_set.offered.items()
        if NomineeKind.COLLECTIVE in award.recipients
        and any(one.stage is Stage.BLOC and one.ballot is not None for one in award.route)
    }


def rule_of(rule_set: RuleSet, award_code: str) -> StageRule:
    """How a bloc votes on an award."""
    return rule_set.award(award_code).rule_at(Stage.BLOC)


def of_year(session: Session, bloc_id: UUID, year: int) -> list[Recommendation]:
    """In the order they were opened."""
    return list(
        session.exec(
            select(Recommendation)
            .where(Recommendation.bloc_id == bloc_id, Recommendation.year == year)
            .order_by(col(Recommendation.id))
        )
    )


def of_award(session: Session, bloc_id: UUID, year: int, award_code: str) -> Recommendation | None:
    found = of_year(session, bloc_id, year)
    return next((one for one in found if one.award_code == award_code), None)


def in_bloc(
    session: Session, bloc_id: UUID, year: int, recommendation_id: UUID
) -> Recommendation | None:
    found = of_year(session, bloc_id, year)
    return next((one for one in found if one.id == recommendation_id), None)


def boxes(session: Session, recommendation_id: UUID) -> list[RecommendationCandidate]:
    """Each candidate with its box."""
    return list(
        session.exec(
            select(RecommendationCandidate)
            .where(RecommendationCandidate.recommendation_id == recommendation_id)
            .execution_options(populate_existing=True)
        )
    )


def voters(session: Session, recommendation_id: UUID) -> list[UUID]:
    """Members that have voted."""
    return list(
        session.exec(
            select(RecommendationVoter.member_id).where(
                RecommendationVoter.recommendation_id == recommendation_id
            )
        )
    )


def counted_of(session: Session, vote: Recommendation, *, members: int) -> list[Counted]:
    """The count. Only for one that is closed, or is being closed."""
    rule = rule_of(rules.rule_set(session, vote.rule_set_id), vote.award_code)
    assert rule.ballot is not None  # noqa: S101 -- `voted_on` made sure
    found = [(one.member_id, one.in_favour, one.against) for one in boxes(session, vote.id)]
    return counted(found, members=members, rule=rule.ballot, own_body=rule.own_body.value)
