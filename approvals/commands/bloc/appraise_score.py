"""The head's desk says how many points of a member's own score stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from approvals.commands.bloc.acting import InBloc, leading, note
from approvals.commands.bloc.score_self import ensure_in_range, open_sheet, told
from approvals.domain.refusals.blocs import MemberUnknown
from approvals.domain.refusals.scoring import AppraisalReasonMissing, NotScoredYet
from approvals.queries.bloc import scores
from models.bloc_scoring import MemberScore
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiseScore(InBloc):
    """`note` says why points differ from the member's own; needed where some do."""

    member_id: UUID
    points: Mapping[UUID, Decimal]
    note: str = ""


def appraise_score(session: Session, command: AppraiseScore, *, now: datetime) -> MemberScore:
    """Appraising again takes the place of what was said, until the scores are closed.

    Raises `BlocNotFound`, `NotAllowedHere`, `MemberUnknown`, `SheetNotSet`, `ScoringOver`,
    `NotScoredYet`, `PointsOutOfRange`, `AppraisalReasonMissing`.
    """
    found = leading(session, command, now=now)
    if found.member(command.member_id) is None:
        raise MemberUnknown
    sheet = open_sheet(session, command)
    criteria = scores.criteria_of(session, sheet.id)
    score = scores.score_of(session, sheet.id, command.member_id)
    if score is None:
        raise NotScoredYet
    ensure_in_range(criteria, command.points)
    lines = scores.points_of(session, score.id)
    differs = any(lines[one.id].own != command.points[one.id] for one in criteria)
    if differs and not command.note.strip():
        raise AppraisalReasonMissing
    for one in criteria:
        lines[one.id].appraised = command.points[one.id]
    score.appraisal = command.note
    score.appraised_by_id, score.appraised_at = command.by_person_id, now
    note(
        session,
        EventKind.SCORE_APPRAISED,
        command,
        now=now,
        facts={"member": str(command.member_id), "points": told(criteria, command.points)},
        texts={"note": command.note},
    )
    return score
