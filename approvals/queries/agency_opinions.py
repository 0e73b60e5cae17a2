"""Opinions that other bodies are asked for about dossiers, and the links they answer by."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from approvals.queries import bodies
from approvals.queries.events import timeline
from approvals.queries.visibility import Viewer
from models.agency_opinions import AgencyOpinion, OpinionLink
from models.bodies import Body, Person, Seat
from models.dossiers import Dossier, Nominee
from models.enums import EventKind, Office
from models.mail import Message

ANSWERING = (Office.HEAD, Office.SECRETARY)  # who speaks for a body that is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An opinion, the body it is of, and what was written; "" for nothing, and once erased."""

    opinion: AgencyOpinion
    body: Body
    question: str
    reason: str


def opinion(session: Session, opinion_id: UUID) -> AgencyOpinion | None:
    """As it stands now, also when this transaction read it before."""
    wanted = select(AgencyOpinion).where(AgencyOpinion.id == opinion_id)
    return session.exec(wanted.execution_options(populate_existing=True)).first()


def of_dossier(session: Session, dossier_id: UUID) -> list[AgencyOpinion]:
    """All of a dossier's, in the order they were asked for."""
    asked = select(AgencyOpinion).where(AgencyOpinion.dossier_id == dossier_id)
    ordered = asked.order_by(col(AgencyOpinion.asked_at), col(AgencyOpinion.id))
    return list(session.exec(ordered).all())


def of_gate(session: Session, gate_id: UUID) -> list[AgencyOpinion]:
    asked = select(AgencyOpinion).where(AgencyOpinion.gate_id == gate_id)
    return list(session.exec(asked.order_by(col(AgencyOpinion.id))).all())


def told_of(session: Session, dossier_id: UUID) -> list[Told]:
    """All of a dossier's with what was written, for whoever decides on it."""
    found = of_dossier(session, dossier_id)
    if not found:
        return []
    said = _texts(session, dossier_id)
    by_id = _bodies(session, {one.body_id for one in found})
    return [
        Told(
            opinion=one,
            body=by_id[one.body_id],
            question=said.get((str(one.id), EventKind.AGENCY_OPINION_ASKED), ""),
            reason=said.get((str(one.id), EventKind.AGENCY_OPINION_ANSWERED), ""),
        )
        for one in found
    ]


def awaited_from(
    session: Session, body_ids: Collection[UUID]
) -> Sequence[tuple[AgencyOpinion, Dossier, Nominee]]:
    """What these bodies have still to answer, the most urgent first."""
    if not body_ids:
        return []
    return session.exec(
        select(AgencyOpinion, Dossier, Nominee)
        .join(Dossier, col(Dossier.id) == col(AgencyOpinion.dossier_id))
        .join(Nominee, col(Nominee.id) == col(Dossier.nominee_id))
        .where(
            col(AgencyOpinion.body_id).in_(body_ids),
            col(AgencyOpinion.answered_at).is_(None),
            col(AgencyOpinion.lapsed_at).is_(None),
            col(Dossier.closed_at).is_(None),
        )
        .order_by(col(AgencyOpinion.due_on), col(AgencyOpinion.id))
        .limit(50)
    ).all()


def bodies_answered_for(viewer: Viewer) -> set[UUID]:
    """Bodies for which somebody answers such questions."""
    return {body_id for office, body_id in viewer.seats if office in ANSWERING}


def may_answer(viewer: Viewer, body_id: UUID) -> bool:
    return viewer.holds_in(body_id, *ANSWERING)


def who_answer(session: Session, body_id: UUID, *, on: date) -> list[Person]:
    """The heads and secretaries of a body, each once."""
    people = [
        person
        for office in ANSWERING
        for person in bodies.holders(session, office, on=on, body_id=body_id)
    ]
    return list({person.id: person for person in people}.values())


def askable(session: Session, *, but: UUID, on: date) -> list[Body]:
    """Bodies that somebody can answer for today, by name."""
    seated = select(Seat.body_id).where(col(Seat.office).in_(ANSWERING), bodies.held_on(on))
    seated = seated.where(col(Seat.person_id) == col(Person.id))
    found = select(Body).where(col(Body.id).in_(seated), Body.id != but)
    return list(session.exec(found.order_by(col(Body.sort_key)).limit(500)).all())


def to_remind_ids(session: Session, *, now: datetime, limit: int) -> list[UUID]:
    """Those awaited whose next reminder is due, the longest waiting first."""
    return _due(session, col(AgencyOpinion.remind_at), now=now, limit=limit)


def to_lapse_ids(session: Session, *, now: datetime, limit: int) -> list[UUID]:
    """Those awaited whose body has let its time pass, where silence agrees."""
    return _due(session, col(AgencyOpinion.lapses_at), now=now, limit=limit)


def link_by_token_hash(session: Session, token_hash: bytes) -> OpinionLink | None:
    return session.exec(select(OpinionLink).where(OpinionLink.token_hash == token_hash)).first()


def link_by_id(session: Session, link_id: UUID) -> OpinionLink | None:
    return session.get(OpinionLink, link_id)


def mailed_to(session: Session, link: OpinionLink) -> UUID:
    """Whose link it is."""
    return session.exec(select(Message.person_id).where(Message.id == link.message_id)).one()


def count_try(session: Session, link_id: UUID, *, limit: int) -> bool:
    """Count one try at a link's code; False when all tries are used up."""
    counted = session.execute(
        update(OpinionLink)
        .where(col(OpinionLink.id) == link_id, col(OpinionLink.code_tries) < limit)
        .values(code_tries=OpinionLink.code_tries + 1)
    )
    return bool(counted.rowcount == 1)  # type: ignore[attr-defined]


def _due(session: Session, moment: object, *, now: datetime, limit: int) -> list[UUID]:
    column = col(moment)
    return list(
        session.exec(
            select(AgencyOpinion.id)
            .join(Dossier, col(Dossier.id) == col(AgencyOpinion.dossier_id))
            .where(
                column <= now,
                col(AgencyOpinion.answered_at).is_(None),
                col(AgencyOpinion.lapsed_at).is_(None),
                col(Dossier.closed_at).is_(None),
            )
            .order_by(column)
            .limit(limit)
        ).all()
    )


def _texts(session: Session, dossier_id: UUID) -> Mapping[tuple[str, EventKind], str]:
    return {
        (entry.facts["opinion"], entry.kind): entry.texts.get("reason", "")
        for entry in timeline(session, dossier_id)
        if entry.kind in {EventKind.AGENCY_OPINION_ASKED, EventKind.AGENCY_OPINION_ANSWERED}
    }


def _bodies(session: Session, ids: Collection[UUID]) -> dict[UUID, Body]:
    return {one.id: one for one in session.exec(select(Body).where(col(Body.id).in_(ids)))}
