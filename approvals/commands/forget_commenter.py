"""Who wrote a comment is erased; what was written stays with the dossier."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.open_consultation import may_consult
from approvals.domain.refusals.consulting import CommentNotFound
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.domain.refusals.personal_data import GroundNeeded
from approvals.history.recording import record
from approvals.queries import consultations, dossiers, erasing, visibility
from core.clock import local_date
from core.ids import uuid7
from models.consultations import PublicComment
from models.enums import EventKind

_THEIRS = ("commenter", "contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetCommenter:
    comment_id: UUID
    ground: str
    approved_by_id: UUID


def forget_commenter(session: Session, command: ForgetCommenter, *, now: datetime) -> PublicComment:
    """Delete name and contact for good. Where there are none, or none any more, nothing happens.

    Raises `CommentNotFound`, `NotAllowedHere`, `GroundNeeded`.
    """
    known = consultations.comment(session, command.comment_id)
    viewer = visibility.viewer_of(session, command.approved_by_id, on=local_date(now))
    dossier = dossiers.for_update(session, known.dossier_id) if known else None
    if known is None or dossier is None:
        raise CommentNotFound
    body_id = consultations.body_of(session, known)
    if viewer is None or not may_consult(viewer, body_id):
        raise NotAllowedHere
    if not command.ground.strip():
        raise GroundNeeded
    keys = [
        key
        for key in erasing.texts_about_nominee(session, dossier.id)
        if key[0] == known.seq and key[1] in _THEIRS
    ]
    if keys:
        erasing.delete_texts(session, dossier.id, keys)
        record(
            session,
            dossier,
            EventKind.TEXTS_ERASED,
            actor_id=command.approved_by_id,
            now=now,
            facts={
                "erasure": str(uuid7()),
                "about": str(known.id),
                "request": None,
                "erased_at": now.astimezone(UTC).isoformat(),
                "again": False,
                "texts": [{"seq": seq, "name": name} for seq, name in keys],
            },
            texts={"ground": command.ground.strip()},
        )
    return known
