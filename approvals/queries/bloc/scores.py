"""A bloc's scoring sheet, and what each member has on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.domain.scoring import Criterion, Ranked, Total, ranked, total
from approvals.queries.bloc.years import BlocYear, Member
from approvals.queries.visibility import Viewer
from models.bloc_scoring import MemberScore, ScoreLine, ScoringCriterion, ScoringSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A member's points by criterion: its own, and those of the head's desk once it has said."""

    score: MemberScore
    own: Mapping[UUID, Decimal]
    appraised: Mapping[UUID, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """A sheet with all that is on it; `scored` by member."""

    sheet: ScoringSheet
    criteria: Sequence[Criterion]
    scored: Mapping[UUID, Scored]

    def own(self, member_id: UUID) -> Total:
        return total(self.criteria, self.scored[member_id].own)

    def appraised(self, member_id: UUID) -> Total:
        return total(self.criteria, self.scored[member_id].appraised)

    def ranks(self) -> Mapping[UUID, Ranked]:
        """Of members that were appraised."""
        sums = {
            member_id: self.appraised(member_id)
            for member_id, one in self.scored.items()
            if one.score.appraised_at is not None
        }
        return {one.member_id: one for one in ranked(sums)}

    def late(self, member_id: UUID, today: date) -> bool:
        """Whether a member owes its own score past the day."""
        still = self.sheet.closed_at is None and member_id not in self.scored
        return still and self.sheet.self_scored_by < today

    def unappraised(self) -> int:
        """How many members scored themselves and wait."""
        return sum(one.score.appraised_at is None for one in self.scored.values())

    def shown_to(self, viewer: Viewer, found: BlocYear) -> Sequence[Member]:
        """All for the board and those who lead, and for all once it is closed; else one's own."""
        everything = viewer.national or found.leads(viewer, deputy_too=True)
        if everything or self.sheet.closed_at is not None:
            return found.members
        return [one for one in found.members if one.body.id in viewer.bodies]


def sheet(session: Session, bloc_id: UUID, year: int) -> ScoringSheet | None:
    return session.exec(
        select(ScoringSheet).where(ScoringSheet.bloc_id == bloc_id, ScoringSheet.year == year)
    ).first()


def lines_of_sheet(session: Session, sheet_id: UUID) -> list[ScoringCriterion]:
    """In the sheet's order."""
    return list(
        session.exec(
            select(ScoringCriterion)
            .where(ScoringCriterion.sheet_id == sheet_id)
            .order_by(col(ScoringCriterion.place))
        ).all()
    )


def score_of(session: Session, sheet_id: UUID, member_id: UUID) -> MemberScore | None:
    return session.exec(
        select(MemberScore).where(
            MemberScore.sheet_id == sheet_id, MemberScore.member_id == member_id
        )
    ).first()


def points_of(session: Session, score_id: UUID) -> dict[UUID, ScoreLine]:
    """By criterion."""
    rows = session.exec(select(ScoreLine).where(ScoreLine.score_id == score_id)).all()
    return {one.criterion_id: one for one in rows}


def criteria_of(session: Session, sheet_id: UUID) -> list[Criterion]:
    return [
        Criterion(id=one.id, name=one.name, maximum=one.maximum, bonus=one.bonus)
        for one in lines_of_sheet(session, sheet_id)
    ]


def scoring(session: Session, bloc_id: UUID, year: int) -> Scoring | None:
    """None where the head has set no criteria."""
    found = sheet(session, bloc_id, year)
    if found is None:
        return None
    rows = session.exec(
        select(MemberScore, ScoreLine)
        .join(ScoreLine, col(ScoreLine.score_id) == col(MemberScore.id))
        .where(MemberScore.sheet_id == found.id)
    ).all()
    lines: dict[UUID, tuple[MemberScore, list[ScoreLine]]] = {}
    for score, line in rows:
        lines.setdefault(score.member_id, (score, []))[1].append(line)
    return Scoring(
        sheet=found,
        criteria=criteria_of(session, found.id),
        scored={
            member_id: Scored(
                score=score,
                own={one.criterion_id: one.own for one in theirs},
                appraised={
                    one.criterion_id: one.appraised for one in theirs if one.appraised is not None
                },
            )
            for member_id, (score, theirs) in lines.items()
        },
    )
