"""A body whose opinion is awaited is reminded: by the clock, or because somebody asks for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.answer_opinion import locked
from approvals.commands.ask_opinion import may_ask
from approvals.commands.opening import moment_of, reminder_before
from approvals.commands.settling import rule_of
from approvals.domain.refusals.asking_bodies import (
    BodyRemindedToday,
    OpinionAnswered,
    OpinionLapsed,
    OpinionNotFound,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.history.recording import record
from approvals.queries import visibility
from core.clock import local_date
from models.agency_opinions import AgencyOpinion
from models.dossiers import Dossier
from models.enums import EventKind
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindBody:
    opinion_id: UUID
    by_person_id: UUID


def remind_body(session: Session, opinion_id: UUID, *, now: datetime) -> bool:
    """Take a due reminder; False when it was answered, is not due, or somebody else took it."""
    found = locked(session, opinion_id)
    if found is None:
        return False
    opinion, dossier, gate = found
    due = opinion.remind_at is not None and opinion.remind_at <= now
    if not opinion.awaited or not due or dossier.closed_at is not None:
        return False
    _reminded(session, opinion, dossier, gate, None, now=now)
    return True


def remind_body_now(session: Session, command: RemindBody, *, now: datetime) -> AgencyOpinion:
    """Note that somebody asked for it; once a day, be it by hand or by the clock.

    Raises `OpinionNotFound`, `NotAllowedHere`, `OpinionAnswered`, `OpinionLapsed`,
    `BodyRemindedToday`.
    """
    found = locked(session, command.opinion_id)
    if found is None:
        raise OpinionNotFound
    opinion, dossier, gate = found
    viewer = visibility.viewer_of(session, command.by_person_id, on=local_date(now))
    if viewer is None or not may_ask(viewer, gate.body_id):
        raise NotAllowedHere
    if opinion.answered_at is not None:
        raise OpinionAnswered(answered_at=opinion.answered_at)
    if opinion.lapsed_at is not None:
        raise OpinionLapsed(lapsed_at=opinion.lapsed_at)
    if opinion.reminded_at and local_date(opinion.reminded_at) == local_date(now):
        raise BodyRemindedToday(reminded_at=opinion.reminded_at)
    _reminded(session, opinion, dossier, gate, command.by_person_id, now=now)
    return opinion


def _reminded(  # noqa: PLR0913 -- what, where, and by whom
    session: Session,
    opinion: AgencyOpinion,
    dossier: Dossier,
    gate: Gate,
    by_id: UUID | None,
    *,
    now: datetime,
) -> None:
    opinion.reminded_at = now
    opinion.remind_at = reminder_before(opinion.due_on, rule_of(session, dossier, gate), now=now)
    record(
        session,
        dossier,
        EventKind.AGENCY_OPINION_REMINDED,
        actor_id=by_id,
        now=now,
        facts={
            "gate": gate.key,
            "opinion": str(opinion.id),
            "body": str(opinion.body_id),
            "remind_at": moment_of(opinion.remind_at),
        },
    )
