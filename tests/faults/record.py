"""What must hold in the database, whatever was killed."""

from collections import Counter

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from approvals.history.chain import first_break
from approvals.queries import events
from core.database import transaction
from models.bodies import Person
from models.dossiers import Dossier
from models.engine import Wake
from models.enums import AssignmentState, DossierState, EventKind, GateState, MessageState
from models.gates import Assignment, Ballot, Gate
from models.history import Event
from models.mail import Message


def nothing_is_under_way(engine: Engine) -> bool:
    """Whether every wake-up is taken and every mail out."""
    with transaction(engine) as session:
        unsent = select(Message).where(
            col(Message.state).in_([MessageState.QUEUED, MessageState.CLAIMED])
        )
        return not any(session.exec(query.limit(1)).first() for query in (select(Wake), unsent))


def has_settled(engine: Engine) -> bool:
    """Whether every dossier is awarded besides."""
    with transaction(engine) as session:
        unfinished = select(Dossier).where(Dossier.state != DossierState.AWARDED)
        if session.exec(unfinished.limit(1)).first():
            return False
    return nothing_is_under_way(engine)


def assert_sound(engine: Engine, receipts: Counter[str]) -> None:
    """Nothing that was shown as recorded is lost, and nothing was recorded twice."""
    with transaction(engine) as session:
        decided = _decided_by_address(session)
        assert receipts <= decided, "somebody was shown a receipt for what is not there"
        for dossier in session.exec(select(Dossier)).all():
            _assert_one_dossier(session, dossier)


def _assert_one_dossier(session: Session, dossier: Dossier) -> None:
    chain = events.chain_of(session, dossier.id)
    assert first_break(chain) is None
    gates = session.exec(select(Gate).where(Gate.dossier_id == dossier.id)).all()
    assert len({gate.stage for gate in gates}) == len(gates), "a stage was passed twice"
    assert {gate.state for gate in gates} == {GateState.PASSED}
    decisions = 0
    for gate in gates:
        answered = _count(session, Assignment, gate, Assignment.state == AssignmentState.DECIDED)
        cast = _count(session, Ballot, gate) + gate.box_yes + gate.box_no
        assert cast == answered, "a ballot was lost or cast twice"
        decisions += answered
    kinds = Counter(session.exec(select(Event.kind).where(Event.chain_id == dossier.id)).all())
    assert kinds[EventKind.ASSIGNMENT_DECIDED] == decisions
    assert kinds[EventKind.GATE_OPENED] == kinds[EventKind.GATE_SETTLED] == len(gates)
    assert kinds[EventKind.DOSSIER_AWARDED] == 1


def _count(
    session: Session, table: type[Assignment | Ballot], gate: Gate, *conditions: bool
) -> int:
    query = select(func.count()).select_from(table).where(table.gate_id == gate.id, *conditions)
    return session.exec(query).one()


def _decided_by_address(session: Session) -> Counter[str]:
    return Counter(
        session.exec(
            select(Person.email)
            .join(Assignment, col(Assignment.person_id) == Person.id)
            .where(Assignment.state == AssignmentState.DECIDED)
        ).all()
    )
