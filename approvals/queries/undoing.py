"""What followed from a settled gate: whether it may be set aside, and setting its mails aside."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, false, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from approvals.queries import agency_opinions, gates
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import AssignmentState, DossierState, GateState, MessageState
from models.gates import Assignment, Gate
from models.mail import Message

_MAY_HAVE_LEFT = (MessageState.ACCEPTED, MessageState.CLAIMED, MessageState.UNKNOWN)


# It is at another gate, or has ended in a way that no decision was.
_GONE_ON = (DossierState.UNDER_REVIEW, DossierState.WITHDRAWN, DossierState.SETTLED_HERE)


def gate_after(session: Session, gate: Gate) -> Gate | None:
    """The open gate that settling this one opened; None where it opened none."""
    if gate.closed_at is None:
        return None
    return session.exec(
        select(Gate).where(
            Gate.dossier_id == gate.dossier_id,
            Gate.state == GateState.OPEN,
            Gate.round == gate.round,
            col(Gate.id) > gate.id,  # ids grow with time
        )
    ).first()


def decided_since(session: Session, dossier: Dossier, gate: Gate, following: Gate | None) -> bool:
    """Whether anybody acted on the dossier since this gate settled."""
    if gate.closed_at is None:
        return False
    if following is not None:
        consulted = agency_opinions.of_gate(session, following.id)
        return bool(gates.in_state(session, following.id, AssignmentState.DECIDED) or consulted)
    later = select(Gate.id).where(
        Gate.dossier_id == dossier.id,
        col(Gate.id) > gate.id,
        Gate.state != GateState.UNDONE,
    )
    moved_on = dossier.state in _GONE_ON
    return moved_on or session.exec(later).first() is not None


def asked_anew(session: Session, assignment_id: UUID) -> Assignment:
    """The duty that took the place of one whose decision was taken back."""
    return session.exec(select(Assignment).where(Assignment.replaces_id == assignment_id)).one()


def void_mail(
    session: Session,
    dossier_id: UUID,
    assignment_ids: Sequence[UUID],
    *,
    since: datetime | None,
    now: datetime,
) -> None:
    """Mails to these duties, and what anybody was told of the dossier since, say what is not so.

    What has not left will not; the same may be said again later.
    """
    news = (
        col(Message.assignment_id).is_(None) & (col(Message.created_at) >= since)
        if since is not None
        else false()
    )
    session.execute(
        update(Message)
        .where(
            col(Message.dossier_id) == dossier_id,
            col(Message.voided_at).is_(None),
            or_(col(Message.assignment_id).in_(assignment_ids), news),
        )
        .values(
            voided_at=now,
            state=case(
                (col(Message.state) == MessageState.QUEUED, MessageState.OVERTAKEN.value),
                else_=col(Message.state),
            ),
        )
        .execution_options(synchronize_session=False)
    )


def told_in_vain(session: Session, dossier_id: UUID) -> list[tuple[Message, Person]]:
    """Void messages that left by themselves or in a digest, or may have, and to whom."""
    digest = aliased(Message)
    return list(
        session.exec(
            select(Message, Person)
            .join(Person, col(Person.id) == col(Message.person_id))
            .join(digest, col(digest.id) == col(Message.digest_id), isouter=True)
            .where(
                Message.dossier_id == dossier_id,
                col(Message.voided_at).is_not(None),
                func.coalesce(digest.state, Message.state).in_(_MAY_HAVE_LEFT),
            )
            .order_by(col(Message.id))
        ).all()
    )
