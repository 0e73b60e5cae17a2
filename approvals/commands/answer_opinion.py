"""A body that was asked says what it thinks of a dossier; or its silence is taken as agreement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands.settling import finish
from approvals.domain import asking_bodies
from approvals.domain.refusals.asking_bodies import (
    OpinionAnswered,
    OpinionLapsed,
    OpinionNotFound,
    OpinionTooLate,
)
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.history.recording import record
from approvals.queries import agency_opinions, dossiers, gates, visibility
from core.clock import local_date
from core.vietnamese import clean
from models.agency_opinions import AgencyOpinion
from models.conduct import AgencyAnswer
from models.dossiers import Dossier
from models.enums import EventKind
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOpinion:
    """`document` is the number of the letter that says so, where there is one.

    `via` is where it came from: `link`, `page` or `api`.
    """

    opinion_id: UUID
    person_id: UUID
    answer: AgencyAnswer
    reason: str = ""
    document: str = ""
    via: str = "page"


def answer_opinion(session: Session, command: AnswerOpinion, *, now: datetime) -> AgencyOpinion:
    """An objection stops nothing: whoever decides, here and later, reads it and decides.

    Whoever says the same again gets what stands, and nothing is written. Raises `OpinionNotFound`,
    `NotAllowedHere` for whoever does not answer for the body, `OpinionAnswered`, `OpinionLapsed`,
    `OpinionTooLate` once the dossier has ended, `ObjectionUnexplained`.
    """
    found = locked(session, command.opinion_id)
    if found is None:
        raise OpinionNotFound
    opinion, dossier, gate = found
    viewer = visibility.viewer_of(session, command.person_id, on=local_date(now))
    if viewer is None or not agency_opinions.may_answer(viewer, opinion.body_id):
        raise NotAllowedHere
    if opinion.answered_at is not None:
        same = (command.person_id, command.answer) == (opinion.answered_by_id, opinion.answer)
        if same:
            return opinion
        raise OpinionAnswered(answered_at=opinion.answered_at)
    if opinion.lapsed_at is not None:
        raise OpinionLapsed(lapsed_at=opinion.lapsed_at)
    if dossier.closed_at is not None:
        raise OpinionTooLate
    asking_bodies.ensure_explained(command.answer, command.reason)
    opinion.answer, opinion.document = command.answer, clean(command.document)
    opinion.answered_by_id, opinion.answered_at = command.person_id, now
    opinion.remind_at = None
    _record(
        session,
        opinion,
        dossier,
        gate,
        EventKind.AGENCY_OPINION_ANSWERED,
        {"answer": opinion.answer, "document": opinion.document, "via": command.via},
        now=now,
        reason=command.reason.strip(),
    )
    return opinion


def lapse_opinion(session: Session, opinion_id: UUID, *, now: datetime) -> bool:
    """The time is over, and silence agrees; False when it was answered, or is not due."""
    found = locked(session, opinion_id)
    if found is None:
        return False
    opinion, dossier, gate = found
    due = opinion.lapses_at is not None and opinion.lapses_at <= now
    if not opinion.awaited or not due or dossier.closed_at is not None:
        return False
    opinion.lapsed_at, opinion.remind_at = now, None
    _record(session, opinion, dossier, gate, EventKind.AGENCY_OPINION_LAPSED, {}, now=now)
    return True


def locked(session: Session, opinion_id: UUID) -> tuple[AgencyOpinion, Dossier, Gate] | None:
    """An opinion as it stands under its dossier's lock, and the gate where it was asked for."""
    known = agency_opinions.opinion(session, opinion_id)
    dossier = dossiers.for_update(session, known.dossier_id) if known else None
    opinion = agency_opinions.opinion(session, opinion_id)
    gate = gates.gate(session, opinion.gate_id) if opinion else None
    if opinion is None or dossier is None or gate is None:
        return None
    return opinion, dossier, gate


def _record(  # noqa: PLR0913, PLR0917 -- what ended it, and what the history says about it
    session: Session,
    opinion: AgencyOpinion,
    dossier: Dossier,
    gate: Gate,
    kind: EventKind,
    facts: dict[str, Any],
    *,
    now: datetime,
    reason: str | None = None,
) -> None:
    session.flush()  # so that what is still awaited at the gate is read as it is now
    left = agency_opinions.of_gate(session, gate.id)
    gate.opinion_due_on = asking_bodies.awaited_until(left)
    record(
        session,
        dossier,
        kind,
        actor_id=opinion.answered_by_id,
        now=now,
        facts={
            "gate": gate.key,
            "opinion": str(opinion.id),
            "body": str(opinion.body_id),
            **facts,
        },
        texts={} if reason is None else {"reason": reason},
    )
    finish(session, dossier, now=now)
