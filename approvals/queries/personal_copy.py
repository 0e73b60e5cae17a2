"""All that is kept about one nominee or one person, for whoever may have a copy of it.

Who judged somebody is not among what is kept about them: other people's names are left out. So is
what could show a nominee who spoke against them: `approvals.queries.protected_sources`.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from approvals.queries import (
    agency_opinions,
    bodies,
    consultations,
    data_requests,
    dossiers,
    holds,
    past_awards,
    protected_sources,
    revocations,
)
from models.access import Passkey, StaffSession
from models.agency_opinions import AgencyOpinion
from models.bodies import Absence, Body, Cover, Person, Seat
from models.consultations import Consultation, PublicComment
from models.dossiers import Dossier, Nominee, Submission
from models.gates import Assignment, Gate
from models.history import Event, EventText
from models.holds import Hold, Revocation
from models.mail import Message
from models.preferences import LeftOutMail, MailHabit
from models.rules import RuleSetEdition
from models.searches import SavedSearch

Copy = Mapping[str, Any]  # JSON, but for ids, days and moments, which are written as texts

_KEYS = {"sort_key", "search_key"}
_WRITERS = {"commenter", "contact"}  # of comments: somebody else's data
_SECRETS = {"token_hash", "public_key", "credential_id"}


def of_nominee(session: Session, nominee: Nominee, dossier: Dossier) -> Copy:
    """What was filed about them, what was written about it, and what became of it."""
    submission = dossiers.submission_of(session, dossier)
    body = bodies.body(session, submission.body_id)
    comments = consultations.of_dossier(session, dossier.id)
    return {
        "left_out": protected_sources.NOTE,  # always: its absence would tell, too
        "nominee": nominee.model_dump(exclude=_KEYS),
        "dossier": dossier.model_dump(exclude={"last_hash"}),
        "submission": _submission(submission, body),
        "files": [
            one.model_dump(exclude={"added_by_id"})
            for one in dossiers.attachments_of(session, dossier.id)
        ],
        "holds": protected_sources.told_holds(holds.of_dossier(session, dossier.id)),
        "revocations": [
            one.model_dump(exclude={"proposed_by_id", "decided_by_id"})
            for one in revocations.of_dossier(session, dossier.id)
        ],
        "record": [
            one.model_dump(exclude=_KEYS) for one in past_awards.of_nominee(session, nominee)
        ],
        "comments": [
            one.comment.model_dump(exclude={"judged_by_id"})
            for one in protected_sources.told_comments(comments)
        ],
        "opinions": [
            one.model_dump(exclude={"asked_by_id", "answered_by_id"})
            for one in agency_opinions.of_dossier(session, dossier.id)
        ],
        "history": _history(session, dossier.id, comments),
        "requests": _requests(session, nominee.id),
    }


def of_person(session: Session, person: Person) -> Copy:
    """Their account, what they were asked, and what they wrote."""
    own = person.id
    return {
        "person": person.model_dump(exclude=_KEYS),
        "seats": [
            {"body": body.name, **seat.model_dump(exclude={"person_id"})}
            for seat, body in session.exec(
                select(Seat, Body)
                .join(Body, col(Body.id) == col(Seat.body_id))
                .where(Seat.person_id == own)
                .order_by(col(Seat.valid_from))
            )
        ],
        "covers": _rows(
            session.exec(
                select(Cover)
                .where((Cover.absent_id == own) | (Cover.acting_id == own))
                .order_by(col(Cover.id))
            ).all()
        ),
        "absences": _rows(
            session.exec(
                select(Absence).where(Absence.person_id == own).order_by(col(Absence.id))
            ).all()
        ),
        "asked": [
            {"dossier": code, "gate": gate.key, **asked.model_dump(exclude={"gate_id"})}
            for asked, gate, code in session.exec(
                select(Assignment, Gate, Dossier.code)
                .join(Gate, col(Gate.id) == col(Assignment.gate_id))
                .join(Dossier, col(Dossier.id) == col(Gate.dossier_id))
                .where((Assignment.person_id == own) | (Assignment.decided_by_id == own))
                .order_by(col(Assignment.id))
            )
        ],
        "holds": _rows(
            session.exec(
                select(Hold)
                .where((Hold.placed_by_id == own) | (Hold.released_by_id == own))
                .order_by(col(Hold.id))
            ).all()
        ),
        "opinions": _rows(
            session.exec(
                select(AgencyOpinion)
                .where((AgencyOpinion.asked_by_id == own) | (AgencyOpinion.answered_by_id == own))
                .order_by(col(AgencyOpinion.id))
            ).all()
        ),
        "revocations": _rows(
            session.exec(
                select(Revocation)
                .where((Revocation.proposed_by_id == own) | (Revocation.decided_by_id == own))
                .order_by(col(Revocation.id))
            ).all()
        ),
        "consultations": _rows(
            session.exec(
                select(Consultation)
                .where((Consultation.opened_by_id == own) | (Consultation.withdrawn_by_id == own))
                .order_by(col(Consultation.id))
            ).all()
        ),
        "comments": _rows(
            session.exec(
                select(PublicComment)
                .where(PublicComment.judged_by_id == own)
                .order_by(col(PublicComment.id))
            ).all()
        ),
        "editions": [  # of rules; what an edition says in all is nobody's own
            one.model_dump(exclude={"content", "digest"})
            for one in session.exec(
                select(RuleSetEdition)
                .where(RuleSetEdition.made_by_id == own)
                .order_by(col(RuleSetEdition.made_at))
            )
        ],
        "wrote": _written_by(session, own),
        "mails": _rows(
            session.exec(
                select(Message).where(Message.person_id == own).order_by(col(Message.id))
            ).all()
        ),
        "passkeys": _rows(session.exec(select(Passkey).where(Passkey.person_id == own)).all()),
        "sessions": _rows(
            session.exec(select(StaffSession).where(StaffSession.person_id == own)).all()
        ),
        "preferences": [
            *_rows(session.exec(select(MailHabit).where(MailHabit.person_id == own)).all()),
            *_rows(session.exec(select(LeftOutMail).where(LeftOutMail.person_id == own)).all()),
        ],
        "searches": _rows(
            session.exec(select(SavedSearch).where(SavedSearch.person_id == own)).all()
        ),
        "requests": _requests(session, own),
    }


def _submission(submission: Submission, body: Body | None) -> Copy:
    return {
        "number": submission.number,
        "dated_on": submission.dated_on,
        "body": body.name if body else "",
    }


def _history(
    session: Session, chain_id: UUID, comments: Sequence[consultations.Written]
) -> Sequence[Copy]:
    """What happened, and what was written; by whom is left out, also who commented."""
    events = session.exec(
        select(Event).where(Event.chain_id == chain_id).order_by(col(Event.seq))
    ).all()
    texts: dict[int, dict[str, str]] = {}
    for text in session.exec(select(EventText).where(EventText.chain_id == chain_id)):
        if text.name not in _WRITERS:
            texts.setdefault(text.seq, {})[text.name] = text.text
    return [
        {
            "seq": one.seq,
            "kind": one.kind,
            "at": one.at,
            "texts": texts.get(one.seq, {}) if texts_told else {},
        }
        for one, texts_told in protected_sources.told_events(events, comments)
    ]


def _written_by(session: Session, person_id: UUID) -> Sequence[Copy]:
    rows = session.exec(
        select(Event, EventText)
        .join(
            EventText,
            (col(EventText.chain_id) == Event.chain_id) & (col(EventText.seq) == Event.seq),
        )
        .where(Event.actor_id == person_id)
        .order_by(col(Event.at), col(Event.seq))
    ).all()
    return [
        {"at": event.at, "kind": event.kind, "name": text.name, "text": text.text}
        for event, text in rows
    ]


def _requests(session: Session, about_id: UUID) -> Sequence[Copy]:
    hidden = {"registered_by_id", "answered_by_id"}
    return [one.model_dump(exclude=hidden) for one in data_requests.of_subject(session, about_id)]


def _rows(found: Sequence[Any]) -> list[Copy]:
    return [one.model_dump(exclude=_SECRETS | {"person_id"}) for one in found]
