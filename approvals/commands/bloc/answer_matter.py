"""The central board's secretariat answers an obstacle or a proposal that a bloc sent up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.domain.refusals.blocs import MatterNotFound, ReplyMissing
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.history.recording import record
from approvals.queries import journal
from approvals.queries.bloc import reports
from approvals.queries.visibility import viewer_of
from core.clock import local_date
from models.bloc_year import RaisedMatter
from models.enums import EventKind, Office

ANSWERING = (Office.SECRETARIAT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMatter:
    matter_id: UUID
    by_person_id: UUID
    answer: str


def answer_matter(session: Session, command: AnswerMatter, *, now: datetime) -> RaisedMatter:
    """A later answer takes the place of the one before; the journal keeps both.

    Raises `NotAllowedHere`, `MatterNotFound`, `ReplyMissing`.
    """
    viewer = viewer_of(session, command.by_person_id, on=local_date(now))
    if viewer is None or not viewer.holds(*ANSWERING):
        raise NotAllowedHere
    chain = journal.for_update(session)
    matter = reports.matter(session, command.matter_id)
    if matter is None:
        raise MatterNotFound
    if not command.answer.strip():
        raise ReplyMissing
    matter.answer, matter.answered_at = command.answer, now
    matter.answered_by_id = command.by_person_id
    record(
        session,
        chain,
        EventKind.MATTER_ANSWERED,
        actor_id=command.by_person_id,
        now=now,
        facts={"matter": str(matter.id)},
        texts={"answer": command.answer},
    )
    return matter
