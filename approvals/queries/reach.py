"""Whom mail reaches: addresses that fail, and what must be sent again once they are corrected.

An address fails when a mail to it was turned away and none got away since. It is read from the
messages themselves, so nothing has to be remembered, or forgotten, beside them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from approvals.domain.delivery import FAILED
from models.bodies import Person
from models.enums import AssignmentState, MessageState
from models.gates import Assignment
from models.mail import Message

_NOT_GONE = (MessageState.QUEUED, MessageState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody whose address fails: the last mail that did, and how many tasks wait for them."""

    person: Person
    failed: Message
    waiting: int


def unreached(session: Session, *, limit: int) -> list[Unreached]:
    """People whose address fails, those with most to decide first."""
    newest = (
        select(Message.id)
        .join(Person, col(Person.id) == col(Message.person_id))
        .where(_failing(), col(Person.active).is_(True))
        .distinct(col(Message.person_id))
        .order_by(col(Message.person_id), col(Message.id).desc())
    )
    waiting = (
        select(func.count())
        .select_from(Assignment)
        .where(
            col(Assignment.person_id) == col(Person.id), Assignment.state == AssignmentState.ACTIVE
        )
        .correlate(Person)
        .scalar_subquery()
    )
    rows = session.exec(
        select(Person, Message, waiting)
        .join(Message, col(Message.person_id) == col(Person.id))
        .where(col(Message.id).in_(newest))
        .order_by(waiting.desc(), col(Person.sort_key), col(Person.id))
        .limit(limit)
    ).all()
    return [Unreached(*row) for row in rows]


def person_for_update(session: Session, person_id: UUID) -> Person | None:
    """Somebody, locked until the transaction ends: of two corrections one comes second.

    Rows that merely refer to the person (messages) may be added meanwhile.
    """
    return session.exec(
        select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    ).first()


def failure_of(session: Session, person_id: UUID) -> Message | None:
    """The newest mail that shows that somebody's address fails; None while it works.

    Also one to an address that was corrected since, until a mail has got away to the new one: it
    may be wrong too.
    """
    return session.exec(
        select(Message)
        .where(_in_vain(), Message.person_id == person_id)
        .order_by(col(Message.id).desc())
    ).first()


def unreached_ids(session: Session) -> Sequence[UUID]:
    """The people whose address fails: few, so whoever looks for their tasks asks for them first."""
    return session.exec(_unreached()).all()


def cannot_be_reached() -> ColumnElement[bool]:
    """That the holder of an `Assignment` has an address that fails."""
    return col(Assignment.person_id).in_(_unreached())


def _unreached() -> SelectOfScalar[UUID]:
    return (
        select(Message.person_id)
        .join(Person, col(Person.id) == col(Message.person_id))
        .where(_failing())
    )


def newest_mail(session: Session, assignment_ids: Collection[UUID]) -> dict[UUID, Message]:
    """The last mail about each task that had one; what was overtaken tells nothing.

    Of a task told of in a digest, the digest.
    """
    digest = aliased(Message)
    found = session.exec(
        select(Message, digest)
        .join(digest, col(digest.id) == col(Message.digest_id), isouter=True)
        .where(
            col(Message.assignment_id).in_(assignment_ids),
            Message.state != MessageState.OVERTAKEN,
        )
        .order_by(col(Message.id))
    ).all()
    return {
        message.assignment_id: told or message for message, told in found if message.assignment_id
    }


def to_send_again(session: Session, person_id: UUID, *, elsewhere: bool) -> list[Message]:
    """What somebody did not get, or, `elsewhere`, what they must get at another address too.

    Of each task that waits for them the last mail; of what they were only told, and of digests,
    all that failed.
    """
    newest = (
        select(Message.id)
        .join(Assignment, col(Assignment.id) == col(Message.assignment_id))
        .where(
            Message.person_id == person_id,
            Assignment.state == AssignmentState.ACTIVE,
            col(Message.state).not_in([MessageState.OVERTAKEN, MessageState.GATHERED]),
        )
        .distinct(col(Message.assignment_id))
        .order_by(col(Message.assignment_id), col(Message.id).desc())
    )
    digests = select(Message.digest_id).where(
        Message.person_id == person_id, col(Message.digest_id).is_not(None)
    )
    told = (
        (col(Message.person_id) == person_id)
        & col(Message.assignment_id).is_(None)
        & (col(Message.dossier_id).is_not(None) | col(Message.id).in_(digests))
    )
    lost = _failed()
    if elsewhere:
        owed = col(Message.id).in_(newest) | (told & (lost | col(Message.state).in_(_NOT_GONE)))
    else:
        owed = lost & (col(Message.id).in_(newest) | told)
    return list(
        session.exec(
            select(Message).where(owed).order_by(col(Message.dossier_id), col(Message.id))
        ).all()
    )


def take_back(session: Session, person_id: UUID, *, why: str) -> None:
    """What has not left for somebody does not leave: it would go to the wrong address."""
    session.execute(
        update(Message)
        .where(col(Message.person_id) == person_id, col(Message.state).in_(_NOT_GONE))
        .values(state=MessageState.OVERTAKEN, problem=why)
    )


def _failing() -> ColumnElement[bool]:
    """That a `Message` to the present address of its `Person` failed, and none got away since."""
    return (col(Message.address) == col(Person.email)) & _in_vain()


def _in_vain() -> ColumnElement[bool]:
    """That a `Message` failed, and none to the same person got away since."""
    since = aliased(Message)
    went_since = (
        select(since.id)
        .where(
            col(since.person_id) == col(Message.person_id),
            col(since.id) > col(Message.id),
            col(since.state) == MessageState.ACCEPTED,
            or_(col(since.delivery).is_(None), col(since.delivery).not_in(FAILED)),
        )
        .correlate(Message)
        .exists()
    )
    return _failed() & ~went_since


def _failed() -> ColumnElement[bool]:
    """That the provider refused a message, or could not bring it to its reader."""
    return or_(col(Message.state) == MessageState.REJECTED, col(Message.delivery).in_(FAILED))
