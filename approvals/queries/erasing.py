"""What is deleted and blanked when somebody's data are erased. Every table was looked at.

Whatever is not here holds ids, words of closed lists, numbers and keyed hashes alone; or, in
editions of rules, what an administrator wrote about a rule and about nobody.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, delete, func, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session, col, or_, select

from approvals.queries import past_awards
from core.vietnamese import search_key
from models.access import Idempotency, MailedCode, Passkey, StaffSession
from models.bloc_year import Registration
from models.bodies import Person
from models.dossiers import Attachment, Dossier, Nominee
from models.enums import GONE, AssignmentState, EventKind
from models.gates import Assignment, Gate, WrittenOpinion
from models.history import Event, EventText
from models.mail import DeliveryEvent, LocalMail, Message
from models.preferences import LeftOutMail, MailHabit
from models.searches import SavedSearch

TextKey = tuple[int, str]  # an event's number in its chain, and the name of a text

# Texts of a dossier's history that tell of reviewers' mail, not of the nominee.
_OF_MAIL = (EventKind.ADDRESS_CORRECTED, EventKind.MESSAGE_FAILED)
# Lines of the journal in which somebody's name may stand.
_NAMING = (EventKind.HISTORY_SEARCHED, EventKind.REGISTRATION_ENTERED)


def dossier_of(session: Session, nominee_id: UUID) -> UUID | None:
    """The dossier of a nominee: each has one."""
    return session.exec(select(Dossier.id).where(Dossier.nominee_id == nominee_id)).first()


def texts_about_nominee(session: Session, dossier_id: UUID) -> list[TextKey]:
    """Everything people wrote in a dossier's history, but for what is about reviewers' mail.

    So a kind of text that comes later is erased too, unless it is named here.
    """
    return _keys(session, dossier_id, col(Event.kind).not_in(_OF_MAIL))


def texts_about_person(session: Session, chain_id: UUID, person_id: UUID) -> list[TextKey]:
    """What a chain says of somebody with an account: their name and addresses."""
    facts = cast(func.convert_from(Event.body, "UTF8"), JSONB)["facts"]
    kinds = (*_OF_MAIL, EventKind.PERSON_ADDED)
    about = facts["person"].astext == str(person_id)
    return _keys(session, chain_id, col(Event.kind).in_(kinds) & about)


def search_texts(session: Session, chain_id: UUID) -> list[tuple[TextKey, str]]:
    """What auditors looked for, as their addresses had it; and whom members of blocs registered."""
    rows = session.exec(
        select(EventText)
        .join(
            Event, (col(Event.chain_id) == EventText.chain_id) & (col(Event.seq) == EventText.seq)
        )
        .where(EventText.chain_id == chain_id, col(Event.kind).in_(_NAMING))
    ).all()
    return [((row.seq, row.name), row.text) for row in rows]


def delete_texts(session: Session, chain_id: UUID, keys: Iterable[TextKey]) -> None:
    """Texts and their salts: nobody can tell any more what the events committed to."""
    for seq, name in keys:
        session.execute(
            delete(EventText).where(
                col(EventText.chain_id) == chain_id,
                col(EventText.seq) == seq,
                col(EventText.name) == name,
            )
        )


def blank_nominee(session: Session, nominee: Nominee, dossier: Dossier, *, name: str) -> None:
    """What tables repeat of the nominee. `name` stands in the place of theirs."""
    past_awards.forget(session, nominee)
    nominee.name, nominee.position, nominee.email, nominee.woman = name, "", None, None
    nominee.sort_key = nominee.search_key = ""
    dossier.achievements = ""
    session.execute(
        update(Attachment).where(col(Attachment.dossier_id) == dossier.id).values(name="")
    )
    at_gates = (
        select(Assignment.id)
        .join(Gate, col(Gate.id) == col(Assignment.gate_id))
        .where(Gate.dossier_id == dossier.id)
    )
    session.execute(
        update(WrittenOpinion)
        .where(col(WrittenOpinion.assignment_id).in_(at_gates))
        .values(scan_name="")
    )


def forget_account(session: Session, person: Person, *, name: str, address: str) -> None:
    """Everything of an account but its row, by which decisions name who took them."""
    person_id = person.id
    session.execute(
        delete(LocalMail).where(
            or_(
                col(LocalMail.message_id).in_(
                    select(Message.id).where(Message.person_id == person_id)
                ),
                col(LocalMail.to) == person.email,
            )
        )
    )
    sent = select(Message.id).where(Message.person_id == person_id)
    session.execute(
        update(DeliveryEvent).where(col(DeliveryEvent.message_id).in_(sent)).values(reason="")
    )
    session.execute(
        update(Message).where(col(Message.person_id) == person_id).values(address="", problem=None)
    )
    for table in (Passkey, MailedCode, StaffSession, Idempotency, MailHabit, LeftOutMail):
        session.execute(delete(table).where(col(table.person_id) == person_id))
    session.execute(delete(SavedSearch).where(col(SavedSearch.person_id) == person_id))
    person.name, person.email, person.active = name, address, False
    person.sort_key = person.search_key = ""


def forget_searches(session: Session, ids: Collection[UUID]) -> None:
    """Kept searches for somebody's name."""
    session.execute(delete(SavedSearch).where(col(SavedSearch.id).in_(ids)))


