"""The desk that posted a list says of each comment what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.hold import PlaceHold, place_hold
from approvals.commands.open_consultation import may_consult
from approvals.domain.refusals.consulting import (
    CommentJudged,
    CommentNotFound,
    CommentReasonNeeded,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.history.recording import record
from approvals.queries import consultations, dossiers, visibility
from core.clock import local_date
from models.conduct import HoldCause
from models.consultations import Judgement, PublicComment
from models.enums import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeComment:
    """`reason` may be empty for a comment that is kept.

    `document`: the number under which a denunciation was registered; else the comment's receipt.
    """

    comment_id: UUID
    judgement: Judgement
    judged_by_id: UUID
    reason: str = ""
    document: str = ""


def judge_comment(session: Session, command: JudgeComment, *, now: datetime) -> PublicComment:
    """Once for all; the same again changes nothing. A denunciation puts its dossier on hold.

    Raises `CommentNotFound`, `NotAllowedHere`, `CommentJudged`, `CommentReasonNeeded`, and for a
    denunciation what `place_hold` does.
    """
    known = consultations.comment(session, command.comment_id)
    viewer = visibility.viewer_of(session, command.judged_by_id, on=local_date(now))
    if known is None or viewer is None:
        raise CommentNotFound
    dossier = dossiers.for_update(session, known.dossier_id)
    body_id = consultations.body_of(session, known)
    if dossier is None or not may_consult(viewer, body_id):
        raise NotAllowedHere
    session.refresh(known)
    if known.judgement is not None:
        if known.judgement is not command.judgement:
            raise CommentJudged
        return known
    reason = command.reason.strip()
    if not reason and command.judgement is not Judgement.KEPT:
        raise CommentReasonNeeded
    known.judgement, known.judged_at = command.judgement, now
    known.judged_by_id = command.judged_by_id
    record(
        session,
        dossier,
        EventKind.COMMENT_JUDGED,
        actor_id=command.judged_by_id,
        now=now,
        facts={
            "comment": str(known.id),
            "body": str(body_id),
            "judgement": known.judgement,
        },
        texts={"reason": reason},
    )
    if known.judgement is Judgement.DENUNCIATION:
        hold = PlaceHold(
            dossier_id=dossier.id,
            cause=HoldCause.COMPLAINT,
            document=command.document.strip() or known.receipt,
            reason=reason,
            placed_by_id=command.judged_by_id,
        )
        place_hold(session, hold, now=now)
    return known
