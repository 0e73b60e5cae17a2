"""A member scores itself by the bloc's criteria."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import FOR_A_MEMBER, InBloc, for_member, note
from approvals.domain.refusals.scoring import (
    PointsOutOfRange,
    ScoreAppraised,
    ScoringOver,
    SheetNotSet,
)
from approvals.domain.scoring import Criterion, out_of_range
from approvals.queries.bloc import scores
from models.bloc_scoring import MemberScore, ScoreLine, ScoringSheet
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSelf(InBloc):
    """`points` by criterion; every one must have some."""

    member_id: UUID
    points: Mapping[UUID, Decimal]
    note: str = ""


def score_self(session: Session, command: ScoreSelf, *, now: datetime) -> MemberScore:
    """Scoring again takes the place of what was sent, until the head's desk has appraised it.

    Also past the day: the sheet says who is late. Raises `BlocNotFound`, `MemberUnknown`,
    `NotAllowedHere`, `SheetNotSet`, `ScoringOver`, `ScoreAppraised`, `PointsOutOfRange`.
    """
    for_member(session, command, command.member_id, *FOR_A_MEMBER, now=now)
    sheet = open_sheet(session, command)
    criteria = scores.criteria_of(session, sheet.id)
    score = scores.score_of(session, sheet.id, command.member_id) or MemberScore(
        sheet_id=sheet.id,
        member_id=command.member_id,
        scored_by_id=command.by_person_id,
        scored_at=now,
    )
    if score.appraised_at is not None:
        raise ScoreAppraised
    ensure_in_range(criteria, command.points)
    score.scored_by_id, score.scored_at, score.note = command.by_person_id, now, command.note
    session.add(score)
    session.flush()  # points refer to it
    before = scores.points_of(session, score.id)
    for one in criteria:
        points = command.points[one.id]
        line = before.get(one.id) or ScoreLine(score_id=score.id, criterion_id=one.id, own=points)
        line.own = points
        session.add(line)
    note(
        session,
        EventKind.SCORE_ENTERED,
        command,
        now=now,
        facts={"member": str(command.member_id), "points": told(criteria, command.points)},
        texts={"note": command.note},
    )
    return score


def open_sheet(session: Session, command: InBloc) -> ScoringSheet:
    """Raises `SheetNotSet`, `ScoringOver`."""
    sheet = scores.sheet(session, command.bloc_id, command.year)
    if sheet is None:
        raise SheetNotSet
    if sheet.closed_at is not None:
        raise ScoringOver
    return sheet


def ensure_in_range(criteria: Iterable[Criterion], points: Mapping[UUID, Decimal]) -> None:
    """Raises `PointsOutOfRange`, which names the criterion and its field."""
    wrong = out_of_range(criteria, points)
    if wrong is not None:
        refusal = PointsOutOfRange(criterion=wrong.name, maximum=wrong.maximum)
        raise refusal.at(f"points-{wrong.id}")


def told(criteria: Iterable[Criterion], points: Mapping[UUID, Decimal]) -> list[str]:
    """Points in the sheet's order, as the journal has them."""
    return [str(points[one.id]) for one in criteria]