def forget_registrations(session: Session, names: Iterable[str]) -> None:
    """That somebody was registered by name in a bloc; that so many were, stays."""
    session.execute(
        update(Registration)
        .where(col(Registration.search_key).in_([search_key(name) for name in names]))
        .values(name="", search_key="")
    )


def saved_searches(session: Session) -> Sequence[SavedSearch]:
    return session.exec(select(SavedSearch).order_by(col(SavedSearch.id))).all()


def forget_answers(session: Session, words: Iterable[str]) -> None:
    """Answers kept for requests that may be repeated, where they tell one of these words."""
    said = cast(Idempotency.body, String)
    for word in words:
        session.execute(delete(Idempotency).where(said.contains(_in_json(word), autoescape=True)))


def forget_local_mail(session: Session, dossier_id: UUID | None, words: Iterable[str]) -> None:
    """Development's copies of mails about a dossier, and of whatever tells one of these words."""
    about = select(Message.id).where(Message.dossier_id == dossier_id)
    gathered = select(Message.digest_id).where(Message.dossier_id == dossier_id)
    session.execute(
        delete(LocalMail).where(
            or_(
                col(LocalMail.message_id).in_(about),
                col(LocalMail.message_id).in_(gathered),
                *(_tells(word) for word in words),
            )
        )
    )


def asked_about(session: Session, person_id: UUID) -> Dossier | None:
    """A dossier that has not ended, about which somebody is asked or has decided."""
    return session.exec(
        select(Dossier)
        .join(Gate, col(Gate.dossier_id) == col(Dossier.id))
        .join(Assignment, col(Assignment.gate_id) == col(Gate.id))
        .where(
            (Assignment.person_id == person_id) | (Assignment.decided_by_id == person_id),
            col(Assignment.state).not_in((*GONE, AssignmentState.EXCLUDED)),
            col(Dossier.closed_at).is_(None),
        )
        .order_by(col(Dossier.code))
    ).first()


def dossiers_that_name(session: Session, person_id: UUID) -> list[UUID]:
    """Dossiers about which somebody was written to, in the order in which they are locked."""
    ids = select(Message.dossier_id).where(Message.person_id == person_id)
    return list(
        session.exec(select(Dossier.id).where(col(Dossier.id).in_(ids)).order_by(col(Dossier.id)))
    )


def person_for_update(session: Session, person_id: UUID) -> Person | None:
    """The person's row, ours until the transaction ends."""
    return session.exec(
        select(Person)
        .where(Person.id == person_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def _keys(session: Session, chain_id: UUID, wanted: ColumnElement[bool]) -> list[TextKey]:
    rows = session.exec(
        select(col(EventText.seq), col(EventText.name))
        .join(
            Event, (col(Event.chain_id) == EventText.chain_id) & (col(Event.seq) == EventText.seq)
        )
        .where(EventText.chain_id == chain_id, wanted)
        .order_by(col(EventText.seq), col(EventText.name))
    ).all()
    return [(seq, name) for seq, name in rows]


def _tells(word: str) -> ColumnElement[bool]:
    parts = (col(LocalMail.subject), col(LocalMail.text), col(LocalMail.html), col(LocalMail.to))
    return or_(*(part.icontains(word, autoescape=True) for part in parts))


def _in_json(word: str) -> str:
    """A word as PostgreSQL writes it inside a JSON string."""
    return word.replace("\\", "\\\\").replace('"', '\\"')
